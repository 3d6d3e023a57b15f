import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, pick } from '../support/app.ts';
import { container, fakeEngine, image, volume } from '../support/fake-engine.ts';

const createVolume = `mutation ($input: CreateVolumeInput!) {
  createVolume(input: $input) { changed volume { name label(key: "k") } auditEvent { result params { key value } target { name id } } } }`;

test('a volume is made once, and again means nothing; without a name the engine gives one', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const input = { name: 'data', labels: [{ key: 'k', value: 'v' }] };
  const first = await app.gql(createVolume, { input });
  assert.deepEqual(first.errors, []);
  assert.equal(pick(first.data, 'createVolume', 'changed'), true);
  assert.deepEqual(pick(first.data, 'createVolume', 'volume'), { name: 'data', label: 'v' });
  assert.deepEqual(engine.calls[0]?.args, [{ name: 'data', driver: 'local', options: null, labels: { k: 'v' } }]);
  const second = await app.gql(createVolume, { input });
  assert.equal(pick(second.data, 'createVolume', 'changed'), false);
  assert.equal(pick(second.data, 'createVolume', 'auditEvent', 'result'), 'NOOP');
  const nameless = await app.gql(createVolume, { input: {} });
  assert.match(String(pick(nameless.data, 'createVolume', 'auditEvent', 'target', 'id')), /^[0-9a-f]{64}$/);
  const other = await app.gql(createVolume, { input: { name: 'data', driver: 'plugin' } });
  assert.equal(other.errors[0]?.extensions.code, 'CONFLICT');
});

test('driver options take the permission to be equal to the host, and their values are not on record', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const input = { name: 'root', driverOptions: [{ key: 'device', value: '/hush' }] };
  const deployer = await app.token('deployer');
  const refused = await app.gql(createVolume, { input }, deployer);
  assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
  assert.match(refused.errors[0]?.message ?? '', /container\.host/);
  assert.deepEqual(engine.calls, []);
  const granted = await app.token('deployer', { permissions: ['container.host'] });
  const made = await app.gql(createVolume, { input }, granted);
  assert.deepEqual(made.errors, []);
  const params = JSON.stringify(pick(made.data, 'createVolume', 'auditEvent', 'params'));
  assert.match(params, /device/);
  assert.doesNotMatch(params, /hush/);
  assert.deepEqual((await app.gql(createVolume, { input: { name: 'plain' } }, deployer)).errors, []);
});

test('hostile names of volumes and images are refused with the path of the field, and nothing reaches the engine', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  for (const name of ['', 'x', '../x', 'a/b', 'a\0b', '-a', 'x'.repeat(256)]) {
    const answer = await app.gql(createVolume, { input: { name } });
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', JSON.stringify(name.slice(0, 10)));
    assert.match(answer.errors[0]?.message ?? '', /^input\.name: /);
  }
  const tag = 'mutation ($tag: String!) { tagImage(input: { ref: "busybox", tag: $tag }) { changed } }';
  for (const name of [
    '',
    'A',
    'a:',
    ':b',
    'a b',
    'a@sha256:' + 'a'.repeat(64),
    'a'.repeat(64).replaceAll('a', 'f'),
    '../x',
    `a:${'t'.repeat(129)}`,
  ]) {
    const answer = await app.gql(tag, { tag: name });
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', JSON.stringify(name.slice(0, 10)));
    assert.match(answer.errors[0]?.message ?? '', /^input\.tag: /);
  }
  assert.deepEqual(engine.calls, []);
});

