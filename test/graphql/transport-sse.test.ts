import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { until } from '../support/until.ts';
import { asAlice, post, startEndpoint } from './endpoint.ts';

const get = (query: string, accept?: string) =>
  [`?query=${encodeURIComponent(query)}`, { headers: { ...asAlice, ...(accept ? { accept } : {}) } }] as const;

test('what `curl -N` asks for comes as events, and the stream ends with complete', async (t) => {
  const { stream } = await startEndpoint(t);
  const [query, options] = get('subscription { count(to: 2) }');
  const response = await fetch(stream + query, options);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(
    (await response.text()).replace(/^:\n\n/gm, ''),
    'event: next\ndata: {"data":{"count":1}}\n\nevent: next\ndata: {"data":{"count":2}}\n\nevent: complete\ndata:\n\n',
  );
});

test('the client of graphql-sse understands it: subscriptions, queries and mutations', async (t) => {
  const { stream, state } = await startEndpoint(t);
  const client = createClient({ url: stream, headers: asAlice, retryAttempts: 0 });
  const all = async (query: string) => {
    const results: unknown[] = [];
    for await (const { data } of client.iterate({ query })) results.push(data);
    return results;
  };
  assert.deepEqual(await all('subscription { count(to: 2) }'), [{ count: 1 }, { count: 2 }]);
  assert.deepEqual(await all('{ whoami }'), [{ whoami: 'alice' }]);
  assert.deepEqual(await all('mutation { act }'), [{ act: true }]);
  assert.equal(state.acts, 1);
});

test('a GET does not mutate, and the limits hold before a source is opened', async (t) => {
  const { stream, state } = await startEndpoint(t);
  const [mutation, options] = get('mutation { act }');
  assert.equal((await fetch(stream + mutation, options)).status, 400);
  const { status, text } = await post(stream, {
    query: `subscription { ${Array.from({ length: 11 }, (_, n) => `a${n}: silence`).join(' ')} }`,
  });
  assert.equal(status, 400);
  assert.match(text, /QUERY_TOO_COMPLEX/);
  assert.deepEqual([state.acts, state.open], [0, 0]);
});

test('who takes no event stream gets 406', async (t) => {
  const { stream } = await startEndpoint(t);
  const [query, options] = get('{ hello }', 'image/png');
  assert.equal((await fetch(stream + query, options)).status, 406);
});

test('the headers come at once, and a silent source is closed when the client leaves', async (t) => {
  const { stream, state, open } = await startEndpoint(t);
  const leave = new AbortController();
  const [query, options] = get('subscription { silence }');
  const response = await fetch(stream + query, { ...options, signal: leave.signal });
  assert.equal(response.status, 200);
  await until(() => state.open === 1, 'it is open');
  leave.abort();
  await until(() => state.open === 0 && open.open === 0, 'it is closed', 1000);
});

test('a defect in a source is masked, and ends the stream', async (t) => {
  const { stream } = await startEndpoint(t);
  const [query, options] = get('subscription { broken }');
  const text = await (await fetch(stream + query, options)).text();
  assert.match(text, /"broken":1[\s\S]*INTERNAL[\s\S]*event: complete/);
  assert.doesNotMatch(text, /secret detail/);
});

test('a revoked credential ends the stream with UNAUTHENTICATED', async (t) => {
  const { stream, tokens, state } = await startEndpoint(t);
  const [query, options] = get('subscription { silence }');
  const response = await fetch(stream + query, options);
  await until(() => state.open === 1, 'it is open');
  tokens.delete('alice');
  assert.match(await response.text(), /UNAUTHENTICATED[\s\S]*event: complete/);
  assert.equal(state.open, 0);
});

test('a client that does not read holds its source, and is let go when it is stuck for long', async (t) => {
  const { at, state } = await startEndpoint(t, { connections: { stuckAfterMs: 300 } });
  const [query, options] = get('subscription { flood }');
  const sent = request(`http://${at}/graphql/stream${query}`, options);
  sent.on('error', () => {});
  t.after(() => sent.destroy());
  sent.end();
  await new Promise<void>((resolve) => sent.once('response', (response) => resolve(void response.pause())));
  let before = -1;
  await until(() => {
    const still = state.flooded === before && state.flooded > 0;
    before = state.flooded;
    return still;
  }, 'the source waits');
  await until(() => state.open === 0, 'the client was let go');
  assert.ok(state.flooded < 500, `${state.flooded} messages were made for a client that reads none`);
});

test('a shutdown ends the streams', async (t) => {
  const { stream, app, state } = await startEndpoint(t);
  const [query, options] = get('subscription { silence }');
  const response = await fetch(stream + query, options);
  await until(() => state.open === 1, 'it is open');
  await Promise.all([app.close(), response.text()]);
  assert.equal(state.open, 0);
});
