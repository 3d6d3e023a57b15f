import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { fingerprint } from '../../src/access/fingerprint.ts';
import { responseCache } from '../../src/graphql/response-cache.ts';
import { systemCaller } from '../../src/access/token.ts';
import { Reads } from '../../src/view/reads.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { seeded } from '../support/on-record.ts';
import { until } from '../support/until.ts';
import { changingWorld } from './changing-world.ts';

const list = '{ containers { totalCount nodes { name state labels { key value } image { tags } networks { networkName } } } }';

async function hits(app: TestApp): Promise<number> {
  const text = await app.app.server.inject({ url: '/metrics', headers: { authorization: `Bearer ${app.admin}` } });
  return Number(/^wharfinger_response_cache_hits_total (\d+)$/m.exec(text.body)?.[1]);
}

/** How many of two equal requests, one after the other, were answered from memory. */
async function hitsOfTwo(app: TestApp, query: string, token = app.admin): Promise<number> {
  const before = await hits(app);
  const answers = [await app.gql(query, {}, token), await app.gql(query, {}, token)];
  assert.deepEqual(answers[1]?.data, answers[0]?.data);
  return (await hits(app)) - before;
}

/** The answer of a way in that keeps none. */
async function uncached(app: TestApp, query: string, token: string): Promise<unknown> {
  const response = await app.app.server.inject({
    method: 'POST',
    url: '/graphql/stream',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    payload: { query },
  });
  const line = response.body.split('\n').find((one) => one.startsWith('data: {'));
  assert.ok(line !== undefined, response.body);
  return JSON.parse(line.slice('data: '.length));
}

test('what is asked again is answered from memory, until something changes, and never with what an own action has overtaken', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' }), container({ name: 'db' })] });
  const app = await startApp(t, engine);
  assert.equal(await hitsOfTwo(app, list), 1);
  for (const verb of ['stop', 'start', 'pause', 'unpause']) {
    const done = await app.gql(`mutation { ${verb}Container(input: { ref: "web" }) { changed container { state } } }`);
    const state = pick(done.data, `${verb}Container`, 'container', 'state');
    const now = await app.gql('{ container(ref: "web") { state } }');
    assert.equal(pick(now.data, 'container', 'state'), state, verb);
    assert.equal(await hitsOfTwo(app, list), 1, verb);
  }
});

test('what happens behind our back is in the next answer as soon as it is seen', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });
  const app = await startApp(t, engine);
  const state = async () => pick((await app.gql('{ container(ref: "web") { state } }')).data, 'container', 'state');
  assert.equal(await state(), 'RUNNING');
  engine.docker.stop('web');
  await until(async () => (await state()) === 'EXITED', 'the answer follows');
});

test('while the engine is away there is no old answer', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web' })] });
  const app = await startApp(t, engine);
  assert.equal(await hitsOfTwo(app, list), 1);
  engine.down();
  await until(async () => (await app.gql(list)).errors[0]?.extensions.code === 'ENGINE_UNAVAILABLE', 'it is told');
  engine.up();
  await until(async () => (await app.gql(list)).errors.length === 0, 'it is answered again');
});

for (const [what, query] of [
  ['environment', '{ container(ref: "web") { env { key value } } }'],
  ['processes', '{ container(ref: "web") { processes { titles } } }'],
  ['audit log', '{ auditEvents(first: 1, orderBy: OLDEST_FIRST) { pageInfo { hasPreviousPage } } }'],
  ['last action', '{ container(ref: "web") { lastAction { auditId } } }'],
  ['tokens', '{ tokens { name } }'],
  ['operation', '{ operation(id: "none") { id } }'],
  ['sizes', '{ container(ref: "web") { sizeRw } }'],
] as const) {
  test(`the ${what} is read anew each time, though the rest of the answer is in memory`, async (t) => {
    const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }));
    assert.equal(await hitsOfTwo(app, query), 0);
  });
}

test('whoever may not see it, or has no valid token any more, gets no answer made for another', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web' })] }));
  const [viewer, other, auditor] = [await app.token('viewer'), await app.token('viewer'), await app.token('auditor')];
  assert.equal(await hitsOfTwo(app, list, viewer), 1);
  const before = await hits(app);
  await app.gql(list, {}, other);
  assert.equal((await hits(app)) - before, 1, 'the same role sees the same');
  const asAuditor = await app.gql(list, {}, auditor);
  assert.deepEqual(asAuditor.data, pick(await uncached(app, list, auditor), 'data'));
  const made = pick((await app.gql('{ tokens { tokenId role } }')).data, 'tokens');
  assert.ok(Array.isArray(made));
  const id = pick(
    made.find((token) => pick(token, 'role') === 'viewer'),
    'tokenId',
  );
  const revoked = await app.gql('mutation ($id: String!) { revokeToken(input: { tokenId: $id }) { changed } }', { id });
  assert.deepEqual(revoked.errors, []);
  const answers = await Promise.all([viewer, other].map((token) => app.gql(list, {}, token)));
  assert.equal(answers.filter(({ status }) => status === 401).length, 1);
});

