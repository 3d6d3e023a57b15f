import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflict } from '../../src/errors.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine, image } from '../support/fake-engine.ts';

const web = container({
  name: 'web',
  state: 'running',
  imageRef: 'app:1',
  restartPolicy: { name: 'always', maximumRetryCount: 0 },
});
const images = [image({ tags: ['app:1'] }), image({ tags: ['app:2'] })];
const result = 'changed warnings container { name state dockerId imageRef } previous { dockerId name } auditEvent { result }';
const methods = (engine: ReturnType<typeof fakeEngine>) => engine.calls.map(({ method }) => method);

test('a recreated container has a new id, the old name and the given image; the old one is gone', async (t) => {
  const engine = fakeEngine({ containers: [web], images });
  const app = await startApp(t, engine);
  const answer = await app.gql(`mutation { recreateContainer(input: { ref: "web", image: "app:2" }) { ${result} } }`);
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'recreateContainer');
  assert.deepEqual(pick(payload, 'previous'), { dockerId: web.id, name: 'web' });
  assert.notEqual(pick(payload, 'container', 'dockerId'), web.id);
  assert.equal(pick(payload, 'container', 'name'), 'web');
  assert.equal(pick(payload, 'container', 'state'), 'RUNNING');
  assert.equal(pick(payload, 'container', 'imageRef'), 'app:2');
  assert.equal(pick(payload, 'auditEvent', 'result'), 'SUCCESS');
  const steps = ['copyContainer', 'stopContainer', 'renameContainer', 'renameContainer', 'startContainer', 'removeContainer'];
  assert.deepEqual(methods(engine), steps);
  assert.deepEqual(
    [...engine.docker.containers.values()].map(({ name }) => name),
    ['web'],
  );
});

test('one that is kept stays stopped under another name, and the engine will not start it again', async (t) => {
  const engine = fakeEngine({ containers: [web], images });
  const app = await startApp(t, engine);
  const answer = await app.gql(`mutation { recreateContainer(input: { ref: "web", removeOld: false }) { ${result} } }`);
  assert.deepEqual(answer.errors, []);
  const old = engine.docker.find(web.id);
  assert.match(old.name, /^web-old-[0-9a-f]{6}$/);
  assert.equal(old.state, 'exited');
  assert.equal(old.restartPolicy.name, 'no');
  assert.equal(engine.docker.find('web').restartPolicy.name, 'always');
});

test('whatever step fails, the old container is back under its name and runs, and nothing else is left', async (t) => {
  for (const step of ['stopContainer', 'renameContainer', 'startContainer'] as const) {
    const engine = fakeEngine({ containers: [web], images });
    const app = await startApp(t, engine);
    let failed = false;
    engine.habits.before = (call) => {
      if (call.method !== step || failed) return;
      failed = true;
      throw conflict('not this time', { engineStatus: 409 });
    };
    const answer = await app.gql(`mutation { recreateContainer(input: { ref: "web" }) { ${result} } }`);
    assert.equal(answer.errors[0]?.extensions.code, 'CONFLICT', step);
    assert.match(answer.errors[0]?.message ?? '', /not this time .*back in its place/, step);
    const left = [...engine.docker.containers.values()].map(({ id, name, state }) => ({ id, name, state }));
    assert.deepEqual(left, [{ id: web.id, name: 'web', state: 'running' }], step);
    const read = await app.gql('{ containers { nodes { dockerId name state } } }');
    assert.deepEqual(pick(read.data, 'containers', 'nodes'), [{ dockerId: web.id, name: 'web', state: 'RUNNING' }], step);
  }
});

test('a new one that ends at once is not left in the place of the old one', async (t) => {
  const engine = fakeEngine({ containers: [web], images });
  const app = await startApp(t, engine);
  engine.habits.after = (call) => {
    if (call.method === 'startContainer' && call.args[0] !== web.id) engine.docker.die(String(call.args[0]), 3);
  };
  const answer = await app.gql(`mutation { recreateContainer(input: { ref: "web" }) { ${result} } }`);
  assert.match(answer.errors[0]?.message ?? '', /exit code is 3.*back in its place/);
  assert.deepEqual(
    [...engine.docker.containers.values()].map(({ id, state }) => [id, state]),
    [[web.id, 'running']],
  );
});

test('what equals its host takes a permission of its own; what could not be put back is refused', async (t) => {
  const risky = [
    container({ name: 'priv', privileged: true }),
    container({ name: 'caps', capAdd: ['SYS_ADMIN'] }),
    container({ name: 'pids', pidMode: 'host' }),
    container({
      name: 'sock',
      mounts: [
        { type: 'bind', name: null, source: '/', destination: '/h', driver: null, mode: '', readWrite: true, propagation: '' },
      ],
    }),
  ];
  const engine = fakeEngine({
    containers: [...risky, container({ name: 'brief', autoRemove: true }), container({ name: 'cold', state: 'paused' })],
  });
  const app = await startApp(t, engine);
  const deployer = await app.token('deployer');
  for (const { name } of risky) {
    const answer = await app.gql(`mutation { recreateContainer(input: { ref: "${name}" }) { changed } }`, {}, deployer);
    assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN', name);
    assert.match(answer.errors[0]?.message ?? '', /container\.host/, name);
  }
  for (const name of ['brief', 'cold']) {
    const answer = await app.gql(`mutation { recreateContainer(input: { ref: "${name}" }) { changed } }`, {}, deployer);
    assert.equal(answer.errors[0]?.extensions.code, 'CONFLICT', name);
  }
  const ghost = await app.gql(
    'mutation { recreateContainer(input: { ref: "brief", image: "ghost:1" }) { changed } }',
    {},
    deployer,
  );
  assert.equal(ghost.errors[0]?.extensions.code, 'NOT_FOUND');
  assert.deepEqual(engine.calls, []);
});
