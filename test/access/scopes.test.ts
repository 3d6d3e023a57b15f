import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import supertest from 'supertest';
import { pick, startApp, type Answer, type TestApp } from '../support/app.ts';
import { openSocket } from '../graphql/socket.ts';
import { until } from '../support/until.ts';
import { container, diskUsage, fakeEngine, hexId, image, network, volume, type FakeEngine } from '../support/fake-engine.ts';

const web = container({ name: 'web-1', labels: { team: 'web', 'com.docker.compose.project': 'shop' } });
const prod = container({ name: 'web-prod', labels: { team: 'web', env: 'prod' } });
const db = container({ name: 'db-1', state: 'exited', labels: { team: 'db', 'com.docker.compose.project': 'shop' } });
const stopped = container({ name: 'web-old', state: 'exited', labels: { team: 'web' } });
const own = network({ name: 'web-net', labels: { team: 'web' } });
const foreign = network({ name: 'db-net', labels: { team: 'db' } });
const ownImage = image({ id: `sha256:${hexId('own')}`, tags: ['web/app:1'], labels: { team: 'web' } });
const foreignImage = image({ id: `sha256:${hexId('foreign')}`, tags: ['db/app:1'], labels: {} });

function furnished(): FakeEngine {
  return fakeEngine({
    containers: [web, prod, db, stopped],
    networks: [own, foreign],
    images: [ownImage, foreignImage],
    volumes: [volume({ name: 'web-data', labels: { team: 'web' } }), volume({ name: 'db-data', labels: { team: 'db' } })],
    reader: {
      diskUsage: async () =>
        diskUsage({
          containers: [web, db].map(({ id }) => ({ id, sizeRw: 5, sizeRootFs: 100 })),
          images: [ownImage, foreignImage].map(({ id }) => ({ id, size: 70, sharedSize: 20, containers: 7 })),
          volumes: ['web-data', 'db-data'].map((name) => ({ name, size: 11, refCount: 3 })),
        }),
    },
  });
}

const limits = { labels: 'team=web,env!=prod' };
const code = (answer: Answer) => answer.errors[0]?.extensions.code ?? '';
const create = `mutation ($input: CreateContainerInput!) { createContainer(input: $input) { dockerId container { labels { key value } } } }`;

async function scoped(
  t: TestContext,
  role = 'admin',
): Promise<{ engine: FakeEngine; app: TestApp; token: string; ask: TestApp['gql'] }> {
  const engine = furnished();
  const app = await startApp(t, engine);
  const token = await app.token(role, { limits });
  return { engine, app, token, ask: (query, variables) => app.gql(query, variables, token) };
}

test('a scoped token sees what is in its scope and nothing else: lists, counts, relations, disk usage, projects', async (t) => {
  const { app, ask, token } = await scoped(t);
  const seen = await ask(`{
    containers { totalCount nodes { name network: networks { networkName } image { id } } }
    images { totalCount nodes { tags containers { name } } }
    networks { totalCount nodes { name containers { container { name } } } }
    volumes { totalCount nodes { name } }
    projects { totalCount nodes { name containers { name } } }
    host { info { containers containersRunning containersStopped images } diskUsage {
      layersSize containers { dockerId container { name } } images { dockerId containers } volumes { name refCount } buildCache { cacheId } } }
    viewer { scopes { name labels hosts names images } }
    events: auditEvents { nodes { action } totalCount }
  }`);
  assert.deepEqual(seen.errors, []);
  const names = (field: string) => pick(seen.data, field, 'nodes');
  assert.deepEqual(JSON.stringify(seen.data).match(/db[-/]|web-prod/g), null, JSON.stringify(seen.data));
  assert.equal(pick(seen.data, 'containers', 'totalCount'), 2);
  assert.deepEqual(names('volumes'), [{ name: 'web-data' }]);
  assert.equal(pick(seen.data, 'networks', 'totalCount'), 1);
  assert.equal(pick(seen.data, 'images', 'totalCount'), 1);
  assert.deepEqual(names('projects'), [{ name: 'shop', containers: [{ name: 'web-1' }] }]);
  assert.deepEqual(pick(seen.data, 'host', 'info'), { containers: 2, containersRunning: 1, containersStopped: 1, images: 1 });
  assert.equal(pick(seen.data, 'host', 'diskUsage', 'layersSize'), 70);
  assert.deepEqual(pick(seen.data, 'viewer', 'scopes'), [
    { name: null, labels: limits.labels, hosts: null, names: null, images: null },
  ]);
  assert.equal(pick(seen.data, 'events', 'totalCount'), 0);
  for (const path of ['/metrics', '/readyz']) {
    const answer = await supertest(app.app.server.server).get(path).set('authorization', `Bearer ${token}`);
    assert.ok(answer.status === 403 || pick(answer.body, 'checks') === undefined, path);
  }
  // Whoever has no scope still sees all of it.
  const all = await app.gql('{ containers { totalCount } host { info { containers } } }');
  assert.equal(pick(all.data, 'containers', 'totalCount'), 4);
});

