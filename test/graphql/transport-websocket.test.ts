import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { asAlice, startEndpoint } from './endpoint.ts';
import { openSocket } from './socket.ts';

test('a subscription gives its results and completes', async (t) => {
  const { ws } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', 'subscription { count(to: 3) }');
  await client.next(({ type }) => type === 'complete');
  assert.deepEqual(
    client.received.filter(({ type }) => type === 'next').map(({ payload }) => payload),
    [1, 2, 3].map((count) => ({ data: { count } })),
  );
});

test('queries and mutations go the same way, as the caller of the connection', async (t) => {
  const { ws, state } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', '{ whoami }');
  client.subscribe('2', 'mutation { act }');
  assert.deepEqual((await client.next(({ id, type }) => id === '1' && type === 'next')).payload, { data: { whoami: 'alice' } });
  await client.next(({ id, type }) => id === '2' && type === 'complete');
  assert.equal(state.acts, 1);
});

test('the credential may be in the header of the upgrade, and the key in the payload in any case', async (t) => {
  const { ws } = await startEndpoint(t);
  await openSocket(t, ws, undefined, { headers: asAlice }).init({});
  await openSocket(t, ws).init({ Authorization: 'Bearer alice' });
});

test('the payload of connection_init is a credential and nothing else: it does not become headers', async (t) => {
  const { ws } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init({ ...asAlice, 'x-forwarded-for': '6.6.6.6', 'user-agent': 'forged' });
  client.subscribe('1', '{ source }');
  assert.doesNotMatch(JSON.stringify(await client.next(({ type }) => type === 'next')), /6\.6\.6\.6|forged/);
});

test('no credential, or an unknown one, closes with 4401; an unknown one in the header is refused before the upgrade', async (t) => {
  const { ws } = await startEndpoint(t);
  for (const payload of [null, {}, { authorization: 'Bearer eve' }, { authorization: 7 }]) {
    const client = openSocket(t, ws);
    await assert.rejects(client.init(payload));
    assert.equal((await client.closed()).code, 4401);
  }
  assert.equal((await openSocket(t, ws, undefined, { headers: { authorization: 'Bearer eve' } }).refused()).status, 401);
});

test('a web page of a foreign origin gets no socket; an allowed one, and one of the same host, does', async (t) => {
  const { ws, at } = await startEndpoint(t);
  assert.equal((await openSocket(t, ws, undefined, { origin: 'https://evil.example' }).refused()).status, 403);
  assert.equal((await openSocket(t, ws, undefined, { origin: 'null' }).refused()).status, 403);
  await openSocket(t, ws, undefined, { origin: 'https://dashboard.example' }).init();
  await openSocket(t, ws, undefined, { origin: `http://${at}` }).init();
});

test('the older protocol is refused with 4406', async (t) => {
  const { ws } = await startEndpoint(t);
  const client = openSocket(t, ws, 'graphql-ws');
  client.socket.on('error', () => {});
  const end = await Promise.race([client.closed(), client.refused()]);
  assert.ok('code' in end ? [4406, 1006].includes(end.code) : end.status >= 400);
});

test('the protocol is kept: 4400, 4401, 4409 and 4429', async (t) => {
  const { ws } = await startEndpoint(t);
  const cases: [(client: ReturnType<typeof openSocket>) => void, boolean, number][] = [
    [(client) => client.send('no json'), true, 4400],
    [(client) => client.send({ type: 'start' }), true, 4400],
    [(client) => client.subscribe('1', '{ hello }'), false, 4401],
    [(client) => [1, 2].forEach(() => client.subscribe('1', 'subscription { silence }')), true, 4409],
    [(client) => client.send({ type: 'connection_init', payload: asAlice }), true, 4429],
  ];
  for (const [act, init, expected] of cases) {
    const client = openSocket(t, ws);
    if (init) await client.init();
    else await new Promise((resolve) => client.socket.once('open', resolve));
    act(client);
    assert.equal((await client.closed()).code, expected);
  }
});

test('a socket that does not say who it is is closed with 4408', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { ws, app } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await new Promise((resolve) => client.socket.once('open', resolve));
  await new Promise<void>((resolve) => {
    const tick = () => {
      t.mock.timers.tick(1000);
      if (client.socket.readyState >= 2) resolve();
      else setImmediate(tick);
    };
    tick();
  });
  assert.equal(await new Promise((resolve) => client.socket.once('close', resolve)), 4408);
  t.mock.timers.reset();
  assert.ok(app.server.listening);
});

