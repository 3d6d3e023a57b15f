import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { edge } from './rig.ts';

const routes = (app: FastifyInstance) => {
  app.get('/who', (request) => ({ name: request.caller.name, source: request.source }));
  app.get('/open', { config: { open: true } }, () => ({ open: true }));
  app.get('/open/who', { config: { open: true } }, (request) => ({ name: request.caller.name }));
};

test('a route that says nothing is closed: without a credential it is UNAUTHENTICATED', async (t) => {
  const { app } = await edge(t, { routes });
  const answer = await app.inject('/who');
  assert.equal(answer.statusCode, 401);
  assert.equal(answer.json().error.code, 'UNAUTHENTICATED');
  assert.match(answer.json().error.message, /Authorization: Bearer whf_/);
  assert.equal(answer.json().error.requestId, answer.headers['x-request-id']);
  assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
});

test('a stranger does not learn which paths exist', async (t) => {
  const { app, holder } = await edge(t, { routes });
  assert.equal((await app.inject('/no-such-path')).statusCode, 401);
  const { authorization } = await holder();
  const answer = await app.inject({ url: '/no-such-path?x=1', headers: { authorization } });
  assert.equal(answer.statusCode, 404);
  assert.deepEqual(
    [answer.json().error.code, answer.json().error.message],
    ['NOT_FOUND', 'There is nothing at GET /no-such-path.'],
  );
});

test('with a credential the request has a caller and a source', async (t) => {
  const { app, holder } = await edge(t, { routes });
  const { authorization } = await holder({ name: 'alice' });
  const headers = { authorization, 'user-agent': 'curl/8', 'x-forwarded-for': '203.0.113.7', 'x-request-id': 'mine' };
  const { name, source } = (await app.inject({ url: '/who', headers })).json();
  assert.equal(name, 'alice');
  assert.equal(source.address, '127.0.0.1');
  assert.deepEqual(source.claimed, { 'x-forwarded-for': '203.0.113.7', 'x-request-id': 'mine' });
  assert.deepEqual([source.transport, source.userAgent], ['rest', 'curl/8']);
  assert.notEqual(source.requestId, 'mine');
});

test('a forwarded address is believed from a trusted proxy only', async (t) => {
  const { app, holder } = await edge(t, { routes, env: { WHARFINGER_TRUSTED_PROXIES: '10.0.0.5' } });
  const { authorization } = await holder();
  const from = async (remoteAddress: string) => {
    const headers = { authorization, 'x-forwarded-for': '198.51.100.1, 203.0.113.7' };
    return (await app.inject({ url: '/who', remoteAddress, headers })).json().source.address;
  };
  // The last address is the one the proxy itself saw; those before it are what the client sent.
  assert.equal(await from('10.0.0.5'), '203.0.113.7');
  assert.equal(await from('10.0.0.6'), '10.0.0.6');
});

test('the addresses of a token are held against the last address that no trusted proxy has', async (t) => {
  const { app, holder } = await edge(t, { routes, env: { WHARFINGER_TRUSTED_PROXIES: '10.0.0.0/24' } });
  const { authorization } = await holder({ addresses: ['203.0.113.0/24'] });
  const from = async (remoteAddress: string, forwarded: string) => {
    const headers = { authorization, 'x-forwarded-for': forwarded };
    return (await app.inject({ url: '/who', remoteAddress, headers })).statusCode;
  };
  assert.equal(await from('10.0.0.5', '203.0.113.7'), 200);
  assert.equal(await from('10.0.0.5', '198.51.100.1, 203.0.113.7, 10.0.0.6'), 200, 'through two proxies');
  assert.equal(await from('10.0.0.5', '203.0.113.7, 198.51.100.1'), 401, 'the first is what the client claims');
  assert.equal(await from('198.51.100.1', '203.0.113.7'), 401, 'no proxy of ours');
});

test('an open route answers without a credential, and still refuses a wrong one when it asks who it is', async (t) => {
  const { app, holder } = await edge(t, { routes });
  assert.equal((await app.inject('/open')).statusCode, 200);
  assert.equal((await app.inject('/open/who')).statusCode, 401);
  const { authorization } = await holder({ name: 'bob' });
  assert.equal((await app.inject({ url: '/open/who', headers: { authorization } })).json().name, 'bob');
});

test('a revoked token is refused on the next request', async (t) => {
  const { app, holder, tokens } = await edge(t, { routes });
  const { authorization, token } = await holder();
  assert.equal((await app.inject({ url: '/who', headers: { authorization } })).statusCode, 200);
  await tokens.revoke(token.id);
  assert.equal((await app.inject({ url: '/who', headers: { authorization } })).statusCode, 401);
});

test('a credential in the URL is refused, even a valid one, and is not logged', async (t) => {
  const { app, holder, lines } = await edge(t, { routes });
  const { authorization, secret } = await holder();
  for (const url of [
    '/who?token=x',
    '/who?ACCESS_TOKEN=x',
    '/who?a=1&api_key=',
    `/who?q=${secret}`,
    `/${secret}`,
    `/open?token=${secret}`,
  ]) {
    const answer = await app.inject({ url, headers: { authorization } });
    assert.deepEqual([answer.statusCode, answer.json().error.code], [400, 'BAD_INPUT'], url);
  }
  assert.ok(!lines.join('').includes(secret.slice(10, 37)));
  assert.equal((await app.inject({ url: '/who?tokens=1', headers: { authorization } })).statusCode, 200);
});

test('refused credentials are on record with the reason, the address and whose token it was; the count comes later', async (t) => {
  const { app, holder, tokens, recorded } = await edge(t, { routes });
  const { authorization, token } = await holder({ name: 'old' });
  await tokens.revoke(token.id);
  for (let attempt = 0; attempt < 5; attempt += 1) await app.inject({ url: '/who', headers: { authorization } });
  await app.inject('/who');
  assert.deepEqual(
    recorded.map(({ intent, outcome }) => [
      intent.action,
      intent.params['reason'],
      intent.actor.name,
      intent.source.address,
      outcome.result,
    ]),
    [
      ['auth.refused', 'revoked', 'old', '127.0.0.1', 'denied'],
      ['auth.refused', 'missing', 'anonymous', '127.0.0.1', 'denied'],
    ],
  );
});

test('a caller who asks too often is told when to come back, and others are not held up', async (t) => {
  const { app, holder, time } = await edge(t, { routes, env: { WHARFINGER_RATE_LIMIT: '60' } });
  const [busy, calm] = [await holder(), await holder()];
  const ask = (authorization: string) => app.inject({ url: '/who', headers: { authorization } });
  for (let request = 0; request < 10; request += 1) assert.equal((await ask(busy.authorization)).statusCode, 200);
  const refused = await ask(busy.authorization);
  assert.deepEqual([refused.statusCode, refused.json().error.code, refused.headers['retry-after']], [429, 'RATE_LIMITED', '1']);
  assert.equal((await ask(calm.authorization)).statusCode, 200);
  time.now += 1000;
  assert.equal((await ask(busy.authorization)).statusCode, 200);
});

test('guessing is limited by address', async (t) => {
  const { app, recorded } = await edge(t, { routes, env: { WHARFINGER_RATE_LIMIT: '60' } });
  const statuses = [];
  for (let guess = 0; guess < 12; guess += 1) statuses.push((await app.inject('/who')).statusCode);
  assert.deepEqual(statuses.slice(9), [401, 429, 429]);
  assert.equal(recorded.length, 2, 'one for the guesses, one for those beyond the limit');
});
