import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openSocket } from '../graphql/socket.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { terminal } from '../support/terminal.ts';
import { scratch } from '../support/scratch.ts';

const rules = (role: string, scope: string) => `version: 1
roles:
  keeper: { permissions: [host.read, container.read, container.logs, container.exec, token.create] }
  changing: { permissions: [host.read, container.read, container.logs, ${role}] }
scopes:
  web: { labels: ${scope} }
`;

/** Everything that stays open, opened with one token; gives for each the promise that it has ended. */
async function openAll(t: TestContext, url: string, token: string): Promise<Readonly<Record<string, Promise<unknown>>>> {
  const headers = { authorization: `Bearer ${token}` };
  const socket = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await socket.init(headers);
  socket.subscribe('1', 'subscription { containerChanges { kind } }');
  const follow = async (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) => {
    const left = new AbortController();
    t.after(() => left.abort());
    const answer = await fetch(`${url}${path}`, { ...init, headers: { ...headers, ...init.headers }, signal: left.signal });
    assert.equal(answer.status, 200, path);
    return answer.text().catch(() => 'cut');
  };
  const stream = {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { containerLogs(refs: ["web"]) { lines { text } } }' }),
  };
  const shell = await terminal(t, `${url}/api/v1/hosts/local/containers/web/exec/ws`, {
    authorization: `Bearer ${token}`,
    command: ['hang'],
  });
  await shell.shows('waiting');
  return {
    WebSocket: socket.closed().then(({ code }) => assert.equal(code, 4403)),
    'Server-Sent Events': follow('/graphql/stream', stream),
    'REST lines': follow('/api/v1/changes'),
    'REST log': follow('/api/v1/containers/web/logs?follow=true'),
    terminal: shell.closed,
  };
}

async function tokenOf({ gql }: TestApp, input: object, maker?: string) {
  const answer = await gql(
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { tokenId } } }',
    { input: { name: 'one', ...input } },
    maker,
  );
  assert.deepEqual(answer.errors, []);
  const made = pick(answer.data, 'createToken');
  return { secret: String(pick(made, 'secret')), id: String(pick(made, 'token', 'tokenId')) };
}

test('whatever takes from a token what it had closes its WebSockets, streams and terminals within five seconds, and leaves others open', async (t) => {
  const folder = scratch(t);
  const path = join(folder, 'wharfinger.yaml');
  writeFileSync(path, rules('container.exec', 'team=web'));
  const engine = fakeEngine({ containers: [container({ name: 'web', labels: { team: 'web' } })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path } });
  const url = await app.listen();

  const revoked = await tokenOf(app, { role: 'keeper' });
  const child = await tokenOf(app, { role: 'keeper' }, revoked.secret);
  const changed = await tokenOf(app, { role: 'changing' });
  const moved = await tokenOf(app, { role: 'keeper', scope: 'web' });
  const steady = await tokenOf(app, { role: 'keeper' });
  const open: Record<string, Readonly<Record<string, Promise<unknown>>>> = {};
  for (const [why, { secret }] of Object.entries({ revoked, child, changed, moved, steady }))
    open[why] = await openAll(t, url, secret);
  // It is opened within its short life.
  const expiring = await tokenOf(app, { role: 'keeper', expiresIn: '3s' });
  open['expiring'] = await openAll(t, url, expiring.secret);

  const ended = new Map<string, number>();
  const begun = performance.now();
  for (const [why, ways] of Object.entries(open))
    for (const [way, end] of Object.entries(ways))
      void end.then(() => ended.set(`${why}: ${way}`, performance.now() - begun)).catch(() => undefined);
  await app.gql('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { changed } }', {
    input: { tokenId: revoked.id },
  });
  writeFileSync(path, rules('container.stop', 'team=db'));
  app.app.reloadPolicy();

  const { steady: stays, ...end } = open;
  await Promise.all(Object.values(end).flatMap((ways) => Object.values(ways)));
  const times = [...ended.entries()];
  assert.equal(times.length, 25, JSON.stringify(times));
  t.diagnostic(`the last after ${Math.round(Math.max(...ended.values()))} ms`);
  const late = times.filter(([what, ms]) => ms > (what.startsWith('expiring') ? 3_000 : 0) + 5_000);
  assert.deepEqual(late, []);
  assert.equal(Object.keys(stays ?? {}).length, 5);
});
