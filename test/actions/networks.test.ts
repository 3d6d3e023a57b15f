import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, pick, type TestApp } from '../support/app.ts';
import { attachment, container, fakeEngine, network } from '../support/fake-engine.ts';

const web = container({ name: 'web' });
const backend = network({ name: 'backend', labels: { team: 'core' } });

async function lastEvent(app: TestApp): Promise<unknown> {
  const answer = await app.gql(
    `{ auditEvents(first: 1) { nodes { auditId action result target { type id name labels { key value } } params { key value }
      before { state details { key value } } after { state details { key value } } decision { rule } } } }`,
  );
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'auditEvents', 'nodes', 0);
}

const create =
  'mutation ($input: CreateNetworkInput!) { createNetwork(input: $input) { changed warning network { dockerId name } } }';

test('a network is made with everything that was asked for, is there at once, and options are on record by their keys only', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const input = {
    name: 'front',
    driver: 'bridge',
    internal: true,
    attachable: true,
    ipv6: true,
    ipamDriver: 'default',
    ipamOptions: [{ key: 'secret', value: 'hush' }],
    ipam: [
      {
        subnet: '172.28.0.0/16',
        ipRange: '172.28.5.0/24',
        gateway: '172.28.5.254',
        auxiliaryAddresses: [{ key: 'router', value: '172.28.1.5' }],
      },
      { subnet: 'fd00:28::/64' },
    ],
    options: [{ key: 'com.docker.network.bridge.name', value: 'hush-br' }],
    labels: [{ key: 'team', value: 'web' }, { key: 'empty' }],
  };
  const answer = await app.gql(create, { input });
  assert.deepEqual(answer.errors, []);
  assert.equal(pick(answer.data, 'createNetwork', 'changed'), true);
  const id = pick(answer.data, 'createNetwork', 'network', 'dockerId');
  assert.deepEqual(engine.calls, [
    {
      method: 'createNetwork',
      args: [
        {
          name: 'front',
          driver: 'bridge',
          scope: null,
          internal: true,
          attachable: true,
          ingress: false,
          configOnly: false,
          configFrom: null,
          ipv4: null,
          ipv6: true,
          ipamDriver: 'default',
          ipamOptions: { secret: 'hush' },
          ipam: [
            {
              subnet: '172.28.0.0/16',
              ipRange: '172.28.5.0/24',
              gateway: '172.28.5.254',
              auxiliaryAddresses: { router: '172.28.1.5' },
            },
            { subnet: 'fd00:28::/64', ipRange: null, gateway: null, auxiliaryAddresses: {} },
          ],
          options: { 'com.docker.network.bridge.name': 'hush-br' },
          labels: { team: 'web', empty: '' },
        },
      ],
    },
  ]);
  const read = await app.gql('{ network(ref: "front") { internal attachable label(key: "team") } }');
  assert.deepEqual(pick(read.data, 'network'), { internal: true, attachable: true, label: 'web' });

  const event = await lastEvent(app);
  assert.equal(pick(event, 'action'), 'network.create');
  assert.equal(pick(event, 'target', 'id'), id);
  assert.equal(pick(event, 'target', 'name'), 'front');
  assert.doesNotMatch(JSON.stringify(event), /hush/);
  assert.match(JSON.stringify(pick(event, 'params')), /com\.docker\.network\.bridge\.name/);
});

test('input that the engine would refuse is refused before it is called, with the path of the field', async (t) => {
  const engine = fakeEngine({ containers: [web], networks: [backend] });
  const app = await startApp(t, engine);
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ name: '../x' }, /^input\.name: /],
    [{ name: 'bridge' }, /^input\.name: /],
    [{ name: 'x', driver: 'a b' }, /^input\.driver: /],
    [{ name: 'x', scope: 'galaxy' }, /^input\.scope: /],
    [{ name: 'x', ipam: [{ subnet: '10.0.0.0/8' }, { subnet: '10.0.0.0' }] }, /^input\.ipam\[1\]\.subnet: /],
    [{ name: 'x', ipam: [{ subnet: '10.0.0.0/33' }] }, /^input\.ipam\[0\]\.subnet: /],
    [{ name: 'x', ipam: [{ subnet: '10.0.0.0/24', gateway: '10.0.1.1' }] }, /^input\.ipam\[0\]\.gateway: /],
    [{ name: 'x', ipam: [{ subnet: '10.0.0.0/24', ipRange: '10.1.0.0/28' }] }, /^input\.ipam\[0\]\.ipRange: /],
    [
      { name: 'x', ipam: [{ subnet: '10.0.0.0/24', auxiliaryAddresses: [{ key: 'a', value: 'b' }] }] },
      /^input\.ipam\[0\]\.auxiliaryAddresses\[0\]\.value: /,
    ],
    [{ name: 'x', labels: [{ key: '' }] }, /^input\.labels\[0\]\.key: /],
    [{ name: 'x', options: [{ key: 'a' }, { key: 'a' }] }, /^input\.options\[1\]\.key: /],
    [{ name: 'x', configOnly: true, configFrom: 'y' }, /^input\.configFrom: /],
  ];
  for (const [input, message] of cases) {
    const answer = await app.gql(create, { input });
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', JSON.stringify(input));
    assert.match(answer.errors[0]?.message ?? '', message);
    assert.ok(answer.errors[0]?.extensions.auditId);
  }
  const connect = 'mutation ($input: ConnectNetworkInput!) { connectNetwork(input: $input) { changed } }';
  for (const [more, message] of [
    [{ ip: '10.0.0.256' }, /^input\.ip: /],
    [{ ip6: '10.0.0.1' }, /^input\.ip6: /],
    [{ linkLocalIps: ['fe80::1', 'x'] }, /^input\.linkLocalIps\[1\]: /],
    [{ aliases: ['a b'] }, /^input\.aliases\[0\]: /],
    [{ links: ['a:b:c'] }, /^input\.links\[0\]: /],
  ] as const) {
    const answer = await app.gql(connect, { input: { network: 'backend', container: 'web', ...more } });
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT');
    assert.match(answer.errors[0]?.message ?? '', message);
  }
  assert.deepEqual(engine.calls, []);
});

