import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Operations } from '../../src/actions/operations/operations.ts';
import { recordAuditRead } from '../../src/actions/audit-reads.ts';
import { recordFollowing } from '../../src/actions/record-following.ts';
import { Running } from '../../src/actions/running.ts';
import { authorize } from '../../src/access/authorize.ts';
import type { AuditLog } from '../../src/audit/log.ts';
import { redactor } from '../../src/audit/redact.ts';
import { localCaller } from '../../src/access/token.ts';
import { scratchLog } from '../audit/scratch-log.ts';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { Pipe } from '../support/fake-streams.ts';
import { ManualClock } from '../support/manual-clock.ts';
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

const from = (address: string) => ({
  transport: 'graphql' as const,
  address,
  port: 1,
  userAgent: null,
  requestId: null,
  claimed: {},
});

const recorder = (audit: AuditLog, elapsed: () => number) => ({
  audit,
  authorize,
  elapsed,
  running: new Running(),
  operations: new Operations({ now: elapsed, onDefect: () => {} }),
  redact: redactor(Buffer.alloc(32)),
});

test('who follows the events of a host is on record with all streams until the last has ended, for a minute at least and a day at most', async (t) => {
  const { audit } = await scratchLog(t);
  const clock = new ManualClock();
  const following = recordFollowing(
    recorder(audit, () => clock.now()),
    clock,
  );
  const open = (id = 'a') => {
    const over = new AbortController();
    const pipe = new Pipe<string>(over.signal, () => {});
    const stream = following.follow({ ...localCaller, id }, from('10.0.0.1'), 'event.read', 'local', pipe, over.signal);
    const events = stream[Symbol.asyncIterator]();
    const hears = async () => {
      pipe.push('event');
      assert.deepEqual(await events.next(), { done: false, value: 'event' });
    };
    const leaves = async (why: string) => {
      over.abort(why);
      assert.equal((await events.next()).done, true);
    };
    return { hears, leaves };
  };
  const ended = async (count: number) => {
    const query = { action: ['event.read'], actor: 'a', result: ['success' as const] };
    const page = { limit: 10, beyond: null, oldestFirst: false };
    const entries = await until(async () => {
      const found = (await audit.search(query, page)).entries;
      return found.length === count && found;
    }, `${count} are over`);
    return entries[0]?.outcome?.after?.details;
  };
  const begun = async () => (await audit.count({ action: ['event.read'], actor: 'a' })).count;

  const first = open();
  await first.hears();
  assert.equal(await begun(), 1);
  await open('b').hears();
  await first.leaves('left');
  const second = open();
  await second.hears();
  await clock.advance(60_000);
  await second.leaves('revoked');
  assert.deepEqual(await ended(1), { ending: 'revoked', streams: '2', events: '2' });

  const long = open();
  await long.hears();
  await clock.advance(86_400_000);
  assert.deepEqual(await ended(2), { ending: 'continued', streams: '1', events: '1' });
  await long.hears();
  assert.equal(await begun(), 3);
  following.close();
  assert.deepEqual(await ended(3), { ending: 'shutdown', streams: '1', events: '1' });
});

test('after a minute the same question is on record again; another caller, address or filter always is', async (t) => {
  const { audit } = await scratchLog(t);
  let now = 0;
  const record = recordAuditRead(recorder(audit, () => now));
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