// SEED repeats a run, ROUNDS makes it longer.
test('whatever changes, by whoever and however, an answer from memory is the one that a way in without a memory gives', async (t) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const { app, change, some, remembered, truth } = await changingWorld(t, seeded(seed));
  const before = await hits(app);
  const rounds = Number(process.env['ROUNDS'] ?? 60);
  for (let round = 0; round < rounds; round += 1) {
    const asked = some();
    for (const one of asked) await remembered(one);
    const { what, seenAtOnce } = await change();
    for (const one of asked) {
      // What happened behind our back may be seen while it is asked: it counts once the truth was the same before and after.
      for (let known = seenAtOnce ? null : await truth(one); ;) {
        const answer = await remembered(one);
        const now = await truth(one);
        const steady = known === null || known === now;
        known = now;
        if (!steady) continue;
        assert.equal(answer, now, `SEED=${seed}, round ${round}: ${one.question} after ${what}`);
        break;
      }
    }
  }
  assert.ok((await hits(app)) - before > rounds, 'enough of it came from memory');
});

test('it is bounded by bytes, lets the unused go first, and an answer ends when one of its texts does', () => {
  let now = 0;
  const cache = responseCache({ maxBytes: 20_000, now: () => now, fingerprint });
  const key = (query: string) => cache.keyOf(systemCaller, query);
  const body = Buffer.alloc(500);
  for (let n = 0; n < 100; n += 1) {
    cache.keep(key(`q${n}`), new Reads(), body);
    assert.ok(cache.get(key('q0')) !== undefined, 'it is in use');
  }
  assert.ok(cache.figures.bytes <= 20_000);
  assert.equal(cache.get(key('q1')), undefined);
  const timed = new Reads();
  timed.until(1000);
  cache.keep(key('timed'), timed, body);
  now = 999;
  assert.ok(cache.get(key('timed')) !== undefined);
  now = 1000;
  assert.equal(cache.get(key('timed')), undefined);
});

test('a repeated request is answered like the first one: headers, log line, figures, limits and credentials', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_RATE_LIMIT: '60' } });
  const url = `${await app.listen()}/graphql`;
  const token = await app.token('viewer');
  const ask = async (headers: Record<string, string> = {}, query = list) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    const own = ['date', 'x-request-id'];
    return {
      status: response.status,
      text,
      id: response.headers.get('x-request-id'),
      headers: [...response.headers].filter(([name]) => !own.includes(name)),
    };
  };
  const first = await ask();
  const again = [await ask(), await ask()];
  assert.equal(first.status, 200);
  for (const one of again) assert.deepEqual([one.status, one.text, one.headers], [first.status, first.text, first.headers]);
  assert.equal(new Set([first.id, ...again.map(({ id }) => id)]).size, 3);

  const lines = app.log.map((line): unknown => JSON.parse(line));
  const shapeOf = (id: string | null) => {
    const line = lines.find((one) => pick(one, 'reqId') === id && pick(one, 'msg') === 'request');
    assert.ok(typeof line === 'object' && line !== null, `no line of ${id ?? ''}`);
    return Object.entries(line)
      .filter(([name]) => !['time', 'reqId', 'ms'].includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  };
  assert.deepEqual(shapeOf(again[1]?.id ?? null), shapeOf(first.id));

  // Another form of answer, a page of another origin, and the same bytes without a credential: none of them is given what was kept for this one.
  const form = await ask({ accept: 'application/graphql-response+json' });
  assert.match(String(form.headers.find(([name]) => name === 'content-type')), /graphql-response/);
  assert.equal((await ask({ authorization: 'Bearer whf_token_no' })).status, 401);
  assert.equal((await ask({ authorization: '' })).status, 401);

  // JSON can hold a number that is none, which is not the same question as none at all.
  const page = (n: string) => `{"query":"query ($n: Int) { containers(first: $n) { totalCount } }","variables":{"n":${n}}}`;
  const asked = async (n: string) => {
    const headers = { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: page(n) })).text();
  };
  assert.equal(await asked('null'), '{"data":{"containers":{"totalCount":1}}}');
  assert.match(await asked('1e999'), /"errors"/);

  // Ten seconds' worth may come at once: a repeated request counts like any other.
  const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await ask()).status));
  assert.ok(statuses.includes(200) && statuses.includes(429), statuses.join());
});

test('a body that comes in pieces, and requests one behind the other on one connection, are answered in full and in order', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [container({ name: 'web' })] }));
  const { port } = new URL(await app.listen());
  const socket = connect(Number(port), '127.0.0.1');
  t.after(() => socket.destroy());
  let got = '';
  socket.on('data', (bytes) => (got += bytes.toString()));
  const body = (query: string) => {
    const text = JSON.stringify({ query });
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${app.admin}\r\ncontent-type: application/json`;
    return `${head}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  const known = body('{ container(ref: "web") { name } }');
  const fresh = body('{ container(ref: "web") { state } }');
  const answered = (count: number) =>
    until(() => got.split('HTTP/1.1 200').length - 1 === count && got.endsWith('}'), `${count} answers`);
  socket.write(known);
  await answered(1);
  socket.write(known + fresh + known + fresh.slice(0, -10));
  await answered(4);
  socket.write(fresh.slice(-10));
  await answered(5);
  const data = [...got.matchAll(/\{"data":\{"container":\{"(\w+)"/g)].map(([, field]) => field);
  assert.deepEqual(data, ['name', 'name', 'state', 'name', 'state']);
});
