import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError } from '../../src/errors.ts';
import { container } from '../support/fake-engine.ts';
import { settle } from '../support/manual-clock.ts';
import { connectedRig, gate } from './rig.ts';

test('after a refresh the copy shows what was just done, without any event', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  engine.habits.lose = () => true;
  const { id } = mirror.resolveContainer('web');
  await engine.writer.stopContainer(id, { signal: null, timeoutSeconds: null, ownSeconds: null });
  assert.deepEqual(await mirror.refresh('container', id), { lagging: false });
  assert.equal(mirror.containers.get(id)?.state, 'exited');
  await engine.writer.removeContainer(id, { force: false, volumes: false });
  assert.deepEqual(await mirror.refresh('container', id), { lagging: false });
  assert.equal(mirror.containers.get(id), undefined);
});

test('a read begun before an action never undoes what the refresh after it has shown', async (t) => {
  const { engine, mirror, changes } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  engine.docker.emit('container', 'update', id);
  await settle();
  assert.equal(answers.held.length, 1, 'an inspect that saw it running is on its way');
  engine.docker.remove(id, { force: true });
  engine.habits.after = () => {};
  await mirror.refresh('container', id);
  assert.equal(mirror.containers.get(id), undefined);
  answers.open();
  await settle();
  assert.equal(mirror.containers.get(id), undefined);
  assert.deepEqual(
    changes.map((change) => change.kind),
    ['removed'],
  );
});

test('of two overlapping reads that disagree neither is believed before a third has decided', async (t) => {
  const { engine, mirror, changes } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  engine.habits.lose = () => true;
  const early = gate(engine, 'before', (call) => call.method === 'inspectContainer' && early.held.length === 0);
  const first = mirror.refresh('container', id);
  await settle();
  const late = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  const second = mirror.refresh('container', id);
  await settle();
  assert.deepEqual([early.held.length, late.held.length], [1, 1]);
  // The second read has looked and is under way; the first one looks only now, and answers before it.
  engine.docker.pause(id);
  engine.habits.after = () => {};
  early.open();
  await first;
  assert.equal(mirror.containers.get(id)?.state, 'paused');
  late.open();
  assert.deepEqual(await second, { lagging: false });
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'paused');
  assert.deepEqual(
    changes.map((change) => change.type === 'container' && change.object.state),
    ['paused'],
  );
});

test('a refresh joins no inspect that is already under way', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  engine.docker.emit('container', 'update', id);
  await settle();
  void mirror.refresh('container', id);
  await settle();
  assert.equal(answers.held.length, 2);
  answers.open();
});

test('what events asked for before a refresh began is done with it, though it overlaps; what they ask for while it looks is looked at afterwards', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  engine.docker.emit('container', 'update', id);
  await settle();
  engine.docker.pause(id);
  await settle();
  assert.equal(answers.held.length, 1, 'the second event waits for the inspect of the first, which has seen it running');
  void mirror.refresh('container', id);
  await settle();
  answers.release();
  answers.release();
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'paused');
  assert.equal(answers.held.length, 2, 'both events are done with the refresh');

  void mirror.refresh('container', id);
  await settle();
  engine.docker.unpause(id);
  await settle();
  assert.equal(answers.held.length, 3, 'the third event waits for the refresh');
  answers.open();
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'running');
});

test('a refresh that fails leaves what events asked for to a look of its own', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asked = 0;
  engine.habits.after = ({ method }) => (method === 'inspectContainer' ? answers[asked++]?.promise : undefined);
  engine.docker.emit('container', 'update', id);
  await settle();
  engine.docker.pause(id);
  await settle();
  const refreshed = mirror.refresh('container', id);
  await settle();
  answers[0]?.resolve();
  await settle();
  answers[1]?.reject(engineError('not now'));
  assert.deepEqual(await refreshed, { lagging: true });
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'paused');
});

test('past ten seconds a refresh says that the copy lags, and the answer is used when it comes', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  await clock.advance(10_000);
  engine.habits.lose = () => true;
  engine.docker.pause(id);
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  const refreshed = mirror.refresh('container', id);
  await clock.advance(10_000);
  assert.deepEqual(await refreshed, { lagging: true });
  assert.equal(mirror.containers.get(id)?.state, 'running');
  answers.open();
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'paused');
});

test('a refresh while the engine is away says that the copy lags', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  engine.down();
  assert.deepEqual(await mirror.refresh('container', engine.docker.find('web').id), { lagging: true });
});

test('an object that a list did not name is not brought back by a read that was begun before the list', async (t) => {
  const { engine, mirror, changes } = await connectedRig(t);
  const answers = gate(engine, 'after', (call) => call.method === 'inspectVolume');
  engine.docker.createVolume({ name: 'brief' });
  await settle();
  assert.equal(answers.held.length, 1, 'an inspect that saw it is on its way');
  engine.docker.pruneVolumes();
  await settle();
  answers.open();
  await settle();
  assert.deepEqual(mirror.volumes.list(), []);
  assert.deepEqual(changes, []);
});

test('a relist whose read overlapped with another that says otherwise has that object read once more', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  const { id } = mirror.resolveContainer('web');
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  engine.docker.emit('container', 'update', id);
  await settle();
  engine.habits.lose = () => true;
  engine.docker.pause(id);
  engine.habits.lose = () => false;
  engine.docker.emit('container', 'prune', '');
  await settle();
  assert.equal(answers.held.length, 2, 'one read that saw it running, one of the relist that saw it paused');
  answers.release();
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'running');
  answers.open();
  await settle();
  assert.equal(mirror.containers.get(id)?.state, 'paused');
});
