import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

async function begin(t: TestContext) {
  const engine = await ownEngine(t);
  const path = engine.socketPath;
  const app = await startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }) }),
  );
  /** Runs one mutation that must succeed, and gives its payload. */
  const act = async (field: string, input: object, selection: string): Promise<unknown> => {
    const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
    const answer = await app.gql(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input });
    assert.deepEqual(answer.errors, [], field);
    return pick(answer.data, field);
  };
  const refused = async (field: string, input: object): Promise<string | undefined> => {
    const type = `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`;
    const answer = await app.gql(`mutation ($input: ${type}!) { ${field}(input: $input) { changed } }`, { input });
    return answer.errors[0]?.extensions.code;
  };
  const read = async (query: string): Promise<unknown> => (await app.gql(query)).data;
  /** What the command line has just done is seen a moment later: waits until the copy lists what `docker images` and `docker ps -a` list. */
  const caughtUp = () =>
    until(async () => {
      const shown = await read('{ images(first: 1000) { nodes { dockerId tags } } containers(first: 1000) { totalCount } }');
      const images = pick(shown, 'images', 'nodes');
      if (!Array.isArray(images)) return false;
      const ours = images.flatMap((one: unknown) => {
        const tags = pick(one, 'tags');
        return Array.isArray(tags) && tags.length > 0 ? tags.map((tag) => `${String(pick(one, 'dockerId'))} ${String(tag)}`) : [];
      });
      const theirs = await lines(
        engine,
        'images',
        '--no-trunc',
        '-f',
        'dangling=false',
        '--format',
        '{{.ID}} {{.Repository}}:{{.Tag}}',
      );
      const containers = await lines(engine, 'ps', '-aq');
      return ours.sort().join() === theirs.join() && pick(shown, 'containers', 'totalCount') === containers.length;
    }, 'the copy has caught up with the command line');
  return { engine, act, refused, read, caughtUp };
}

async function inspect(engine: TestEngine, ...args: string[]): Promise<unknown> {
  const parsed: unknown = JSON.parse(await docker(engine, ...args));
  return pick(parsed, 0);
}

