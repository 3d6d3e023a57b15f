import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAlice, limits, post, startEndpoint } from './endpoint.ts';

const code = (json: unknown) => JSON.stringify(json).match(/"code":"([A-Z_]+)"/)?.[1];

test('a query is answered, and the caller is who the token says', async (t) => {
  const { url } = await startEndpoint(t);
  const { status, json } = await post(url, { query: '{ whoami }' });
  assert.equal(status, 200);
  assert.deepEqual(json, { data: { whoami: 'alice' } });
});

test('no token, or an unknown one, is UNAUTHENTICATED with 401 for every way of asking', async (t) => {
  const { url, stream } = await startEndpoint(t);
  for (const authorization of ['', 'Bearer eve']) {
    const posted = await post(url, { query: '{ hello }' }, { authorization });
    assert.deepEqual([posted.status, code(posted.json)], [401, 'UNAUTHENTICATED']);
    assert.match(posted.headers.get('www-authenticate') ?? '', /^Bearer/);
    assert.equal((await fetch(`${url}?query={hello}`, { headers: { authorization } })).status, 401);
    assert.equal((await fetch(`${stream}?query={hello}`, { headers: { authorization } })).status, 401);
  }
});

test('a mutation is told under which audit id it is on record, in a header and in the extensions', async (t) => {
  const { url, state } = await startEndpoint(t);
  const { headers, json } = await post(url, { query: 'mutation { act }' });
  assert.equal(headers.get('x-audit-id'), 'audit-2');
  assert.deepEqual(json, { data: { act: true }, extensions: { auditIds: ['audit-2'] } });
  assert.equal(state.acts, 1);
});

test('a refusal on record names its audit event in the error and in the header', async (t) => {
  const { url } = await startEndpoint(t);
  const { status, headers, json } = await post(url, { query: '{ refused }' });
  assert.equal(status, 200);
  assert.equal(headers.get('x-audit-id'), 'audit-1');
  assert.match(JSON.stringify(json), /"extensions":{"code":"FORBIDDEN","auditId":"audit-1"}/);
});

test('a GET never mutates: 405, and nothing was done', async (t) => {
  const { url, state } = await startEndpoint(t);
  const response = await fetch(`${url}?query=${encodeURIComponent('mutation { act }')}`, { headers: asAlice });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'POST');
  assert.equal(state.acts, 0);
});

test('operationName chooses the operation, also of a document seen before, and decides what a GET may run', async (t) => {
  const { url, state } = await startEndpoint(t);
  const query = 'query A { hello } query B { whoami } mutation C { act }';
  assert.deepEqual((await post(url, { query, operationName: 'A' })).json, { data: { hello: 'world' } });
  assert.deepEqual((await post(url, { query, operationName: 'B' })).json, { data: { whoami: 'alice' } });
  const got = await fetch(`${url}?operationName=C&query=${encodeURIComponent(query)}`, { headers: asAlice });
  assert.equal(got.status, 405);
  assert.equal(code((await post(url, { query })).json), 'BAD_INPUT');
  assert.equal(state.acts, 0);
});

test('batches, syntax trees, wrong types, broken JSON, other bodies and large ones are refused with BAD_INPUT', async (t) => {
  const { url, state } = await startEndpoint(t);
  const bodies: [unknown, number][] = [
    [[{ query: 'mutation { act }' }], 400],
    [{ query: { kind: 'Document', definitions: [] } }, 400],
    [{ query: '{ hello }', variables: [1] }, 400],
    [{ query: '{ hello }', operationName: 7 }, 400],
    [{ query: '{ hello }', extensions: 'x' }, 400],
    [{}, 400],
    ['{"query": ', 400],
    ['null', 400],
    ['{"query":"{ hello }","__proto__":{"x":1}}', 400],
    [{ query: `{ hello } # ${'x'.repeat(200_000)}` }, 413],
  ];
  for (const [body, expected] of bodies) {
    const { status, json } = await post(url, body);
    assert.deepEqual([status, code(json)], [expected, 'BAD_INPUT'], JSON.stringify(body).slice(0, 60));
  }
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
  ]) {
    const { status } = await post(url, { query: 'mutation { act }' }, { 'content-type': type });
    assert.equal(status, 415, type);
  }
  assert.equal(state.acts, 0);
});

test('what is not in the catalogue is masked', async (t) => {
  const { url } = await startEndpoint(t);
  const { text, json } = await post(url, { query: '{ defect }' });
  assert.equal(code(json), 'INTERNAL');
  assert.doesNotMatch(text, /secret detail/);
});

test('no message suggests names of the schema', async (t) => {
  const { url } = await startEndpoint(t);
  for (const query of ['{ helo }', '{ items(frist: 1) { nodes { name } } }', 'query ($n: Strin) { hello }']) {
    assert.doesNotMatch((await post(url, { query })).text, /did you mean/i);
  }
});

test('a document of very many tokens is refused by the parser, and the message names the setting', async (t) => {
  const { url } = await startEndpoint(t);
  const { json, text } = await post(url, { query: `{ ${'hello '.repeat(limits.maxTokens)} }` });
  assert.equal(code(json), 'QUERY_TOO_COMPLEX');
  assert.match(text, /1000 tokens.*WHARFINGER_MAX_TOKENS/);
});

test('a subscription by POST is told where to go', async (t) => {
  const { url } = await startEndpoint(t);
  const { status, text } = await post(url, { query: 'subscription { count(to: 1) }' });
  assert.equal(status, 400);
  assert.match(text, /graphql\/stream/);
});
