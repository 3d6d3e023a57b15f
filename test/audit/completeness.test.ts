import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import supertest from 'supertest';
import { WebSocket } from 'ws';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { terminal } from '../support/terminal.ts';
import { until } from '../support/until.ts';

const web = container({ name: 'web', state: 'running' });
const newest = `query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { action result breakGlass actor { name } target { name } source { transport }
  error { code } params { key value } after { state details { key value } } } } }`;

async function events(app: TestApp, filter: object): Promise<unknown[]> {
  const { data } = await app.gql(newest, { filter });
  const nodes = pick(data, 'auditEvents', 'nodes');
  return Array.isArray(nodes) ? nodes : [];
}

const pairs = (list: unknown) =>
  Object.fromEntries((Array.isArray(list) ? list : []).map((one) => [String(pick(one, 'key')), pick(one, 'value')]));

interface World {
  t: TestContext;
  app: TestApp;
  url: string;
  viewer: string;
  ended: string;
}

/** Sends one message over graphql-transport-ws, and waits for what comes back. */
async function overSocket({ t, url, app }: World, query: string): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  t.after(() => socket.terminate());
  const said = (type: string) =>
    new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => (pick(JSON.parse(data.toString()), 'type') === type ? resolve() : undefined)),
    );
  await once(socket, 'open');
  const accepted = said('connection_ack');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${app.admin}` } }));
  await accepted;
  const refused = said('error');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  await refused;
  socket.close();
}

const post = ({ app }: World, path: string, token = app.admin) =>
  supertest(app.app.server.server).post(path).set('authorization', `Bearer ${token}`);
const wrong = 'mutation { stopContainer(input: {ref: 5}) { changed } }';
const malformed = (what: string) => ({ action: 'request.refused', params: { reason: 'malformed', what, attempts: '1' } });

/** Every way in, and what is on record of an attempt that comes to nothing there. */
const ways: readonly {
  way: string;
  attempt: (world: World) => Promise<unknown>;
  recorded: { action: string; result?: string; actor?: string; params?: object };
}[] = [
  { way: 'GraphQL by POST, of a wrong type', attempt: ({ app }) => app.gql(wrong), recorded: malformed('stopContainer') },
  {
    way: 'GraphQL by POST, of a wrong type in a variable',
    attempt: ({ app }) =>
      app.gql('mutation ($input: KillContainerInput!) { killContainer(input: $input) { changed } }', { input: { ref: 5 } }),
    recorded: malformed('killContainer'),
  },
  {
    way: 'GraphQL by POST, a mutation that there is not',
    attempt: ({ app }) => app.gql('mutation { formatDisk { changed } }'),
    recorded: malformed('a mutation that there is not'),
  },
  {
    way: 'GraphQL by POST, no document',
    attempt: ({ app }) => app.gql('mutation {{'),
    recorded: malformed('a document that cannot be read'),
  },
  {
    way: 'GraphQL by POST, no JSON',
    attempt: (world) => post(world, '/graphql').set('content-type', 'application/json').send('{"query'),
    recorded: malformed('a body that cannot be read'),
  },
  {
    way: 'GraphQL by GET',
    attempt: ({ app }) =>
      supertest(app.app.server.server)
        .get(`/graphql?query=${encodeURIComponent('mutation { stopContainer(input: {ref: "web"}) { changed } }')}`)
        .set('authorization', `Bearer ${app.admin}`),
    recorded: malformed('a mutation by GET'),
  },
  {
    way: 'GraphQL over Server-Sent Events',
    attempt: (world) =>
      post(world, '/graphql/stream')
        .set('accept', 'text/event-stream')
        .send({ query: wrong.replace('stop', 'start') }),
    recorded: malformed('a mutation that there is not'),
  },
  {
    way: 'GraphQL over a WebSocket',
    attempt: (world) => overSocket(world, 'mutation { pauseContainer(input: {ref: 5}) { changed } }'),
    recorded: malformed('pauseContainer'),
  },
  {
    way: 'REST, a field that there is not',
    attempt: (world) => post(world, '/api/v1/containers/web/stop').send({ colour: 'red' }),
    recorded: malformed('POST /api/v1/containers/:ref/stop'),
  },
  {
    way: 'REST, no JSON',
    attempt: (world) => post(world, '/api/v1/containers/web/pause').set('content-type', 'application/json').send('{'),
    recorded: malformed('POST /api/v1/containers/:ref/pause'),
  },
  {
    way: 'a terminal',
    attempt: async ({ t, url, app }) => {
      const opening = { authorization: `Bearer ${app.admin}`, command: 5 };
      await (
        await terminal(t, `${url}/api/v1/hosts/local/containers/web/exec/ws`, opening)
      ).closed;
    },
    recorded: malformed('the opening of a terminal (exec)'),
  },
  {
    way: 'the socket of the command line',
    attempt: async ({ app }) => {
      const socket = connect(join(app.stateDir, 'admin.sock'));
      socket.end('{"method": "formatDisk"}');
      await text(socket);
    },
    recorded: { ...malformed('a request on admin.sock'), actor: 'local' },
  },
  {
    way: 'a plain read without the permission',
    attempt: ({ app, viewer }) => app.gql('{ auditEvents { totalCount } }', {}, viewer),
    recorded: { action: 'audit.read', result: 'DENIED', actor: 'a viewer' },
  },
  {
    way: 'an action without the permission',
    attempt: ({ app, viewer }) => app.gql('mutation { stopContainer(input: {ref: "web"}) { changed } }', {}, viewer),
    recorded: { action: 'container.stop', result: 'DENIED', actor: 'a viewer' },
  },
  {
    way: 'an action whose input is wrong',
    attempt: ({ app }) => app.gql('mutation { tagImage(input: {ref: "none", tag: "x"}) { changed } }'),
    recorded: { action: 'image.tag', result: 'NOT_EXECUTED' },
  },
  {
    way: 'a wrong token',
    attempt: ({ app }) => app.gql('{ viewer { name } }', {}, 'whf_token_wrong'),
    recorded: { action: 'auth.refused', actor: 'anonymous', params: { reason: 'malformed', attempts: '1' } },
  },
  {
    way: 'a token that was revoked',
    attempt: ({ app, ended }) => app.gql('{ viewer { name } }', {}, ended),
    recorded: { action: 'auth.refused', actor: 'a operator', params: { reason: 'revoked', attempts: '1' } },
  },
];

test('whatever way an attempt comes in, and however little comes of it, it is on record', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const url = await app.listen();
  const viewer = await app.token('viewer');
  const made = await app.gql(
    'mutation { createToken(input: {name: "a operator", role: "operator"}) { secret token { tokenId } } }',
  );
  const id = pick(made.data, 'createToken', 'token', 'tokenId');
  await app.gql('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { changed } }', { input: { tokenId: id } });
  const world = { t, app, url, viewer, ended: String(pick(made.data, 'createToken', 'secret')) };
  for (const { way, attempt, recorded } of ways) {
    await attempt(world);
    await until(async () => {
      const found = await events(app, { action: [recorded.action] });
      return found.some(
        (one) =>
          (recorded.result === undefined || pick(one, 'result') === recorded.result) &&
          (recorded.actor === undefined || pick(one, 'actor', 'name') === recorded.actor) &&
          Object.entries(recorded.params ?? {}).every(([key, value]) => pairs(pick(one, 'params'))[key] === value),
      );
    }, `it is on record: ${way}`);
  }
});

test('too many requests are on record: the first at once, the rest counted', async (t) => {
  const app = await startApp(t, fakeEngine(), { env: { WHARFINGER_RATE_LIMIT: '240' } });
  let limited = 0;
  for (let request = 0; request < 60; request += 1) if ((await app.gql('{ viewer { name } }')).status === 429) limited += 1;
  assert.ok(limited > 1, `${limited} were refused`);
  await app.close();
  const out: string[] = [];
  await run(['audit', 'list', '--json', '--oldest-first', '--action', 'request.refused'], {
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    terminal: false,
    config: () => loadConfig({ WHARFINGER_STATE_DIR: app.stateDir }),
  });
  const params = out.map((line) => pick(JSON.parse(line), 'intent', 'params'));
  assert.deepEqual(params, [
    { reason: 'rate-limited', what: 'requests', attempts: '1' },
    { reason: 'rate-limited', what: 'requests', attempts: String(limited - 1) },
  ]);
});

test('a log that is followed is on record from its beginning to its end, with how much came and why it ended', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  await supertest(app.app.server.server)
    .get('/api/v1/containers/web/logs')
    .set('authorization', `Bearer ${app.admin}`)
    .expect(200);
  const [event] = await until(async () => {
    const found = await events(app, { action: ['container.logs'], result: ['SUCCESS'] });
    return found.length > 0 && found;
  }, 'the end of the stream is on record');
  assert.equal(pick(event, 'after', 'state'), 'closed');
  assert.equal(pairs(pick(event, 'after', 'details'))['ending'], 'ended');
});

test('the admin token of the first start is marked where it is used although there is another admin', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const admin = await app.token('admin');
  const stop = 'mutation { stopContainer(input: {ref: "web"}) { changed } }';
  await app.gql(stop, {}, admin);
  await app.gql(stop);
  const marks = (await events(app, { action: ['container.stop'] })).map((one) => pick(one, 'breakGlass'));
  assert.deepEqual(marks, [true, false]);
  const [creation] = await events(app, { action: ['token.create'] });
  assert.equal(pick(creation, 'breakGlass'), false, 'during setup');
});
