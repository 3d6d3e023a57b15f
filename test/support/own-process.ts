import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { until } from './until.ts';

const execute = promisify(execFile);

/** The program as a process of its own, on the engine behind this socket, with its state below `dir`; ended after the test. */
export async function serve(t: TestContext, socketPath: string, dir: string) {
  const token = (await execute(process.execPath, ['src/cli/main.ts', 'token', 'generate'])).stdout.trim();
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DOCKER_HOST: `unix://${socketPath}`,
      WHARFINGER_LISTEN: '127.0.0.1:0',
      WHARFINGER_STATE_DIR: join(dir, 'state'),
      WHARFINGER_ADMIN_TOKEN: token,
      WHARFINGER_LOG_FORMAT: 'json',
    },
  });
  t.after(async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0], 'the address', 60_000);
  await until(async () => (await fetch(`${url}/readyz`)).ok, 'the server to be ready', 60_000);
  return { child, url, token };
}

/** The memory that a process has now, in kB. */
export const rss = (pid: number | undefined) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
