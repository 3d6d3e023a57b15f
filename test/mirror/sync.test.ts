import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError } from '../../src/errors.ts';
import { container, image, network, volume } from '../support/fake-engine.ts';
import { settle } from '../support/manual-clock.ts';
import { connectedRig, gate, rig } from './rig.ts';

const names = (objects: readonly { name: string }[]) => objects.map((one) => one.name).sort();

test('readers see nothing until the first copy is complete, and then all of it', async (t) => {
  const { engine, mirror, changes } = rig(t, {
    containers: [container({ name: 'a' }), container({ name: 'b' })],
    volumes: [volume()],
  });
  const inspects = gate(engine, 'before', (call) => call.method === 'inspectContainer');
  mirror.start();
  await settle();
  inspects.release();
  await settle();
  assert.deepEqual(mirror.containers.list(), []);
  assert.deepEqual(mirror.networks.list(), []);
  assert.equal(mirror.connection.status, 'reconnecting');
  assert.equal(changes.length, 0);
  inspects.open();
  await mirror.synced();
  assert.deepEqual(names(mirror.containers.list()), ['a', 'b']);
  assert.deepEqual(names(mirror.networks.list()), ['bridge', 'host', 'none']);
  assert.deepEqual(names(mirror.volumes.list()), ['data']);
  assert.equal(mirror.images.list().length, 1);
  assert.equal(mirror.connection.status, 'connected');
  assert.equal(mirror.connection.problem, null);
  assert.equal(mirror.version?.apiVersion, '1.41');
  assert.equal(changes.filter((one) => one.kind === 'added').length, 7);
});

test('what happens while the first copy is made is in it', async (t) => {
  const { engine, mirror } = rig(t, { containers: [container({ name: 'a' })] });
  const answers = gate(engine, 'after', (call) => call.method === 'listContainerIds' || call.method === 'inspectContainer');
  mirror.start();
  await settle();
  engine.docker.run({ name: 'late' });
  engine.docker.stop('a');
  answers.open();
  await mirror.synced();
  await settle();
  assert.equal(mirror.resolveContainer('a').state, 'exited');
  assert.equal(mirror.resolveContainer('late').state, 'running');
});

test('changes made with another client show at once, in order', async (t) => {
  const { engine, mirror, changes } = await connectedRig(t);
  const made = engine.docker.run({ name: 'web' });
  await settle();
  engine.docker.pause('web');
  await settle();
  engine.docker.unpause('web');
  engine.docker.rename('web', 'shop');
  await settle();
  engine.docker.remove('shop', { force: true });
  await settle();
  assert.deepEqual(
    changes.map((change) => [
      change.type,
      change.kind,
      change.type === 'container' ? `${change.object.name} ${change.object.state}` : '',
    ]),
    [
      ['container', 'added', 'web running'],
      ['container', 'updated', 'web paused'],
      ['container', 'updated', 'shop running'],
      ['container', 'removed', 'shop running'],
    ],
  );
  assert.equal(mirror.containers.get(made.id), undefined);
  assert.deepEqual(
    changes.map((change) => change.revision),
    [1, 2, 3, 4],
  );
});

test('a change whose events were lost shows after the next relist', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t, { containers: [container({ name: 'a' }), container({ name: 'b' })] });
  await clock.advance(2_000);
  engine.habits.lose = () => true;
  engine.docker.stop('a');
  engine.docker.remove('b', { force: true });
  engine.docker.createVolume({ name: 'new' });
  engine.docker.createNetwork({ name: 'lan' });
  engine.docker.addImage({ tags: ['app:1'] });
  await settle();
  assert.equal(mirror.resolveContainer('a').state, 'running');
  await clock.advance(60_000);
  assert.equal(mirror.resolveContainer('a').state, 'exited');
  assert.throws(() => mirror.resolveContainer('b'), { code: 'NOT_FOUND' });
  assert.equal(mirror.resolveVolume('new').name, 'new');
  assert.equal(mirror.resolveNetwork('lan').name, 'lan');
  assert.deepEqual(mirror.resolveImage('app:1').tags, ['app:1']);
});

test('it lists again two seconds after it connected', async (t) => {
  const { engine, mirror, clock } = await connectedRig(t, { containers: [container()] });
  engine.habits.lose = () => true;
  engine.docker.pause('web');
  await clock.advance(2_000);
  assert.equal(mirror.resolveContainer('web').state, 'paused');
});

test('a relist that finds nothing new tells nobody anything', async (t) => {
  const { clock, changes } = await connectedRig(t, { containers: [container()], networks: [network()], volumes: [volume()] });
  await clock.advance(200_000);
  assert.deepEqual(changes, []);
});

test('events during the inspect of an object lead to exactly one more', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  const answers = gate(engine, 'after', (call) => call.method === 'inspectContainer');
  engine.docker.pause('web');
  await settle();
  engine.docker.unpause('web');
  engine.docker.pause('web');
  engine.docker.unpause('web');
  engine.docker.rename('web', 'shop');
  await settle();
  assert.equal(answers.held.length, 1);
  answers.release();
  await settle();
  assert.equal(answers.held.length, 2);
  answers.open();
  await settle();
  assert.equal(answers.held.length, 2);
  assert.equal(mirror.resolveContainer('shop').state, 'running');
});

