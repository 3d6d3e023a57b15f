import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { ObjectType } from '../../src/engine/model.ts';
import { WharfingerError } from '../../src/errors.ts';
import { container, image, network, volume, type FakeEngine } from '../support/fake-engine.ts';
import { settle } from '../support/manual-clock.ts';
import { connectedRig, type Rig } from './rig.ts';

const names = ['a', 'b', 'c', 'd'] as const;
const verbs = ['run', 'create', 'start', 'stop', 'kill', 'pause', 'unpause', 'restart', 'rename', 'remove', 'touch'] as const;
const others = [
  'tag',
  'untag',
  'addImage',
  'removeImage',
  'network',
  'noNetwork',
  'volume',
  'noVolume',
  'prune',
  'connect',
  'disconnect',
] as const;
const disturbances = ['cut', 'freeze', 'thaw', 'lose', 'keep', 'time', 'settle', 'refresh', 'refresh', 'refresh'] as const;
type Step = {
  what: (typeof verbs)[number] | (typeof others)[number] | (typeof disturbances)[number];
  name: string;
  other: string;
};

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...verbs) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
    { weight: 3, arbitrary: fc.constantFrom(...disturbances) },
  ),
  name: fc.constantFrom(...names),
  other: fc.constantFrom(...names),
});

// Each state of a container carries a number that only grows, so that going back in time shows.
let stamp = 0;

function act({ docker }: FakeEngine, { what, name, other }: Step): void {
  const touch = (ref: string) => {
    stamp += 1;
    docker.change(ref, { restartCount: stamp }, 'update');
  };
  switch (what) {
    case 'run':
      return touch(docker.run({ name }).id);
    case 'create':
      return touch(docker.create({ name, autoRemove: other === 'a' }).id);
    case 'start':
    case 'stop':
    case 'kill':
    case 'pause':
    case 'unpause':
    case 'restart':
      touch(name);
      docker[what](name);
      if (docker.containers.values().some((one) => one.name === name)) touch(name);
      return;
    case 'rename':
      return void docker.rename(name, other);
    case 'remove':
      return void docker.remove(name, { force: true });
    case 'touch':
      return touch(name);
    case 'tag':
      return docker.tag(`app:${name}`, `app:${other}`);
    case 'untag':
      return docker.untag(`app:${name}`);
    case 'addImage':
      return void docker.addImage(image({ tags: [`app:${name}`] }));
    case 'removeImage':
      return docker.removeImage(`app:${name}`);
    case 'network':
      return void docker.createNetwork(network({ name }));
    case 'noNetwork':
      return docker.removeNetwork(name);
    case 'volume':
      return void docker.createVolume(volume({ name }));
    case 'noVolume':
      return docker.removeVolume(name);
    case 'prune':
      return docker.pruneVolumes();
    case 'connect':
      return docker.connect(other, name);
    case 'disconnect':
      return docker.disconnect(other, name);
    default:
  }
}

/** Every answer is late by a few turns of the event loop, before and after the engine has looked, as the seed has it. */
function scramble(engine: FakeEngine, seed: number): void {
  let state = seed;
  const late = async () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    for (let turns = (state >> 8) % 10; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  };
  engine.habits.before = late;
  engine.habits.after = late;
}

function assertEqual({ mirror, engine }: Rig): void {
  const { containers, images, networks, volumes } = engine.docker;
  const byKey = <T extends { name: string } | { id: string }>(objects: Iterable<T>) =>
    new Map([...objects].map((one) => ['id' in one ? one.id : one.name, one] as const));
  assert.deepEqual(byKey(mirror.containers.list()), containers);
  assert.deepEqual(byKey(mirror.images.list()), images);
  assert.deepEqual(byKey(mirror.networks.list()), networks);
  assert.deepEqual(byKey(mirror.volumes.list()), volumes);
}

