import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

interface Given {
  body?: object;
  headers?: Record<string, string>;
}

function send(socketPath: string, method: string, path: string, { body, headers = {} }: Given = {}): Promise<IncomingMessage> {
  const sent = body === undefined ? '' : JSON.stringify(body);
  const typed = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) };
  return new Promise((resolve, reject) => {
    request({ socketPath, method, path, agent: false, headers: { host: 'docker', ...typed, ...headers } }, resolve)
      .on('error', reject)
      .end(sent);
  });
}

test('sockets of the policy', async (t) => {
  const dir = scratch(t);
  const at = (name: string) => join(dir, `${name}.sock`);
  const policy = join(dir, 'wharfinger.yaml');
  const write = (sockets: object) =>
    writeFileSync(
      policy,
      JSON.stringify({ version: 1, scopes: { web: { labels: 'team=web' }, db: { labels: 'team=db' } }, sockets }),
    );
  const team = { path: at('team'), role: 'deployer', scopes: ['web'] };
  const watch = { path: at('watch'), mode: '0600', role: 'viewer', host: 'local' };
  const lost = { path: at('file'), role: 'viewer' };
  write({ team, watch, lost });
  writeFileSync(lost.path, 'kept');
  const dead = createServer().listen(at('dead'));
  await once(dead, 'listening');
  renameSync(at('dead'), team.path);
  dead.close();

  const web = container({ name: 'web', labels: { team: 'web' }, tty: false });
  const engine = fakeEngine({ containers: [web, container({ name: 'db', labels: { team: 'db' } })] });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: policy } });
  const ask = async (path: string, method: string, target: string, given: Given = {}) => {
    const answer = await send(path, method, target, given);
    const json: unknown = JSON.parse((await text(answer)) || 'null');
    return { status: answer.statusCode, json, message: String(pick(json, 'message')), auditId: answer.headers['x-audit-id'] };
  };
  const event = async (auditId: unknown) => {
    const found = await app.gql(
      `{ auditEvent(id: "${String(auditId)}") { result actor { type id name authMethod tokenId } source { transport address } } }`,
    );
    return pick(found.data, 'auditEvent');
  };

  await t.test('each is there with its mode; what is no socket stays as it was, and is told of', () => {
    assert.equal(statSync(team.path).mode & 0o777, 0o660);
    assert.equal(statSync(watch.path).mode & 0o777, 0o600);
    assert.ok(statSync(lost.path).isFile());
    assert.ok(app.log.some((line) => line.includes('cannot be opened') && line.includes('is there and is no socket')));
  });

  await t.test('whoever can open one reaches what its scopes reach, at the root and without a credential', async () => {
    const list = await ask(team.path, 'GET', '/v1.41/containers/json?all=1');
    assert.deepEqual(
      [list.json].flat().map((one) => pick(one, 'Id')),
      [web.id],
    );
    assert.equal((await send(team.path, 'HEAD', '/_ping')).statusCode, 200);
    assert.equal((await ask(team.path, 'GET', '/containers/db/json')).message, 'No such container: db');
    const stopped = await ask(team.path, 'POST', '/v1.41/containers/web/stop');
    assert.equal(stopped.status, 204);
    assert.deepEqual(await event(stopped.auditId), {
      result: 'SUCCESS',
      actor: { type: 'socket', id: 'socket:team', name: 'team', authMethod: 'socket', tokenId: null },
      source: { transport: 'GATEWAY', address: null },
    });
  });

  await t.test('what it may not is refused and on record, and the engine has seen nothing', async () => {
    const before = engine.calls.length;
    const refused = await ask(watch.path, 'POST', '/containers/web/kill');
    assert.equal(refused.status, 403);
    assert.equal(pick(await event(refused.auditId), 'actor', 'id'), 'socket:watch');
    assert.equal((await ask(team.path, 'POST', '/containers/db/stop')).status, 404);
    assert.equal(engine.calls.length, before);
  });

  await t.test('its answers are counted among those of the listener', async () => {
    const metrics = await app.app.server.inject({ url: '/metrics', headers: { authorization: `Bearer ${app.admin}` } });
    assert.match(
      metrics.body,
      /^wharfinger_http_request_duration_seconds_count\{method="POST",route="\/engine\/[^"]*",status="403"\} 1$/m,
    );
  });

  await t.test(
    'nobody acts under another name than that of the socket, nor on another host, nor by any other way in',
    async () => {
      const named = await ask(team.path, 'GET', '/info', { headers: { authorization: `Bearer ${app.admin}` } });
      assert.deepEqual([named.status, /stands for socket:team/.test(named.message)], [400, true]);
      for (const path of ['/engine/local/info', '/graphql', '/api/v1/containers', '/metrics', '/healthz'])
        assert.equal((await ask(team.path, 'GET', path)).status, 404, path);
      for (const path of ['//info', '/../other/info', '/%2e%2e/info'])
        assert.equal((await ask(team.path, 'GET', path)).status, 400, path);
      const absolute = connect(team.path);
      absolute.end('GET http://docker/info HTTP/1.1\r\nhost: docker\r\nconnection: close\r\n\r\n');
      assert.match(await text(absolute), /^HTTP\/1\.1 40[04] /);
    },
  );

  await t.test('a new policy closes what has lost its rights or its place, keeps the rest, and opens what is new', async () => {
    const follow = async (path: string) => {
      const answer = await send(path, 'GET', '/events');
      assert.equal(answer.statusCode, 200);
      const closed = once(answer, 'close');
      answer.on('error', () => {}).resume();
      return { closed, answer };
    };
    const [changed, gone] = [await follow(team.path), await follow(watch.path)];
    const moved = { ...watch, path: at('moved'), mode: '0666' };
    write({ team: { ...team, scopes: ['db'] }, moved });
    app.app.reloadPolicy();
    await until(() => existsSync(moved.path) && (statSync(moved.path).mode & 0o777) === 0o666, 'the new one is open');
    assert.equal(existsSync(watch.path), false);
    await assert.rejects(ask(watch.path, 'GET', '/_ping'));
    assert.equal((await ask(team.path, 'GET', '/containers/web/json')).status, 404);
    const began = performance.now();
    await Promise.all([changed.closed, gone.closed]);
    assert.ok(performance.now() - began < 7_000);
    assert.equal((await ask(moved.path, 'GET', '/containers/web/json')).status, 200);
  });

  await t.test('a file that gives a socket what there is not, or nobody, is no policy', () => {
    const wrong = { path: '/a/../b', role: 'nobody', permissions: ['container.fly'], scopes: ['sky'] };
    write({ team: wrong, other: { path: '/a/../b' } });
    app.app.reloadPolicy();
    const told = app.log.findLast((line) => line.includes('is no good')) ?? '';
    for (const part of [
      'team.role',
      'team.permissions[0]',
      'team.scopes[0]',
      'team.path',
      'other.path',
      'sockets.other: stands for nobody',
    ])
      assert.ok(told.includes(part), part);
    assert.ok(existsSync(team.path));
  });

  await app.close();
  assert.equal(existsSync(team.path), false);
});
