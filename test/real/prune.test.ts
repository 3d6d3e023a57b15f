import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { docker, image } from '../support/real-engine.ts';
import { begin, lines } from '../support/real-objects.ts';

test('prunes: a dry run names what the prune then removes, and the Docker CLI sees the rest', async (t) => {
  const { engine, act, refused, read, caughtUp } = await begin(t);
  const run = (...args: string[]) => docker(engine, 'run', '-d', ...args);
  await docker(engine, 'network', 'create', '--label', 'keep', 'kept-net');
  await docker(engine, 'network', 'create', 'idle-net');
  await docker(engine, 'network', 'create', 'used-net');
  for (const name of ['spare', 'used']) await docker(engine, 'volume', 'create', name);
  await docker(engine, 'volume', 'create', '--label', 'keep=1', 'kept');
  await docker(engine, 'volume', 'create', '--opt', 'type=tmpfs', '--opt', 'device=tmpfs', 'optioned');
  await run('--name', 'live', '--network', 'used-net', '-v', 'used:/srv', image, 'sleep', '600');
  await run(
    '--name',
    'filler',
    '-v',
    'spare:/srv',
    image,
    'sh',
    '-c',
    'head -c 300000 /dev/zero > /srv/x; head -c 200000 /dev/zero > /x',
  );
  await run('--name', 'kept', '--label', 'keep', image, 'true');
  await docker(engine, 'wait', 'filler', 'kept');
  await docker(engine, 'commit', 'filler');
  await docker(engine, 'commit', '-c', 'LABEL keep=1', 'filler', 'named:1');
  const fillerId = await docker(engine, 'inspect', '-f', '{{.Id}}', 'filler');
  await caughtUp();
  const danglingId = await docker(engine, 'images', '-q', '--no-trunc', '-f', 'dangling=true');
  const namedId = await docker(engine, 'images', '-q', '--no-trunc', 'named:1');

  const both = async (field: string, input: object, selection: string) => {
    const plan = await act(field, { ...input, dryRun: true }, `dryRun changed ${selection}`);
    const done = await act(field, input, `dryRun changed ${selection}`);
    assert.deepEqual([pick(plan, 'dryRun'), pick(plan, 'changed'), pick(done, 'dryRun')], [true, false, false]);
    return { plan, done };
  };
  const bytes = (payload: unknown) => Number(pick(payload, 'reclaimedBytes'));

  const early = await both('pruneContainers', { filter: { until: '2001-01-01T00:00:00Z' } }, 'deleted reclaimedBytes');
  assert.deepEqual([pick(early.plan, 'deleted'), pick(early.done, 'deleted'), pick(early.done, 'changed')], [[], [], false]);
  const containers = await both('pruneContainers', { filter: { exceptLabels: [{ key: 'keep' }] } }, 'deleted reclaimedBytes');
  assert.deepEqual(pick(containers.plan, 'deleted'), [fillerId]);
  assert.deepEqual(pick(containers.done, 'deleted'), [fillerId]);
  assert.equal(bytes(containers.plan), bytes(containers.done));
  assert.ok(bytes(containers.done) >= 200_000);
  assert.deepEqual(await lines(engine, 'ps', '-a', '--format', '{{.Names}}'), ['kept', 'live']);
  assert.deepEqual(pick(await read('{ containers { totalCount } }'), 'containers', 'totalCount'), 2);

  const networks = await both('pruneNetworks', { filter: { exceptLabels: [{ key: 'keep' }] } }, 'deleted');
  assert.deepEqual([pick(networks.plan, 'deleted'), pick(networks.done, 'deleted')], [['idle-net'], ['idle-net']]);
  assert.deepEqual(await lines(engine, 'network', 'ls', '--format', '{{.Name}}'), [
    'bridge',
    'host',
    'kept-net',
    'none',
    'used-net',
  ]);

  assert.equal(await refused('pruneVolumes', {}), 'BAD_INPUT');
  const volumes = await both(
    'pruneVolumes',
    { all: true, filter: { exceptLabels: [{ key: 'keep', value: '1' }] } },
    'deleted reclaimedBytes',
  );
  assert.deepEqual([pick(volumes.plan, 'deleted'), pick(volumes.done, 'deleted')], [['spare'], ['spare']]);
  assert.equal(bytes(volumes.plan), bytes(volumes.done));
  assert.ok(bytes(volumes.done) >= 300_000);
  assert.deepEqual(await lines(engine, 'volume', 'ls', '-q'), ['kept', 'optioned', 'used']);
  assert.equal(pick(await read('{ volumes { totalCount } }'), 'volumes', 'totalCount'), 3);

  const dangling = await both('pruneImages', {}, 'untagged deleted reclaimedBytes');
  assert.deepEqual(pick(dangling.plan, 'deleted'), [danglingId]);
  assert.ok(Object.values(Object(pick(dangling.done, 'deleted'))).includes(danglingId));
  const named = await both(
    'pruneImages',
    { all: true, filter: { labels: [{ key: 'keep', value: '1' }] } },
    'untagged deleted reclaimedBytes',
  );
  assert.deepEqual([pick(named.plan, 'deleted'), pick(named.plan, 'untagged')], [[namedId], ['named:1']]);
  assert.deepEqual(pick(named.done, 'untagged'), ['named:1']);
  assert.ok(bytes(named.plan) <= bytes(named.done) && bytes(named.done) >= 200_000, `${bytes(named.plan)} ${bytes(named.done)}`);
  assert.deepEqual(await lines(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}'), ['busybox:test']);
  assert.equal(pick(await read('{ images { totalCount } }'), 'images', 'totalCount'), 1);
});

test('a system prune leaves what docker system prune leaves', async (t) => {
  const { engine, act, caughtUp } = await begin(t);
  const shown = async () => [
    await lines(engine, 'ps', '-a', '--format', '{{.Names}}'),
    await lines(engine, 'network', 'ls', '--format', '{{.Name}}'),
    await lines(engine, 'volume', 'ls', '-q'),
    await lines(engine, 'images', '-a', '--format', '{{.Repository}}:{{.Tag}}'),
  ];
  const furnish = async () => {
    await docker(engine, 'create', '--name', 'ended', image, 'true');
    await docker(engine, 'commit', 'ended');
    await docker(engine, 'commit', 'ended', 'spare:1');
    await docker(engine, 'network', 'create', 'idle');
    await docker(engine, 'volume', 'create', 'data');
    await caughtUp();
  };
  await docker(engine, 'run', '-d', '--name', 'live', image, 'sleep', '600');
  const payload = 'changed reclaimedBytes results { kind changed error { message } deleted }';

  await furnish();
  const usual = await act('systemPrune', {}, payload);
  assert.equal(JSON.stringify(usual).includes('"message"'), false);
  const ours = await shown();
  await docker(engine, 'rmi', 'spare:1');
  await docker(engine, 'volume', 'rm', 'data');
  await furnish();
  await docker(engine, 'system', 'prune', '-f');
  assert.deepEqual(await shown(), ours);

  await docker(engine, 'rmi', 'spare:1');
  await docker(engine, 'volume', 'rm', 'data');
  await furnish();
  await act('systemPrune', { all: true, allVolumes: true }, payload);
  const all = await shown();
  await furnish();
  await docker(engine, 'system', 'prune', '-f', '-a', '--volumes');
  assert.deepEqual(await shown(), all);
  assert.deepEqual(all, [['live'], ['bridge', 'host', 'none'], [], ['busybox:test']]);
});
