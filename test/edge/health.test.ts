import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { edge } from './rig.ts';

test('alive is said to anybody', async (t) => {
  const { app } = await edge(t);
  const answer = await app.inject('/livez');
  assert.deepEqual([answer.statusCode, answer.json()], [200, { status: 'alive' }]);
});

test('ready as long as every probe is well; why not is told only to who may see the host', async (t) => {
  const engine = { ok: true, problem: 'no socket at /var/run/docker.sock' };
  const { app, holder } = await edge(t, { probes: [{ name: 'engine', check: () => engine }] });
  assert.equal((await app.inject('/readyz')).statusCode, 200);
  engine.ok = false;
  const stranger = await app.inject('/readyz');
  assert.deepEqual([stranger.statusCode, stranger.json()], [503, { status: 'not ready' }]);
  const ask = async (role: 'viewer' | 'auditor') =>
    app.inject({ url: '/readyz', headers: { authorization: (await holder({ role })).authorization } });
  assert.deepEqual((await ask('viewer')).json().checks, [
    { name: 'engine', ok: false, problem: 'no socket at /var/run/docker.sock' },
  ]);
  assert.equal((await ask('auditor')).json().checks, undefined);
});

test('metrics are for who may see the host', async (t) => {
  const { app, holder } = await edge(t);
  assert.equal((await app.inject('/metrics')).statusCode, 401);
  const { authorization } = await holder({ role: 'auditor' });
  assert.equal((await app.inject({ url: '/metrics', headers: { authorization } })).statusCode, 403);
});

test('metrics have the time of requests by route, and the figures that other parts keep', async (t) => {
  const state = { written: 3, objects: 2 };
  const { app, holder } = await edge(t, {
    figures: [
      { name: 'audit_written_total', help: 'Events.', kind: 'counter', read: () => state.written },
      {
        name: 'objects',
        help: 'Objects.',
        kind: 'gauge',
        labels: ['kind'],
        read: () => [{ labels: { kind: 'image' }, value: state.objects }],
      },
    ],
    routes: (routes) => {
      routes.get('/thing/:id', () => ({}));
    },
  });
  const { authorization } = await holder();
  const get = (url: string) => app.inject({ url, headers: { authorization } });
  await get('/thing/one');
  await get('/thing/two');
  await get('/nothing');
  const first = (await get('/metrics')).body;
  assert.match(first, /wharfinger_http_request_duration_seconds_count\{method="GET",route="\/thing\/:id",status="200"\} 2/);
  assert.match(first, /route="none",status="404"\} 1/);
  assert.match(first, /wharfinger_audit_written_total 3\n/);
  assert.match(first, /wharfinger_objects\{kind="image"\} 2\n/);
  state.written = 4;
  assert.match((await get('/metrics')).body, /wharfinger_audit_written_total 4\n/);
  assert.match(first, /process_cpu_seconds_total/);
});

test('two servers in one process keep figures of their own', async (t) => {
  const [one, other] = [await edge(t), await edge(t)];
  await one.app.inject('/livez');
  const { authorization } = await other.holder();
  assert.ok(!(await other.app.inject({ url: '/metrics', headers: { authorization } })).body.includes('route="/livez"'));
});

test('while the process cannot keep up, reads are refused for a moment, actions are carried out and its health is told', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_MAX_DELAY: '0.2', WHARFINGER_RESPONSE_CACHE: '0' } });
  const headers = { authorization: `Bearer ${app.admin}` };
  const get = (url: string) => app.app.server.inject({ url, headers });
  const query = '{ containers { totalCount } }';
  const post = (url: string, accept: string) =>
    app.app.server.inject({ method: 'POST', url, headers: { ...headers, accept }, payload: { query } });
  const socket = openSocket(t, `${(await app.listen()).replace('http', 'ws')}/graphql`);
  await socket.init(headers);
  // Longer than the limit by so much that it takes several of its halves until reads are taken again.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  // Timers come in the order in which they were due: the one that measures the delay is before this one.
  await new Promise((resolve) => setTimeout(resolve, 1));
  socket.subscribe('1', query);
  const reads = await Promise.all([
    post('/graphql', 'application/json'),
    post('/graphql/stream', 'text/event-stream'),
    get('/api/v1/containers'),
  ]);
  for (const read of reads) {
    assert.deepEqual([read.statusCode, read.headers['retry-after']], [503, '2']);
    assert.match(read.body, /OVERLOADED/);
  }
  const { payload } = await socket.next(({ type }) => type === 'error');
  assert.match(JSON.stringify(payload), /OVERLOADED/);
  assert.equal((await get('/readyz')).statusCode, 200);
  const stopped = await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  assert.deepEqual([stopped.errors, pick(stopped.data, 'stopContainer', 'changed')], [[], true]);
  await until(async () => (await get('/api/v1/containers')).statusCode === 200, 'reads are taken again');
});
