import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';
import { password, registry, searchableRegistry, slowRegistry, username } from '../support/registry.ts';
import { until } from '../support/until.ts';

async function appOn(t: TestContext, { socketPath }: TestEngine, env: Record<string, string> = {}): Promise<TestApp> {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  return startApp(t, connectEngine({ host: 'local', locate }), { env });
}

const pull = `mutation ($input: PullImageInput!) { pullImage(input: $input) {
  changed digest image { tags digests } images { tags } operation { id status progress { id status } error { message } } auditEvent { result after { details { key value } } } } }`;
const push = `mutation ($input: PushImageInput!) { pushImage(input: $input) {
  changed digest image { tags digests } operation { status progress { id status } } auditEvent { result } } }`;
const login = `mutation ($input: CheckRegistryLoginInput!) { checkRegistryLogin(input: $input) { registry message changed auditEvent { result } } }`;

test('images are pushed and pulled as docker pushes and pulls them: digests, what is new, all tags, what is not there', async (t) => {
  const engine = await ownEngine(t);
  const [app, at] = [await appOn(t, engine), await registry(t)];
  const name = `${at}/team/app`;
  await docker(engine, 'tag', image, `${name}:1`);
  await until(async () => (await app.gql(`{ image(ref: "${name}:1") { id } }`)).errors.length === 0, 'the name is seen');

  const pushed = await app.gql(push, { input: { ref: `${name}:1` } });
  assert.deepEqual(pushed.errors, []);
  const digest = pick(pushed.data, 'pushImage', 'digest');
  assert.equal(pick(pushed.data, 'pushImage', 'image', 'digests', 0), `${name}@${String(digest)}`);
  assert.match(JSON.stringify(pick(pushed.data, 'pushImage', 'operation', 'progress')), /Pushed/);
  assert.match(await docker(engine, 'push', `${name}:1`), new RegExp(`1: digest: ${String(digest)}`));

  const same = await app.gql(pull, { input: { image: `${name}:1` } });
  assert.deepEqual([same.errors, pick(same.data, 'pullImage', 'changed')], [[], false]);
  assert.equal(pick(same.data, 'pullImage', 'auditEvent', 'result'), 'NOOP');
  await docker(engine, 'rmi', `${name}:1`, image);
  const pulled = await app.gql(pull, { input: { image: `${name}:1` } });
  assert.deepEqual(pulled.errors, []);
  assert.equal(pick(pulled.data, 'pullImage', 'changed'), true);
  assert.equal(pick(pulled.data, 'pullImage', 'digest'), digest);
  assert.deepEqual(pick(pulled.data, 'pullImage', 'image', 'tags'), [`${name}:1`]);
  assert.match(JSON.stringify(pick(pulled.data, 'pullImage', 'operation', 'progress')), /Pull complete/);
  assert.equal(await docker(engine, 'images', '--format', '{{.Repository}}:{{.Tag}}'), `${name}:1`);
  assert.match(await docker(engine, 'pull', `${name}:1`), new RegExp(`Digest: ${String(digest)}\nStatus: Image is up to date`));
  const byDigest = await app.gql(pull, { input: { image: `${name}@${String(digest)}` } });
  assert.deepEqual([byDigest.errors, pick(byDigest.data, 'pullImage', 'image', 'tags', 0)], [[], `${name}:1`]);

  await docker(engine, 'tag', `${name}:1`, `${name}:2`);
  await until(async () => (await app.gql(`{ image(ref: "${name}:2") { id } }`)).errors.length === 0, 'the name is seen');
  assert.deepEqual((await app.gql(push, { input: { ref: name, allTags: true } })).errors, []);
  await docker(engine, 'rmi', `${name}:1`, `${name}:2`);
  const all = await app.gql(pull, { input: { image: name, allTags: true } });
  assert.deepEqual(all.errors, []);
  assert.equal(pick(all.data, 'pullImage', 'image'), null);
  assert.deepEqual(pick(all.data, 'pullImage', 'images'), [{ tags: [`${name}:1`, `${name}:2`] }]);

  for (const wrong of [`${name}:none`, `${at}/nothing`]) {
    const missing = await app.gql(pull, { input: { image: wrong } });
    assert.equal(missing.errors[0]?.extensions.code, 'NOT_FOUND', wrong);
    await assert.rejects(docker(engine, 'pull', wrong), /not found|manifest unknown/);
  }
  const down = await app.gql(pull, { input: { image: '127.0.0.1:1/app' } });
  assert.deepEqual(
    [down.errors[0]?.extensions.code, /connection refused/.test(down.errors[0]?.message ?? '')],
    ['ENGINE_ERROR', true],
  );
});

