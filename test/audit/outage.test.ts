import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { Pending } from '../../src/audit/batch.ts';
import { outcomeBody } from '../../src/audit/event.ts';
import { Spool } from '../../src/audit/spool.ts';
import { StoreError } from '../../src/store/failure.ts';
import type { Store } from '../../src/store/open.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { terminal } from '../support/terminal.ts';
import { until } from '../support/until.ts';
import { intentOf, outcomeOf } from './events.ts';
import { scratchLog, scratchStore } from './scratch-log.ts';
import { scratch } from '../support/scratch.ts';

const web = container({ name: 'web', state: 'running' });
const stop = 'mutation { stopContainer(input: { ref: "web" }) { auditEvent { auditId } } }';

/** Another process that holds the database, as far as SQLite can tell. */
function lock(stateDir: string): () => void {
  const other = new DatabaseSync(join(stateDir, 'wharfinger.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => void (other.isOpen && other.close());
}

async function readyz(app: TestApp) {
  const { statusCode, body } = await app.app.server.inject({ url: '/readyz', headers: { authorization: `Bearer ${app.admin}` } });
  return { statusCode, body };
}

async function events(app: TestApp, action: string) {
  const { data, errors } = await app.gql(
    `query ($action: [String!]) { auditEvents(filter: { action: $action }) { nodes { auditId result params { key value } error { code } } } }`,
    { action: [action] },
  );
  assert.deepEqual(errors, []);
  const nodes = pick(data, 'auditEvents', 'nodes');
  assert.ok(Array.isArray(nodes));
  return nodes;
}

async function stateDirOf(t: TestContext): Promise<string> {
  const stateDir = scratch(t);
  return stateDir;
}

/** Every way in by which something can be done, and what came back of it. */
const ways: Record<string, (world: { t: TestContext; app: TestApp; url: string }) => Promise<string>> = {
  'GraphQL by POST': async ({ app }) => JSON.stringify((await app.gql(stop)).errors),
  'GraphQL over Server-Sent Events': async ({ app, url }) => {
    const headers = { ...bearer(app), 'content-type': 'application/json', accept: 'text/event-stream' };
    return (await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body: JSON.stringify({ query: stop }) })).text();
  },
  'GraphQL over a WebSocket': async ({ t, app, url }) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
    t.after(() => socket.terminate());
    const said: string[] = [];
    socket.on('message', (data: Buffer) => said.push(data.toString()));
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: bearer(app) }));
    await until(() => said.length === 1, 'the socket is accepted');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: stop } }));
    return until(() => said[1], 'an answer over the socket');
  },
  REST: async ({ app, url }) =>
    (await fetch(`${url}/api/v1/containers/web/stop`, { method: 'POST', headers: bearer(app) })).text(),
  'the Engine API': async ({ app, url }) => {
    const answer = await fetch(`${url}/engine/local/v1.41/containers/web/stop`, { method: 'POST', headers: bearer(app) });
    return `${answer.status} ${await answer.text()}`;
  },
  'a terminal': async ({ t, app, url }) => {
    const client = await terminal(t, `${url}/api/v1/hosts/local/containers/web/exec/ws`, { ...bearer(app), command: ['sh'] });
    await client.closed;
    return JSON.stringify(client.said('error'));
  },
  'a file': async ({ app, url }) => {
    const headers = { ...bearer(app), 'content-type': 'application/octet-stream' };
    return (await fetch(`${url}/api/v1/containers/web/files?path=/x`, { method: 'PUT', headers, body: 'x' })).text();
  },
  'the socket of the command line': async ({ app }) => {
    const input = { name: 'bot', role: 'viewer', permissions: [], addresses: [], expiresInMs: null, reason: null };
    const socket = connect(join(app.stateDir, 'admin.sock'));
    socket.end(JSON.stringify({ method: 'createToken', user: 'root', input }));
    return text(socket);
  },
};

const bearer = ({ admin }: TestApp) => ({ authorization: `Bearer ${admin}` });

test('while the log cannot be written nothing is done, whatever way it is asked for, and the service lives; it heals by itself and the log tells of it', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const release = lock(app.stateDir);
  t.after(release);
  const url = await app.listen();
  const answers = await Promise.all(Object.entries(ways).map(async ([way, attempt]) => [way, await attempt({ t, app, url })]));
  for (const [way, answer] of answers)
    assert.match(String(answer), /AUDIT_UNAVAILABLE|503.*audit log cannot be written/, String(way));
  assert.deepEqual(engine.calls, []);
  const closed = await readyz(app);
  assert.equal(closed.statusCode, 503);
  assert.match(closed.body, /another process holds the database/);
  assert.equal((await app.app.server.inject('/livez')).statusCode, 200);
  assert.deepEqual((await app.gql('{ containers { totalCount } }')).errors, []);

  release();
  await until(async () => (await readyz(app)).statusCode === 200, 'the log is open again');
  const [event] = await until(async () => {
    const found = await events(app, 'audit.interrupted');
    return found.length === 1 && found;
  }, 'the log tells of it');
  assert.equal(pick(event, 'result'), 'FAILURE');
  const params = pick(event, 'params');
  assert.ok(Array.isArray(params));
  assert.ok(params.some((one) => pick(one, 'key') === 'turnedAway' && Number(pick(one, 'value')) >= 1));
  assert.deepEqual((await app.gql(stop)).errors, []);
});

