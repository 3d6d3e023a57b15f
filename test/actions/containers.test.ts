import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionFailure } from '../../src/engine/failure.ts';
import { conflict, engineError, engineUnavailable, timedOut } from '../../src/errors.ts';
import { startApp, pick, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';

const web = container({ name: 'web', state: 'running', labels: { team: 'web' } });
const idle = container({ name: 'idle', state: 'exited', exitCode: 0 });

const outcome = 'changed container { name state } auditEvent { auditId seq outcomeSeq result origin reason engineStatus }';

async function audit(app: TestApp, filter: object = {}) {
  const answer = await app.gql(
    `query ($filter: AuditFilter) { auditEvents(filter: $filter) { totalCount nodes {
      auditId seq outcomeSeq action result reason actor { type name } source { address userAgent transport requestId }
      target { type id name image labels { key value } } params { key value } decision { allowed rule policyHash }
      before { state exitCode } after { state exitCode } error { code message } durationMs } } }`,
    { filter },
  );
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'auditEvents', 'nodes');
}

test('stopping a container answers with its new state, and the log says who, from where, why and what came of it', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { stopContainer(input: { ref: "web", timeoutSeconds: 5, reason: "deploy" }) { ${outcome} } }`,
  );
  assert.deepEqual(answer.errors, []);
  assert.equal(pick(answer.data, 'stopContainer', 'changed'), true);
  assert.equal(pick(answer.data, 'stopContainer', 'container', 'state'), 'EXITED');
  assert.deepEqual(engine.calls, [
    { method: 'stopContainer', args: [web.id, { signal: null, timeoutSeconds: 5, ownSeconds: null }] },
  ]);

  const event = pick(await audit(app), 0);
  assert.equal(pick(event, 'action'), 'container.stop');
  assert.equal(pick(event, 'result'), 'SUCCESS');
  assert.equal(pick(event, 'reason'), 'deploy');
  assert.deepEqual(pick(event, 'actor'), { type: 'token', name: 'admin' });
  assert.equal(pick(event, 'source', 'transport'), 'GRAPHQL');
  assert.match(String(pick(event, 'source', 'address')), /127\.0\.0\.1/);
  assert.equal(pick(event, 'target', 'id'), web.id);
  assert.deepEqual(pick(event, 'target', 'labels'), [{ key: 'team', value: 'web' }]);
  assert.equal(pick(event, 'before', 'state'), 'running');
  assert.equal(pick(event, 'after', 'state'), 'exited');
  assert.equal(pick(event, 'decision', 'rule'), 'role:admin');
  assert.equal(answer.headers['x-audit-id'], pick(event, 'auditId'));
});

test('stopping what has stopped is a success that changed nothing', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [idle] }));
  const answer = await app.gql(`mutation { stopContainer(input: { ref: "idle" }) { ${outcome} } }`);
  assert.equal(pick(answer.data, 'stopContainer', 'changed'), false);
  assert.equal(pick(answer.data, 'stopContainer', 'auditEvent', 'result'), 'NOOP');
});

test('every lifecycle action does what it says and leaves one intent and one outcome', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const steps = [
    ['pauseContainer', '', 'PAUSED'],
    ['unpauseContainer', '', 'RUNNING'],
    ['restartContainer', 'timeoutSeconds: 1', 'RUNNING'],
    ['killContainer', 'signal: "KILL"', 'EXITED'],
    ['startContainer', '', 'RUNNING'],
    ['renameContainer', 'name: "web2"', 'RUNNING'],
    ['removeContainer', 'force: true, volumes: true', 'RUNNING'],
  ] as const;
  for (const [field, more, state] of steps) {
    const answer = await app.gql(`mutation { ${field}(input: { ref: "${web.id.slice(0, 12)}", ${more} }) { ${outcome} } }`);
    assert.deepEqual(answer.errors, [], field);
    assert.equal(pick(answer.data, field, 'container', 'state'), state, field);
    assert.equal(pick(answer.data, field, 'auditEvent', 'result'), 'SUCCESS', field);
  }
  assert.deepEqual(
    engine.calls.map((call) => call.method),
    [
      'pauseContainer',
      'unpauseContainer',
      'restartContainer',
      'killContainer',
      'startContainer',
      'renameContainer',
      'removeContainer',
    ],
  );
  const events = await audit(app);
  assert.ok(Array.isArray(events) && events.length === 7);
  assert.ok(events.every((event) => typeof pick(event, 'outcomeSeq') === 'number'));
});

test('a viewer who stops a container gets FORBIDDEN, the engine hears nothing, and the attempt is on record', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const viewer = await app.token('viewer');
  const answer = await app.gql('mutation { stopContainer(input: { ref: "web", reason: "curious" }) { changed } }', {}, viewer);
  assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN');
  assert.match(answer.errors[0]?.message ?? '', /container\.stop/);
  assert.deepEqual(engine.calls, []);
  const event = pick(await audit(app, { result: ['DENIED'] }), 0);
  assert.equal(pick(event, 'auditId'), answer.errors[0]?.extensions.auditId);
  assert.equal(pick(event, 'decision', 'allowed'), false);
  assert.equal(pick(event, 'decision', 'rule'), 'default-deny');
  assert.equal(pick(event, 'reason'), 'curious');
});

test('an operator may stop and remove, and may not make tokens or read the audit log', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const operator = await app.token('operator');
  const stopped = await app.gql(
    'mutation { stopContainer(input: { ref: "web" }) { changed auditEvent { result } } }',
    {},
    operator,
  );
  assert.deepEqual(stopped.errors, []);
  assert.equal(pick(stopped.data, 'stopContainer', 'auditEvent', 'result'), 'SUCCESS');
  const made = await app.gql('mutation { createToken(input: { name: "x", role: "viewer" }) { secret } }', {}, operator);
  assert.equal(made.errors[0]?.extensions.code, 'FORBIDDEN');
  const read = await app.gql('{ auditEvents { totalCount } }', {}, operator);
  assert.equal(read.errors[0]?.extensions.code, 'FORBIDDEN');
});

test('what the engine refuses comes back as its own code with a message that helps, and is on record as a failure', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const cases = [
    [conflict('Container is paused', { engineStatus: 409 }), 'CONFLICT', 'FAILURE'],
    [engineError('driver failed', { engineStatus: 500 }), 'ENGINE_ERROR', 'FAILURE'],
    [timedOut('no answer within 30 s'), 'TIMEOUT', 'TIMEOUT'],
    [
      engineUnavailable('broken', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }),
      'ENGINE_UNAVAILABLE',
      'UNKNOWN',
    ],
    [
      connectionFailure(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unix:///nowhere'),
      'ENGINE_UNAVAILABLE',
      'NOT_EXECUTED',
    ],
  ] as const;
  for (const [error, code, result] of cases) {
    engine.habits.before = (call) => {
      if (call.method === 'stopContainer') throw error;
    };
    const answer = await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
    assert.equal(answer.errors[0]?.extensions.code, code);
    assert.equal(answer.errors[0]?.message, error.message);
    const event = pick(await audit(app), 0);
    assert.equal(pick(event, 'result'), result);
    assert.equal(pick(event, 'error', 'code'), code);
    assert.equal(pick(event, 'auditId'), answer.errors[0]?.extensions.auditId);
  }
});

test('hostile names and wrong inputs are refused with a code, and nothing reaches the engine', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const refs = ['../x', 'a/b', 'x'.repeat(10_240), 'a\0b', '%2f', '', ' ', 'ghost', '\u202eweb', 'sha256:abc'];
  for (const ref of refs) {
    const answer = await app.gql('mutation ($ref: String!) { stopContainer(input: { ref: $ref }) { changed } }', { ref });
    assert.ok(['NOT_FOUND', 'BAD_INPUT'].includes(answer.errors[0]?.extensions.code ?? ''), JSON.stringify(ref.slice(0, 20)));
  }
  const inputs = [
    'signal: "SIGKILL; rm"',
    'signal: "99"',
    'timeoutSeconds: -2',
    `reason: "${'r'.repeat(3000)}"`,
    'host: "elsewhere"',
  ];
  for (const input of inputs) {
    const answer = await app.gql(`mutation { stopContainer(input: { ref: "web", ${input} }) { changed } }`);
    assert.ok(['NOT_FOUND', 'BAD_INPUT'].includes(answer.errors[0]?.extensions.code ?? ''), input.slice(0, 30));
    assert.ok(answer.errors[0]?.extensions.auditId, input.slice(0, 30));
  }
  assert.deepEqual(engine.calls, []);
});

test('a read after an own action is never older than it, even when the engine loses its events and its lists lag', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  engine.habits.lose = () => true;
  engine.freezeLists();
  for (const [field, state] of [
    ['stopContainer', 'EXITED'],
    ['startContainer', 'RUNNING'],
  ] as const) {
    const answer = await app.gql(`mutation { ${field}(input: { ref: "web" }) { changed } }`);
    assert.deepEqual(answer.errors, []);
    const read = await app.gql('{ container(ref: "web") { state } }');
    assert.equal(pick(read.data, 'container', 'state'), state);
  }
});

test('the same idempotency key gives the same answer and acts once; with another input it is refused; a refusal does not use it up', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const stop = (input: string) =>
    app.gql(`mutation { stopContainer(input: { ${input}, idempotencyKey: "k-1" }) { changed auditEvent { auditId } } }`);
  assert.equal((await stop('ref: "ghost"')).errors[0]?.extensions.code, 'NOT_FOUND');
  const [first, second] = await Promise.all([stop('ref: "web"'), stop('ref: "web"')]);
  assert.deepEqual(first.errors, []);
  assert.deepEqual(second.data, first.data);
  const other = await stop('ref: "web", timeoutSeconds: 3');
  assert.equal(other.errors[0]?.extensions.code, 'CONFLICT');
  const { data } = await app.gql(
    `{ auditEvent(id: "${String(other.errors[0]?.extensions.auditId)}") { action result target { name } error { code } } }`,
  );
  const attempt = { action: 'container.stop', result: 'NOT_EXECUTED', target: { name: 'web' }, error: { code: 'CONFLICT' } };
  assert.deepEqual(data, { auditEvent: attempt });
  assert.equal(engine.calls.length, 1);
});

test('what cannot be read after an action is not on record as the state after it', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  engine.habits.after = ({ method }) => {
    if (method === 'inspectContainer') throw engineError('not now');
  };
  const { data, errors } = await app.gql(
    'mutation { stopContainer(input: { ref: "web" }) { changed auditEvent { result before { state } after { state } } } }',
  );
  assert.deepEqual(errors, []);
  const auditEvent = { result: 'SUCCESS', before: { state: 'running' }, after: null };
  assert.deepEqual(data, { stopContainer: { changed: true, auditEvent } });
});

test('a key that was used before a restart is refused with the audit event that tells what came of it', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const before = await startApp(t, engine);
  const stop = 'mutation { stopContainer(input: { ref: "web", idempotencyKey: "k-1" }) { auditEvent { auditId } } }';
  const done = await before.gql(stop);
  await before.close();
  const after = await startApp(t, engine, { stateDir: before.stateDir, env: { WHARFINGER_ADMIN_TOKEN: before.admin } });
  const again = await after.gql(stop);
  assert.equal(again.errors[0]?.extensions.code, 'CONFLICT');
  assert.match(again.errors[0]?.message ?? '', new RegExp(String(pick(done.data, 'stopContainer', 'auditEvent', 'auditId'))));
  assert.equal(engine.calls.length, 1);
});

test('a link is removed by its alias, with nothing else', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web' })] });
  const app = await startApp(t, engine);
  const remove = (more: string) =>
    app.gql(`mutation { removeContainer(input: { ref: "web", ${more} }) { changed container { name } auditEvent { result } } }`);
  const answer = await remove('link: "db"');
  assert.deepEqual(pick(answer.data, 'removeContainer'), {
    changed: true,
    container: { name: 'web' },
    auditEvent: { result: 'SUCCESS' },
  });
  for (const more of ['link: "db", force: true', 'link: "db", volumes: true', 'link: "../x"', 'link: ""'])
    assert.equal((await remove(more)).errors[0]?.extensions.code, 'BAD_INPUT', more);
  assert.deepEqual(
    engine.calls.map(({ method, args }) => [method, ...args]),
    [['removeLink', 'web', 'db']],
  );
});
