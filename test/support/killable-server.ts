import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { newSecret } from '../../src/access/secret.ts';
import { pick, type Answer } from './app.ts';
import { until } from './until.ts';

/** Wharfinger in a process of its own, which can be killed with -9 and started again on the same state. Ended with the test. */
export async function killableServer(t: TestContext, socketPath: string, disk?: string) {
  const stateDir = disk ?? mkdtempSync(join(tmpdir(), 'wharfinger-killable-'));
  const secret = newSecret('token', randomBytes);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  t.after(async () => {
    await kill();
    if (disk === undefined) rmSync(stateDir, { recursive: true, force: true });
  });
  /** Rejects where there is no answer. */
  const gql = async (query: string): Promise<Pick<Answer, 'data' | 'errors'>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(30_000),
    });
    const body: unknown = await response.json();
    const errors = pick(body, 'errors');
    return { data: pick(body, 'data'), errors: Array.isArray(errors) ? errors : [] };
  };
  const isConnected = async () => pick(await gql('{ host { status } }'), 'data', 'host', 'status') === 'CONNECTED';
  return {
    gql,
    kill,
    url,
    stateDir,
    authorization: `Bearer ${secret}`,
    /** Resolves once it knows its engine; rejects when it ends instead. */
    async start(): Promise<void> {
      child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli/main.ts'), 'serve'], {
        env: {
          PATH: process.env['PATH'],
          DOCKER_HOST: `unix://${socketPath}`,
          WHARFINGER_LISTEN: `127.0.0.1:${port}`,
          WHARFINGER_STATE_DIR: stateDir,
          WHARFINGER_ADMIN_TOKEN: secret,
          WHARFINGER_RATE_LIMIT: '0',
          WHARFINGER_LOG_LEVEL: 'error',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const begun = child;
      await until(
        () => {
          if (begun.exitCode !== null) throw new Error(`the server ended with ${begun.exitCode}`);
          // Asked all the time, a machine with two processors has little left to start it with.
          return isConnected().catch(() => delay(100, false));
        },
        'the server is connected',
        150_000,
      );
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