test('what is out of scope is missed with the very words of what does not exist, by name, id and prefix, for reads and for actions', async (t) => {
  const { engine, ask } = await scoped(t);
  const never = hexId('never');
  const pairs = [
    ['db-1', 'no-1'],
    ['web-prod', 'web-none'],
    [db.id, never],
    [db.id.slice(0, 12), never.slice(0, 12)],
  ] as const;
  const words = (answer: Answer, ref: string) => ({
    code: code(answer),
    message: answer.errors[0]?.message.replaceAll(ref, 'X'),
  });
  const documents = [
    'query ($ref: String!) { container(ref: $ref) { name } }',
    'mutation ($ref: String!) { stopContainer(input: {ref: $ref}) { changed } }',
    'mutation ($ref: String!) { removeContainer(input: {ref: $ref}) { changed } }',
    'mutation ($ref: String!) { execContainer(input: {ref: $ref, command: ["id"]}) { exitCode } }',
    'mutation ($ref: String!) { recreateContainer(input: {ref: $ref}) { changed } }',
    'mutation ($ref: String!) { waitContainer(input: {ref: $ref}) { exitCode } }',
    'mutation ($ref: String!) { connectNetwork(input: {network: "web-net", container: $ref}) { changed } }',
    'mutation ($ref: String!) { createContainer(input: {image: "web/app:1", volumesFrom: [{container: $ref}]}) { dockerId } }',
  ];
  for (const document of documents) {
    for (const [there, missing] of pairs) {
      const [one, other] = [await ask(document, { ref: there }), await ask(document, { ref: missing })];
      assert.deepEqual(words(one, there), words(other, missing), document);
      assert.equal(code(one), 'NOT_FOUND', document);
    }
  }
  for (const [field, there, missing] of [
    ['network', 'db-net', 'no-net'],
    ['image', 'db/app:1', 'no/app:1'],
    ['volume', 'db-data', 'no-data'],
  ] as const) {
    const document = `query ($ref: String!) { ${field}(${field === 'volume' ? 'name' : 'ref'}: $ref) { id } }`;
    assert.deepEqual(
      words(await ask(document, { ref: there }), there),
      words(await ask(document, { ref: missing }), missing),
      field,
    );
  }
  assert.deepEqual(engine.calls, []);
});

