import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError } from '../../src/errors.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine, image } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

const pull = `mutation ($input: PullImageInput!) { pullImage(input: $input) {
  changed digest image { tags } images { tags } operation { id status progress { id status } }
  auditEvent { action result target { id name } params { key value } after { details { key value } } } } }`;
const push = `mutation ($input: PushImageInput!) { pushImage(input: $input) {
  changed digest image { tags } operation { status } auditEvent { action result target { name } } } }`;
const login = `mutation ($input: CheckRegistryLoginInput!) { checkRegistryLogin(input: $input) { registry message changed auditEvent { action result } } }`;

const ask = (app: TestApp, query: string, input: object, token?: string) => app.gql(query, { input }, token);
const credentials = { username: 'carol', password: 'secret-password' };

test('a pull is an operation with its layers, answers with the image, and is on record without its credentials', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const answer = await ask(app, pull, { image: 'team/app', registryAuth: credentials });
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'pullImage');
  assert.deepEqual([pick(payload, 'changed'), pick(payload, 'image')], [true, { tags: ['team/app:latest'] }]);
  assert.deepEqual(pick(payload, 'operation', 'progress'), [{ id: 'layer', status: 'Pull complete' }]);
  const event = pick(payload, 'auditEvent');
  const made = [...engine.docker.images.values()].find(({ tags }) => tags.includes('team/app:latest'));
  assert.deepEqual(pick(event, 'target'), { id: made?.id, name: 'team/app:latest' });
  assert.deepEqual(pick(event, 'params'), [
    { key: 'image', value: 'team/app' },
    { key: 'registryAuth', value: 'given' },
  ]);
  const auth = { registry: 'docker.io', ...credentials, identityToken: '' };
  assert.deepEqual(engine.calls[0]?.args[0], { image: 'team/app', platform: null, allTags: false, auth });
  assert.ok(!(JSON.stringify(answer.data) + app.log.join('')).includes(credentials.password));
  const again = await ask(app, pull, { image: 'team/app:latest' });
  assert.deepEqual(
    [pick(again.data, 'pullImage', 'changed'), pick(again.data, 'pullImage', 'auditEvent', 'result')],
    [false, 'NOOP'],
  );
});

test('begun and not waited for, a pull that fails tells so in its operation', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  engine.habits.before = ({ method }) => {
    if (method === 'pullImage') throw engineError('no space left on device', { engineStatus: 200 });
  };
  const begun = await ask(app, pull, { image: 'team/app', wait: false });
  assert.deepEqual(begun.errors, []);
  assert.deepEqual(pick(begun.data, 'pullImage', 'images'), []);
  const id = String(pick(begun.data, 'pullImage', 'operation', 'id'));
  const look = async () => pick((await app.gql(`{ operation(id: "${id}") { status error { message } } }`)).data, 'operation');
  await until(async () => pick(await look(), 'status') === 'FAILED', 'it has failed');
  assert.equal(pick(await look(), 'error', 'message'), 'no space left on device');
});

test('an image is pushed under a name that it has, and under no other', async (t) => {
  const engine = fakeEngine({ images: [image({ id: `sha256:${'a'.repeat(64)}`, tags: ['registry:5000/team/app:1'] })] });
  const app = await startApp(t, engine);
  const answer = await ask(app, push, { ref: 'registry:5000/team/app:1' });
  assert.deepEqual(answer.errors, []);
  assert.deepEqual(pick(answer.data, 'pushImage', 'auditEvent'), {
    action: 'image.push',
    result: 'SUCCESS',
    target: { name: 'registry:5000/team/app:1' },
  });
  assert.deepEqual(engine.calls[0]?.args[0], { repository: 'registry:5000/team/app', tag: '1', platform: null, auth: null });
  assert.deepEqual((await ask(app, push, { ref: 'registry:5000/team/app:1', platform: 'linux/arm64' })).errors, []);
  assert.equal(pick(engine.calls[1]?.args[0], 'platform'), 'linux/arm64');
  for (const [input, code] of [
    [{ ref: 'registry:5000/team/app:1', platform: 'arm64' }, 'BAD_INPUT'],
    [{ ref: 'a'.repeat(64) }, 'BAD_INPUT'],
    [{ ref: 'other:1' }, 'NOT_FOUND'],
    [{ ref: 'registry:5000/team/app:1', allTags: true }, 'BAD_INPUT'],
    [{ ref: 'registry:5000/team', allTags: true }, 'NOT_FOUND'],
  ] as const)
    assert.equal((await ask(app, push, input)).errors[0]?.extensions.code, code, JSON.stringify(input));
  assert.equal(engine.calls.length, 2);
});

