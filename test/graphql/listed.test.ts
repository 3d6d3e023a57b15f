import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../src/config.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { openSocket } from './socket.ts';
import { scratch } from '../support/scratch.ts';

const names = 'query Names { containers { nodes { name } } }';
const changes = 'subscription { containerChanges { kind } }';
const sha = (text: string) => hash('sha256', text);

test('where only listed documents are taken, they are found by id or text on every way in, and all others are refused with the reason', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'names.graphql'), `${names}\n`);
  writeFileSync(join(folder, 'changes.graphql'), changes);
  // What the test asks until the copy is complete.
  writeFileSync(join(folder, 'status.graphql'), '{ host { status } }');
  const env = { WHARFINGER_OPERATIONS: 'only', WHARFINGER_OPERATIONS_PATH: folder };
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web' })] }), { env });
  const url = await app.listen();
  const headers = { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' };
  const post = async (body: object) => {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    return answer;
  };
  const found = { data: { containers: { nodes: [{ name: 'web' }] } } };
  const ways: object[] = [
    { query: names },
    { documentId: sha(names) },
    { documentId: `sha256:${sha(names)}` },
    { extensions: { persistedQuery: { version: 1, sha256Hash: sha(names) } } },
    { query: names, extensions: { persistedQuery: { version: 1, sha256Hash: sha(names) } } },
  ];
  // Twice: the second is a repeated request.
  for (const way of [...ways, ...ways]) assert.deepEqual(await post(way), found, JSON.stringify(way));
  const byUrl = await fetch(`${url}/graphql?documentId=${sha(names)}`, { headers });
  assert.deepEqual(await byUrl.json(), found);

  const refusals: readonly [object, RegExp][] = [
    [{ query: '{ containers { nodes { id } } }' }, /Only listed documents/],
    [{ query: '{ __typename }' }, /Only listed documents/],
    [{ documentId: sha('{ __typename }') }, /no listed document with the id/],
    [{ query: names, documentId: sha(changes) }, /not that of the text/],
    [{ documentId: 7 }, /must be text/],
    [{}, /names a listed document/],
  ];
  for (const [body, message] of refusals) {
    const answer = await post(body);
    assert.match(String(pick(answer, 'errors', '0', 'message')), message, JSON.stringify(body));
    assert.equal(pick(answer, 'errors', '0', 'extensions', 'code'), 'BAD_INPUT');
  }

  const stream = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream' },
    body: JSON.stringify({ documentId: sha(names) }),
  });
  assert.match(await stream.text(), /"name":"web"/);

  const client = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await client.init({ authorization: `Bearer ${app.admin}` });
  client.subscribe('a', '', { extensions: { persistedQuery: { sha256Hash: sha(names) } } });
  assert.deepEqual((await client.next(({ id, type }) => id === 'a' && type === 'next')).payload, found);
  client.subscribe('b', '{ __typename }');
  assert.match(
    JSON.stringify((await client.next(({ id, type }) => id === 'b' && type === 'error')).payload),
    /Only listed documents/,
  );
});

test('a list that could not be served is told at start: a document the schema does not allow, an empty folder, no path', async (t) => {
  const folder = scratch(t);
  assert.throws(() => loadConfig({ WHARFINGER_OPERATIONS: 'only' }), /WHARFINGER_OPERATIONS_PATH/);
  const starting = async (path: string) =>
    startApp(t, fakeEngine({}), { env: { WHARFINGER_OPERATIONS_PATH: path }, connected: false });
  await assert.rejects(starting(folder), /there are no documents/);
  await assert.rejects(starting(join(folder, 'none.json')), /cannot be read/);
  const list = join(folder, 'list.json');
  writeFileSync(list, JSON.stringify({ one: '{ nothingLikeIt }' }));
  await assert.rejects(starting(list), /one: Cannot query field "nothingLikeIt"/);
});
