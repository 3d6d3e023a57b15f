import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { systemClock } from '../../src/mirror/clock.ts';
import { createMirror } from '../../src/mirror/create.ts';
import type { Mirror } from '../../src/mirror/reader.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

function mirrorOf(t: TestContext, { socketPath }: TestEngine): Mirror {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const mirror = createMirror({ engine: connectEngine({ host: 'local', locate }), clock: systemClock, log: silent });
  t.after(() => mirror.close());
  mirror.start();
  return mirror;
}

/** What the copy says, in the form of the four commands below. */
function listed(mirror: Mirror): string[] {
  const tags = (all: readonly string[]) => (all.length > 0 ? all : ['<none>:<none>']);
  return [
    ...mirror.containers.list().map((one) => `container ${one.id} ${one.name} ${one.state}`),
    ...mirror.images.list().flatMap((one) => tags(one.tags).map((tag) => `image ${one.id} ${tag}`)),
    ...mirror.networks.list().map((one) => `network ${one.id} ${one.name}`),
    ...mirror.volumes.list().map((one) => `volume ${one.name}`),
  ].sort();
}

async function listedByDocker(engine: TestEngine): Promise<string[]> {
  const answers = await Promise.all([
    docker(engine, 'ps', '-a', '--no-trunc', '--format', 'container {{.ID}} {{.Names}} {{.State}}'),
    docker(engine, 'images', '--no-trunc', '--format', 'image {{.ID}} {{.Repository}}:{{.Tag}}'),
    docker(engine, 'network', 'ls', '--no-trunc', '--format', 'network {{.ID}} {{.Name}}'),
    docker(engine, 'volume', 'ls', '--format', 'volume {{.Name}}'),
  ]);
  return answers.flatMap((answer) => answer.split('\n').filter((line) => line !== '')).sort();
}

/** A generator of its own, so that a failing run can be repeated. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const sleeping = [image, 'sleep', '1000'];

/**
 * One change at random, as the arguments of a command, of a kind that what is there by now allows. Between the choice and the command other clients
 * act, so a few are refused still.
 */
function change(pick: (below: number) => number, mirror: Mirror): string[] {
  // What a test looks at afterwards is not for chance to remove.
  const containers = mirror.containers.list().filter((each) => each.name !== 'survivor');
  const one = containers[pick(containers.length)];
  const fresh = `c${pick(1_000_000)}`;
  const tag = mirror.images.list().flatMap((each) => each.tags.filter((name) => name !== image))[0];
  const lan = mirror.networks.list().find((each) => each.name.startsWith('n'));
  const choices: string[][] = [
    ['run', '-d', '--name', fresh, '-l', `n=${pick(9)}`, '-v', `v${pick(4)}:/data`, ...sleeping],
    ['run', '-d', '--rm', image, 'true'],
    ['create', '--name', fresh, ...sleeping],
    ['tag', image, `tag:${pick(4)}`],
    ['tag', image, `tag:${pick(4)}`],
    ['volume', 'create', `v${pick(4)}`],
    ['volume', 'rm', `v${pick(4)}`],
    lan === undefined ? ['network', 'create', `n${pick(3)}`] : ['network', 'rm', lan.name],
    tag === undefined ? ['tag', image, 'tag:0'] : ['rmi', tag],
  ];
  if (one !== undefined) {
    choices.push(['rename', one.id, fresh], ['rm', '-f', one.id], ['commit', one.id, `made:${pick(4)}`], ['commit', one.id]);
    if (one.state === 'running') {
      choices.push(['pause', one.id], ['stop', '-t', '0', one.id], ['kill', one.id], ['restart', '-t', '0', one.id]);
      choices.push(['update', '--memory', `${32 + pick(32)}m`, '--memory-swap', '-1', one.id]);
    } else if (one.state === 'paused') choices.push(['unpause', one.id], ['unpause', one.id], ['unpause', one.id]);
    else choices.push(['start', one.id], ['start', one.id], ['start', one.id]);
    if (lan !== undefined) {
      const joined = one.networks.some((each) => each.networkName === lan.name);
      choices.push(['network', joined ? 'disconnect' : 'connect', lan.name, one.id]);
    }
  }
  return choices[pick(choices.length)] ?? [];
}

