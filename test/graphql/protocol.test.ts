import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { until } from '../support/until.ts';
import { asAlice, startEndpoint } from './endpoint.ts';
import { openSocket } from './socket.ts';

/** What a client may not send at all, and what the connection is closed with. */
const refused: readonly (readonly [what: string, message: unknown, code: number])[] = [
  ['null', 'null', 4400],
  ['a list', '[]', 4400],
  ['a number', '7', 4400],
  ['half of a message', '{"type":"ping"', 4400],
  ['no type', { id: '1' }, 4400],
  ['a type that is no text', { type: 1 }, 4400],
  ['a type of the older protocol', { type: 'stop', id: '1' }, 4400],
  ['what only a server says: connection_ack', { type: 'connection_ack' }, 4400],
  ['what only a server says: next', { type: 'next', id: '1', payload: { data: {} } }, 4400],
  ['what only a server says: error', { type: 'error', id: '1', payload: [{ message: 'x' }] }, 4400],
  ['a payload of ping that is a text', { type: 'ping', payload: 'x' }, 4400],
  ['a payload of connection_init that is a text', { type: 'connection_init', payload: 'x' }, 4400],
  ['complete without an id', { type: 'complete' }, 4400],
  ['subscribe without an id', { type: 'subscribe', payload: { query: '{ hello }' } }, 4400],
  ['subscribe with an empty id', { type: 'subscribe', id: '', payload: { query: '{ hello }' } }, 4400],
  ['subscribe with a number for an id', { type: 'subscribe', id: 1, payload: { query: '{ hello }' } }, 4400],
  ['subscribe without a payload', { type: 'subscribe', id: '1' }, 4400],
  ['subscribe without a query', { type: 'subscribe', id: '1', payload: {} }, 4400],
  ['a query that is no text', { type: 'subscribe', id: '1', payload: { query: { kind: 'Document' } } }, 4400],
  ['variables that are a text', { type: 'subscribe', id: '1', payload: { query: '{ hello }', variables: '{}' } }, 4400],
  ['a name that is a number', { type: 'subscribe', id: '1', payload: { query: '{ hello }', operationName: 1 } }, 4400],
  ['extensions that are a list', { type: 'subscribe', id: '1', payload: { query: '{ hello }', extensions: 'x' } }, 4400],
  ['a second connection_init', { type: 'connection_init', payload: asAlice }, 4429],
];

