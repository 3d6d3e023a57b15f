import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { terminal } from '../support/terminal.ts';
import { until } from '../support/until.ts';

const web = container({ name: 'web', state: 'running', openStdin: true, tty: true });
const path = '/api/v1/hosts/local/containers/web';

async function latest(app: TestApp, action = 'container.exec') {
  const answer = await app.gql(
    `query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { auditId result seq outcomeSeq reason source { transport }
      params { key value } after { details { key value } } } } }`,
    { filter: { action: [action] } },
  );
  return pick(answer.data, 'auditEvents', 'nodes', 0);
}

const detail = (event: unknown, key: string) => {
  const details = pick(event, 'after', 'details');
  return Array.isArray(details)
    ? pick(
        details.find((one) => pick(one, 'key') === key),
        'value',
      )
    : undefined;
};

/** The outcome is stored when the client may have gone already. */
const finished = (app: TestApp, action?: string) =>
  until(async () => {
    const event = await latest(app, action);
    return typeof pick(event, 'outcomeSeq') === 'number' && event;
  }, 'the outcome to be on record');

async function start(t: Parameters<typeof startApp>[0], env: Readonly<Record<string, string>> = {}) {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine, { env });
  const url = `${await app.listen()}${path}`;
  const authorization = `Bearer ${app.admin}`;
  return { engine, app, url, authorization };
}

test('a command in a terminal: bytes go both ways, its end comes as a message, and the session is on record', async (t) => {
  const { app, url, authorization, engine } = await start(t);
  const first = {
    authorization,
    command: ['cat'],
    tty: true,
    cols: 90,
    rows: 30,
    reason: 'to see',
    env: [{ key: 'A', value: 'v4lue' }],
  };
  const client = await terminal(t, `${url}/exec/ws`, first);
  // What is sent before the stream is open waits for it.
  client.type('hello');
  await client.shows('hello');
  const started = await client.told('started');
  assert.equal(pick(started, 'tty'), true);
  client.send({ type: 'close-stdin' });
  const exit = await client.told('exit');
  assert.equal(pick(exit, 'exitCode'), 0);
  assert.equal(pick(exit, 'ending'), 'ended');
  assert.equal(await client.closed, '1000 ended');
  const event = await finished(app);
  assert.equal(pick(event, 'auditId'), pick(exit, 'auditId'));
  assert.equal(pick(event, 'auditId'), pick(started, 'auditId'));
  assert.equal(pick(event, 'result'), 'SUCCESS');
  assert.equal(pick(event, 'reason'), 'to see');
  assert.equal(pick(event, 'source', 'transport'), 'REST');
  assert.deepEqual([detail(event, 'bytesIn'), detail(event, 'bytesOut'), detail(event, 'execExitCode')], ['5', '5', '0']);
  // Intent, started, outcome.
  assert.equal(Number(pick(event, 'outcomeSeq')), Number(pick(event, 'seq')) + 2);
  assert.doesNotMatch(JSON.stringify(event), /v4lue/);
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['openExec'],
  );
});

test('without a terminal the first byte tells the two outputs apart; the credential may be in the header', async (t) => {
  const { url, authorization } = await start(t);
  const out = await terminal(t, `${url}/exec/ws`, { command: ['echo', 'x'] }, { authorization });
  assert.equal(pick(await out.told('exit'), 'exitCode'), 0);
  assert.equal(out.stream(1), 'x\n');
  const err = await terminal(t, `${url}/exec/ws`, null, { authorization });
  // As a client sends it that knows only bytes.
  err.type('{"command": ["fail", "x"]}\n');
  assert.equal(pick(await err.told('exit'), 'exitCode'), 3);
  assert.equal(err.stream(2), 'x\n');
});

test('leaving, letting go, silence and the time limit end the session with their name, and the command may go on', async (t) => {
  const { app, url, authorization } = await start(t);
  const first = { authorization, command: ['hang'], tty: true };

  const leaver = await terminal(t, `${url}/exec/ws`, first);
  await leaver.shows('waiting');
  leaver.socket.close();
  assert.equal(detail(await finished(app), 'ending'), 'left');

  const detacher = await terminal(t, `${url}/exec/ws`, first);
  detacher.send({ type: 'detach' });
  const exit = await detacher.told('exit');
  assert.deepEqual([pick(exit, 'ending'), pick(exit, 'running'), pick(exit, 'exitCode')], ['detached', true, null]);

  const silent = await terminal(t, `${url}/exec/ws`, { ...first, idleTimeoutSeconds: 0.2 });
  assert.match(await silent.closed, /^4408 /);
  assert.equal(pick(silent.said('exit'), 'ending'), 'idle');

  const long = await terminal(t, `${url}/exec/ws`, { ...first, timeLimitSeconds: 0.3 });
  assert.match(await long.closed, /^4408 /);
  assert.equal(pick(long.said('exit'), 'ending'), 'time');
});

test('a revoked token ends its terminals within five seconds', async (t) => {
  const { app, url } = await start(t);
  const secret = await app.token('admin', { name: 'short' });
  const client = await terminal(t, `${url}/exec/ws`, { authorization: `Bearer ${secret}`, command: ['hang'], tty: true });
  await client.shows('waiting');
  const tokens = await app.gql('{ tokens { name tokenId } }');
  const all = pick(tokens.data, 'tokens');
  const tokenId = Array.isArray(all)
    ? pick(
        all.find((one) => pick(one, 'name') === 'short'),
        'tokenId',
      )
    : null;
  const begun = performance.now();
  assert.deepEqual(
    (await app.gql('mutation ($tokenId: String!) { revokeToken(input: { tokenId: $tokenId }) { changed } }', { tokenId })).errors,
    [],
  );
  assert.match(await client.closed, /^4403 /);
  assert.ok(performance.now() - begun < 5000);
});