/** Three clients at a time, until `count` changes have been made. */
async function changeALot(t: TestContext, engine: TestEngine, mirror: Mirror, count: number, seed: number): Promise<void> {
  const pick = chance(seed);
  let made = 0;
  const client = async () => {
    while (made < count && !t.signal.aborted) {
      try {
        await docker(engine, ...change(pick, mirror));
        made += 1;
      } catch {
        // Another client was faster, or the engine is away.
      }
    }
  };
  await Promise.all([client(), client(), client()]);
}

async function assertSame(mirror: Mirror, engine: TestEngine): Promise<void> {
  let expected: string[] = [];
  const same = async () => {
    // Listed anew each time: the command of the last `run --rm` may still have been running, and its container be gone a moment later.
    expected = await listedByDocker(engine);
    return listed(mirror).join('\n') === expected.join('\n');
  };
  // Well below the minute after which a relist would hide a missed event.
  await until(same, 'the copy equals the lists', 5_000).catch(() => {});
  assert.deepEqual(listed(mirror), expected);
}

/** Field by field: what a copy made from nothing now says. */
async function assertSameAsFresh(t: TestContext, mirror: Mirror, engine: TestEngine): Promise<void> {
  const fresh = mirrorOf(t, engine);
  await fresh.synced();
  const byKey = <T extends { name: string } | { id: string }>(objects: readonly T[]) =>
    new Map(objects.map((one) => ['id' in one ? one.id : one.name, one] as const));
  assert.deepEqual(byKey(mirror.containers.list()), byKey(fresh.containers.list()));
  assert.deepEqual(byKey(mirror.images.list()), byKey(fresh.images.list()));
  assert.deepEqual(byKey(mirror.networks.list()), byKey(fresh.networks.list()));
  assert.deepEqual(byKey(mirror.volumes.list()), byKey(fresh.volumes.list()));
  await fresh.close();
}

test(
  'after 200 changes at random by the docker command the copy equals docker ps -a and docker images',
  { timeout: 600_000 },
  async (t) => {
    const engine = await ownEngine(t);
    const mirror = mirrorOf(t, engine);
    await mirror.synced();
    const seed = Math.floor(Math.random() * 2 ** 32);
    t.diagnostic(`seed ${seed}`);
    await changeALot(t, engine, mirror, 200, seed);
    await assertSame(mirror, engine);
    await assertSameAsFresh(t, mirror, engine);
  },
);

test(
  'an engine killed with -9 while it is being changed is noticed at once, and the copy is right again when it is back',
  { timeout: 600_000 },
  async (t) => {
    const engine = await ownEngine(t);
    const mirror = mirrorOf(t, engine);
    await mirror.synced();
    const states: string[] = [];
    mirror.onConnection((connection) => states.push(connection.status));
    await changeALot(t, engine, mirror, 30, 1);
    const client = changeALot(t, engine, mirror, 30, 2);
    await docker(engine, 'run', '-d', '--name', 'survivor', image, 'sleep', '1000');
    await engine.kill();
    await until(() => mirror.connection.status !== 'connected', 'the loss is noticed', 1_000);
    assert.notEqual(mirror.connection.problem, null);
    await engine.restart();
    await until(() => mirror.connection.status === 'connected', 'it is connected again', 10_000);
    assert.notEqual(mirror.resolveContainer('survivor').state, 'running');
    await client;
    await assertSame(mirror, engine);
    await assertSameAsFresh(t, mirror, engine);
    assert.deepEqual([states[0], states.at(-1)], ['reconnecting', 'connected']);
  },
);

test('what is listed again shows no change where there is none', { timeout: 60_000 }, async (t) => {
  const engine = await ownEngine(t);
  await docker(engine, 'run', '-d', '--name', 'web', '-v', 'data:/data', image, 'sleep', '1000');
  await docker(engine, 'network', 'create', 'lan');
  const mirror = mirrorOf(t, engine);
  await mirror.synced();
  const changes: unknown[] = [];
  mirror.onChange((change) => changes.push(change));
  const keys = [
    ...mirror.containers.list().map((one) => ['container', one.id] as const),
    ...mirror.images.list().map((one) => ['image', one.id] as const),
    ...mirror.networks.list().map((one) => ['network', one.id] as const),
    ...mirror.volumes.list().map((one) => ['volume', one.name] as const),
  ];
  // An inspect of each: what it says must be what the lists have said.
  for (const [type, key] of keys) assert.deepEqual(await mirror.refresh(type, key), { lagging: false });
  assert.deepEqual(changes, []);
});