async function play(rig: Rig, steps: readonly Step[]): Promise<void> {
  const { engine, clock } = rig;
  let thaw = () => {};
  for (const one of steps) {
    if (one.what === 'cut') engine.cutEvents();
    else if (one.what === 'freeze') thaw = engine.freezeLists();
    else if (one.what === 'thaw') thaw();
    else if (one.what === 'lose') engine.habits.lose = () => true;
    else if (one.what === 'keep') engine.habits.lose = () => false;
    else if (one.what === 'time') await clock.advance(30_000);
    else if (one.what === 'settle') await settle();
    else if (one.what === 'refresh') void checkRefresh(rig, one.name);
    else {
      try {
        act(engine, one);
      } catch (error) {
        if (!(error instanceof WharfingerError)) throw error;
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  thaw();
  engine.habits.lose = () => false;
}

/** Answers what is still to be answered, without further delays. */
async function quieten({ engine }: Rig): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await settle();
  engine.habits.before = () => {};
  engine.habits.after = () => {};
  for (let turn = 0; turn < 10; turn += 1) await settle();
}

const broken: string[] = [];

/** After a refresh no read is older than the moment it was asked for. */
async function checkRefresh({ mirror, engine }: Rig, name: string): Promise<void> {
  const before = engine.docker.containers.values().find((one) => one.name === name);
  if (before === undefined) return;
  const { lagging } = await mirror.refresh('container', before.id);
  const seen = mirror.containers.get(before.id);
  const there = engine.docker.containers.has(before.id);
  if (lagging || (seen === undefined && !there)) return;
  if (seen === undefined || seen.restartCount < before.restartCount)
    broken.push(`${name}: ${seen?.restartCount} after ${before.restartCount}`);
}

test('whatever happens, in whatever order answers come, the copy equals the engine once it is quiet, and nothing ever goes back in time', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(), async (steps, seed) => {
      const rig = await connectedRig(t, {
        containers: [container({ name: 'a' }), container({ name: 'b' })],
        images: [image({ tags: ['app:a', 'app:b'] })],
        networks: [network({ name: 'a' })],
        volumes: [volume({ name: 'a' })],
      });
      const latest = new Map<string, number>();
      const gone = new Set<string>();
      rig.mirror.onChange((change) => {
        if (change.type !== 'container') return;
        if (gone.has(change.key)) broken.push(`${change.key} came back`);
        if (change.kind === 'removed') gone.add(change.key);
        if (change.object.restartCount < (latest.get(change.key) ?? 0)) broken.push(`${change.key} went back`);
        latest.set(change.key, change.object.restartCount);
      });
      scramble(rig.engine, seed);
      await play(rig, steps);
      await quieten(rig);
      // Two relists: the first may have begun while lists were still frozen.
      await rig.clock.advance(130_000);
      await rig.mirror.close();
      assert.deepEqual(broken, []);
      assertEqual(rig);
    }),
    { numRuns: 150 },
  );
});

test('while events come through, the copy equals the engine without any relist', async (t) => {
  const quiet: readonly Step['what'][] = disturbances.filter((one) => one !== 'settle' && one !== 'refresh');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(), async (steps, seed) => {
      const rig = await connectedRig(t, { images: [image({ tags: ['app:a', 'app:b'] })] });
      scramble(rig.engine, seed);
      // Joining a network while stopped is announced by no event, nor is what a new start makes of the networks' names.
      const silent: readonly Step['what'][] = [...quiet, 'connect', 'disconnect'];
      await play(
        rig,
        steps.filter((one) => !silent.includes(one.what)),
      );
      await quieten(rig);
      await rig.mirror.close();
      assertEqual(rig);
    }),
    { numRuns: 100 },
  );
});

test('every kind of object can be refreshed', async (t) => {
  const { engine, mirror } = await connectedRig(t, { containers: [container()], networks: [network()], volumes: [volume()] });
  engine.habits.lose = () => true;
  const keys: [ObjectType, string][] = [
    ['container', engine.docker.find('web').id],
    ['image', engine.docker.findImage('busybox').id],
    ['network', engine.docker.findNetwork('backend').id],
    ['volume', 'data'],
  ];
  engine.docker.containers.clear();
  engine.docker.images.clear();
  engine.docker.networks.clear();
  engine.docker.volumes.clear();
  for (const [type, key] of keys) assert.deepEqual(await mirror.refresh(type, key), { lagging: false });
  assert.deepEqual(
    [mirror.containers, mirror.images, mirror.volumes].map((one) => one.list().length),
    [0, 0, 0],
  );
  assert.deepEqual(mirror.networks.get(keys[2]?.[1] ?? ''), undefined);
});
