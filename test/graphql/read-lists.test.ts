import assert from 'node:assert/strict';
import { test } from 'node:test';
import { container, image, network, volume } from '../support/fake-objects.ts';
import { reading } from './read-rig.ts';

const at = (hour: number) => `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`;

test('containers: a page of a filtered, ordered list, with what the sketch of a dashboard needs', async (t) => {
  const { ask } = await reading(t, [
    {
      containers: [
        container({
          name: 'web',
          createdAt: at(1),
          labels: { b: '2', a: '1' },
          ports: [{ ip: '127.0.0.1', privatePort: 80, publicPort: 8080, protocol: 'tcp' }],
        }),
        container({ name: 'api', createdAt: at(2), health: { status: 'healthy', failingStreak: 0, log: [] } }),
        container({ name: 'old', createdAt: at(3), state: 'exited', exitCode: 1 }),
      ],
    },
  ]);
  const { data, errors } = await ask(`{
    containers(filter: { state: [RUNNING] }, orderBy: { field: NAME }, first: 5) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage }
      nodes { name state status host { name status } image { tags } labels { key value } label(key: "b")
        ports { ip privatePort publicPort protocol } health { status } }
    }
  }`);
  assert.deepEqual(errors, []);
  const common = {
    state: 'RUNNING',
    host: { name: 'local', status: 'CONNECTED' },
    image: { tags: ['busybox:latest'] },
  };
  assert.deepEqual(data, {
    containers: {
      totalCount: 2,
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
      nodes: [
        {
          ...common,
          name: 'api',
          status: 'Up About a minute (healthy)',
          labels: [],
          label: null,
          ports: [],
          health: { status: 'HEALTHY' },
        },
        {
          ...common,
          name: 'web',
          status: 'Up About a minute',
          labels: [
            { key: 'a', value: '1' },
            { key: 'b', value: '2' },
          ],
          label: '2',
          ports: [{ ip: '127.0.0.1', privatePort: 80, publicPort: 8080, protocol: 'TCP' }],
          health: null,
        },
      ],
    },
  });
});

test('containers come newest first unless ordered otherwise, and each order breaks ties by id', async (t) => {
  const containers = [3, 1, 2].map((hour) =>
    container({ name: `c${hour}`, id: String(9 - hour).repeat(64), createdAt: at(hour) }),
  );
  const { ask } = await reading(t, [{ containers }]);
  const names = async (args: string) =>
    JSON.stringify((await ask(`{ containers${args} { nodes { name } } }`)).data).match(/c\d/g);
  assert.deepEqual(await names(''), ['c3', 'c2', 'c1']);
  assert.deepEqual(await names('(orderBy: { field: CREATED_AT })'), ['c1', 'c2', 'c3']);
  assert.deepEqual(await names('(orderBy: { field: NAME, direction: DESC })'), ['c3', 'c2', 'c1']);
  assert.deepEqual(await names('(orderBy: { field: STATE })'), ['c3', 'c2', 'c1']);
  assert.deepEqual(await names('(orderBy: { field: STARTED_AT, direction: DESC })'), ['c3', 'c2', 'c1']);
});

