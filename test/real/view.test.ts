import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { authorize } from '../../src/access/authorize.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { systemClock } from '../../src/mirror/clock.ts';
import { createMirror } from '../../src/mirror/create.ts';
import type { ContainerFilter } from '../../src/view/filter-container.ts';
import type { ImageFilter } from '../../src/view/filter-image.ts';
import type { NetworkFilter } from '../../src/view/filter-network.ts';
import type { VolumeFilter } from '../../src/view/filter-volume.ts';
import { listContainers, listImages, listNetworks, listVolumes } from '../../src/view/lists.ts';
import { createViews } from '../../src/view/views.ts';
import type { HostView } from '../../src/view/view.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { callerOf, here, noAudit, noStreams } from '../view/rig.ts';

async function hostOf(t: TestContext, { socketPath }: TestEngine): Promise<HostView> {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const engine = connectEngine({ host: 'local', locate });
  const mirror = createMirror({ engine, clock: systemClock, log: { info: () => {}, warn: () => {}, error: () => {} } });
  t.after(() => mirror.close());
  mirror.start();
  await mirror.synced();
  const viewFor = createViews({
    hosts: new Map([['local', { mirror, reader: engine.reader, streams: noStreams }]]),
    audit: noAudit,
    authorize,
    recordRead: () => Promise.resolve(),
    recordAuditRead: () => Promise.resolve(null),
    recordStream: (_caller, _source, _action, _host, _object, { open }) => open(),
    recordFollowing: (_caller, _source, _action, _host, pieces) => pieces,
    denied: () => {},
    now: Date.now,
  });
  return viewFor(callerOf('admin'), here).host(null);
}

/** What there is to be found. */
async function furnish(engine: TestEngine): Promise<void> {
  const run = (...args: string[]) => docker(engine, 'run', '-d', ...args);
  await docker(engine, 'network', 'create', '--label', 'use=front', 'front');
  await docker(engine, 'network', 'create', 'idle');
  await docker(engine, 'volume', 'create', '--label', 'keep', 'data');
  await docker(engine, 'volume', 'create', 'spare');
  await run(
    '--name',
    'web',
    '--network',
    'front',
    '-p',
    '127.0.0.1:18080:80',
    '-p',
    '127.0.0.1:18053:53/udp',
    '--label',
    'tier=front',
    image,
    'sleep',
    '600',
  );
  await run('--name', 'web-db', '-v', 'data:/srv', '--expose', '5432', '--label', 'tier=back', image, 'sleep', '600');
  await run('--name', 'checked', '--health-cmd', 'true', '--health-interval', '1s', image, 'sleep', '600');
  await run('--name', 'ill', '--health-cmd', 'false', '--health-interval', '1s', '--health-retries', '1', image, 'sleep', '600');
  await run('--name', 'failed', image, 'sh', '-c', 'exit 3');
  await docker(engine, 'wait', 'failed');
  await docker(engine, 'create', '--name', 'fresh', '--network', 'front', image, 'true');
  await run('--name', 'frozen', image, 'sleep', '600');
  await docker(engine, 'pause', 'frozen');
  await docker(engine, 'commit', '-m', 'made from it', '-c', 'LABEL kind=child', 'failed', 'team/child:1');
  await docker(engine, 'commit', 'fresh');
  await docker(engine, 'tag', image, 'other/name:2');
  await run('--name', 'grandchild', 'team/child:1', 'sleep', '600');
}

const containerCases: readonly (readonly [filters: readonly string[], filter: ContainerFilter])[] = [
  [['name=web'], { nameContains: 'web' }],
  [['label=tier'], { labels: [{ key: 'tier' }] }],
  [['label=tier=back'], { labels: [{ key: 'tier', value: 'back' }] }],
  [['status=exited'], { state: ['exited'] }],
  [['status=created', 'status=paused'], { state: ['created', 'paused'] }],
  [['exited=3'], { exitCode: [3] }],
  [['exited=0'], { exitCode: [0] }],
  [['health=healthy'], { health: ['healthy'] }],
  [['health=unhealthy'], { health: ['unhealthy'] }],
  [['health=none'], { health: ['none'] }],
  [[`ancestor=${image}`], { image }],
  [['ancestor=team/child:1'], { image: 'team/child:1' }],
  [['before=failed'], { before: 'failed' }],
  [['since=failed'], { since: 'failed' }],
  [['publish=18080'], { published: { port: 18_080 } }],
  [['publish=18000-19000/udp'], { published: { port: 18_000, to: 19_000, protocol: 'udp' } }],
  [['expose=5432'], { exposed: { port: 5432 } }],
  [['expose=80'], { exposed: { port: 80 } }],
  [['network=front'], { network: 'front' }],
  [['network=bridge'], { network: 'bridge' }],
  [['volume=data'], { volume: 'data' }],
  [['volume=/srv'], { volume: '/srv' }],
  [['status=running', 'label=tier'], { state: ['running'], labels: [{ key: 'tier' }] }],
];

