import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { conflict, internal } from '../../src/errors.ts';
import { edge } from './rig.ts';

const routes = (app: FastifyInstance) => {
  app.post('/echo', (request) => ({ body: request.body }));
  app.get('/conflict', () => Promise.reject(conflict('web is running already', { auditId: 'a-1' })));
  app.get('/defect', () => Promise.reject(new TypeError('secret detail in /var/lib')));
  app.get('/masked', () => Promise.reject(internal('Something went wrong.', { cause: new Error('the cause') })));
  app.get('/leak', (request) => {
    request.log.warn({ headers: request.headers, note: `got ${request.headers.authorization ?? ''}` }, 'careless');
    return {};
  });
};

test('an error of the catalogue goes out with its code, status and audit id', async (t) => {
  const { app, holder } = await edge(t, { routes });
  const answer = await app.inject({ url: '/conflict', headers: await headers(holder) });
  assert.equal(answer.statusCode, 409);
  assert.deepEqual(answer.json(), {
    error: { code: 'CONFLICT', message: 'web is running already', requestId: answer.headers['x-request-id'], auditId: 'a-1' },
  });
  assert.equal(answer.headers['x-audit-id'], 'a-1');
});

test('a connection on which nothing was asked does not keep the server from stopping', async (t) => {
  const { app } = await edge(t, { routes });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const accepted = once(app.server, 'connection');
  const socket = connect(Number(port), '127.0.0.1');
  const closed = once(socket.resume(), 'close');
  await accepted;
  await Promise.all([app.close(), closed]);
});

test('a defect goes out as INTERNAL with nothing in it, and is in the log once under the request id', async (t) => {
  const { app, holder, lines } = await edge(t, { routes });
  const answer = await app.inject({ url: '/defect', headers: await headers(holder) });
  assert.deepEqual([answer.statusCode, answer.json().error.code], [500, 'INTERNAL']);
  assert.ok(!answer.body.includes('secret detail'));
  const logged = lines.filter((line) => line.includes('secret detail'));
  assert.equal(logged.length, 1);
  assert.ok(logged[0]?.includes(answer.json().error.requestId));
});

test('the cause of an error that was foreseen is in the log too', async (t) => {
  const { app, holder, lines } = await edge(t, { routes });
  await app.inject({ url: '/masked', headers: await headers(holder) });
  assert.equal(lines.filter((line) => line.includes('the cause')).length, 1);
});

test('broken JSON, a foreign media type and a body too large are BAD_INPUT, each with its status', async (t) => {
  const { app, holder } = await edge(t, { routes, env: { WHARFINGER_BODY_LIMIT: '1024' } });
  const post = async (payload: string, type: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/echo',
      payload,
      headers: { ...(await headers(holder)), 'content-type': type },
    });
    return [answer.statusCode, answer.json().error.code];
  };
  assert.deepEqual(await post('{"a":', 'application/json'), [400, 'BAD_INPUT']);
  assert.deepEqual(await post('', 'application/json'), [400, 'BAD_INPUT']);
  assert.deepEqual(await post('{"__proto__":{}}', 'application/json'), [400, 'BAD_INPUT']);
  assert.deepEqual(await post('a', 'text/plain'), [415, 'BAD_INPUT']);
  assert.deepEqual(await post('a=b', 'application/x-www-form-urlencoded'), [415, 'BAD_INPUT']);
  assert.deepEqual(await post(JSON.stringify('x'.repeat(1024)), 'application/json'), [413, 'BAD_INPUT']);
});

test('hostile paths get an answer of the usual shape', async (t) => {
  const { app, holder } = await edge(t, { routes });
  for (const url of ['/%', '/%2e%2e/x', '/a%2fb', '/%00', `/${'x'.repeat(10_000)}`, '//', '/..;/']) {
    const answer = await app.inject({ url, headers: await headers(holder) });
    assert.ok([400, 404].includes(answer.statusCode), url);
    assert.ok(['BAD_INPUT', 'NOT_FOUND'].includes(answer.json().error.code), url);
  }
});

test('each request has one line in the log: who, what, how it ended; never the query, never a secret', async (t) => {
  const { app, holder, lines } = await edge(t, { routes });
  const { authorization, secret, token } = await holder({ name: 'alice' });
  await app.inject({ url: '/conflict?filter=private', headers: { authorization } });
  await app.inject({ url: '/leak', headers: { authorization, cookie: 'sid=123' } });
  const entries = lines.map((line): Record<string, unknown> => JSON.parse(line));
  const request = entries.find((entry) => entry['path'] === '/conflict');
  assert.ok(request);
  const { method, status, actor, actorId, auditId, msg } = request;
  assert.deepEqual(
    { method, status, actor, actorId, auditId, msg },
    { method: 'GET', status: 409, actor: 'alice', actorId: token.id, auditId: 'a-1', msg: 'request' },
  );
  const all = lines.join('');
  for (const hidden of ['private', secret, secret.slice(10), 'sid=123']) assert.ok(!all.includes(hidden), hidden);
});