test('a volume in use is not removed; one that is not goes', async (t) => {
  const mount = {
    type: 'volume',
    name: 'data',
    source: '',
    destination: '/srv',
    driver: 'local',
    mode: '',
    readWrite: true,
    propagation: '',
  };
  const user = container({ name: 'user', state: 'exited', mounts: [mount] });
  const engine = fakeEngine({ containers: [user], volumes: [volume()] });
  const app = await startApp(t, engine);
  const remove = 'mutation { removeVolume(input: { name: "data", force: true }) { changed volume { name } } }';
  assert.equal((await app.gql(remove)).errors[0]?.extensions.code, 'CONFLICT');
  engine.docker.remove('user');
  const removed = await app.gql(remove);
  assert.deepEqual(pick(removed.data, 'removeVolume'), { changed: true, volume: { name: 'data' } });
  assert.equal(pick((await app.gql('{ volume(name: "data") { name } }')).data, 'volume'), null);
});

test('a tag is given, moves from one image to another, and means nothing when it was there', async (t) => {
  const engine = fakeEngine({ images: [image({ tags: ['app:1'] })] });
  const app = await startApp(t, engine);
  engine.habits.lose = () => true;
  const tag = async (ref: string, name: string) => {
    const answer = await app.gql(
      'mutation ($input: TagImageInput!) { tagImage(input: $input) { changed image { tags } auditEvent { result } } }',
      { input: { ref, tag: name } },
    );
    assert.deepEqual(answer.errors, []);
    return pick(answer.data, 'tagImage');
  };
  assert.deepEqual(await tag('app:1', 'docker.io/library/app'), {
    changed: true,
    image: { tags: ['app:1', 'app:latest'] },
    auditEvent: { result: 'SUCCESS' },
  });
  assert.equal(pick(await tag('app:1', 'app:latest'), 'auditEvent', 'result'), 'NOOP');
  assert.deepEqual(pick(await tag('busybox', 'app:latest'), 'image', 'tags'), ['busybox:latest', 'app:latest']);
  assert.deepEqual(pick((await app.gql('{ image(ref: "app:1") { tags } }')).data, 'image', 'tags'), ['app:1']);
});

test('by a name an image loses that name, by its id it goes; what was untagged and deleted is told', async (t) => {
  const app1 = image({ tags: ['app:1', 'app:2'] });
  const multi = image({ tags: ['multi:1'] });
  const engine = fakeEngine({ images: [app1, multi] });
  const app = await startApp(t, engine);
  engine.habits.lose = () => true;
  const remove = async (ref: string, more = '') =>
    app.gql(
      `mutation ($ref: String!) { removeImage(input: { ref: $ref ${more} }) { changed untagged deleted image { tags } } }`,
      { ref },
    );
  const untagged = await remove('app:2');
  assert.deepEqual(pick(untagged.data, 'removeImage'), {
    changed: true,
    untagged: ['app:2'],
    deleted: [],
    image: { tags: ['app:1', 'app:2'] },
  });
  assert.deepEqual(engine.calls[0]?.args, ['app:2', { force: false, noPrune: false, platforms: [] }]);
  const gone = await remove(app1.id.slice(0, 20), 'force: true, noPrune: true');
  assert.deepEqual(pick(gone.data, 'removeImage', 'deleted'), [app1.id]);
  assert.deepEqual(engine.calls[1]?.args, [app1.id, { force: true, noPrune: true, platforms: [] }]);
  assert.equal(pick((await app.gql('{ image(ref: "app:1") { tags } }')).data, 'image'), null);

  const wrong = await remove('multi:1', 'platforms: ["linux/arm64", "arm64"]');
  assert.match(wrong.errors[0]?.message ?? '', /platform: .*such as linux\/arm64/);
  assert.equal(wrong.errors[0]?.extensions.code, 'BAD_INPUT');
  assert.equal(engine.calls.length, 2);
  assert.deepEqual((await remove(multi.id, 'platforms: ["linux/arm64", "linux/arm/v7"]')).errors, []);
  assert.deepEqual(engine.calls[2]?.args, [
    multi.id,
    { force: false, noPrune: false, platforms: ['linux/arm64', 'linux/arm/v7'] },
  ]);
  const { data } = await app.gql('{ auditEvents(first: 1) { nodes { params { key value } } } }');
  assert.match(JSON.stringify(data), /"key":"platforms","value":"linux\/arm64,linux\/arm\/v7"/);
});