test('what a scoped token makes is born in its scope, whatever its image says, and cannot be made or moved elsewhere', async (t) => {
  const { engine, ask } = await scoped(t);
  const made = await ask(create, { input: { image: 'db/app:1', name: 'mine', labels: [{ key: 'tier', value: 'x' }] } });
  assert.deepEqual(made.errors, []);
  const sent = pick(engine.calls[0]?.args[0], 'body', 'Labels');
  assert.deepEqual({ ...Object(sent) }, { tier: 'x', team: 'web', env: '' }, 'an image that says env=prod is overridden');
  const refused = engine.calls.length;
  for (const labels of [[{ key: 'team', value: 'db' }], [{ key: 'env', value: 'prod' }], [{ key: 'team', value: '' }]]) {
    const answer = await ask(create, { input: { image: 'web/app:1', labels } });
    assert.equal(code(answer), 'BAD_INPUT');
    assert.match(answer.errors[0]?.message ?? '', /^input\.labels\[0\]: your scope/);
  }
  const volumeLabels = [{ key: 'team', value: 'db' }];
  const relabelling = await ask(create, {
    input: { image: 'web/app:1', mounts: [{ type: 'VOLUME', target: '/d', volumeLabels }] },
  });
  assert.match(relabelling.errors[0]?.message ?? '', /^input\.mounts\[0\]\.volumeLabels\[0\]: your scope/);
  const foreignVolume = { type: 'VOLUME', source: 'db-data', target: '/d' };
  assert.equal(code(await ask(create, { input: { image: 'web/app:1', mounts: [foreignVolume] } })), 'NOT_FOUND');
  assert.equal(code(await ask(create, { input: { image: 'web/app:1', networks: [{ network: 'db-net' }] } })), 'NOT_FOUND');
  assert.equal(code(await ask('mutation { createVolume(input: {name: "db-data"}) { changed } }')), 'CONFLICT');
  assert.equal(code(await ask('mutation { tagImage(input: {ref: "web/app:1", tag: "db/app:1"}) { changed } }')), 'CONFLICT');
  const relabelled =
    'mutation { commitContainer(input: {ref: "web-1", repository: "web/new", changes: ["LABEL team=db"]}) { changed } }';
  assert.equal(code(await ask(relabelled)), 'BAD_INPUT');
  assert.equal(code(await ask('mutation { pruneBuildCache(input: {}) { changed } }')), 'FORBIDDEN');
  assert.equal(engine.calls.length, refused);
  assert.deepEqual(
    (await ask('mutation { createVolume(input: {name: "more"}) { volume { labels { key value } } } }')).errors,
    [],
  );
  assert.deepEqual({ ...engine.docker.volumes.get('more')?.labels }, { team: 'web', env: '' });
  await ask('mutation { createNetwork(input: {name: "more"}) { changed } }');
  assert.equal([...engine.docker.networks.values()].find(({ name }) => name === 'more')?.labels['team'], 'web');
});

test('bulk actions and prune touch nothing out of scope', async (t) => {
  const { engine, ask } = await scoped(t);
  const bulk = await ask(
    'mutation { stopContainers(input: {filter: {nameContains: "-"}}) { matchedCount results { container { name } } } }',
  );
  assert.equal(pick(bulk.data, 'stopContainers', 'matchedCount'), 2, JSON.stringify(bulk.errors));
  const pruned = await ask('mutation { pruneContainers(input: {}) { deleted } }');
  assert.deepEqual(
    new Set(Object.values<unknown>(Object(pick(pruned.data, 'pruneContainers', 'deleted')))),
    new Set([web.id, stopped.id]),
  );
  assert.ok(engine.docker.containers.has(db.id) && engine.docker.containers.has(prod.id));
  const volumes = await ask('mutation { pruneVolumes(input: {all: true}) { deleted } }');
  assert.deepEqual(pick(volumes.data, 'pruneVolumes', 'deleted'), ['web-data'], JSON.stringify(volumes.errors));
});

test('an auditor with a scope sees the events whose target is in it, and no others', async (t) => {
  const { app, token } = await scoped(t);
  for (const ref of ['web-1', 'db-1', 'web-prod'])
    await app.gql('mutation ($ref: String!) { killContainer(input: {ref: $ref}) { changed } }', { ref });
  await app.gql('mutation { pruneNetworks(input: {}) { changed } }');
  const query = '{ auditEvents { totalCount nodes { auditId action target { name } } pageInfo { hasNextPage } } }';
  const [all, some] = [await app.gql(query), await app.gql(query, {}, token)];
  assert.ok(Number(pick(all.data, 'auditEvents', 'totalCount')) >= 5);
  assert.equal(pick(some.data, 'auditEvents', 'totalCount'), 1);
  assert.equal(pick(some.data, 'auditEvents', 'nodes', 0, 'target', 'name'), 'web-1');
  const filtered = await app.gql('{ auditEvents(filter: {target: "db-1"}) { totalCount } }', {}, token);
  assert.equal(pick(filtered.data, 'auditEvents', 'totalCount'), 0, JSON.stringify(filtered.errors));
  const nodes = pick(all.data, 'auditEvents', 'nodes');
  for (const node of Array.isArray(nodes) ? nodes : []) {
    if (pick(node, 'target', 'name') === 'web-1') continue;
    const one = await app.gql('query ($id: ID!) { auditEvent(id: $id) { action } }', { id: pick(node, 'auditId') }, token);
    assert.ok(pick(one.data, 'auditEvent') == null, JSON.stringify(node));
  }
});