test('a page of a foreign origin may not call it, unless the origin is configured exactly', async (t) => {
  const { app } = await edge(t, { routes, env: { WHARFINGER_CORS_ORIGINS: 'https://ops.example.com' } });
  const preflight = (origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/echo',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const ours = await preflight('https://ops.example.com');
  assert.equal(ours.statusCode, 204);
  assert.equal(ours.headers['access-control-allow-origin'], 'https://ops.example.com');
  assert.equal(ours.headers['access-control-allow-credentials'], undefined);
  for (const origin of ['https://evil.example', 'https://ops.example.com.evil.example', 'http://ops.example.com', 'null']) {
    assert.equal((await preflight(origin)).headers['access-control-allow-origin'], undefined, origin);
  }
});

test('without configured origins there is no CORS at all', async (t) => {
  const { app } = await edge(t, { routes });
  const answer = await app.inject({
    method: 'OPTIONS',
    url: '/echo',
    headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
  });
  assert.equal(answer.statusCode, 401);
  assert.equal(answer.headers['access-control-allow-origin'], undefined);
});

test('answers tell browsers to run and frame nothing', async (t) => {
  const { app } = await edge(t);
  const { headers: sent } = await app.inject('/livez');
  assert.match(String(sent['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(sent['x-content-type-options'], 'nosniff');
});

for (const [what, sent, status] of [
  ['what is not HTTP', 'hello\r\n\r\n', 400],
  ['headers beyond 16 KiB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
  [
    'a length beside chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
] as const) {
  test(`${what}: answered with ${status} and the connection closed`, async (t) => {
    const { app } = await edge(t);
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(sent);
    const answer = await text(socket);
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    assert.equal(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).error.code, 'BAD_INPUT');
  });
}

test('whoever is slow or silent is cut off in time, but for a body that is taken as a stream', async (t) => {
  const seen: string[] = [];
  const { app, holder } = await edge(t, {
    http: { requestTimeoutMs: 200, keepAliveTimeoutMs: 100 },
    routes: (scope) => {
      scope.addContentTypeParser('application/x-tar', (_request, _body, done) => done(null));
      scope.post('/uploads', { config: { streams: true } }, async (request) => {
        for await (const bytes of request.raw) seen.push(String(bytes));
        return 'all';
      });
      scope.post('/requests', async () => 'all');
    },
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const { authorization } = await holder();
  const sends = async (begun: string, allowHalfOpen = false) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen });
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(begun);
    return socket;
  };
  const post = (path: string, type: string, credential = authorization) =>
    `POST ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${credential}\r\ncontent-type: ${type}\r\ncontent-length: 4000\r\n\r\n{"`;
  /** A byte, and another one, for as long as they are taken, whatever is said. */
  const drips = async (begun: string) => {
    const socket = await sends(begun, true);
    const timer = setInterval(() => socket.write('x'), 20);
    socket.on('error', () => {}).once('close', () => clearInterval(timer));
    return socket;
  };

  const upload = await sends(post('/uploads', 'application/x-tar'));
  const late: readonly [number, Promise<Socket>][] = [
    [408, sends('')],
    [408, sends(post('/requests', 'application/json'))],
    [408, drips(post('/requests', 'application/json'))],
    [408, drips('GET /livez HTTP/1.1\r\nhost: a\r\nx-long: ')],
    // Refused at once, and sent on all the same.
    [401, drips(post('/requests', 'application/json', 'none'))],
    [401, drips(post('/uploads', 'application/x-tar', 'none'))],
  ];
  await Promise.all(
    late.map(async ([status, begun]) => {
      const socket = await begun;
      let got = '';
      socket.on('data', (bytes) => (got += String(bytes)));
      // A byte on its way to a closed connection is an error first.
      await new Promise((resolve) => socket.once('close', resolve));
      assert.match(got, new RegExp(`^HTTP/1.1 ${status} `));
    }),
  );

  const idle = await text(await sends('GET /livez HTTP/1.1\r\nhost: a\r\n\r\n'));
  assert.match(idle, /^HTTP\/1.1 200 .*\r\nKeep-Alive: timeout=0, max=10000\r\n/s);

  upload.write('x'.repeat(3998));
  assert.match(await text(upload), /^HTTP\/1.1 200 /);
  assert.equal(seen.join('').length, 4000);
});

test('whoever reads nothing of an answer is cut off in time', async (t) => {
  const answered = Promise.withResolvers<Socket>();
  const { app, holder } = await edge(t, {
    http: { connectionTimeoutMs: 100 },
    routes: (scope) =>
      scope.get('/much', async (request) => {
        answered.resolve(request.raw.socket);
        // More than the two ends of a connection hold.
        return Buffer.alloc(64 * 1024 * 1024);
      }),
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const { authorization } = await holder();
  const socket = connect(Number(port), '127.0.0.1').pause();
  t.after(() => socket.destroy());
  socket.write(`GET /much HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n\r\n`);
  await once(await answered.promise, 'close');
});

test('a connection beyond as many as there may be is closed at once, and counted; those there are go on', async (t) => {
  const { app, holder } = await edge(t, { http: { maxConnections: 2 } });
  const { authorization } = await holder();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const opened = Array.from({ length: 3 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
  t.after(() => opened.forEach((socket) => socket.destroy()));
  const [first, second, third] = opened;
  assert.ok(first && second && third);
  await once(third.resume(), 'close');
  const asked = `GET /metrics HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\nconnection: close\r\n\r\n`;
  first.end(asked);
  assert.match(await text(first), /^wharfinger_connections 2\n.*^wharfinger_connections_refused_total 1\n/ms);
  second.end(asked);
  assert.match(await text(second), /^HTTP\/1.1 200 /);
});

async function headers(holder: () => Promise<{ authorization: string }>) {
  return { authorization: (await holder()).authorization };
}