test('cursors lead through a list, and one of another order is BAD_INPUT', async (t) => {
  const { ask } = await reading(t, [
    { containers: [1, 2, 3].map((hour) => container({ name: `c${hour}`, createdAt: at(hour) })) },
  ]);
  const first = await ask('{ containers(first: 2) { edges { cursor node { name } } pageInfo { endCursor hasNextPage } } }');
  const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(first.data))?.[1];
  const query =
    'query ($after: String) { containers(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage } } }';
  assert.deepEqual((await ask(query, { variables: { after: cursor } })).data, {
    containers: { nodes: [{ name: 'c1' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
  });
  const other = await ask(`query ($after: String) { containers(after: $after, orderBy: { field: NAME }) { totalCount } }`, {
    variables: { after: cursor },
  });
  assert.deepEqual(other.errors, ['containers BAD_INPUT']);
});

test('lists go over all hosts, and over one when it is named', async (t) => {
  const { ask } = await reading(t, [
    { host: 'east', containers: [container({ name: 'web' })] },
    { host: 'west', containers: [container({ name: 'web' })] },
  ]);
  const both = await ask('{ containers { totalCount nodes { id host { name } } } }');
  assert.match(JSON.stringify(both.data), /"totalCount":2.*east.*west/);
  const one = await ask('{ containers(host: "west") { nodes { host { name } } } }');
  assert.deepEqual(one.data, { containers: { nodes: [{ host: { name: 'west' } }] } });
  assert.deepEqual((await ask('{ containers(host: "north") { totalCount } }')).errors, ['containers NOT_FOUND']);
  assert.deepEqual((await ask('{ container(ref: "web") { name } }')).errors, ['container BAD_INPUT']);
});

test('images: filters of docker images, and orders', async (t) => {
  const digits = (digit: string) => `sha256:${digit.repeat(64)}`;
  const images = [
    image({ id: digits('1'), tags: ['team/app:1', 'team/app:latest'], createdAt: at(1), size: 30, labels: { a: '1' } }),
    image({ id: digits('2'), tags: [], digests: [], createdAt: at(2), size: 10 }),
    image({ id: digits('3'), tags: ['debian:12'], createdAt: null, size: 20 }),
  ];
  const { ask } = await reading(t, [{ images, containers: [container({ name: 'x', imageId: digits('1') })] }]);
  const ids = async (args: string) => {
    const { data, errors } = await ask(`{ images(${args}) { nodes { shortId } } }`);
    assert.deepEqual(errors, []);
    // The fake's own image, busybox, is none of the three.
    return [...JSON.stringify(data).matchAll(/"(\d)\1{11}"/g)].map(([, digit]) => digit);
  };
  assert.deepEqual(await ids('filter: { dangling: true }'), ['2']);
  assert.deepEqual(await ids('filter: { labels: [{ key: "a" }] }'), ['1']);
  assert.deepEqual(await ids('filter: { reference: ["team/*:1", "none"] }'), ['1']);
  assert.deepEqual(await ids('filter: { since: "team/app" }, orderBy: { field: SIZE }'), ['2']);
  assert.deepEqual(await ids('filter: { until: "2026-01-01T02:00:00Z" }, orderBy: { field: CREATED_AT }'), ['3', '1']);
  assert.deepEqual(await ids('filter: { createdAfter: "2026-01-01T01:00:00Z", idPrefix: "222" }'), ['2']);
  assert.deepEqual(await ids('filter: { inUse: true }'), ['1']);
  assert.deepEqual(await ids('filter: { nameContains: "deb" }'), ['3']);
  assert.deepEqual(await ids('filter: { reference: ["*", "*/*"], before: "team/app:1" }'), ['3']);
  assert.deepEqual((await ask('{ images(filter: { reference: ["["] }) { totalCount } }')).errors, ['images BAD_INPUT']);
});

test('networks and volumes: filters of their ls commands', async (t) => {
  const { ask } = await reading(t, [
    {
      networks: [network({ name: 'front', labels: { a: '1' } }), network({ name: 'back', driver: 'overlay', scope: 'swarm' })],
      volumes: [volume({ name: 'data', labels: { a: '1' } }), volume({ name: 'spare', driver: 'nfs' })],
      containers: [
        container({
          name: 'db',
          mounts: [
            {
              type: 'volume',
              name: 'data',
              source: '',
              destination: '/d',
              driver: 'local',
              mode: '',
              readWrite: true,
              propagation: '',
            },
          ],
        }),
      ],
    },
  ]);
  const names = async (list: string, filter: string) => {
    const { data, errors } = await ask(`{ ${list}(filter: { ${filter} }) { nodes { name } } }`);
    assert.deepEqual(errors, []);
    return [...JSON.stringify(data).matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name);
  };
  assert.deepEqual(await names('networks', 'type: BUILTIN'), ['bridge', 'host', 'none']);
  assert.deepEqual(await names('networks', 'dangling: true'), ['back', 'front']);
  assert.deepEqual(await names('networks', 'driver: ["overlay", "null"]'), ['back', 'none']);
  assert.deepEqual(await names('networks', 'scope: ["swarm"]'), ['back']);
  assert.deepEqual(await names('networks', 'labels: [{ key: "a", value: "1" }]'), ['front']);
  assert.deepEqual(await names('networks', 'nameContains: "on"'), ['front', 'none']);
  assert.deepEqual(await names('volumes', 'dangling: true'), ['spare']);
  assert.deepEqual(await names('volumes', 'dangling: false'), ['data']);
  assert.deepEqual(await names('volumes', 'driver: ["nfs"]'), ['spare']);
  assert.deepEqual(await names('volumes', 'labels: [{ key: "a" }], name: "data"'), ['data']);
});