test('graphql-transport-ws, message by message', async (t) => {
  const { ws, state } = await startEndpoint(t, { maxSubscriptions: 20 });
  const opened = async (on: TestContext) => {
    const client = openSocket(on, ws);
    await client.init();
    return client;
  };
  const of = (id: string, type: string) => (message: { id?: unknown; type: string }) =>
    message.id === id && message.type === type;

  for (const [what, message, code] of refused) {
    await t.test(`closed with ${code}: ${what}`, async (t2) => {
      const client = await opened(t2);
      client.send(message);
      assert.equal((await client.closed()).code, code);
    });
  }

  await t.test('closed with 4401: an operation before connection_init, also while that is still being answered', async (t2) => {
    const client = openSocket(t2, ws);
    await once(client.socket, 'open');
    client.send({ type: 'subscribe', id: '1', payload: { query: 'mutation { act }' } });
    client.send({ type: 'connection_init', payload: asAlice });
    assert.equal((await client.closed()).code, 4401);
    assert.equal(state.acts, 0);
  });

  await t.test('closed with 4429: two connection_init at once', async (t2) => {
    const client = openSocket(t2, ws);
    await once(client.socket, 'open');
    for (let n = 0; n < 2; n += 1) client.send({ type: 'connection_init', payload: asAlice });
    assert.equal((await client.closed()).code, 4429);
  });

  await t.test('of several protocols the known one is taken; with none it is 4406', async (t2) => {
    const several = openSocket(t2, ws, ['graphql-ws', 'graphql-transport-ws', 'other']);
    await several.init();
    assert.equal(several.socket.protocol, 'graphql-transport-ws');
    const none = openSocket(t2, ws, []);
    assert.equal((await none.closed()).code, 4406);
  });

  await t.test('a ping is answered with its payload, before connection_init too; a pong is taken as it comes', async (t2) => {
    const client = openSocket(t2, ws);
    await once(client.socket, 'open');
    client.send({ type: 'pong' });
    client.send({ type: 'ping' });
    assert.deepEqual(await client.next(({ type }) => type === 'pong'), { type: 'pong' });
    client.send({ type: 'ping', payload: { at: 7 } });
    assert.deepEqual(await client.next(({ payload }) => payload !== undefined), { type: 'pong', payload: { at: 7 } });
    await client.init();
  });

  await t.test('a message may come as a binary frame', async (t2) => {
    const client = await opened(t2);
    client.socket.send(Buffer.from('{"type":"subscribe","id":"1","payload":{"query":"{ hello }"}}'), { binary: true });
    assert.deepEqual((await client.next(of('1', 'next'))).payload, { data: { hello: 'world' } });
  });

  await t.test('what cannot be read, or is not valid, is one error message with places, and the id is free again', async (t2) => {
    const client = await opened(t2);
    for (const [id, query] of [
      ['syntax', '{ hello '],
      ['field', 'subscription { nothing }'],
      ['variable', 'query ($n: Int!) { items(first: $n) { nodes { name } } }'],
      ['two roots', 'subscription { silence count(to: 1) }'],
    ] as const) {
      client.subscribe(id, query);
      const { payload } = await client.next(of(id, 'error'));
      assert.ok(Array.isArray(payload) && payload.length > 0, id);
      for (const one of payload) assert.ok(typeof one === 'object' && 'message' in one && 'locations' in one, id);
    }
    client.subscribe('syntax', '{ hello }');
    await client.next(of('syntax', 'complete'));
    assert.deepEqual(
      client.received.filter(({ id }) => id === 'syntax').map(({ type }) => type),
      ['error', 'next', 'complete'],
    );
    assert.equal(state.open, 0);
  });

  await t.test('an error within a field is part of a result, which completes', async (t2) => {
    const client = await opened(t2);
    client.subscribe('1', '{ hello refused }');
    await client.next(of('1', 'complete'));
    const { payload } = await client.next(of('1', 'next'));
    assert.match(JSON.stringify(payload), /"FORBIDDEN"/);
    assert.match(JSON.stringify(payload), /"hello":"world"/);
  });

  await t.test('variables are taken, and the name chooses the operation; a name that is none is an error', async (t2) => {
    const client = await opened(t2);
    const query = 'query A { hello } subscription B($to: Int!) { count(to: $to) }';
    client.subscribe('b', query, { operationName: 'B', variables: { to: 2 }, extensions: { any: 1 } });
    await client.next(of('b', 'complete'));
    assert.equal(client.received.filter(of('b', 'next')).length, 2);
    client.subscribe('a', query, { operationName: 'A', variables: null });
    assert.deepEqual((await client.next(of('a', 'next'))).payload, { data: { hello: 'world' } });
    client.subscribe('c', query, { operationName: 'C' });
    await client.next(of('c', 'error'));
    client.subscribe('d', query);
    await client.next(of('d', 'error'));
  });

  await t.test(
    'what is completed before its first result says nothing; completing again, or what never was, does nothing',
    async (t2) => {
      const client = await opened(t2);
      client.subscribe('1', 'subscription { count(to: 1000) }');
      client.send({ type: 'complete', id: '1' });
      client.send({ type: 'complete', id: '1' });
      client.send({ type: 'complete', id: 'never' });
      client.subscribe('2', '{ whoami }');
      await client.next(of('2', 'complete'));
      assert.deepEqual(
        client.received.filter(({ id }) => id === '1'),
        [],
      );
    },
  );

  await t.test('an id belongs to its connection; operations of one end by themselves', async (t2) => {
    const [one, two] = [await opened(t2), await opened(t2)];
    one.subscribe('1', 'subscription { silence }');
    two.subscribe('1', 'subscription { silence }');
    two.subscribe('2', 'subscription { count(to: 3) }');
    await until(() => state.open === 2, 'both are open');
    await two.next(of('2', 'complete'));
    two.send({ type: 'complete', id: '1' });
    await until(() => state.open === 1, 'one is over');
    assert.equal(one.received.filter(({ id }) => id === '1').length, 0);
    one.socket.close(1000);
    await until(() => state.open === 0, 'the other is over');
  });

  await t.test('a source that fails after a result is an error message, and no complete follows', async (t2) => {
    const client = await opened(t2);
    client.subscribe('1', 'subscription { broken }');
    await client.next(of('1', 'error'));
    client.subscribe('2', '{ hello }');
    await client.next(of('2', 'complete'));
    assert.deepEqual(
      client.received.filter(({ id }) => id === '1').map(({ type }) => type),
      ['next', 'error'],
    );
  });
});
