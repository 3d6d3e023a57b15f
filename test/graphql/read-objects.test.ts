import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachment, bridgeId, busyboxId, container, hexId, image, network, volume } from '../support/fake-objects.ts';
import { engineError } from '../../src/errors.ts';
import { reading } from './read-rig.ts';

const compose = (service: string) => ({
  'com.docker.compose.project': 'shop',
  'com.docker.compose.service': service,
  'com.docker.compose.project.working_dir': '/srv/shop',
  'com.docker.compose.project.config_files': '/srv/shop/compose.yml',
});

const world = {
  containers: [
    container({
      name: 'web',
      labels: compose('web'),
      networks: [
        attachment({ networkName: 'front', networkId: hexId('front'), endpointId: 'e', ipAddress: '10.0.0.2' }),
        attachment({ networkId: bridgeId }),
      ],
      mounts: [
        {
          type: 'volume',
          name: 'data',
          source: '/v',
          destination: '/d',
          driver: 'local',
          mode: 'z',
          readWrite: true,
          propagation: '',
        },
        {
          type: 'bind',
          name: null,
          source: '/etc',
          destination: '/c',
          driver: null,
          mode: 'ro',
          readWrite: false,
          propagation: 'rprivate',
        },
      ],
    }),
    container({ name: 'job', state: 'created', labels: compose('job'), networks: [attachment({ networkName: 'front' })] }),
  ],
  images: [image({ id: `sha256:${hexId('child')}`, tags: ['child:1'], parentId: busyboxId })],
  networks: [network({ name: 'front', id: hexId('front'), labels: { 'com.docker.compose.project': 'shop' } })],
  volumes: [volume({ name: 'data' }), volume({ name: 'f'.repeat(64) })],
};

test('what is related is reached from either side', async (t) => {
  const { ask } = await reading(t, [world]);
  const { data, errors } = await ask(`{
    container(ref: "web") {
      image { containers { name } }
      networks { networkName ipAddress network { name } }
      mounts { type destination volume { name containers { name } } }
      project { name }
      service
    }
    network(ref: "front") { type project { name } containers { container { name } ipAddress } }
    image(ref: "child:1") { parent { tags } containers { name } }
    volumes { nodes { name anonymous } }
  }`);
  assert.deepEqual(errors, []);
  assert.deepEqual(data, {
    container: {
      image: { containers: [{ name: 'job' }, { name: 'web' }] },
      networks: [
        { networkName: 'bridge', ipAddress: null, network: { name: 'bridge' } },
        { networkName: 'front', ipAddress: '10.0.0.2', network: { name: 'front' } },
      ],
      mounts: [
        { type: 'volume', destination: '/d', volume: { name: 'data', containers: [{ name: 'web' }] } },
        { type: 'bind', destination: '/c', volume: null },
      ],
      project: { name: 'shop' },
      service: 'web',
    },
    network: {
      type: 'CUSTOM',
      project: { name: 'shop' },
      containers: [
        { container: { name: 'job' }, ipAddress: null },
        { container: { name: 'web' }, ipAddress: '10.0.0.2' },
      ],
    },
    image: { parent: { tags: ['busybox:latest'] }, containers: [] },
    volumes: {
      nodes: [
        { name: 'data', anonymous: false },
        { name: 'f'.repeat(64), anonymous: true },
      ],
    },
  });
});

test('a compose project shows its parts and their states', async (t) => {
  const { ask } = await reading(t, [world]);
  const { data, errors } = await ask(`{
    projects(filter: { state: [RUNNING] }) { totalCount }
    project(name: "shop") { workingDir configFiles services status states { total created running healthy }
      containers { name } networks { name } volumes { name } }
  }`);
  assert.deepEqual(errors, []);
  assert.deepEqual(data, {
    projects: { totalCount: 1 },
    project: {
      workingDir: '/srv/shop',
      configFiles: ['/srv/shop/compose.yml'],
      services: ['job', 'web'],
      status: 'created(1), running(1)',
      states: { total: 2, created: 1, running: 1, healthy: 0 },
      containers: [{ name: 'job' }, { name: 'web' }],
      networks: [{ name: 'front' }],
      volumes: [],
    },
  });
});

