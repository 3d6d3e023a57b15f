import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { newSecret } from '../../src/access/secret.ts';
import { until } from '../support/until.ts';

/** Wharfinger in a process of its own, on an engine's socket, as `npm start` runs it. `gql` rejects when an answer has errors. */
export async function spawnServer(socketPath: string, settings: Readonly<Record<string, string>> = {}) {
  const begun = performance.now();
  const port = await freePort();
  const stateDir = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
  const token = newSecret('token', randomBytes);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist/cli/main.js'), 'serve'], {
    env: {
      ...process.env,
      MALLOC_ARENA_MAX: '2',
      DOCKER_HOST: `unix://${socketPath}`,
      WHARFINGER_LISTEN: `127.0.0.1:${port}`,
      WHARFINGER_STATE_DIR: stateDir,
      WHARFINGER_ADMIN_TOKEN: token,
      WHARFINGER_RATE_LIMIT: '0',
      WHARFINGER_LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(stateDir, { recursive: true, force: true });
  };
  await until(
    () =>
      fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    'the server is ready',
    120_000,
  ).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const startedIn = Math.round(performance.now() - begun);
  return {
    url,
    token,
    port,
    pid: child.pid ?? 0,
    /** Milliseconds from the start of the process until it was ready. */
    startedIn,
    stop,
    async gql(query: string): Promise<unknown> {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const answer: unknown = await response.json();
      if (typeof answer !== 'object' || answer === null || 'errors' in answer) throw new Error(JSON.stringify(answer));
      return answer;
    },
  };
}

/** One that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