test('with names and images as limits, a container can be named and made within them only', async (t) => {
  const app = await startApp(t, furnished());
  const token = await app.token('admin', { limits: { names: ['web-*'], images: ['web/*', 'busybox'] } });
  for (const [input, expected] of [
    [{ image: 'web/app:1', name: 'web-9' }, ''],
    [{ image: 'web/app:1', name: 'db-9' }, 'FORBIDDEN'],
    [{ image: 'web/app:1' }, 'FORBIDDEN'],
    [{ image: 'db/app:1', name: 'web-8' }, 'FORBIDDEN'],
    [{ image: foreignImage.id, name: 'web-8' }, 'BAD_INPUT'],
  ] as const)
    assert.equal(code(await app.gql(create, { input }, token)), expected, JSON.stringify(input));
  const rename = 'mutation ($name: String!) { renameContainer(input: {ref: "web-9", name: $name}) { changed } }';
  assert.equal(code(await app.gql(rename, { name: 'db-9' }, token)), 'FORBIDDEN');
  assert.equal(code(await app.gql(rename, { name: 'web-10' }, token)), '');
  const tag = 'mutation ($tag: String!) { tagImage(input: {ref: "web/app:1", tag: $tag}) { changed } }';
  assert.equal(code(await app.gql(tag, { tag: 'other/app' }, token)), 'FORBIDDEN');
  assert.equal(code(await app.gql(tag, { tag: 'web/app:2' }, token)), '');
});

test('a token never has more than its maker: permissions, scope and time; and a scoped maker sees only its own tokens', async (t) => {
  const { app, ask, token } = await scoped(t);
  const make =
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { tokenId role scopes { labels names } } } }';
  const made = await ask(make, { input: { name: 'child', permissions: ['container.read'], limits: { names: ['web-1'] } } });
  assert.deepEqual(pick(made.data, 'createToken', 'token', 'scopes'), [
    { labels: limits.labels, names: null },
    { labels: null, names: ['web-1'] },
  ]);
  assert.equal(pick(made.data, 'createToken', 'token', 'role'), 'none');
  const child = String(pick(made.data, 'createToken', 'secret'));
  assert.deepEqual(pick((await app.gql('{ containers { nodes { name } } }', {}, child)).data, 'containers', 'nodes'), [
    { name: 'web-1' },
  ]);
  assert.equal(code(await app.gql('{ networks { totalCount } }', {}, child)), 'FORBIDDEN');
  assert.equal(code(await ask(make, { input: { name: 'x' } })), 'BAD_INPUT');
  assert.equal(code(await ask(make, { input: { name: 'x', role: 'nothing' } })), 'BAD_INPUT');
  assert.equal(code(await ask(make, { input: { name: 'x', role: 'viewer', scope: 'none-such' } })), 'BAD_INPUT');
  assert.equal(code(await ask(make, { input: { name: 'x', role: 'viewer', limits: {} } })), 'BAD_INPUT');
  assert.equal(code(await ask(make, { input: { name: 'x', role: 'viewer', limits: { labels: '=x' } } })), 'BAD_INPUT');
  const seen = await ask('{ tokens { name } }');
  assert.deepEqual(pick(seen.data, 'tokens'), [{ name: 'a admin' }, { name: 'child' }]);
  const near = await app.token('admin', { addresses: ['127.0.0.0/8', '::1'] });
  const addressed = async (addresses?: readonly string[]) => {
    const query = 'mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { addresses } } }';
    const answer = await app.gql(query, { input: { name: 'x', role: 'viewer', addresses } }, near);
    return code(answer) || pick(answer.data, 'createToken', 'token', 'addresses');
  };
  assert.deepEqual(await addressed(), ['127.0.0.0/8', '::1'], 'what says nothing of addresses has those of its maker');
  assert.deepEqual(await addressed(['127.0.0.1']), ['127.0.0.1']);
  for (const wide of ['0.0.0.0/0', '127.0.0.0/7', '10.0.0.1', '::/0'])
    assert.equal(await addressed(['127.0.0.1', wide]), 'FORBIDDEN', wide);
  assert.equal(await addressed(['nonsense']), 'BAD_INPUT');
  const all = pick((await app.gql('{ tokens { tokenId name } }')).data, 'tokens');
  const first = Array.isArray(all) ? all.find((one: unknown) => pick(one, 'name') === 'admin') : null;
  const revoke = 'mutation ($id: String!) { revokeToken(input: {tokenId: $id}) { changed } }';
  assert.equal(code(await app.gql(revoke, { id: pick(first, 'tokenId') }, token)), 'NOT_FOUND');
});