test('limits hold for subscriptions before anything of them is opened', async (t) => {
  const { ws, state } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', `subscription { ${Array.from({ length: 11 }, (_, n) => `a${n}: silence`).join(' ')} }`);
  const { payload } = await client.next(({ type }) => type === 'error');
  assert.match(JSON.stringify(payload), /QUERY_TOO_COMPLEX/);
  assert.equal(state.open, 0);
});

test("a syntax tree, a wrong document and a defect are told in the catalogue's words", async (t) => {
  const { ws } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', '{ nothing }');
  client.subscribe('2', 'subscription { broken }');
  assert.match(JSON.stringify(await client.next(({ id, type }) => id === '1' && type === 'error')), /BAD_INPUT/);
  const broken = JSON.stringify(await client.next(({ id, type }) => id === '2' && type === 'error'));
  assert.match(broken, /INTERNAL/);
  assert.doesNotMatch(broken, /secret detail/);
});

test('one socket carries a bounded number of operations', async (t) => {
  const { ws, state } = await startEndpoint(t, { maxSubscriptions: 2 });
  const client = openSocket(t, ws);
  await client.init();
  for (const id of ['1', '2', '3']) client.subscribe(id, 'subscription { silence }');
  assert.match(JSON.stringify(await client.next(({ type }) => type === 'error')), /RATE_LIMITED/);
  assert.equal(state.open, 2);
  client.send({ id: '1', type: 'complete' });
  await until(() => state.open === 1, 'the first is over');
  client.subscribe('3', 'subscription { silence }');
  await until(() => state.open === 2, 'there is room again');
});

test('what a client has completed, or left, ends at its source though the source is silent', async (t) => {
  const { ws, state } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', 'subscription { silence }');
  client.subscribe('2', 'subscription { silence }');
  await until(() => state.open === 2, 'both are open');
  client.send({ id: '1', type: 'complete' });
  await until(() => state.open === 1, 'one is over', 1000);
  client.socket.terminate();
  await until(() => state.open === 0, 'both are over', 1000);
});

test('a client that does not read holds its source, and costs no memory; when stuck for long it is let go', async (t) => {
  const { ws, state } = await startEndpoint(t, { connections: { stuckAfterMs: 300 } });
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', 'subscription { flood }');
  await client.next(({ type }) => type === 'next');
  client.socket.pause();
  let before = -1;
  await until(() => {
    const still = state.flooded === before;
    before = state.flooded;
    return still && state.flooded > 0;
  }, 'the source waits');
  await until(() => state.open === 0, 'the client was let go');
  // The network's own buffers take some megabytes; 50 kB a message.
  assert.ok(state.flooded < 500, `${state.flooded} messages were made for a client that reads none`);
});

test('a revoked credential closes the socket with 4403', async (t) => {
  const { ws, tokens, state } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', 'subscription { silence }');
  await until(() => state.open === 1, 'it is open');
  tokens.delete('alice');
  assert.equal((await client.closed()).code, 4403);
  await until(() => state.open === 0, 'its source is closed');
});

test('one credential has a bounded number of sockets', async (t) => {
  const { ws, open } = await startEndpoint(t, { connections: { perCaller: 2 } });
  const first = openSocket(t, ws);
  await first.init();
  await openSocket(t, ws).init();
  const third = openSocket(t, ws);
  await assert.rejects(third.init());
  assert.equal((await third.closed()).code, 1013);
  await openSocket(t, ws).init({ authorization: 'Bearer bob' });
  first.socket.close();
  await until(() => open.open === 2, 'the first is gone');
  await openSocket(t, ws).init();
});

test('a message beyond the limit closes the socket', async (t) => {
  const { ws } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', `{ hello } # ${'x'.repeat(200_000)}`);
  assert.equal((await client.closed()).code, 1009);
});

test('a shutdown tells the sockets, and does not wait for them', async (t) => {
  const { ws, app, state } = await startEndpoint(t);
  const client = openSocket(t, ws);
  await client.init();
  client.subscribe('1', 'subscription { silence }');
  await until(() => state.open === 1, 'it is open');
  const closing = app.close();
  assert.equal((await client.closed()).code, 1001);
  await closing;
  assert.equal(state.open, 0);
});
