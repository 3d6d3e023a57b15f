import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflict } from '../../src/errors.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => container({ name: `w${index}`, state: 'running', labels: { tier: 'web' } }));
const db = container({ name: 'db', state: 'running', labels: { tier: 'db' } });

const result = `matchedCount changedCount failedCount changed auditEvent { auditId result target { type name } error { code message } }
  results { changed container { name state } error { code message auditId } auditEvent { auditId action result parent { auditId } } }`;

async function events(app: TestApp) {
  const answer = await app.gql(
    '{ auditEvents(filter: { action: ["container.*"] }) { nodes { auditId action result parent { auditId } params { key value } } } }',
  );
  const nodes = pick(answer.data, 'auditEvents', 'nodes');
  return Array.isArray(nodes) ? nodes : [];
}

test('stopping by filter stops those it finds, at most four at a time, and is one event with one beneath it for each', async (t) => {
  const engine = fakeEngine({ containers: [...many(9), db] });
  let [now, most] = [0, 0];
  const held = Promise.withResolvers<void>();
  engine.habits.before = async (call) => {
    if (call.method !== 'stopContainer') return;
    most = Math.max(most, ++now);
    await held.promise;
    now -= 1;
  };
  const app = await startApp(t, engine);
  const answering = app.gql(
    `mutation { stopContainers(input: { filter: { labels: [{ key: "tier", value: "web" }] }, timeoutSeconds: 3, reason: "night" }) { ${result} } }`,
  );
  await until(() => now === 4, 'four are being stopped');
  // Another request goes all the way while none of the four moves: a fifth would have been begun by then.
  await app.gql('{ containers { totalCount } }');
  held.resolve();
  const answer = await answering;
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'stopContainers');
  assert.deepEqual([pick(payload, 'matchedCount'), pick(payload, 'changedCount'), pick(payload, 'failedCount')], [9, 9, 0]);
  assert.equal(most, 4);
  assert.equal(engine.calls.length, 9);
  assert.ok(!engine.calls.some(({ args }) => args[0] === db.id));
  assert.deepEqual(engine.calls[0]?.args[1], { signal: null, timeoutSeconds: 3, ownSeconds: null });
  const parent = pick(payload, 'auditEvent', 'auditId');
  assert.deepEqual(pick(payload, 'auditEvent', 'target'), { type: 'host', name: 'local' });
  assert.equal(pick(payload, 'auditEvent', 'result'), 'SUCCESS');
  const results = pick(payload, 'results');
  assert.ok(Array.isArray(results));
  results.forEach((one, index) => {
    assert.deepEqual(pick(one, 'container'), { name: `w${index}`, state: 'EXITED' });
    assert.equal(pick(one, 'auditEvent', 'parent', 'auditId'), parent);
    assert.equal(pick(one, 'auditEvent', 'action'), 'container.stop');
  });
  assert.equal((await events(app)).length, 10);
});

test('one that fails does not stop the others: the answer says which and why, and the whole is on record as a failure', async (t) => {
  const engine = fakeEngine({ containers: many(3) });
  engine.habits.before = (call) => {
    if (call.method === 'killContainer' && call.args[0] === many(3)[1]?.id)
      throw conflict('is not running', { engineStatus: 409 });
  };
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { killContainers(input: { filter: { nameContains: "w" }, signal: "KILL" }) { ${result} } }`,
  );
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'killContainers');
  assert.deepEqual([pick(payload, 'matchedCount'), pick(payload, 'changedCount'), pick(payload, 'failedCount')], [3, 2, 1]);
  assert.equal(pick(payload, 'auditEvent', 'result'), 'FAILURE');
  assert.match(String(pick(payload, 'auditEvent', 'error', 'message')), /^1 of 3 failed/);
  const failed = pick(payload, 'results', 1);
  assert.equal(pick(failed, 'changed'), false);
  assert.equal(pick(failed, 'error', 'code'), 'CONFLICT');
  assert.equal(pick(failed, 'error', 'auditId'), pick(failed, 'auditEvent', 'auditId'));
  assert.equal(pick(failed, 'auditEvent', 'result'), 'FAILURE');
});

test('a dry run tells what would be done, asks the engine nothing, and leaves one event', async (t) => {
  const engine = fakeEngine({ containers: [...many(2), container({ name: 'w9', state: 'exited' })] });
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { removeContainers(input: { filter: { nameContains: "w" }, dryRun: true }) { ${result} } }`,
  );
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'removeContainers');
  assert.deepEqual([pick(payload, 'matchedCount'), pick(payload, 'changedCount'), pick(payload, 'changed')], [3, 1, false]);
  assert.deepEqual(engine.calls, []);
  assert.equal(pick(payload, 'auditEvent', 'result'), 'NOOP');
  assert.equal((await events(app)).length, 1);
});

test('a filter that says nothing is refused, however it is written; what is wrong is found before anything is done', async (t) => {
  const engine = fakeEngine({ containers: many(2) });
  const app = await startApp(t, engine);
  const filters = [
    '{}',
    '{ nameContains: "" }',
    '{ labels: [] }',
    '{ and: [{}, { idPrefix: "" }] }',
    '{ or: [{ name: "w0" }, {}] }',
    '{ not: {} }',
    '{ name: null }',
  ];
  for (const filter of filters) {
    const answer = await app.gql(`mutation { removeContainers(input: { filter: ${filter}, force: true }) { changed } }`);
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', filter);
    assert.match(answer.errors[0]?.message ?? '', /^input\.filter/, filter);
    assert.ok(answer.errors[0]?.extensions.auditId, filter);
  }
  const signal = await app.gql('mutation { stopContainers(input: { filter: { name: "w0" }, signal: "no;" }) { changed } }');
  assert.equal(signal.errors[0]?.extensions.code, 'BAD_INPUT');
  assert.deepEqual(engine.calls, []);
});

test('each verb does what it says to those it finds; a viewer may none of them', async (t) => {
  const engine = fakeEngine({ containers: many(2) });
  const app = await startApp(t, engine);
  const viewer = await app.token('viewer');
  const denied = await app.gql('mutation { stopContainers(input: { filter: { name: "w0" } }) { changed } }', {}, viewer);
  assert.equal(denied.errors[0]?.extensions.code, 'FORBIDDEN');
  assert.deepEqual(engine.calls, []);
  for (const field of ['pause', 'unpause', 'restart', 'stop', 'start', 'kill', 'remove']) {
    const answer = await app.gql(
      `mutation { ${field}Containers(input: { filter: { nameContains: "w" } }) { changedCount failedCount } }`,
    );
    assert.deepEqual(answer.errors, [], field);
    assert.deepEqual(pick(answer.data, `${field}Containers`), { changedCount: 2, failedCount: 0 }, field);
  }
  const nothing = await app.gql(
    'mutation { stopContainers(input: { filter: { name: "w0" } }) { matchedCount changed auditEvent { result } } }',
  );
  assert.deepEqual(pick(nothing.data, 'stopContainers'), { matchedCount: 0, changed: false, auditEvent: { result: 'NOOP' } });
});

test('the same key acts once on all of them', async (t) => {
  const engine = fakeEngine({ containers: many(2) });
  const app = await startApp(t, engine);
  const stop = () =>
    app.gql(
      'mutation { stopContainers(input: { filter: { nameContains: "w" }, idempotencyKey: "k" }) { changedCount auditEvent { auditId } } }',
    );
  const [first, second] = await Promise.all([stop(), stop()]);
  assert.deepEqual(first.errors, []);
  assert.deepEqual(second.data, first.data);
  assert.equal(engine.calls.length, 2);
});