test('a container is connected and disconnected, and both ends show it at once', async (t) => {
  const engine = fakeEngine({ containers: [web], networks: [backend] });
  const app = await startApp(t, engine);
  engine.habits.lose = () => true;
  const connected = await app.gql(
    `mutation { connectNetwork(input: { network: "backend", container: "web", aliases: ["api"], ip: "172.18.0.9", links: ["db:sql"],
      linkLocalIps: ["169.254.8.8"], driverOptions: [{ key: "k", value: "hush" }] }) {
      changed network { name } container { name networks { networkName } } } }`,
  );
  assert.deepEqual(connected.errors, []);
  assert.equal(pick(connected.data, 'connectNetwork', 'container', 'networks', 0, 'networkName'), 'backend');
  assert.deepEqual(engine.calls[0]?.args, [
    backend.id,
    web.id,
    {
      aliases: ['api'],
      ipv4Address: '172.18.0.9',
      ipv6Address: null,
      linkLocalIps: ['169.254.8.8'],
      links: ['db:sql'],
      driverOptions: { k: 'hush' },
      gatewayPriority: null,
    },
  ]);
  const event = await lastEvent(app);
  assert.equal(pick(event, 'before', 'state'), 'disconnected');
  assert.equal(pick(event, 'after', 'state'), 'connected');
  assert.equal(pick(event, 'target', 'name'), 'backend');
  assert.doesNotMatch(JSON.stringify(event), /hush/);

  const disconnected = await app.gql(
    'mutation { disconnectNetwork(input: { network: "backend", container: "web", force: true }) { changed container { networks { networkName } } } }',
  );
  assert.deepEqual(disconnected.errors, []);
  assert.deepEqual(pick(disconnected.data, 'disconnectNetwork', 'container', 'networks'), [{ networkName: 'bridge' }]);
  assert.deepEqual(engine.calls[1]?.args, [backend.id, web.id, { force: true }]);
});

test('a network in use is not removed; one that is not goes, with what it was on record', async (t) => {
  const used = container({
    name: 'used',
    networks: [attachment({ networkName: 'backend', networkId: backend.id, endpointId: 'e1' })],
  });
  const engine = fakeEngine({ containers: [used], networks: [backend] });
  const app = await startApp(t, engine);
  const remove = 'mutation { removeNetwork(input: { ref: "backend" }) { changed network { name } auditEvent { result } } }';
  const refused = await app.gql(remove);
  assert.equal(refused.errors[0]?.extensions.code, 'CONFLICT');
  engine.docker.remove('used', { force: true });
  const removed = await app.gql(remove);
  assert.deepEqual(pick(removed.data, 'removeNetwork'), {
    changed: true,
    network: { name: 'backend' },
    auditEvent: { result: 'SUCCESS' },
  });
  assert.equal(pick((await app.gql('{ network(ref: "backend") { name } }')).data, 'network'), null);
  assert.equal(pick(await lastEvent(app), 'after', 'state'), 'removed');
});

test('a deployer makes, connects and removes networks; an operator does not; both attempts are on record', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const [operator, deployer] = [await app.token('operator'), await app.token('deployer')];
  const refused = await app.gql(create, { input: { name: 'front' } }, operator);
  assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
  assert.deepEqual(engine.calls, []);
  assert.equal(pick(await lastEvent(app), 'result'), 'DENIED');
  const made = await app.gql(create, { input: { name: 'front', idempotencyKey: 'k' } }, deployer);
  assert.deepEqual(made.errors, []);
  assert.deepEqual((await app.gql(create, { input: { name: 'front', idempotencyKey: 'k' } }, deployer)).data, made.data);
  assert.equal(engine.calls.length, 1);
  const pruned = await app.gql('mutation { pruneNetworks(input: {}) { deleted } }', {}, deployer);
  assert.equal(pruned.errors[0]?.extensions.code, 'FORBIDDEN');
});
