#!/usr/bin/env node
import { ConfigError } from '../config.ts';
import { WharfingerError } from '../errors.ts';
import { StoreError } from '../store/failure.ts';
import * as audit from './audit.ts';
import { Given, Misuse, type Command, type ExitCode, type Output } from './command.ts';
import { serve } from './serve.ts';
import * as token from './token.ts';

/** The whole command line. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['serve', serve],
  ['token create', token.create],
  ['token list', token.list],
  ['token revoke', token.revoke],
  ['token generate', token.generate],
  ['audit list', audit.list],
]);

async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  const dash = args.findIndex((arg) => arg.startsWith('-'));
  const words = dash === -1 ? args : args.slice(0, dash);
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((candidate) => commands.has(candidate));
  const command = name === undefined ? undefined : commands.get(name);
  const askedForHelp = args.some((arg) => arg === '--help' || arg === '-h') || words[0] === 'help';
  if (name === undefined || command === undefined) {
    const write = askedForHelp ? output.out : output.err;
    if (words[0] !== undefined && words[0] !== 'help')
      write(`wharfinger: there is no command "${words.slice(0, 2).join(' ')}".\n`);
    write(overview(words[0] === 'help' ? words[1] : words[0]));
    return askedForHelp ? 0 : 2;
  }
  if (askedForHelp) {
    output.out(`wharfinger ${name}: ${command.words}\n\nUsage: wharfinger ${name} ${command.usage}`.trimEnd());
    return 0;
  }
  try {
    return await command.run(new Given(args.slice(name.split(' ').length), command), output);
  } catch (error) {
    output.err(`wharfinger: ${explain(error)}`);
    if (error instanceof Misuse) output.err(`"wharfinger ${name} --help" says how it is used.`);
    return error instanceof WharfingerError && error.code === 'NOT_FOUND' ? 1 : 2;
  }
}

function overview(room: string | undefined): string {
  const within = [...commands].filter(([name]) => name.split(' ')[0] === room);
  const shown = within.length > 0 ? within : [...commands];
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = shown.map(([name, { words }]) => `  ${name.padEnd(width)}  ${words}`);
  return ['Usage: wharfinger COMMAND [options]', '', ...lines, '', '"wharfinger COMMAND --help" says more about one.'].join('\n');
}

/** The sentence of an error that was meant to be read; the stack of one that was not. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const meant =
    [Misuse, ConfigError, WharfingerError, StoreError].some((kind) => error instanceof kind) || error.constructor === Error;
  return meant ? error.message : (error.stack ?? error.message);
}

// A reader that has seen enough ("| head") closes the pipe; that is no error of ours.
process.stdout.on('error', (error: Error & { code?: string }) => process.exit(error.code === 'EPIPE' ? 0 : 2));

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  terminal: process.stdout.isTTY,
});