const imageCases: readonly (readonly [filters: readonly string[], filter: ImageFilter])[] = [
  [['dangling=true'], { dangling: true }],
  [['dangling=false'], { dangling: false }],
  [['label=kind'], { labels: [{ key: 'kind' }] }],
  [['label=kind=child'], { labels: [{ key: 'kind', value: 'child' }] }],
  [['reference=busybox'], { reference: ['busybox'] }],
  [['reference=*/*'], { reference: ['*/*'] }],
  [['reference=*:[12]', 'reference=te?m/*'], { reference: ['*:[12]', 'te?m/*'] }],
  [['before=team/child:1'], { before: 'team/child:1' }],
  [[`since=${image}`], { since: image }],
];

const networkCases: readonly (readonly [filters: readonly string[], filter: NetworkFilter])[] = [
  [['type=builtin'], { type: 'builtin' }],
  [['type=custom'], { type: 'custom' }],
  [['driver=bridge', 'driver=host'], { driver: ['bridge', 'host'] }],
  [['scope=local'], { scope: ['local'] }],
  [['name=r'], { nameContains: 'r' }],
  [['label=use=front'], { labels: [{ key: 'use', value: 'front' }] }],
];

const volumeCases: readonly (readonly [filters: readonly string[], filter: VolumeFilter])[] = [
  [['dangling=true'], { dangling: true }],
  [['dangling=false'], { dangling: false }],
  [['driver=local'], { driver: ['local'] }],
  [['label=keep'], { labels: [{ key: 'keep' }] }],
  [['name=a'], { nameContains: 'a' }],
];

test('lists and filters find what the Docker CLI finds, and say of states what it says', async (t) => {
  const engine = await ownEngine(t);
  await furnish(engine);
  const host = await hostOf(t, engine);
  const healthOf = (name: string) => host.container(name).health?.status;
  await until(() => healthOf('checked') === 'healthy' && healthOf('ill') === 'unhealthy', 'both to have been judged', 20_000);

  const lines = async (...args: string[]) =>
    [...new Set((await docker(engine, ...args)).split('\n').filter((line) => line !== ''))].sort();
  const flags = (filters: readonly string[]) => filters.flatMap((filter) => ['--filter', filter]);

  for (const [filters, filter] of containerCases) {
    const expected = await lines('ps', '-a', '--format', '{{.Names}}', ...flags(filters));
    const found = listContainers([host], { filter }).nodes.map(({ it }) => it.name);
    assert.deepEqual(found.sort(), expected, `docker ps -a ${filters.join(' ')}`);
  }
  for (const [filters, filter] of imageCases) {
    const expected = await lines('images', '-q', '--no-trunc', ...flags(filters));
    const found = listImages([host], { filter }).nodes.map(({ it }) => it.id);
    assert.deepEqual(found.sort(), expected, `docker images ${filters.join(' ')}`);
  }
  for (const [filters, filter] of networkCases) {
    const expected = await lines('network', 'ls', '--format', '{{.Name}}', ...flags(filters));
    const found = listNetworks([host], { filter }).nodes.map(({ it }) => it.name);
    assert.deepEqual(found.sort(), expected, `docker network ls ${filters.join(' ')}`);
  }
  for (const [filters, filter] of volumeCases) {
    const expected = await lines('volume', 'ls', '--format', '{{.Name}}', ...flags(filters));
    const found = listVolumes([host], { filter }).nodes.map(({ it }) => it.name);
    assert.deepEqual(found.sort(), expected, `docker volume ls ${filters.join(' ')}`);
  }

  // Engine 20.10 itself takes networks for dangling that running containers are on.
  const dangling = listNetworks([host], { filter: { dangling: true } });
  assert.deepEqual(
    dangling.nodes.map(({ it }) => it.name),
    ['idle'],
  );

  // The second turns between two looks now and then: look until both fall into one.
  const agree = async () => {
    const shown = await lines('ps', '-a', '--format', '{{.Names}} {{.Status}}');
    const worded = host.containers().map((container) => `${container.name} ${host.status(container)}`);
    return JSON.stringify(worded.sort()) === JSON.stringify(shown);
  };
  let tries = 0;
  while (!(await agree())) assert.ok(++tries < 20, 'the status texts to be those of docker ps');
});