test('streams tell of what is in scope only: changes, events, logs and the audit log', async (t) => {
  const { app, engine, token } = await scoped(t);
  const url = await app.listen();
  const socket = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await socket.init({ authorization: `Bearer ${token}` });
  socket.subscribe('changes', 'subscription { containerChanges { kind container { name } } }');
  socket.subscribe('events', 'subscription { events { type action name } }');
  socket.subscribe('audit', 'subscription { auditEvents { target { name } } }');
  socket.subscribe('logs', 'subscription { containerLogs(filter: {nameContains: "-"}) { lines { container { name } text } } }');
  socket.subscribe('foreign', 'subscription { containerLogs(refs: ["db-1"]) { lines { text } } }');
  const refused = await socket.next(({ id }) => id === 'foreign');
  assert.match(JSON.stringify(refused), /NOT_FOUND/);
  await until(() => engine.open.events > 1 && engine.open.logs >= 2, 'everything is open');
  engine.pushLogs(db.id, [{ stream: 'stdout', at: '2026-11-24T00:00:00Z', text: 'secret of db', partial: false }]);
  engine.pushLogs(web.id, [{ stream: 'stdout', at: '2026-11-24T00:00:01Z', text: 'word of web', partial: false }]);
  for (const ref of ['db-1', 'web-prod', 'web-1'])
    await app.gql(
      'mutation ($ref: String!) { renameContainer(input: {ref: $ref, name: "xx"}) { changed } removeContainer(input: {ref: "xx", force: true}) { changed } }',
      { ref },
    );
  for (const id of ['changes', 'events', 'audit', 'logs']) {
    const message = await socket.next((one) => one.id === id && one.type === 'next');
    assert.equal(pick(message.payload, 'errors'), undefined, JSON.stringify(message));
  }
  await socket.next((one) => one.id === 'changes' && JSON.stringify(one).includes('REMOVED'));
  const said = JSON.stringify(socket.received);
  assert.ok(said.includes('word of web'));
  assert.ok(!/secret of db|db-1|web-prod/.test(said.replace(JSON.stringify(refused), '')), said);
});

test('viewer.can says what would be decided, and why; it does nothing, and shows nothing that is out of scope', async (t) => {
  const { engine, app, ask } = await scoped(t, 'operator');
  const can = async (action: string, ref: string | null = null) => {
    const answer = await ask(
      'query ($action: String!, $ref: String) { viewer { can(action: $action, ref: $ref) { allowed rule reason policyHash } } }',
      { action, ref },
    );
    return code(answer) || pick(answer.data, 'viewer', 'can', 'rule');
  };
  assert.equal(await can('container.stop', 'web-1'), 'role:operator');
  assert.equal(await can('container.stop'), 'role:operator');
  assert.equal(await can('container.exec', 'web-1'), 'default-deny');
  assert.equal(await can('container.stop', 'db-1'), 'NOT_FOUND');
  assert.equal(await can('container.stop', 'no-1'), 'NOT_FOUND');
  assert.equal(await can('container.explode', 'web-1'), 'BAD_INPUT');
  assert.equal(await can('build.prune', 'web-1'), 'BAD_INPUT');
  assert.deepEqual(engine.calls, []);
  assert.equal(
    pick((await app.gql('{ auditEvents(filter: {action: ["container.*"]}) { totalCount } }')).data, 'auditEvents', 'totalCount'),
    0,
  );
});