test('who may not, or says nothing sensible, is told why and closed; nothing reaches the engine', async (t) => {
  const { app, url, authorization, engine } = await start(t);
  const operator = `Bearer ${await app.token('operator')}`;
  const cases: readonly (readonly [first: object, close: RegExp])[] = [
    [{ command: ['cat'] }, /^4401 UNAUTHENTICATED/],
    [{ authorization: 'Bearer whf_wrong', command: ['cat'] }, /^4401 UNAUTHENTICATED/],
    [{ authorization: operator, command: ['cat'] }, /^4403 FORBIDDEN/],
    [{ authorization }, /^4400 BAD_INPUT/],
    [{ authorization, command: [] }, /^4400 BAD_INPUT/],
    [{ authorization, command: ['cat'], privileged: true }, /^4400 BAD_INPUT/],
    [{ authorization, command: ['cat'], cols: 0 }, /^4400 BAD_INPUT/],
    [{ authorization, command: ['cat'], idleTimeoutSeconds: 1e9 }, /^4400 BAD_INPUT/],
    [{ authorization, command: ['cat'], detachKeys: 'x&stdin=1' }, /^4400 BAD_INPUT/],
  ];
  for (const [first, close] of cases) {
    const client = await terminal(t, `${url}/exec/ws`, first);
    assert.match(await client.closed, close, JSON.stringify(first));
    assert.ok(pick(client.said('error'), 'error', 'message'));
  }
  const ghost = await terminal(t, `${url.replace('/web', '/ghost')}/exec/ws`, { authorization, command: ['cat'] });
  assert.match(await ghost.closed, /^4404 NOT_FOUND/);
  assert.deepEqual(engine.calls, []);

  const foreign = new WebSocket(`${url.replace('http', 'ws')}/exec/ws`, { headers: { origin: 'https://evil.example' } });
  const [, response] = await once(foreign, 'unexpected-response');
  assert.equal(pick(response, 'statusCode'), 403);
  assert.equal((await fetch(`${url}/exec/ws`)).status, 401);
  assert.equal((await fetch(`${url}/exec/ws`, { headers: { authorization } })).status, 400);
});

test('a wrong message in a session is answered and does not end it; more terminals than the settings allow are refused', async (t) => {
  const { app, url, authorization } = await start(t, {
    WHARFINGER_MAX_TERMINALS: '3',
    WHARFINGER_MAX_TERMINALS_PER_CALLER: '2',
  });
  const first = { authorization, command: ['cat'], tty: true };
  const client = await terminal(t, `${url}/exec/ws`, first);
  client.socket.send('no json');
  await client.told('error');
  client.send({ type: 'signal', signal: 'TERM' });
  client.type('still here');
  await client.shows('still here');
  const second = await terminal(t, `${url}/exec/ws`, first);
  await second.told('started');
  const third = await terminal(t, `${url}/exec/ws`, first);
  assert.match(await third.closed, /^4429 RATE_LIMITED/);
  assert.match(String(pick(third.said('error'), 'error', 'message')), /This credential has 2 open terminals/);

  const others = { ...first, authorization: `Bearer ${await app.token('admin')}` };
  await (await terminal(t, `${url}/exec/ws`, others)).told('started');
  const last = await terminal(t, `${url}/exec/ws`, others);
  assert.match(await last.closed, /^4429 RATE_LIMITED/);
  assert.match(String(pick(last.said('error'), 'error', 'message')), /There are too many open terminals/);
});

test('a terminal lasts and is silent no longer than the settings allow, and a client can ask for no more', async (t) => {
  const { url, authorization } = await start(t, {
    WHARFINGER_TERMINAL_IDLE_TIMEOUT: '1',
    WHARFINGER_TERMINAL_TIME_LIMIT: '30',
  });
  const first = { authorization, command: ['hang'], tty: true };
  const silent = await terminal(t, `${url}/exec/ws`, first);
  for (const [field, most] of [
    ['idleTimeoutSeconds', 1],
    ['timeLimitSeconds', 30],
  ] as const) {
    const refused = await terminal(t, `${url}/exec/ws`, { ...first, [field]: most + 1 });
    assert.match(await refused.closed, /^4400 BAD_INPUT/);
    assert.equal(pick(refused.said('error'), 'error', 'message'), `${field}: more than 0, at most ${most}.`);
  }
  assert.match(await silent.closed, /^4408 /);
  assert.equal(pick(silent.said('exit'), 'ending'), 'idle');
});

test('attaching: bytes both ways, signals only when asked for and each on record, leaving stops nothing', async (t) => {
  const { app, url, authorization, engine } = await start(t);
  const client = await terminal(t, `${url}/attach/ws`, { authorization });
  client.type('x');
  await client.shows('x');
  client.send({ type: 'signal', signal: 'HUP' });
  assert.equal(pick(await finished(app, 'container.kill'), 'result'), 'SUCCESS');
  client.socket.close();
  const event = await finished(app, 'container.attach');
  assert.equal(pick(event, 'result'), 'SUCCESS');
  assert.equal(detail(event, 'ending'), 'left');
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['attachContainer', 'killContainer'],
  );
  assert.equal(engine.docker.find('web').state, 'running');
});

test('at shutdown open terminals are told, and their outcomes are on record before the state is given up', async (t) => {
  const { app, url, authorization } = await start(t);
  const client = await terminal(t, `${url}/exec/ws`, { authorization, command: ['hang'], tty: true });
  await client.shows('waiting');
  await app.close();
  assert.match(await client.closed, /^1001 /);
  assert.equal(pick(client.said('exit'), 'ending'), 'shutdown');
});