async function lines(engine: TestEngine, ...args: string[]): Promise<string[]> {
  return (await docker(engine, ...args))
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** An object without what differs between two of the same kind. */
function without(value: unknown, ...keys: string[]): unknown {
  return Object.fromEntries(Object.entries(Object(value)).filter(([key]) => !keys.includes(key)));
}

const ofNetwork = ['Id', 'Name', 'Created'];

test('networks: made, connected, disconnected and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read } = await begin(t);
  const flags = ['--driver', 'bridge', '--internal', '--attachable', '--ipv6', '--label', 'team=web', '--label', 'empty'];
  const pools = [
    '--subnet',
    '172.28.0.0/16',
    '--ip-range',
    '172.28.5.0/24',
    '--gateway',
    '172.28.5.254',
    '--subnet',
    'fd00:28::/64',
  ];
  const options = ['--aux-address', 'router=172.28.1.5', '--opt', 'com.docker.network.driver.mtu=1400', '--ipam-opt', 'k=v'];
  await docker(engine, 'network', 'create', ...flags, ...pools, ...options, 'by-cli');
  const byCli = await inspect(engine, 'network', 'inspect', 'by-cli');
  await docker(engine, 'network', 'rm', 'by-cli');
  const made = await act(
    'createNetwork',
    {
      name: 'by-us',
      internal: true,
      attachable: true,
      ipv6: true,
      ipam: [
        {
          subnet: '172.28.0.0/16',
          ipRange: '172.28.5.0/24',
          gateway: '172.28.5.254',
          auxiliaryAddresses: [{ key: 'router', value: '172.28.1.5' }],
        },
        { subnet: 'fd00:28::/64' },
      ],
      ipamOptions: [{ key: 'k', value: 'v' }],
      options: [{ key: 'com.docker.network.driver.mtu', value: '1400' }],
      labels: [{ key: 'team', value: 'web' }, { key: 'empty' }],
    },
    'changed warning network { dockerId name }',
  );
  const byUs = await inspect(engine, 'network', 'inspect', 'by-us');
  assert.deepEqual(without(byUs, ...ofNetwork), without(byCli, ...ofNetwork));
  assert.equal(pick(made, 'network', 'dockerId'), pick(byUs, 'Id'));
  assert.equal(await refused('createNetwork', { name: 'by-us' }), 'CONFLICT');
  assert.equal(await refused('createNetwork', { name: 'overlapping', ipam: [{ subnet: '172.28.0.0/16' }] }), 'CONFLICT');
  assert.equal(await refused('createNetwork', { name: 'late', ipv4: false }), 'BAD_INPUT');

  await docker(engine, 'run', '-d', '--name', 'db', '--network', 'by-us', image, 'sleep', '600');
  for (const name of ['cli', 'us']) await docker(engine, 'run', '-d', '--name', name, image, 'sleep', '600');
  const endpoint = [
    '--alias',
    'api',
    '--ip',
    '172.28.5.7',
    '--ip6',
    'fd00:28::7',
    '--link',
    'db:sql',
    '--link-local-ip',
    '169.254.8.8',
  ];
  await docker(engine, 'network', 'connect', ...endpoint, '--driver-opt', 'k=v', 'by-us', 'cli');
  const attached = async (name: string) => {
    const found = pick(await inspect(engine, 'inspect', name), 'NetworkSettings', 'Networks', 'by-us');
    const aliases = pick(found, 'Aliases');
    // The engine adds the container's own short id.
    return {
      ...Object(without(found, 'EndpointID', 'MacAddress')),
      Aliases: Array.isArray(aliases) ? aliases.slice(0, 1) : aliases,
    };
  };
  const cli = await attached('cli');
  await docker(engine, 'network', 'disconnect', 'by-us', 'cli');
  const connected = await act(
    'connectNetwork',
    {
      network: 'by-us',
      container: 'us',
      aliases: ['api'],
      ip: '172.28.5.7',
      ip6: 'fd00:28::7',
      links: ['db:sql'],
      linkLocalIps: ['169.254.8.8'],
      driverOptions: [{ key: 'k', value: 'v' }],
    },
    'changed container { networks { networkName ipAddress } } auditEvent { before { state } after { state } }',
  );
  assert.deepEqual(await attached('us'), cli);
  assert.ok(JSON.stringify(connected).includes('"172.28.5.7"'));
  assert.equal(pick(connected, 'auditEvent', 'after', 'state'), 'connected');
  assert.equal(await refused('connectNetwork', { network: 'by-us', container: 'us' }), 'CONFLICT');
  assert.equal(await refused('connectNetwork', { network: 'by-us', container: 'cli', ip: '172.28.5.7' }), 'CONFLICT');
  assert.equal(await refused('removeNetwork', { ref: 'by-us' }), 'CONFLICT');

  const left = await act(
    'disconnectNetwork',
    { network: 'by-us', container: 'us' },
    'changed container { networks { networkName } }',
  );
  assert.deepEqual(pick(left, 'container', 'networks'), [{ networkName: 'bridge' }]);
  assert.equal(await refused('disconnectNetwork', { network: 'by-us', container: 'us' }), 'CONFLICT');
  await act('disconnectNetwork', { network: 'by-us', container: 'db', force: true }, 'changed');
  await act('removeNetwork', { ref: 'by-us' }, 'changed');
  assert.deepEqual(await lines(engine, 'network', 'ls', '--format', '{{.Name}}'), ['bridge', 'host', 'none']);
  assert.equal(pick(await read('{ network(ref: "by-us") { name } }'), 'network'), null);
  assert.equal(await refused('removeNetwork', { ref: 'bridge' }), 'BAD_INPUT');
});

