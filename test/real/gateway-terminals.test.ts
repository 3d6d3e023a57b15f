import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { startApp } from '../support/app.ts';
import { docker, image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { scratch } from '../support/scratch.ts';
import { PseudoTerminal } from './cli/terminal.ts';
import { cli } from './cli/twice.ts';

/** In a shell: waits until the terminal has this size, which clients tell at their leisure. The quotes keep what is typed apart from what is said. */
const whenSized = (size: string) => `until [ "$(stty size)" = "${size}" ]; do :; done; echo siz"ed"\r`;

/** The CLI on one side, with a terminal. */
function side(t: TestContext, dir: string, host: string) {
  const env = { PATH: process.env['PATH'] ?? '', DOCKER_CONFIG: dir, DOCKER_HOST: host };
  return (...args: string[]) => {
    const terminal = new PseudoTerminal([cli, ...args], env);
    t.after(() => terminal.close());
    return terminal;
  };
}

/** Somebody at a shell: sizes, Ctrl-C, the end. Gives the exit code. */
async function atShell(shell: PseudoTerminal): Promise<unknown> {
  await shell.shows('# ');
  shell.type(whenSized('24 80'));
  await shell.shows('sized');
  shell.resize(40, 100);
  shell.type(whenSized('40 100'));
  await shell.shows('sized');
  // A shell of its own, so that it dies of the signal whenever that comes: one between its fork and its exec would lose it.
  shell.type(`sh -c 'echo be"gun"; exec sleep 1000'\r`);
  await shell.shows('begun');
  shell.type('\u0003');
  await shell.shows('# ');
  shell.type('echo after $?\r');
  await shell.shows('after 130');
  shell.type('exit 7\r');
  return shell.ended();
}

test('interactive commands of the Docker CLI, under a terminal', { timeout: 180_000 }, async (t) => {
  const engine = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath }) as const;
  const dir = scratch(t);
  const policy = join(dir, 'wharfinger.yaml');
  writeFileSync(policy, JSON.stringify({ version: 1, sockets: { all: { path: join(dir, 'all.sock'), role: 'admin' } } }));
  const app = await startApp(t, connectEngine({ host: 'local', locate }), { env: { WHARFINGER_POLICY: policy } });
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ HttpHeaders: { Authorization: `Bearer ${app.admin}` } }));
  // A socket takes no token.
  const bare = scratch(t);
  const sides = {
    straight: side(t, bare, `unix://${engine.socketPath}`),
    'by a socket': side(t, bare, `unix://${join(dir, 'all.sock')}`),
    'by an address': side(t, dir, `tcp://${new URL(await app.listen()).host}/engine/local`),
  };
  const names: string[] = [];
  t.after(() => docker(engine, 'rm', '-f', ...names));
  const named = () => {
    const name = uniqueName();
    names.push(name);
    return name;
  };

  for (const [title, run] of Object.entries(sides)) {
    await t.test(title, async () => {
      const name = named();
      assert.equal(await atShell(run('run', '-it', '--rm', image, 'sh')), 7);
      await docker(engine, 'run', '-dit', '--name', name, image, 'sh');
      assert.equal(await atShell(run('exec', '-it', name, 'sh')), 7);

      const caught = run('run', '-it', '--rm', image, 'sh', '-c', 'trap "echo caught; exit 3" INT; echo armed; read x');
      await caught.shows('armed');
      caught.type('\u0003');
      await caught.shows('caught');
      assert.equal(await caught.ended(), 3);

      // Over an address the CLI does not let go, with or without Wharfinger.
      if (title === 'by an address') return;
      const attached = run('attach', '--detach-keys', 'ctrl-x,x', name);
      attached.type('echo with"in"\r');
      await attached.shows('within');
      attached.type('\u0018x');
      await attached.ended();
      assert.equal(await docker(engine, 'inspect', '-f', '{{.State.Running}}', name), 'true');
    });
  }
});