test('a registry that wants credentials gets those of the input or of the file, and nobody else sees them', async (t) => {
  const engine = await ownEngine(t);
  const at = await registry(t, { auth: true });
  const file = join(engine.socketPath, '../auth.json');
  const save = (auths: object) => writeFileSync(file, JSON.stringify({ auths }));
  save({});
  const app = await appOn(t, engine, { WHARFINGER_REGISTRY_AUTH_FILE: file });
  const name = `${at}/team/app:1`;
  await docker(engine, 'tag', image, name);
  await until(async () => (await app.gql(`{ image(ref: "${name}") { id } }`)).errors.length === 0, 'the name is seen');
  const code = async (query: string, input: object) => {
    const { errors } = await app.gql(query, { input });
    return errors[0] === undefined ? 'fine' : `${errors[0].extensions.code}: ${errors[0].message}`;
  };
  const own = { username, password };

  assert.match(await code(push, { ref: name }), /ENGINE_ERROR: The registry .* no credentials/);
  assert.match(
    await code(push, { ref: name, registryAuth: { ...own, password: 'wrong-one' } }),
    /ENGINE_ERROR: The registry .* does not take/,
  );
  assert.equal(await code(push, { ref: name, registryAuth: { ...own, serverAddress: at } }), 'fine');
  assert.match(await code(pull, { image: name }), /ENGINE_ERROR: The registry .* no credentials/);
  save({ [`http://${at}/v2/`]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } });
  assert.equal(await code(pull, { image: name }), 'fine');
  save({ [at]: own });
  assert.equal(await code(push, { ref: name }), 'fine');
  await docker(engine, 'rmi', name);
  const run = `mutation ($input: RunContainerInput!) { runContainer(input: $input) { pulled } }`;
  assert.equal(await code(run, { image: name, command: ['true'] }), 'fine');
  save({ [at]: {} });
  assert.match(await code(pull, { image: name }), /^CONFLICT: .*no credential helper is named/);
  writeFileSync(file, `{"auths": {"${at}": {"password": "${password}`);
  assert.match(await code(pull, { image: name }), /^CONFLICT: .*not JSON/);
  assert.equal(await code(pull, { image: name, registryAuth: own }), 'fine');

  assert.equal(await code(login, { registry: at, ...own }), 'fine');
  assert.match(await docker(engine, 'login', '-u', username, '-p', password, at), /Login Succeeded/);
  assert.match(await code(login, { registry: at, ...own, password: 'wrong-one' }), /^BAD_INPUT: The registry .* does not take/);
  await assert.rejects(docker(engine, 'login', '-u', username, '-p', 'wrong-one', at), /401 Unauthorized/i);
  assert.match(await code(login, { registry: '127.0.0.1:1', ...own }), /^ENGINE_ERROR: .*connection refused/);

  const events = await app.gql(
    '{ auditEvents(first: 100) { nodes { params { key value } error { message } after { details { key value } } } } }',
  );
  const told = JSON.stringify(events.data) + app.log.join('\n');
  assert.match(told, /"registryAuth"/);
  for (const secret of [password, 'wrong-one', Buffer.from(`${username}:${password}`).toString('base64')])
    assert.ok(!told.includes(secret), 'a secret is told');
});

test('a pull that would take long is cancelled, and the engine leaves off', async (t) => {
  const engine = await ownEngine(t);
  const [app, at] = [await appOn(t, engine), await registry(t)];
  await docker(engine, 'tag', image, `${at}/app:1`);
  await docker(engine, 'push', `${at}/app:1`);
  await docker(engine, 'rmi', `${at}/app:1`, image);
  const slow = await slowRegistry(t, at);
  const begun = await app.gql(pull, { input: { image: `${slow.address}/app:1`, wait: false } });
  assert.deepEqual(begun.errors, []);
  assert.deepEqual(
    [pick(begun.data, 'pullImage', 'operation', 'status'), pick(begun.data, 'pullImage', 'image')],
    ['RUNNING', null],
  );
  await until(() => slow.begun() > 0, 'the content is asked for');
  const id = pick(begun.data, 'pullImage', 'operation', 'id');
  const cancelled = await app.gql('mutation ($id: ID!) { cancelOperation(input: { id: $id }) { operation { status } } }', { id });
  assert.deepEqual([cancelled.errors, pick(cancelled.data, 'cancelOperation', 'operation', 'status')], [[], 'CANCELLED']);
  await until(() => slow.left(), 'the engine has left the registry');
  assert.equal(await docker(engine, 'images', '-aq'), '');
});

