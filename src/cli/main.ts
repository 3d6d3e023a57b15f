#!/usr/bin/env node
import { loadConfig } from '../config.ts';
import { run } from './run.ts';

// A reader that has seen enough ("| head") closes the pipe; that is no error of ours.
process.stdout.on('error', (error: Error & { code?: string }) => process.exit(error.code === 'EPIPE' ? 0 : 2));

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY ? { progress: (text) => void process.stderr.write(`\r\x1b[K${text}`) } : {}),
  input: process.stdin,
  terminal: process.stdout.isTTY,
  config: () => loadConfig(),
});
