import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Operations } from '../../src/actions/operations/operations.ts';
import { recordAuditRead } from '../../src/actions/audit-reads.ts';
import { Running } from '../../src/actions/running.ts';
import { authorize } from '../../src/access/authorize.ts';
import { redactor } from '../../src/audit/redact.ts';
import { localCaller } from '../../src/access/token.ts';
import { scratchLog } from '../audit/scratch-log.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

/** The reads that are on record, oldest first, as "who: result field filter". */
async function reads(app: TestApp): Promise<string[]> {
  const answer = await app.gql(
    '{ auditEvents(filter: { action: ["audit.read"] }, orderBy: OLDEST_FIRST) { nodes { result actor { name } target { type name } params { key value } } } }',
  );
  const nodes = pick(answer.data, 'auditEvents', 'nodes');
  assert.ok(Array.isArray(nodes));
  return nodes.map((node) => {
    assert.deepEqual(pick(node, 'target'), { type: 'audit', name: 'audit log' });
    const params = new Map([0, 1].map((at) => [pick(node, 'params', at, 'key'), pick(node, 'params', at, 'value')]));
    return [`${String(pick(node, 'actor', 'name'))}:`, pick(node, 'result'), params.get('read'), params.get('filter')]
      .join(' ')
      .trim();
  });
}

test('a read of the log is on record with what was asked, once for its pages and its repetitions, and is no part of its own answer', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }));
  const auditor = await app.token('auditor');
  const page = '{ auditEvents(filter: { text: "a auditor" }, first: 1) { totalCount nodes { action } } }';
  for (let asked = 0; asked < 3; asked += 1) {
    const answer = await app.gql(page, {}, auditor);
    assert.deepEqual(answer.data, { auditEvents: { totalCount: 1, nodes: [{ action: 'token.create' }] } });
  }
  const all = await app.gql('{ auditEvents(first: 1) { nodes { action } } }', {}, auditor);
  assert.equal(pick(all.data, 'auditEvents', 'nodes', 0, 'action'), 'audit.read');
  await app.gql('{ auditSummary(groupBy: [DAY]) { total } }', {}, auditor);
  await app.gql('{ auditEvent(id: "none") { action } }', {}, auditor);
  assert.deepEqual(await reads(app), [
    'a auditor: SUCCESS auditEvents {"text":"9 characters"}',
    'a auditor: SUCCESS auditEvents',
    'a auditor: SUCCESS auditSummary {"groupBy":["day"]}',
    'a auditor: SUCCESS auditEvent {"auditId":"none"}',
  ]);
});

test('who may not read the log is refused, on record each time', async (t) => {
  const app = await startApp(t, fakeEngine({}));
  const viewer = await app.token('viewer');
  for (const field of ['auditEvents { totalCount }', 'auditEvents { totalCount }', 'auditSummary(groupBy: [ACTOR]) { total }']) {
    const answer = await app.gql(`{ ${field} }`, {}, viewer);
    assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN');
    assert.ok(answer.errors[0]?.extensions.auditId);
  }
  assert.deepEqual(await reads(app), [
    'a viewer: DENIED auditEvents',
    'a viewer: DENIED auditEvents',
    'a viewer: DENIED auditSummary {"groupBy":["day"]}'.replace('day', 'actor'),
  ]);
});

test('what objects and mutations show of the log is no read of it; what is on record about containers is one', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: ['web', 'db'].map((name) => container({ name, state: 'running' })) }));
  await app.gql(
    'mutation { stopContainer(input: { ref: "web" }) { auditEvent { parent { auditId } } container { lastAction { action } } } }',
  );
  assert.deepEqual(await reads(app), []);
  const listed = await app.gql('{ containers { nodes { name audit { totalCount nodes { action } } } } }');
  assert.deepEqual(listed.errors, []);
  assert.deepEqual(await reads(app), ['admin: SUCCESS auditEvents {"action":["audit.read"]}', 'admin: SUCCESS Container.audit']);
});

test('a follower of the log is on record when it begins, and does not see itself begin', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }));
  const client = openSocket(t, (await app.listen()).replace('http', 'ws') + '/graphql');
  await client.init({ authorization: `Bearer ${app.admin}` });
  client.subscribe('a', 'subscription { auditEvents { action result } }');
  await until(async () => (await reads(app)).some((one) => one.endsWith('auditEvents (followed)')), 'it is on record');
  await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  await client.next(
    (message) =>
      pick(message, 'payload', 'data', 'auditEvents', 'result') === 'SUCCESS' &&
      JSON.stringify(message).includes('container.stop'),
  );
  const seen = client.received
    .filter(({ type }) => type === 'next')
    .map((message) => pick(message, 'payload', 'data', 'auditEvents'));
  // The other reads are those of this test, looking for it.
  const first = seen.slice(0, 2).map((event) => `${String(pick(event, 'action'))} ${String(pick(event, 'result'))}`);
  assert.ok(seen.length === 4 || seen.length === 2, JSON.stringify(seen));
  assert.ok(first[0] === 'audit.read PENDING' || first[0] === 'container.stop PENDING');
});

test('after a minute the same question is on record again; another caller, address or filter always is', async (t) => {
  const { audit } = await scratchLog(t);
  let now = 0;
  const operations = new Operations({ now: () => now, onDefect: () => {} });
  const record = recordAuditRead({
    audit,
    authorize,
    elapsed: () => now,
    running: new Running(),
    operations,
    redact: redactor(Buffer.alloc(32)),
  });
  const from = (address: string) => ({
    transport: 'graphql' as const,
    address,
    port: 1,
    userAgent: null,
    requestId: null,
    claimed: {},
  });
  const ask = (filter = {}, address = '10.0.0.1', id = 'a') =>
    record({ ...localCaller, id }, from(address), { read: 'auditEvents', filter });
  const isNew = async (asked: Promise<string | null>) => (await asked) !== null;
  assert.deepEqual(await Promise.all([ask(), ask(), ask()].map(isNew)), [true, false, false]);
  now = 59_999;
  assert.deepEqual(await Promise.all([ask(), ask({ host: 'x' }), ask({}, '10.0.0.2'), ask({}, '10.0.0.1', 'b')].map(isNew)), [
    false,
    true,
    true,
    true,
  ]);
  now = 60_000;
  assert.deepEqual(await Promise.all([ask(), ask()].map(isNew)), [true, false]);
});