test('node finds every object again by its id', async (t) => {
  const { ask } = await reading(t, [world]);
  const { data } = await ask(`{
    host { id } container(ref: "web") { id } image(ref: "child:1") { id } network(ref: "front") { id } volume(name: "data") { id } project(name: "shop") { id }
  }`);
  const ids = [...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
  const types = [];
  for (const id of ids) {
    const answer = await ask('query ($id: ID!) { node(id: $id) { __typename id } }', { variables: { id } });
    types.push(/"__typename":"(\w+)"/.exec(JSON.stringify(answer.data))?.[1]);
    assert.ok(JSON.stringify(answer.data).includes(`"id":"${id}"`));
  }
  assert.deepEqual(types, ['Host', 'Container', 'Image', 'Network', 'Volume', 'Project']);
});

test('ids that are none of ours are BAD_INPUT, and those of what is gone NOT_FOUND', async (t) => {
  const { ask } = await reading(t, [world]);
  const id = (text: string) => Buffer.from(text).toString('base64url');
  const cases = [
    ['', 'BAD_INPUT'],
    ['%%%', 'BAD_INPUT'],
    [id('Container'), 'BAD_INPUT'],
    [id('Container/local'), 'BAD_INPUT'],
    [id('constructor/local/x'), 'BAD_INPUT'],
    [id(`Container/local/${'0'.repeat(64)}`), 'NOT_FOUND'],
    [id(`Container/elsewhere/${'0'.repeat(64)}`), 'NOT_FOUND'],
  ] as const;
  for (const [given, code] of cases) {
    const { errors } = await ask('query ($id: ID!) { node(id: $id) { id } }', { variables: { id: given } });
    assert.deepEqual(errors, [`node ${code}`], given);
  }
});

test('hostile references are NOT_FOUND or BAD_INPUT and never reach the engine', async (t) => {
  const { ask, asked } = await reading(t, [world]);
  for (const ref of ['../x', 'a/b', 'x'.repeat(10_000), 'a\u0000b', '%2f', '', '__proto__', 'constructor']) {
    const { errors } = await ask(
      'query ($ref: String!) { container(ref: $ref) { id } image(ref: $ref) { id } volume(name: $ref) { id } project(name: $ref) { id } }',
      {
        variables: { ref },
      },
    );
    assert.equal(errors.length, 4, ref.slice(0, 20));
    for (const error of errors) assert.match(error, / (?:NOT_FOUND|BAD_INPUT)$/);
  }
  assert.deepEqual(asked(), []);
});

test('sizes are asked of the engine once for both fields, history and disk usage when selected', async (t) => {
  const { ask, asked } = await reading(t, [world]);
  const { errors } = await ask(
    '{ container(ref: "web") { sizeRw sizeRootFs } image(ref: "child:1") { history { createdBy size } } }',
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(new Set(asked()), new Set(['containerSizes', 'imageHistory']));
  assert.equal(asked().length, 2);
});

test('an image and its history are those of the platform that is asked for', async (t) => {
  const told: unknown[] = [];
  const child = image({ tags: ['child:1'], architecture: 'amd64' });
  const layer = { imageId: null, createdAt: null, createdBy: 'COPY', tags: [], size: 1, comment: '' };
  const { ask } = await reading(t, [
    {
      images: [child],
      reader: {
        imageHistory: async (_id, platform) => (told.push(platform), [layer]),
        inspectImage: async (_id, platform) => (platform === undefined ? child : { ...child, architecture: 'arm64' }),
      },
    },
  ]);
  const { data, errors } = await ask(
    '{ image(ref: "child:1") { history(platform: "linux/arm64") { createdBy } forPlatform(platform: "linux/arm64") { architecture } } }',
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(data, { image: { history: [{ createdBy: 'COPY' }], forPlatform: { architecture: 'arm64' } } });
  assert.deepEqual(told, ['linux/arm64']);
});

test('a field whose answer the engine owes is null with its code, and the rest is answered', async (t) => {
  const { ask } = await reading(t, [
    { ...world, reader: { containerSizes: () => Promise.reject(engineError('the engine failed')) } },
  ]);
  const { data, errors } = await ask('{ container(ref: "web") { name sizeRw } }');
  assert.deepEqual(data, { container: { name: 'web', sizeRw: null } });
  assert.deepEqual(errors, ['container.sizeRw ENGINE_ERROR']);
});

test('300 containers with their sizes selected never put more than eight calls on the engine at once', async (t) => {
  const containers = Array.from({ length: 300 }, (_, n) => container({ name: `c${n}` }));
  const { ask, asked, rigs } = await reading(t, [{ containers }]);
  const [rig] = rigs;
  assert.ok(rig);
  let most = 0;
  let running = 0;
  rig.engine.habits.before = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  const { errors } = await ask('{ containers(first: 300) { nodes { sizeRw sizeRootFs } } }');
  assert.deepEqual(errors, []);
  assert.equal(asked().length, 300);
  assert.equal(most, 8);
});
