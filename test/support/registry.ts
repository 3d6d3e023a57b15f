import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { ensureProgram } from '../../src/demo/install.ts';

/** What a registry with authentication wants to see. */
export const username = 'carol';
export const password = 'secret-password';
/** bcrypt of that password. */
const hash = '$2y$05$abcdefghijklmnopqrstuu8jXihDn6YyI16dkpSl33R.slyuyqYCi';

/** The path of the registry's program, which is installed where it is not. */
export function ensureRegistry(): Promise<string> {
  return ensureProgram('docker-registry', (line) => void process.stderr.write(`${line}\n`));
}

/** A registry for one test, on a free port of loopback, empty. Gives its host and port. `auth`: it wants name and password. */
export async function registry(t: TestContext, { auth = false } = {}): Promise<string> {
  const program = await ensureRegistry();
  const dir = mkdtempSync(join(tmpdir(), 'wharfinger-registry-'));
  writeFileSync(join(dir, 'users'), `${username}:${hash}\n`);
  const lines = [
    'version: 0.1',
    `storage: { filesystem: { rootdirectory: ${dir}/data } }`,
    'http: { addr: "127.0.0.1:0" }',
    ...(auth ? [`auth: { htpasswd: { realm: test, path: ${dir}/users } }`] : []),
  ];
  writeFileSync(join(dir, 'config.yml'), `${lines.join('\n')}\n`);
  const child = spawn(program, ['serve', join(dir, 'config.yml')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  t.after(async () => {
    process.off('exit', kill);
    const ended = child.exitCode === null ? once(child, 'exit') : null;
    kill();
    await ended;
    rmSync(dir, { recursive: true, force: true });
  });
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', () => reject(new Error(`the registry has ended:\n${said.join('\n')}`)));
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        said.push(line);
        const port = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (port !== undefined) resolve(`127.0.0.1:${port}`);
      });
    }
  });
}

/**
 * A way to a registry on which layers take half a minute. `begun`: how many were asked for; `left`: whether nobody waits for any of them any more. An engine
 * that is still told something notices that whoever asked it has left; one that hears nothing from the registry does not.
 */
export async function slowRegistry(
  t: TestContext,
  upstream: string,
): Promise<{ address: string; begun: () => number; left: () => boolean }> {
  let [begun, gone] = [0, 0];
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request;
    const forward = ask({
      host: '127.0.0.1',
      port: upstream.split(':')[1],
      method,
      path: url,
      headers: { ...headers, host: upstream },
    });
    forward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const size = Number(answer.headers['content-length']);
      if (method !== 'GET' || !url.includes('/blobs/') || !(size > 100_000)) {
        answer.pipe(response);
        return;
      }
      begun += 1;
      void trickle(answer, response, Math.ceil(size / 100));
      response.once('close', () => (gone += 1));
    });
    forward.once('error', () => response.destroy());
    request.pipe(forward);
  });
  return { address: await listening(t, server), begun: () => begun, left: () => begun > 0 && gone === begun };
}

async function trickle(answer: IncomingMessage, response: ServerResponse, bytes: number): Promise<void> {
  const whole = await buffer(answer);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(whole.subarray(sent, (sent += bytes)));
    if (sent >= whole.length) response.end();
  }, 300);
  response.once('close', () => clearInterval(timer));
}

/** Something that can be searched as registries once could, and finds always the same. */
export async function searchableRegistry(t: TestContext, results: readonly object[]): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v1/_ping') response.end('{"standalone":true}');
    else if (request.url?.startsWith('/v1/search') === true)
      response.end(JSON.stringify({ num_results: results.length, query: '', results }));
    else response.writeHead(404).end('{}');
  });
  return listening(t, server);
}

async function listening(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const at: string | AddressInfo | null = server.address();
  if (at === null || typeof at === 'string') throw new Error('the registry has no port');
  return `127.0.0.1:${at.port}`;
}
