import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => container({ name: `w${n}`, state: 'running' }));
const fields = 'id action status startedAt finishedAt target { type name } progress { seq id status } error { code message }';
const stop = (more: string) =>
  `mutation { stopContainers(input: { filter: { nameContains: "w" }, ${more} }) { changed matchedCount operation { ${fields} } auditEvent { auditId result } } }`;

/** An engine whose stops wait until they are let go. */
function holding(count: number) {
  const engine = fakeEngine({ containers: many(count) });
  const held: (() => void)[] = [];
  engine.habits.before = async (call) => {
    if (call.method === 'stopContainer') await new Promise<void>((resolve) => held.push(resolve));
  };
  return { engine, held };
}

async function begun(app: TestApp, token = app.admin): Promise<string> {
  const answer = await app.gql(stop('wait: false'), {}, token);
  assert.deepEqual(answer.errors, []);
  return String(pick(answer.data, 'stopContainers', 'operation', 'id'));
}

async function look(app: TestApp, id: string, token = app.admin): Promise<unknown> {
  const answer = await app.gql(`query ($id: ID!) { operation(id: $id) { ${fields} details { key value } } }`, { id }, token);
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'operation');
}

const cancel = (app: TestApp, id: string, token = app.admin) =>
  app.gql(
    'mutation ($id: ID!) { cancelOperation(input: { id: $id, reason: "enough" }) { changed operation { status } auditEvent { action reason decision { rule } } } }',
    { id },
    token,
  );

test('waited for, the answer has the operation as it ended', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: many(2) }));
  const answer = await app.gql(stop('dryRun: false'));
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'stopContainers');
  assert.equal(pick(payload, 'operation', 'status'), 'SUCCEEDED');
  assert.equal(pick(payload, 'operation', 'id'), pick(payload, 'auditEvent', 'auditId'));
  assert.equal(pick(payload, 'operation', 'action'), 'container.stop');
  assert.deepEqual(pick(payload, 'operation', 'target'), { type: 'host', name: 'local' });
  const progress = pick(payload, 'operation', 'progress');
  assert.ok(Array.isArray(progress));
  assert.deepEqual(progress.map((step) => String(pick(step, 'status'))).sort(), ['w0: done', 'w1: done']);
});

test('begun and not waited for, it runs on, and its result is fetched later', async (t) => {
  const { engine, held } = holding(2);
  const app = await startApp(t, engine);
  const answer = await app.gql(stop('wait: false, idempotencyKey: "once"'));
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'stopContainers');
  assert.deepEqual([pick(payload, 'changed'), pick(payload, 'matchedCount')], [false, 0]);
  assert.equal(pick(payload, 'operation', 'status'), 'RUNNING');
  assert.equal(pick(payload, 'auditEvent', 'result'), 'PENDING');
  const id = String(pick(payload, 'operation', 'id'));
  await until(() => held.length === 2, 'both are being stopped');
  for (const release of held) release();
  await until(async () => pick(await look(app, id), 'status') === 'SUCCEEDED', 'it has ended');
  const details = pick(await look(app, id), 'details');
  assert.ok(JSON.stringify(details).includes('{"key":"changed","value":"2"}'));
  const again = await app.gql(stop('wait: false, idempotencyKey: "once"'));
  assert.equal(pick(again.data, 'stopContainers', 'operation', 'id'), id);
  assert.equal(pick(again.data, 'stopContainers', 'operation', 'status'), 'SUCCEEDED');
  assert.equal(engine.calls.length, 2);
});

test('its steps are followed over a WebSocket, resumed after the last one seen, and end with how it ended', async (t) => {
  const { engine, held } = holding(3);
  const app = await startApp(t, engine);
  const url = await app.listen();
  const id = await begun(app);
  await until(() => held.length === 3, 'all are being stopped');
  const query = `subscription ($id: ID!, $after: Int) { operationProgress(id: $id, after: $after) { seq missed steps { seq status } operation { status } } }`;
  const connect = async () => {
    const client = openSocket(t, url.replace('http', 'ws') + '/graphql');
    await client.init({ authorization: `Bearer ${app.admin}` });
    return client;
  };
  const progress = (message: unknown) => pick(message, 'payload', 'data', 'operationProgress');

  const first = await connect();
  first.subscribe('a', query, { variables: { id } });
  const now = await first.next(({ type }) => type === 'next');
  assert.deepEqual(progress(now), { seq: 0, missed: 0, steps: [], operation: { status: 'RUNNING' } });
  held[0]?.();
  const one = progress(await first.next((message) => pick(progress(message), 'seq') === 1));
  assert.deepEqual(pick(one, 'steps'), [{ seq: 1, status: 'w0: done' }]);
  first.socket.terminate();

  held[1]?.();
  await until(async () => JSON.stringify(await look(app, id)).includes('w1: done'), 'the second is stopped');
  const second = await connect();
  second.subscribe('b', query, { variables: { id, after: 1 } });
  const two = progress(await second.next(({ type }) => type === 'next'));
  assert.deepEqual(pick(two, 'steps'), [{ seq: 2, status: 'w1: done' }]);
  held[2]?.();
  await second.next(({ type }) => type === 'complete');
  const last = progress(second.received.filter(({ type }) => type === 'next').at(-1));
  assert.equal(pick(last, 'operation', 'status'), 'SUCCEEDED');
  assert.equal(pick(last, 'seq'), 3);

  const wrong = await connect();
  wrong.subscribe('c', query, { variables: { id, after: 99 } });
  assert.match(JSON.stringify(await wrong.next(({ type }) => type === 'next')), /BAD_INPUT/);
});

