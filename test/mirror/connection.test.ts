import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError, engineUnavailable, timedOut } from '../../src/errors.ts';
import { backoffMs } from '../../src/mirror/clock.ts';
import { container } from '../support/fake-engine.ts';
import { settle } from '../support/manual-clock.ts';
import { connectedRig, rig } from './rig.ts';

test('an engine that was never there is unreachable, says why, and is found when it appears', async (t) => {
  const { engine, mirror, clock } = rig(t, { containers: [container()] });
  engine.down();
  mirror.start();
  await settle();
  assert.equal(mirror.connection.status, 'unreachable');
  assert.equal(mirror.connection.problem, 'The fake engine is down.');
  assert.equal(mirror.connection.lastSeenAt, null);
  assert.equal(mirror.version, null);
  await clock.advance(300_000);
  assert.equal(mirror.connection.status, 'unreachable');
  engine.up();
  await clock.advance(30_000);
  await mirror.synced();
  assert.equal(mirror.connection.status, 'connected');
  assert.equal(mirror.containers.list().length, 1);
});

test('when the event stream breaks the copy says so at once, keeps what it had, and catches up', async (t) => {
  const { engine, mirror, clock, connections, changes } = await connectedRig(t, {
    containers: [container({ name: 'a' }), container({ name: 'b' })],
  });
  engine.down();
  await settle();
  assert.equal(mirror.connection.status, 'reconnecting');
  assert.equal(mirror.connection.problem, 'The fake engine is down.');
  assert.equal(mirror.resolveContainer('a').state, 'running');
  engine.docker.stop('a');
  engine.docker.remove('b', { force: true });
  engine.docker.run({ name: 'c' });
  engine.up();
  await clock.advance(1_000);
  assert.equal(mirror.connection.status, 'connected');
  assert.deepEqual(
    connections.map((one) => one.status),
    ['reconnecting', 'connected'],
  );
  assert.deepEqual(changes.map((change) => `${change.kind} ${change.type === 'container' ? change.object.name : ''}`).sort(), [
    'added c',
    'removed b',
    'updated a',
  ]);
});

test('it waits longer after each failure, with jitter, up to thirty seconds, and calls the engine unreachable after five', async (t) => {
  const { engine, mirror, clock, connections } = await connectedRig(t);
  clock.chance = 1;
  engine.down();
  await clock.advance(200_000);
  const waits = clock.asked.filter((ms) => ms !== 15_000 && ms !== 2_000);
  assert.deepEqual(waits.slice(0, 10), [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  assert.deepEqual(
    connections.map((one) => one.status),
    ['reconnecting', 'unreachable'],
  );
  assert.equal(backoffMs(1_000_000, 0.5), 15_000);
  assert.equal(backoffMs(3, 0), 0);
  assert.equal(mirror.connection.status, 'unreachable');
});

test('an engine that takes connections and loses them again is not asked for everything in a tight loop', async (t) => {
  const { engine, clock } = await connectedRig(t);
  const before = engine.reads.length;
  engine.habits.after = (call) => {
    if (call.method === 'listContainerIds') queueMicrotask(() => engine.cutEvents());
  };
  engine.cutEvents();
  await clock.advance(60_000);
  const relists = engine.reads.slice(before).filter((call) => call.method === 'listContainerIds').length;
  assert.ok(relists >= 3 && relists <= 12, `${relists} relists in a minute`);
});

test('an engine that stops answering is noticed at the next relist', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t);
  await clock.advance(2_000);
  engine.habits.before = () => new Promise(() => {});
  await clock.advance(60_000);
  assert.equal(mirror.connection.status, 'connected');
  await clock.advance(16_000);
  assert.equal(mirror.connection.status, 'reconnecting');
  assert.match(mirror.connection.problem ?? '', /within 15 s/);
  engine.habits.before = () => {};
  await clock.advance(60_000);
  assert.equal(mirror.connection.status, 'connected');
});

test('one container that hangs does not make the engine unreachable; three do', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t, {
    containers: [container({ name: 'a' }), container({ name: 'b' }), container({ name: 'c' })],
  });
  const hung = new Set([engine.docker.find('a').id]);
  engine.habits.before = (call) => {
    if (call.method === 'inspectContainer' && hung.has(String(call.args[0]))) throw timedOut('late');
  };
  await clock.advance(62_000);
  assert.equal(mirror.connection.status, 'connected');
  for (const one of engine.docker.containers.keys()) hung.add(one);
  await clock.advance(60_000);
  assert.equal(mirror.connection.status, 'reconnecting');
});

test('a list that the engine refuses once connected is tried again later', async (t) => {
  const { engine, mirror, clock, complaints } = await connectedRig(t);
  engine.habits.before = (call) => {
    if (call.method === 'listVolumes') throw engineError('layer does not exist');
  };
  await clock.advance(62_000);
  assert.equal(mirror.connection.status, 'connected');
  assert.equal(complaints.length, 2);
  engine.habits.before = () => {};
  engine.habits.lose = () => true;
  engine.docker.createVolume();
  await clock.advance(60_000);
  assert.equal(mirror.volumes.list().length, 1);
});

test('a read that finds no connection makes it connect anew, though the event stream has not broken', async (t) => {
  const { engine, mirror, clock, connections } = await connectedRig(t, { containers: [container()] });
  engine.habits.before = () => {
    engine.habits.before = () => {};
    throw engineUnavailable('connection reset');
  };
  engine.docker.pause('web');
  await settle();
  assert.equal(mirror.connection.status, 'reconnecting');
  assert.equal(mirror.connection.problem, 'connection reset');
  await clock.advance(1_000);
  assert.deepEqual(
    connections.map((one) => one.status),
    ['reconnecting', 'connected'],
  );
  assert.equal(mirror.resolveContainer('web').state, 'paused');
  assert.equal(engine.open.events, 1);
});

test('once closed it holds nothing open and asks nothing more', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t, { containers: [container()] });
  assert.equal(engine.open.events, 1);
  await mirror.close();
  assert.equal(engine.open.events, 0);
  const before = engine.reads.length;
  await clock.advance(500_000);
  assert.equal(engine.reads.length, before);
});

test('whoever waits for the first copy can stop waiting', async (t) => {
  const { engine, mirror } = rig(t);
  engine.down();
  mirror.start();
  const patience = new AbortController();
  const waiting = mirror.synced(patience.signal);
  patience.abort(new Error('enough'));
  await assert.rejects(waiting, /enough/);
});
