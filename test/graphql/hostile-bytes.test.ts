import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { errorCodes } from '../../src/errors.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';

async function begin(t: TestContext) {
  const engine = fakeEngine({ containers: [container({ name: 'web' })] });
  const app = await startApp(t, engine);
  const url = await app.listen();
  const unharmed = async () => {
    assert.equal((await fetch(`${url}/livez`)).status, 200);
    assert.deepEqual(engine.calls, []);
  };
  return { app, url, unharmed };
}

const stop = '{"query":"mutation { stopContainer(input: { ref: \\"web\\" }) { changed } }"}';
const cut = (text: string, bytes: readonly number[]) =>
  Buffer.concat([Buffer.from(text.slice(0, 20)), Buffer.from(bytes), Buffer.from(text.slice(20))]);

/** Nothing of it is JSON in UTF-8 with a document in it. */
const bodies: readonly (readonly [what: string, body: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a byte order mark of UTF-16', Buffer.from(`\uFEFF${stop}`, 'utf16le')],
  ['a byte that is never in UTF-8', cut(stop, [0xff])],
  ['half a character', cut(stop, [0xe2, 0x82])],
  ['a NUL', cut(stop, [0])],
  ['half of it', Buffer.from(stop.slice(0, -8))],
  ['deep nesting', Buffer.from('['.repeat(100_000))],
  ['a deep document', Buffer.from(JSON.stringify({ query: '{'.repeat(50_000) }))],
  ['a number', Buffer.from('1e999')],
  ['a batch', Buffer.from(`[${stop}]`)],
  ['a prototype', Buffer.from('{"__proto__":{"query":"{ viewer { name } }"}}')],
];
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/graphql',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json\u00e9',
  'x',
];

test('bytes that are no request, under any content type, are refused with a code and do nothing', async (t) => {
  const { app, unharmed } = await begin(t);
  const post = (payload: Buffer, type: string, more: Readonly<Record<string, string>> = {}) =>
    app.app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${app.admin}`, 'content-type': type, ...more },
      payload,
    });
  const refused = async (what: string, answer: Awaited<ReturnType<typeof post>>) => {
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${what}: ${answer.statusCode}`);
    const code = pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'code');
    assert.ok(typeof code === 'string' && Object.hasOwn(errorCodes, code) && code !== 'INTERNAL', `${what}: ${answer.body}`);
  };
  for (const [what, body] of bodies)
    for (const type of types)
      await refused(`${what} as ${type}`, await post(body, type, { accept: 'application/graphql-response+json' }));
  // Good JSON, but a form of a web page could send it under these types.
  for (const type of types.slice(2)) await refused(type, await post(Buffer.from(stop), type));
  await refused(
    'said to be compressed',
    await post(Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'application/json', { 'content-encoding': 'gzip' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.constantFrom(...types), async (bytes, type) =>
      refused('random bytes', await post(Buffer.from(bytes), type, { accept: 'application/graphql-response+json' })),
    ),
    { numRuns: 200 },
  );
  await unharmed();
});

test('frames that are no message close the WebSocket they came on, and nothing else', async (t) => {
  const { app, url, unharmed } = await begin(t);
  const headers = { authorization: `Bearer ${app.admin}` };
  const frames: readonly (readonly [what: string, frame: Buffer, binary: boolean])[] = [
    ['bytes', Buffer.from([0, 255, 1]), true],
    ['broken UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), false],
    ['no JSON', Buffer.from('hello'), false],
    ['an unknown message', Buffer.from('{"type":"__proto__"}'), false],
    ['a subscription before the greeting', Buffer.from(`{"type":"subscribe","id":"1","payload":${stop}}`), false],
    ['deep nesting', Buffer.from('['.repeat(100_000)), false],
    ['more than a body may have', Buffer.alloc(2_000_000, 'x'), false],
  ];
  for (const [what, frame, binary] of frames) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    t.after(() => socket.terminate());
    const code = await new Promise<number>((resolve) => {
      socket.once('open', () => socket.send(frame, { binary }));
      socket.once('close', resolve);
      socket.on('error', () => undefined);
    });
    assert.ok(code >= 1002 && code !== 1011 && code !== 4500, `${what}: closed with ${code}`);
  }
  await unharmed();
});