test('what cannot be a pull or a login is refused with the path of its field, and without what it holds', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const secret = 'very-secret';
  const cases = [
    [pull, { image: '../version' }, /^input\.image: /],
    [pull, { image: `sha256:${'a'.repeat(64)}` }, /^input\.image: /],
    [pull, { image: 'app:1', allTags: true }, /^input\.allTags: /],
    [pull, { image: 'app', platform: 'a b' }, /^input\.platform: /],
    [pull, { image: 'app', registryAuth: {} }, /^input\.registryAuth\.username: /],
    [pull, { image: 'app', registryAuth: { username: secret } }, /^input\.registryAuth\.password: /],
    [pull, { image: 'app', registryAuth: { ...credentials, identityToken: secret } }, /^input\.registryAuth\.identityToken: /],
    [pull, { image: 'app', registryAuth: { username: 'a', password: `${secret}\n` } }, /^input\.registryAuth\.password: /],
    [
      pull,
      { image: 'app', registryAuth: { ...credentials, serverAddress: 'elsewhere:5000' } },
      /^input\.registryAuth\.serverAddress: .*docker\.io/,
    ],
    [login, { registry: 'a b', ...credentials }, /^input\.registry: /],
    [login, { username: secret }, /^input\.password: /],
  ] as const;
  for (const [query, input, message] of cases) {
    const { errors } = await ask(app, query, input);
    assert.equal(errors[0]?.extensions.code, 'BAD_INPUT', JSON.stringify(input));
    assert.match(errors[0]?.message ?? '', message);
    assert.ok(!errors[0]?.message.includes(secret));
  }
  assert.equal(engine.calls.length, 0);
  assert.ok(!app.log.join('').includes(secret));
});

test('deployers pull, push and check credentials; operators do none of it', async (t) => {
  const app = await startApp(t, fakeEngine());
  const [deployer, operator] = [await app.token('deployer'), await app.token('operator')];
  const requests = [
    [pull, { image: 'team/app' }],
    [push, { ref: 'team/app' }],
    [login, { registry: 'registry:5000', ...credentials }],
  ] as const;
  for (const [query, input] of requests) {
    assert.deepEqual((await ask(app, query, input, deployer)).errors, []);
    assert.equal((await ask(app, query, input, operator)).errors[0]?.extensions.code, 'FORBIDDEN');
  }
});

test('registries are asked for newer images and searched by operators, not by viewers', async (t) => {
  const held = image({ id: `sha256:${'a'.repeat(64)}`, tags: ['team/app:1'], digests: [`team/app@sha256:${'b'.repeat(64)}`] });
  const engine = fakeEngine({
    images: [held],
    containers: [container({ name: 'web', imageId: held.id, imageRef: 'team/app:1' })],
  });
  const app = await startApp(t, engine);
  const [operator, viewer] = [await app.token('operator'), await app.token('viewer')];
  const document = `{ container(ref: "web") { updateAvailable { available } } image(ref: "team/app:1") { updateAvailable { reference unknown } }
    searchImages(term: "app") { name } }`;
  const answer = await app.gql(document, {}, operator);
  assert.deepEqual(answer.errors, []);
  assert.equal(pick(answer.data, 'container', 'updateAvailable', 'available'), true);
  assert.deepEqual(pick(answer.data, 'image', 'updateAvailable'), { reference: 'team/app:1', unknown: null });
  assert.equal(engine.reads.filter(({ method }) => method === 'registryDigest').length, 1);
  const unseen = await app.gql('{ container(ref: "web") { name updateAvailable { available } } }', {}, viewer);
  assert.deepEqual([unseen.errors[0]?.extensions.code, pick(unseen.data, 'container', 'name')], ['FORBIDDEN', 'web']);
  for (const more of ['term: "a b"', 'term: "app", limit: 0', 'term: "app", minStars: -1'])
    assert.equal((await app.gql(`{ searchImages(${more}) { name } }`)).errors[0]?.extensions.code, 'BAD_INPUT', more);
});

test('a container is recreated from what was pulled for it, by whoever may pull', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running', imageRef: 'busybox:latest' })] });
  const app = await startApp(t, engine);
  const recreate = (more: string, token?: string) =>
    app.gql(`mutation { recreateContainer(input: { ref: "web", ${more} }) { pulled container { imageRef } } }`, {}, token);
  const recreator = await app.token('operator', { permissions: ['container.recreate'] });
  assert.match((await recreate('pull: MISSING', recreator)).errors[0]?.message ?? '', /image\.pull/);
  assert.equal((await recreate('image: "team/app:2"')).errors[0]?.extensions.code, 'NOT_FOUND');
  assert.equal(engine.calls.length, 0);
  assert.equal(pick((await recreate('pull: MISSING')).data, 'recreateContainer', 'pulled'), false);
  const pulled = await recreate('image: "team/app:2", pull: MISSING');
  assert.deepEqual(pulled.errors, []);
  assert.deepEqual(pick(pulled.data, 'recreateContainer'), { pulled: true, container: { imageRef: 'team/app:2' } });
  assert.deepEqual(
    engine.calls.map(({ method }) => method).filter((method) => method === 'pullImage' || method === 'copyContainer'),
    ['copyContainer', 'pullImage', 'copyContainer'],
  );
  const id = await recreate(`image: "sha256:${'a'.repeat(64)}", pull: ALWAYS`);
  assert.equal(id.errors[0]?.extensions.code, 'BAD_INPUT');
});