test('no more than eight inspects are under way', async (t) => {
  const containers = Array.from({ length: 40 }, (_, at) => container({ name: `c${at}` }));
  const { engine, mirror } = rig(t, { containers });
  let running = 0;
  let most = 0;
  engine.habits.before = async (call) => {
    if (call.method !== 'inspectContainer') return;
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
  };
  engine.habits.after = (call) => {
    if (call.method === 'inspectContainer') running -= 1;
  };
  mirror.start();
  await mirror.synced();
  for (const one of containers) engine.docker.pause(one.id);
  await settle();
  await settle();
  assert.ok(most > 1 && most <= 8, `${most} at once`);
  assert.ok(mirror.containers.list().every((one) => one.state === 'paused'));
});

test('commands run inside a container cause no reads', async (t) => {
  const { engine } = await connectedRig(t, { containers: [container()] });
  const before = engine.reads.length;
  const { id } = engine.docker.find('web');
  for (const action of [
    'exec_create: sh -c true',
    'exec_start: sh -c true',
    'exec_die',
    'top',
    'attach',
    'resize',
    'archive-path',
  ]) {
    engine.docker.emit('container', action, id);
  }
  await settle();
  assert.equal(engine.reads.length, before);
});

test('a list that lags behind neither removes what has just been made nor brings back what has gone', async (t) => {
  const { engine, mirror, clock, changes } = await connectedRig(t, { containers: [container({ name: 'old' })] });
  const thaw = engine.freezeLists();
  engine.docker.run({ name: 'new' });
  engine.docker.remove('old', { force: true });
  await settle();
  await clock.advance(70_000);
  thaw();
  assert.deepEqual(names(mirror.containers.list()), ['new']);
  assert.deepEqual(
    changes.map((change) => change.kind),
    ['added', 'removed'],
  );
});

test('a container the engine cannot describe blocks nothing, is complained of once, and is read as soon as it can be', async (t) => {
  const { engine, mirror, clock, complaints } = rig(t, { containers: [container({ name: 'good' }), container({ name: 'odd' })] });
  const odd = engine.docker.find('odd').id;
  engine.habits.before = (call) => {
    if (call.method === 'inspectContainer' && call.args[0] === odd) throw engineError('unexpected shape');
  };
  mirror.start();
  await mirror.synced();
  await clock.advance(130_000);
  assert.deepEqual(names(mirror.containers.list()), ['good']);
  assert.equal(complaints.length, 1);
  engine.habits.before = () => {};
  await clock.advance(60_000);
  assert.deepEqual(names(mirror.containers.list()), ['good', 'odd']);
});

test('a tag that moves from one image to another moves in the copy as well', async (t) => {
  const { engine, mirror } = await connectedRig(t, { images: [image({ tags: ['app:1'] }), image({ tags: ['app:2'] })] });
  const [first, second] = [mirror.resolveImage('app:1'), mirror.resolveImage('app:2')];
  engine.docker.tag(second.id, 'app:1');
  await settle();
  assert.equal(mirror.resolveImage('app:1').id, second.id);
  assert.deepEqual(mirror.images.get(first.id)?.tags, []);
  engine.docker.removeImage(first.id);
  engine.docker.addImage({ tags: ['app:3'] });
  await settle();
  assert.equal(mirror.images.get(first.id), undefined);
  assert.deepEqual(mirror.resolveImage('app:3').tags, ['app:3']);
});

test('an image that the list no longer names is gone although inspect still knows it', async (t) => {
  const base = image({ tags: ['base:1'] });
  let listed = [base.id];
  const { engine, mirror } = await connectedRig(t, { images: [base], reader: { listImageIds: async () => listed } });
  assert.equal(mirror.resolveImage('base:1').id, base.id);
  engine.docker.images.set(base.id, { ...base, tags: [] });
  listed = [];
  engine.docker.emit('image', 'untag', base.id, { name: base.id });
  await settle();
  assert.equal(mirror.images.get(base.id), undefined);
});

test('connecting a container to a network shows on the container; pruned volumes are gone', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()], networks: [network()], volumes: [volume()] });
  engine.docker.connect('backend', 'web');
  await settle();
  assert.deepEqual(
    mirror.resolveContainer('web').networks.map((one) => one.networkName),
    ['bridge', 'backend'],
  );
  engine.docker.disconnect('backend', 'web');
  engine.docker.pruneVolumes();
  await settle();
  assert.equal(mirror.resolveContainer('web').networks.length, 1);
  assert.deepEqual(mirror.volumes.list(), []);
});

test('labels that pose as event attributes lead nowhere harmful', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()] });
  for (const hint of ['../etc', '', 'x'.repeat(10_000), '\0']) {
    engine.docker.emit('network', 'connect', 'n', { container: hint });
    engine.docker.emit('image', 'tag', hint, { name: hint });
    engine.docker.emit('container', 'start', hint);
  }
  engine.docker.emit('', '', '');
  engine.docker.emit('builder', 'prune', '');
  await settle();
  assert.equal(mirror.connection.status, 'connected');
  assert.deepEqual(names(mirror.containers.list()), ['web']);
});

test('a listener that fails harms neither the copy nor the others', async (t) => {
  const { engine, mirror, changes, complaints } = await connectedRig(t);
  mirror.onChange(() => {
    throw new Error('listener');
  });
  const heard: string[] = [];
  const stop = mirror.onChange((change) => heard.push(change.kind));
  engine.docker.create({ name: 'web' });
  await settle();
  stop();
  engine.docker.start('web');
  await settle();
  assert.deepEqual(heard, ['added']);
  assert.equal(changes.length, 2);
  assert.equal(complaints.length, 2);
});
