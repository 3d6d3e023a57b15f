import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { docker, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

interface Demo {
  child: ChildProcess;
  /** Everything it has printed so far. */
  text: () => string;
  exited: Promise<unknown[]>;
}

/** The demo on a free port, with the engine of `dockerHost`, in a process group of its own as a terminal would start it. */
async function startDemo(t: TestContext, dockerHost: string): Promise<Demo> {
  const env = { ...process.env, DOCKER_HOST: dockerHost, WHARFINGER_LISTEN: '127.0.0.1:0' };
  const program = join(import.meta.dirname, '../../src/demo/main.ts');
  const child = spawn(process.execPath, [program], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const exited = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  await until(() => text.includes('Ctrl-C ends') || child.exitCode !== null, 'the demo is ready', 120_000);
  assert.equal(child.exitCode, null, text);
  return { child, text: () => text, exited };
}

async function interrupt({ child, exited }: Demo): Promise<unknown> {
  process.kill(-(child.pid ?? 0), 'SIGINT');
  const [code] = await exited;
  return code;
}

async function ask(demo: Demo, query: string): Promise<string> {
  const url = /Wharfinger runs on (\S+)/.exec(demo.text())?.[1] ?? '';
  const token = /whf_\w{20,}/.exec(demo.text())?.[0] ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
}

const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });

test('on a machine without an engine the demo shows its samples, and Ctrl-C, even twice, leaves nothing of it', async (t) => {
  const demo = await startDemo(t, 'unix:///nonexistent/docker.sock');
  const dir = /\/tmp\/whf-\w+/.exec(demo.text())?.[0] ?? '';
  const sampleServer = /http:\/\/127\.0\.0\.1:\d+\/$/m.exec(demo.text())?.[0] ?? '';
  assert.match(await (await fetch(sampleServer)).text(), /Wharfinger demo/);
  await until(async () => {
    const answer = await ask(demo, '{ containers { nodes { name state } } }');
    return ['web', 'chatty', 'crashy', 'healthy', 'stopped', 'shop-db', 'shop-app'].every((name) => answer.includes(`"${name}"`));
  }, 'Wharfinger shows the samples');

  process.kill(-(demo.child.pid ?? 0), 'SIGINT');
  const code = await interrupt(demo);

  assert.equal(code, 0, demo.text());
  assert.ok(!existsSync(dir));
  assert.deepEqual(
    commandLines().filter((line) => line.includes(dir)),
    [],
  );
});

test('on an engine that is there already the demo adds its samples under free names, and removes those alone', async (t) => {
  const engine = await ownEngine(t);
  const { id } = await run(engine, { name: 'web' });
  await docker(engine, 'network', 'create', 'shop_default');
  const listing = async (): Promise<string[]> => [
    await docker(engine, 'ps', '-aq', '--no-trunc'),
    await docker(engine, 'network', 'ls', '-q'),
    await docker(engine, 'volume', 'ls', '-q'),
    await docker(engine, 'images', '-q'),
  ];
  const before = await listing();

  const demo = await startDemo(t, `unix://${engine.socketPath}`);
  const names = (await docker(engine, 'ps', '-a', '--filter', 'label=wharfinger.demo=true', '--format', '{{.Names}}')).split(
    '\n',
  );
  assert.deepEqual(names.sort(), ['chatty', 'crashy', 'healthy', 'shop-app', 'shop-db', 'stopped', 'wharfinger-demo-web']);
  await docker(engine, 'commit', 'chatty', 'mine:1');
  await docker(engine, 'commit', 'healthy', 'mine:2');
  const mine = await docker(engine, 'run', '-d', '--name', 'mine', 'mine:1');
  assert.equal(await interrupt(demo), 0, demo.text());

  assert.equal(await docker(engine, 'inspect', '--format', '{{.State.Running}}', id), 'true');
  assert.equal(await docker(engine, 'inspect', '--format', '{{.Id}}', 'mine'), mine);
  await docker(engine, 'rm', '-f', 'mine');
  await docker(engine, 'rmi', 'mine:1', 'mine:2');
  assert.deepEqual(await listing(), before);
});

test('a port that is taken is said at once, before anything is started', async (t) => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  t.after(() => blocker.close());
  const address = blocker.address();
  assert.ok(typeof address === 'object' && address !== null);
  const env = { ...process.env, DOCKER_HOST: 'unix:///nonexistent/docker.sock', WHARFINGER_LISTEN: `127.0.0.1:${address.port}` };
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/demo/main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (text += part));

  const [code] = await once(child, 'close');

  assert.equal(code, 1);
  assert.equal(
    text,
    `The demo cannot listen on 127.0.0.1:${address.port}: something else does already. Set another address: WHARFINGER_LISTEN=127.0.0.1:4501.\n`,
  );
});
