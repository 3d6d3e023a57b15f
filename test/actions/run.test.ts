import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflict, engineError } from '../../src/errors.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { fakeEngine, type FakeEngine } from '../support/fake-engine.ts';

const document = `mutation ($input: RunContainerInput!) {
  runContainer(input: $input) { dockerId pulled changed container { name state } auditEvent { auditId action result target { id } after { state } } } }`;

const run = (app: TestApp, input: object, token?: string) => app.gql(document, { input: { image: 'busybox', ...input } }, token);
const methods = (engine: FakeEngine) => engine.calls.map(({ method }) => method);

test('a run container is created and started as one action on record', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const answer = await run(app, { name: 'web' });
  assert.deepEqual(answer.errors, []);
  assert.deepEqual(methods(engine), ['createContainer', 'startContainer']);
  const made = engine.docker.find('web');
  assert.equal(pick(answer.data, 'runContainer', 'pulled'), false);
  assert.deepEqual(pick(answer.data, 'runContainer', 'container'), { name: 'web', state: 'RUNNING' });
  const event = pick(answer.data, 'runContainer', 'auditEvent');
  assert.deepEqual([pick(event, 'action'), pick(event, 'result')], ['container.run', 'SUCCESS']);
  assert.deepEqual([pick(event, 'target', 'id'), pick(event, 'after', 'state')], [made.id, 'running']);
});

test('a missing image is pulled, always when asked, and never when told so', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const missing = await run(app, { image: 'team/app:1' });
  assert.equal(pick(missing.data, 'runContainer', 'pulled'), true);
  assert.deepEqual(methods(engine), ['createContainer', 'pullImage', 'createContainer', 'startContainer']);
  assert.deepEqual(engine.calls[1]?.args[0], { image: 'team/app:1', platform: null, allTags: false, auth: null });
  await run(app, { image: 'team/app:1', pull: 'ALWAYS' });
  assert.deepEqual(methods(engine).slice(4), ['pullImage', 'createContainer', 'startContainer']);
  const never = await run(app, { image: 'team/app:2', pull: 'NEVER' });
  assert.equal(never.errors[0]?.extensions.code, 'NOT_FOUND');
  assert.deepEqual(methods(engine).slice(7), ['createContainer']);
  assert.equal((await run(app, { image: `sha256:${'a'.repeat(64)}`, pull: 'ALWAYS' })).errors[0]?.extensions.code, 'BAD_INPUT');
});

test('a container that cannot be started is kept and named; one to be removed by itself is said to be gone', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  engine.habits.before = ({ method }) => {
    if (method === 'startContainer') throw conflict('port is already allocated', { engineStatus: 500 });
  };
  const kept = await run(app, { name: 'web' });
  assert.equal(kept.errors[0]?.extensions.code, 'CONFLICT');
  assert.ok(kept.errors[0]?.message.includes(`web (${engine.docker.find('web').id}) was created and is kept`));
  assert.equal(pick((await app.gql('{ container(ref: "web") { state } }')).data, 'container', 'state'), 'CREATED');
  engine.habits.before = ({ method }) => {
    if (method !== 'startContainer') return;
    engine.docker.remove('brief');
    throw engineError('no such program', { engineStatus: 400 });
  };
  assert.match(
    (await run(app, { name: 'brief', autoRemove: true })).errors[0]?.message ?? '',
    /no such program\. .* is gone again/,
  );
});

test('what is removed as soon as it has ended is answered as it last was', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  engine.habits.after = ({ method }) => {
    if (method === 'startContainer') engine.docker.die('brief');
  };
  const answer = await run(app, { name: 'brief', autoRemove: true });
  assert.deepEqual(answer.errors, []);
  assert.equal(pick(answer.data, 'runContainer', 'container', 'name'), 'brief');
  assert.equal(engine.docker.containers.size, 0);
});

test('running takes container.run, pulling image.pull as well, and what is equal to the host container.host', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const deployer = await app.token('deployer');
  assert.deepEqual((await run(app, {}, deployer)).errors, []);
  assert.match((await run(app, { privileged: true }, deployer)).errors[0]?.message ?? '', /container\.host/);
  const runner = await app.token('operator', { permissions: ['container.run'] });
  assert.match((await run(app, {}, runner)).errors[0]?.message ?? '', /image\.pull/);
  assert.deepEqual((await run(app, { pull: 'NEVER' }, runner)).errors, []);
  const operator = await app.token('operator');
  assert.equal((await run(app, { pull: 'NEVER' }, operator)).errors[0]?.extensions.code, 'FORBIDDEN');
  assert.equal(methods(engine).length, 4);
});

test('the same key runs one container', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const [one, two] = await Promise.all([run(app, { idempotencyKey: 'k' }), run(app, { idempotencyKey: 'k' })]);
  assert.deepEqual(one.errors, []);
  assert.deepEqual(one.data, two.data);
  assert.equal(engine.docker.containers.size, 1);
});

const waiting = `mutation ($input: RunContainerInput!) {
  runContainer(input: $input) { exitCode output { stdout stderr truncated } container { name } auditEvent { result after { state exitCode } } } }`;

test('a run that waits answers with exit code and output, and they are on record', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const ask = (input: object) => app.gql(waiting, { input: { image: 'busybox', wait: true, ...input } });
  const kept = await ask({ name: 'job', timeout: '5s', tty: true });
  assert.deepEqual(kept.errors, []);
  assert.deepEqual(engine.calls.at(-1)?.args.slice(0, 2), [
    engine.docker.find('job').id,
    { tty: true, autoRemove: false, timeoutMs: 5000, limitBytes: 524_288 },
  ]);
  assert.deepEqual(pick(kept.data, 'runContainer'), {
    exitCode: 3,
    output: { stdout: 'out\n', stderr: '', truncated: false },
    container: { name: 'job' },
    auditEvent: { result: 'SUCCESS', after: { state: 'exited', exitCode: 3 } },
  });
  const gone = await ask({ name: 'brief', autoRemove: true });
  assert.deepEqual(pick(gone.data, 'runContainer', 'auditEvent', 'after'), { state: 'removed', exitCode: 3 });
  assert.equal(pick(gone.data, 'runContainer', 'container', 'name'), 'brief');
  for (const input of [{ timeout: '1ms' }, { timeout: '1h' }, { wait: false, timeout: '5s' }]) {
    const refused = await ask(input);
    assert.match(refused.errors[0]?.message ?? '', /^input\.timeout: /, JSON.stringify(input));
  }
});