test('a newer image in the registry is seen, and a container recreated with a pull is made from it', async (t) => {
  const engine = await ownEngine(t);
  const [first, at] = [await appOn(t, engine), await registry(t)];
  const name = `${at}/team/app:1`;
  await docker(engine, 'tag', image, name);
  await docker(engine, 'push', name);
  await docker(engine, 'create', '--name', 'web', name, 'true');
  const older = await docker(engine, 'inspect', '-f', '{{.Image}}', 'web');
  const document = `{ container(ref: "web") { updateAvailable { available unknown registryDigest } } image(ref: "${name}") { updateAvailable { available localDigests }
    other: updateAvailable(reference: "${image}") { available unknown } } }`;
  const seen = async (app: TestApp) => {
    await until(async () => (await app.gql('{ container(ref: "web") { id } }')).errors.length === 0, 'the container is seen');
    const answer = await app.gql(document);
    assert.deepEqual(answer.errors, []);
    return answer.data;
  };
  const known = async () => pick((await first.gql(document)).data, 'image', 'updateAvailable', 'localDigests', 0);
  await until(known, 'the digest is seen');
  const before = await seen(first);
  assert.equal(pick(before, 'container', 'updateAvailable', 'available'), false);
  assert.deepEqual(pick(before, 'image', 'other'), { available: null, unknown: 'NOT_PULLED' });

  await docker(engine, 'commit', 'web', name);
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(await docker(engine, 'push', name))?.[1];
  const newer = await docker(engine, 'images', '-q', '--no-trunc', name);
  await docker(engine, 'tag', older, name);
  await docker(engine, 'rmi', newer);
  const app = await appOn(t, engine);
  const now = await seen(app);
  assert.deepEqual(pick(now, 'container', 'updateAvailable'), { available: true, unknown: null, registryDigest: digest });
  assert.equal(pick(now, 'image', 'updateAvailable', 'available'), true);

  const recreated = await app.gql(
    'mutation { recreateContainer(input: { ref: "web", pull: ALWAYS }) { pulled container { imageId } } }',
  );
  assert.deepEqual(recreated.errors, []);
  assert.deepEqual(pick(recreated.data, 'recreateContainer'), { pulled: true, container: { imageId: newer } });
  assert.equal(await docker(engine, 'inspect', '-f', '{{.Image}}', 'web'), newer);
  assert.equal(pick(await seen(app), 'container', 'updateAvailable', 'available'), false);
});

test('a registry that can search is searched as docker searches it', async (t) => {
  const engine = await ownEngine(t);
  const app = await appOn(t, engine);
  const at = await searchableRegistry(t, [
    { name: 'team/app', description: 'ours', star_count: 7, is_official: false, is_automated: false },
    { name: 'app', description: 'theirs', star_count: 90, is_official: true, is_automated: false },
  ]);
  const query = `query ($term: String!, $minStars: Int) { searchImages(term: $term, minStars: $minStars) { name description stars official } }`;
  for (const minStars of [0, 50]) {
    const answer = await app.gql(query, { term: `${at}/app`, minStars });
    assert.deepEqual(answer.errors, []);
    const found = pick(answer.data, 'searchImages');
    assert.ok(Array.isArray(found));
    const format = '{{.Name}} {{.Description}} {{.StarCount}}';
    const theirs = await docker(engine, 'search', '--filter', `stars=${minStars}`, '--format', format, `${at}/app`);
    const ours = found.map(
      (one) => `${String(pick(one, 'name'))} ${String(pick(one, 'description'))} ${String(pick(one, 'stars'))}`,
    );
    assert.equal(ours.join('\n'), theirs);
  }
});
