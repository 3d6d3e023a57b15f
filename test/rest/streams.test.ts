import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { pick } from '../support/app.ts';
import { container } from '../support/fake-engine.ts';
import { logLine } from '../support/fake-objects.ts';
import { until } from '../support/until.ts';
import { startRest } from './rig.ts';

const web = container({ name: 'web', state: 'running' });

async function start(t: TestContext) {
  const rest = await startRest(t, { containers: [web] });
  const url = `${await rest.app.listen()}/api/v1`;
  const open = async (path: string, token = rest.app.admin) => {
    const leave = new AbortController();
    t.after(() => leave.abort());
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` }, signal: leave.signal });
    return { status: response.status, body: response.body, leave: () => leave.abort() };
  };
  return { ...rest, open };
}

/** The first of what comes that holds a text. */
async function shows(body: AsyncIterable<Uint8Array> | null, text: string): Promise<string> {
  let seen = '';
  for await (const chunk of body ?? []) {
    seen += Buffer.from(chunk).toString();
    if (seen.includes(text)) return seen;
  }
  throw new Error(`ended without ${text}: ${seen}`);
}

test('a log is followed: headers come at once, lines as they are written, and the upstream is closed when the client has left', async (t) => {
  const { engine, open } = await start(t);
  const { status, body, leave } = await open('/containers/web/logs?follow=true&tail=0');
  assert.equal(status, 200);
  await until(() => engine.open.logs === 1, 'the upstream is open');
  engine.pushLogs(web.id, [logLine('hello')]);
  assert.equal(await shows(body, 'hello'), 'hello\n');
  leave();
  await until(() => engine.open.logs === 0, 'the upstream is closed', 1000);
});

test('events come as one JSON object a line; whoever may not follow them is told so by the status', async (t) => {
  const { post, open, app } = await start(t);
  const { body } = await open('/events?types=container&actions=pause');
  const auditor = await app.token('auditor');
  assert.equal((await open('/events', auditor)).status, 403);
  await post('/containers/web/pause');
  const line = (await shows(body, '"pause"')).trim();
  const event: unknown = JSON.parse(line);
  assert.deepEqual([pick(event, 'action'), pick(event, 'actorId')], ['pause', web.id]);
});

test('the page at /docs needs no credential and loads nothing from elsewhere', async (t) => {
  const { app } = await start(t);
  for (const [path, type] of [
    ['/docs', /html/],
    ['/docs/page.js', /javascript/],
    ['/docs/style.css', /css/],
  ] as const) {
    const { statusCode, headers, body } = await app.app.server.inject({ method: 'GET', url: path });
    assert.equal(statusCode, 200);
    assert.match(String(headers['content-type']), type);
    assert.doesNotMatch(body, /https?:\/\//);
  }
});

test('details of lines stand in front of them, as docker logs writes them', async (t) => {
  const { engine, open } = await start(t);
  engine.pushLogs(web.id, [
    { ...logLine('hello'), details: 'team=a+b,x=%C3%A9' },
    { ...logLine('again'), details: '' },
  ]);
  const { body } = await open('/containers/web/logs?details=true');
  assert.equal(await shows(body, 'again'), 'team=a+b,x=%C3%A9 hello\n again\n');
});