test('volumes: made, found there, and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read } = await begin(t);
  const options = ['--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=size=1m'];
  await docker(engine, 'volume', 'create', '--label', 'team=web', ...options, 'by-cli');
  const input = {
    name: 'by-us',
    labels: [{ key: 'team', value: 'web' }],
    driverOptions: [
      { key: 'type', value: 'tmpfs' },
      { key: 'device', value: 'tmpfs' },
      { key: 'o', value: 'size=1m' },
    ],
  };
  const made = await act('createVolume', input, 'changed volume { name options { key value } }');
  assert.equal(pick(made, 'changed'), true);
  const shown = async (name: string) =>
    without(await inspect(engine, 'volume', 'inspect', name), 'Name', 'CreatedAt', 'Mountpoint');
  assert.deepEqual(await shown('by-us'), await shown('by-cli'));
  assert.equal(pick(await act('createVolume', { name: 'by-us' }, 'changed'), 'changed'), false);
  const nameless = await act('createVolume', {}, 'changed volume { name anonymous }');
  assert.equal(pick(nameless, 'volume', 'anonymous'), true);

  await docker(engine, 'create', '--name', 'user', '-v', 'by-us:/srv', image, 'true');
  assert.equal(await refused('removeVolume', { name: 'by-us' }), 'CONFLICT');
  await docker(engine, 'rm', 'user');
  await act('removeVolume', { name: 'by-us', force: true }, 'changed');
  await act('removeVolume', { name: String(pick(nameless, 'volume', 'name')) }, 'changed');
  assert.deepEqual(await lines(engine, 'volume', 'ls', '-q'), ['by-cli']);
  assert.deepEqual(pick(await read('{ volumes { nodes { name } } }'), 'volumes', 'nodes'), [{ name: 'by-cli' }]);
});

test('images: tagged, untagged and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read, caughtUp } = await begin(t);
  const names = () => lines(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}');
  const tagged = await act('tagImage', { ref: image, tag: 'docker.io/library/other' }, 'changed image { tags }');
  assert.deepEqual(await names(), ['busybox:test', 'other:latest']);
  assert.deepEqual(pick(tagged, 'image', 'tags'), ['busybox:test', 'other:latest']);
  assert.equal(pick(await act('tagImage', { ref: image, tag: 'other' }, 'changed'), 'changed'), false);

  await docker(engine, 'create', '--name', 'base', image, 'true');
  await docker(engine, 'commit', 'base', 'registry.example:5000/team/child:1');
  await caughtUp();
  await act('tagImage', { ref: 'registry.example:5000/team/child:1', tag: 'other' }, 'changed');
  assert.deepEqual(pick(await read(`{ image(ref: "${image}") { tags } }`), 'image', 'tags'), ['busybox:test']);

  assert.equal(await refused('removeImage', { ref: image }), 'CONFLICT');
  const untagged = await act('removeImage', { ref: 'other' }, 'changed untagged deleted');
  assert.deepEqual(untagged, { changed: true, untagged: ['other:latest'], deleted: [] });
  const childId = await docker(engine, 'images', '-q', '--no-trunc', 'registry.example:5000/team/child:1');
  await docker(engine, 'tag', childId, 'second:1');
  await caughtUp();
  assert.equal(await refused('removeImage', { ref: childId }), 'CONFLICT');
  const gone = await act('removeImage', { ref: childId, force: true, noPrune: true }, 'untagged deleted image { tags }');
  assert.deepEqual(
    new Set(Object.values(Object(pick(gone, 'untagged')))),
    new Set(['registry.example:5000/team/child:1', 'second:1']),
  );
  assert.equal(pick(gone, 'deleted', 0), childId);
  assert.deepEqual(await names(), ['busybox:test']);
  assert.deepEqual(pick(await read('{ images { nodes { tags } } }'), 'images', 'nodes'), [{ tags: ['busybox:test'] }]);
});

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
