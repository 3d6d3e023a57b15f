import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, runFor, sharedEngine } from '../support/real-engine.ts';
import { terminal } from '../support/terminal.ts';
import { until } from '../support/until.ts';

test('terminals in containers of a real engine', async (t) => {
  const engine = await sharedEngine();
  const { socketPath } = engine;
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const base = `${await app.listen()}/api/v1/hosts/local/containers`;
  const authorization = `Bearer ${app.admin}`;
  const isRunning = async (id: string) => (await docker(engine, 'inspect', '-f', '{{.State.Running}}', id)) === 'true';

  await t.test('sh in a terminal: typed, resized, top, ended with its exit code', async (t2) => {
    const { id } = await runFor(t2, engine);
    const client = await terminal(t2, `${base}/${id}/exec/ws`, { authorization, command: ['sh'], tty: true, cols: 91, rows: 31 });
    await client.shows('#');
    client.type('stty size\n');
    await client.shows('31 91');
    client.send({ type: 'resize', cols: 120, rows: 40 });
    client.type('sleep 0.2; stty size\n');
    await client.shows('40 120');
    client.type('top\n');
    await client.shows('Load average');
    // What is typed while top is ending goes to top: the shell's prompt tells that it has ended.
    const shown = client.bytes().length;
    client.type('q');
    await until(() => client.bytes().slice(shown).includes('# '), 'the shell is back');
    client.type('echo g""o; sleep 600\n');
    await client.shows('go');
    // The key, not a signal: the terminal makes one of it for the command in it.
    client.type('\x03');
    client.type('echo $((6*7))\n');
    await client.shows('42');
    client.type('exit 5\n');
    const exit = await client.told('exit');
    assert.deepEqual([pick(exit, 'exitCode'), pick(exit, 'ending')], [5, 'ended']);
    assert.ok(await isRunning(id));
  });

  await t.test('without a terminal: outputs apart, input read to its end, large output whole', async (t2) => {
    const { id } = await runFor(t2, engine);
    const url = `${base}/${id}/exec/ws`;
    const client = await terminal(t2, url, { authorization, command: ['sh', '-c', 'wc -c; echo err >&2; exit 4'] });
    for (let n = 0; n < 40; n += 1) client.socket.send(Buffer.alloc(64 * 1024, 'x'));
    client.send({ type: 'close-stdin' });
    assert.equal(pick(await client.told('exit'), 'exitCode'), 4);
    assert.deepEqual([client.stream(1), client.stream(2)], [`${40 * 64 * 1024}\n`, 'err\n']);

    const large = await terminal(t2, url, { authorization, command: ['sh', '-c', 'yes | head -c 20000000'], stdin: false });
    await large.told('exit');
    assert.equal(large.stream(1).length, 20_000_000);
  });

  await t.test('leaving in the midst of output ends the connection, not the container', async (t2) => {
    const { id } = await runFor(t2, engine);
    const client = await terminal(t2, `${base}/${id}/exec/ws`, { authorization, command: ['sh', '-c', 'yes'], tty: true });
    await client.shows('y');
    client.socket.terminate();
    await client.closed;
    assert.ok(await isRunning(id));
  });

  await t.test(
    'attached to a shell: typed, resized, top, let go by message and by keys, and it lives; its end has its exit code',
    async (t2) => {
      const { id } = await runFor(t2, engine, { config: { Cmd: ['sh'], Tty: true, OpenStdin: true, StdinOnce: true } });
      const url = `${base}/${id}/attach/ws`;
      const client = await terminal(t2, url, { authorization, cols: 100, rows: 30 });
      client.type('stty size\n');
      await client.shows('30 100');
      client.send({ type: 'resize', cols: 132, rows: 43 });
      client.type('sleep 0.2; stty size; top\n');
      await client.shows('43 132');
      await client.shows('Load average');
      client.send({ type: 'detach' });
      assert.equal(pick(await client.told('exit'), 'ending'), 'detached');
      assert.ok(await isRunning(id));

      const keys = await terminal(t2, url, { authorization, detachKeys: 'ctrl-x,q' });
      await keys.told('started');
      // What top ran in is what it still runs in.
      keys.type('q');
      await keys.shows('# ');
      keys.type('stty size\n');
      await keys.shows('43 132');
      keys.type('\x18');
      keys.type('q');
      assert.equal(pick(await keys.told('exit'), 'ending'), 'detached');
      assert.ok(await isRunning(id));

      const last = await terminal(t2, url, { authorization });
      last.type('exit 9\n');
      const exit = await last.told('exit');
      assert.deepEqual([pick(exit, 'ending'), pick(exit, 'exitCode')], ['ended', 9]);
      const again = await terminal(t2, url, { authorization });
      assert.match(await again.closed, /^4409 CONFLICT/);
    },
  );

  await t.test('attached without a terminal: both outputs, a signal when asked for', async (t2) => {
    const { id } = await runFor(t2, engine, { script: "trap 'echo hup; echo err >&2' HUP; while :; do sleep 0.1; done" });
    const client = await terminal(t2, `${base}/${id}/attach/ws`, { authorization });
    await client.told('started');
    client.send({ type: 'signal', signal: 'HUP' });
    await client.shows('hup');
    await client.shows('err');
    assert.deepEqual([client.stream(1), client.stream(2)], ['hup\n', 'err\n']);
    client.send({ type: 'detach' });
    await client.closed;
    assert.ok(await isRunning(id));
  });
});