test('an outcome that the log does not take is kept, the caller is told, and it goes into the log when that is possible', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  let release = () => {};
  engine.habits.before = ({ method }) => {
    if (method === 'stopContainer') release = lock(app.stateDir);
  };
  const answer = await app.gql(stop);
  const { code, auditId } = answer.errors[0]?.extensions ?? {};
  assert.equal(code, 'EXECUTED_NOT_RECORDED');
  assert.match(answer.errors[0]?.message ?? '', /spool file/);
  assert.match(readFileSync(join(app.stateDir, 'outcomes.spool'), 'utf8'), new RegExp(auditId ?? 'none'));

  release();
  const done = await until(async () => {
    const [event] = await events(app, 'container.stop');
    return pick(event, 'result') === 'SUCCESS' && event;
  }, 'the outcome is in the log');
  assert.equal(pick(done, 'auditId'), auditId);
  await until(() => readFileSync(join(app.stateDir, 'outcomes.spool'), 'utf8').trim() === '', 'the spool is empty');
});

test('an outcome in the spool survives a restart', async (t) => {
  const stateDir = await stateDirOf(t);
  const engine = fakeEngine({ containers: [web] });
  const first = await startApp(t, engine, { stateDir });
  let release = () => {};
  engine.habits.before = ({ method }) => {
    if (method === 'stopContainer') release = lock(stateDir);
  };
  const { auditId } = (await first.gql(stop)).errors[0]?.extensions ?? {};
  await first.close();
  release();
  // The end of a line that a crash has cut.
  const spool = join(stateDir, 'outcomes.spool');
  const text = readFileSync(spool, 'utf8');
  writeFileSync(spool, `${text.trimEnd()}\n{"time":"2026-`);

  const second = await startApp(t, engine, { stateDir, connected: false });
  const { data } = await second.gql(`{ auditEvent(id: "${auditId}") { result origin } }`, {}, first.admin);
  assert.deepEqual(pick(data, 'auditEvent'), { result: 'SUCCESS', origin: 'OWN' });
});

test('what is kept after half a line is read back, whatever the length of what a crash has cut', async (t) => {
  const path = join(await stateDirOf(t), 'outcomes.spool');
  const stage = (auditId: string): Pending => {
    const { text, event } = outcomeBody(outcomeOf(auditId));
    return { stage: 'outcome', auditId, time: new Date(0), body: text, event };
  };
  const first = await Spool.open(path);
  await first.spool.append(stage('first'));
  await first.spool.close();
  writeFileSync(path, `${readFileSync(path, 'utf8').trim()}\n{"time":"1970-`);
  const second = await Spool.open(path);
  await second.spool.append(stage('second'));
  await second.spool.close();
  const third = await Spool.open(path);
  await third.spool.close();
  assert.deepEqual(
    third.kept.map(({ auditId }) => auditId),
    ['first', 'second'],
  );
});

test('where an outcome can be kept nowhere, nothing more is begun before it is in the log', async (t) => {
  const real = await scratchStore(t);
  let fails = false;
  const store: Pick<Store, 'path' | 'read' | 'transaction'> = {
    path: real.path,
    read: real.read,
    transaction: (build) =>
      fails ? Promise.reject(new StoreError({ kind: 'full', code: null, message: 'disk' })) : real.transaction(build),
  };
  const { audit } = await scratchLog(t, { store, retryMs: 3_600_000 });
  const before = intentOf();
  await audit.intent(before);
  fails = true;
  await assert.rejects(audit.outcome(outcomeOf(before.auditId)), { message: /nothing more is carried out/ });
  await assert.rejects(audit.intent(intentOf()), { code: 'AUDIT_UNAVAILABLE' });
  assert.match(audit.health.problem ?? '', /neither to the log nor/);
  fails = false;
  const after = intentOf();
  await audit.intent(after);
  assert.equal(audit.health.writable, true);
  const { entries } = await audit.search({}, { limit: 10, beyond: null, oldestFirst: true });
  assert.deepEqual(
    entries.map(({ auditId, outcomeSeq }) => [auditId, outcomeSeq]),
    [
      [before.auditId, 2],
      [after.auditId, null],
    ],
  );
});
