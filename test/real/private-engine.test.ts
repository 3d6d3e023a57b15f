import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { identityOf } from '../../src/demo/processes.ts';
import { engineDirectory, startPrivateEngine } from '../../src/demo/private-engine.ts';
import { docker, image, ownEngine, run, startEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

/** Everything an engine in that directory could leave on the machine; empty when it has left nothing. */
function tracesOf(dir: string): string[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const processes = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/cmdline`).includes(dir));
  const mounts = read('/proc/self/mountinfo')
    .split('\n')
    .filter((line) => line.includes(dir));
  const links = readdirSync('/sys/class/net').filter((name) => read(`/sys/class/net/${name}/ifalias`).trim() === dir);
  const cgroups = ['', ...readdirSync('/sys/fs/cgroup')]
    .map((name) => join('/sys/fs/cgroup', name, basename(dir)))
    .filter((path) => existsSync(path));
  return [...processes.map((pid) => `process ${pid}`), ...mounts, ...links, ...cgroups, ...(existsSync(dir) ? [dir] : [])];
}

/** An engine that belongs to a process which the test can kill. */
async function engineOfAnother(t: TestContext): Promise<{ owner: ChildProcess; socketPath: string; dir: string }> {
  const program = `
    import { startEngine } from ${JSON.stringify(join(import.meta.dirname, '../support/real-engine.ts'))};
    const engine = await startEngine();
    console.log(engine.socketPath);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => owner.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: owner.stdout }), 'line');
  return { owner, socketPath: String(line), dir: dirname(String(line)) };
}

const interfaces = (): string[] =>
  readdirSync('/sys/class/net').filter((name) => name.startsWith('br-') || name.startsWith('veth'));

test('a private engine that is stopped leaves no process, mount, interface, control group or file', async (t) => {
  const engine = await startEngine();
  t.after(() => engine.stop());
  const dir = dirname(engine.socketPath);
  await docker(engine, 'network', 'create', 'backend');
  const bridge = `br-${(await docker(engine, 'network', 'inspect', '--format', '{{.Id}}', 'backend')).slice(0, 12)}`;
  await docker(engine, 'run', '-d', '--network', 'backend', '-v', 'data:/data', '-p', '127.0.0.1::80', image, 'sleep', '600');
  await docker(engine, 'run', '-d', '--pid', 'host', '--restart', 'always', image, 'sleep', '600');
  await docker(engine, 'pause', (await run(engine)).name);
  assert.ok(interfaces().includes(bridge));
  assert.notDeepEqual(tracesOf(dir), []);

  await engine.stop();

  assert.deepEqual(tracesOf(dir), []);
  assert.ok(!interfaces().includes(bridge));
  await engine.stop();
});

test('two private engines run side by side and end without hurting one another', async (t) => {
  const first = await ownEngine(t);
  const second = await startEngine();
  t.after(() => second.stop());
  const { name } = await run(first);
  await run(second, { name });
  await docker(second, 'network', 'create', 'backend');
  await docker(first, 'network', 'create', 'backend');

  await second.stop();

  assert.equal(await docker(first, 'inspect', '--format', '{{.State.Status}}', name), 'running');
  assert.equal(await docker(first, 'run', '--rm', '--network', 'backend', image, 'echo', 'alive'), 'alive');
});

test('a port published on loopback is reached from the machine', async (t) => {
  const engine = await ownEngine(t);
  const script = 'echo hello > /www/index.html; exec httpd -f -p 80 -h /www';
  const { name } = await run(engine, {
    script,
    config: { ExposedPorts: { '80/tcp': {} } },
    host: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } },
  });
  const address = await docker(engine, 'port', name, '80/tcp');

  const answer = await until(() => fetch(`http://${address}/`).catch(() => undefined), 'the server in the container listens');

  assert.equal(await answer.text(), 'hello\n');
});

test('containers outlive a killed daemon, and it reports their end once it is back', async (t) => {
  const engine = await ownEngine(t);
  const { id, name } = await run(engine);
  const before = { daemon: engine.pid, container: Number(await docker(engine, 'inspect', '--format', '{{.State.Pid}}', name)) };

  await engine.kill();

  assert.equal(identityOf(before.daemon), undefined);
  assert.ok(identityOf(before.container));
  await assert.rejects(docker(engine, 'version'));

  await engine.restart();

  assert.notEqual(engine.pid, before.daemon);
  assert.equal(await docker(engine, 'inspect', '--format', '{{.Id}} {{.State.Running}}', name), `${id} false`);
});

test('when the process that owns an engine is killed, the engine is removed all the same', async (t) => {
  const { owner, socketPath, dir } = await engineOfAnother(t);
  await run({ socketPath });

  owner.kill('SIGKILL');

  await until(() => tracesOf(dir).length === 0, 'nothing of the engine is left');
});

test('what a dead run left is removed when the next engine is made', async (t) => {
  const { owner, socketPath, dir } = await engineOfAnother(t);
  await run({ socketPath });
  const exited = once(owner, 'exit');
  // The guardian dies with its owner this time.
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`guardian.ts\0${dir}`))
      process.kill(Number(pid), 'SIGKILL');
  }
  owner.kill('SIGKILL');
  await exited;
  assert.notDeepEqual(tracesOf(dir), []);

  const said: string[] = [];
  rmdirSync(await engineDirectory((text) => said.push(text)));

  assert.deepEqual(tracesOf(dir), []);
  assert.ok(
    said.some((text) => text.includes(dir)),
    said.join('\n'),
  );
});

test('a start that is aborted leaves nothing', async () => {
  const dir = await engineDirectory(() => {});
  const abort = new AbortController();
  const started = startPrivateEngine({ dir, log: () => {}, signal: abort.signal });
  await until(() => existsSync(join(dir, 'containerd.log')), 'containerd is being started');

  abort.abort();

  await assert.rejects(started, { name: 'AbortError' });
  assert.deepEqual(tracesOf(dir), []);
});