test('cancelled, it begins nothing more, and is on record as cancelled; cancelling is on record itself', async (t) => {
  const { engine, held } = holding(9);
  const app = await startApp(t, engine);
  const operator = await app.token('operator');
  const id = await begun(app, operator);
  await until(() => held.length === 4, 'four at a time');
  const cancelling = cancel(app, id, operator);
  const cancelled = async () => {
    const page = await app.gql('{ auditEvents(filter: { action: ["operation.cancel"] }) { totalCount } }');
    return pick(page.data, 'auditEvents', 'totalCount') === 1;
  };
  await until(cancelled, 'it is being cancelled');
  for (const release of held) release();
  const answer = await cancelling;
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'cancelOperation');
  assert.deepEqual([pick(payload, 'changed'), pick(payload, 'operation', 'status')], [true, 'CANCELLED']);
  assert.equal(pick(payload, 'auditEvent', 'reason'), 'enough');
  assert.equal(engine.calls.length, 4);
  const entry = await app.gql(`{ auditEvent(id: "${id}") { result error { message } } }`);
  assert.equal(pick(entry.data, 'auditEvent', 'result'), 'CANCELLED');
  const again = await cancel(app, id);
  assert.deepEqual([pick(again.data, 'cancelOperation', 'changed'), again.errors], [false, []]);
});

test('others see it with operation.read and cancel it with operation.cancel; whoever began it needs neither', async (t) => {
  const { engine, held } = holding(1);
  const app = await startApp(t, engine);
  const id = await begun(app);
  const [viewer, auditor] = [await app.token('viewer'), await app.token('auditor')];
  assert.equal(pick(await look(app, id, viewer), 'status'), 'RUNNING');
  const refused = await cancel(app, id, viewer);
  assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
  const unseen = await app.gql(`{ operation(id: "${id}") { id } }`, {}, auditor);
  assert.equal(unseen.errors[0]?.extensions.code, 'FORBIDDEN');
  const unknown = await app.gql('{ operation(id: "no such") { id } }', {}, viewer);
  assert.deepEqual([unknown.data, unknown.errors], [{ operation: null }, []]);
  assert.equal((await cancel(app, 'no such')).errors[0]?.extensions.code, 'NOT_FOUND');
  await until(() => held.length === 1, 'it is being stopped');
  held[0]?.();

  const pruner = await app.token('auditor', { permissions: ['container.prune'] });
  const own = await app.gql(
    'mutation { pruneContainers(input: {}) { operation { id status auditEvent { result } } } }',
    {},
    pruner,
  );
  assert.deepEqual(own.errors, []);
  assert.equal(pick(own.data, 'pruneContainers', 'operation', 'status'), 'SUCCEEDED');
});

test('after a restart it is known from the log, with how it ended; an action that is no operation is none', async (t) => {
  const stateDir = scratch(t);
  const before = await startApp(t, fakeEngine({ containers: many(2) }), { stateDir });
  const answer = await before.gql(stop('wait: true'));
  const id = String(pick(answer.data, 'stopContainers', 'operation', 'id'));
  const plain = await before.gql('mutation { startContainer(input: { ref: "w0" }) { auditEvent { auditId } } }');
  await before.close();
  const env = { WHARFINGER_ADMIN_TOKEN: before.admin };
  const app = await startApp(t, fakeEngine({ containers: many(2) }), { stateDir, env });
  const known = await look(app, id);
  assert.deepEqual([pick(known, 'status'), pick(known, 'progress'), pick(known, 'action')], ['SUCCEEDED', [], 'container.stop']);
  assert.equal(await look(app, String(pick(plain.data, 'startContainer', 'auditEvent', 'auditId'))), null);
});

test('over REST it is begun, followed, fetched and cancelled as well', async (t) => {
  const { engine, held } = holding(2);
  const app = await startApp(t, engine);
  const url = await app.listen();
  const id = await begun(app);
  const send = (path: string, token: string, method = 'GET') =>
    fetch(`${url}/api/v1/operations/${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const viewer = await app.token('viewer');
  const running = await send(id, viewer);
  assert.equal(running.status, 200);
  assert.equal(pick(await running.json(), 'status'), 'RUNNING');
  await until(() => held.length === 2, 'both are being stopped');
  const following = send(`${id}/progress`, viewer);
  for (const release of held) release();
  const lines = (await (await following).text()).trim().split('\n');
  assert.equal(pick(JSON.parse(lines.at(-1) ?? ''), 'operation', 'status'), 'SUCCEEDED');
  assert.equal((await send('none', viewer)).status, 404);
  assert.equal((await send(`${id}/cancel`, viewer, 'POST')).status, 403);
  const late = await send(`${id}/cancel`, app.admin, 'POST');
  assert.deepEqual([late.status, pick(await late.json(), 'changed')], [200, false]);
});
