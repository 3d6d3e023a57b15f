import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { wasSent } from '../../src/engine/failure.ts';
import { Places } from '../../src/engine/places.ts';
import { WharfingerError } from '../../src/errors.ts';
import { badRoad } from '../support/bad-road.ts';
import { until } from '../support/until.ts';
import { body, collect, standIn, status } from './stand-in.ts';

const id = 'a'.repeat(64);
const stop = { signal: null, timeoutSeconds: 5, ownSeconds: null };

test('hostile refs never reach the socket', async (t) => {
  const { engine, requests } = await standIn(t, status(200));
  const { reader, writer, streams } = engine;
  const signal = new AbortController().signal;
  const logs = { stdout: true, stderr: true, since: null, until: null, tail: 1, follow: false, tty: false };
  for (const ref of ['../x', '..', 'x/json?size=1', '%2f', 'a\0b', '', 'a b', 'x'.repeat(10_240)]) {
    const calls: Promise<unknown>[] = [
      reader.inspectContainer(ref),
      reader.containerSizes(ref),
      reader.containerProcesses(ref, null),
      reader.containerChanges(ref),
      reader.inspectImage(ref),
      reader.imageHistory(ref),
      reader.inspectNetwork(ref),
      reader.inspectVolume(ref),
      streams.stats(ref, signal),
      streams.logs(ref, logs, signal),
      writer.startContainer(ref),
      writer.stopContainer(ref, stop),
      writer.restartContainer(ref, stop),
      writer.killContainer(ref, { signal: null }),
      writer.pauseContainer(ref),
      writer.unpauseContainer(ref),
      writer.renameContainer(ref, { name: 'new' }),
      writer.removeContainer(ref, { force: true, volumes: false }),
    ];
    for (const call of calls) await assert.rejects(call, { code: 'NOT_FOUND' });
  }
  await assert.rejects(writer.renameContainer(id, { name: '../x' }), { code: 'BAD_INPUT' });
  await assert.rejects(writer.killContainer(id, { signal: 'KILL&x' }), { code: 'BAD_INPUT' });
  await assert.rejects(reader.containerProcesses(id, '; id'), { code: 'BAD_INPUT' });
  await assert.rejects(streams.logs(id, { ...logs, tail: -1 }, signal), { code: 'BAD_INPUT' });
  await assert.rejects(streams.logs(id, { ...logs, since: '0&tail=all' }, signal), { code: 'BAD_INPUT' });
  assert.deepEqual(requests, []);
});

test('each action is one request, with the agreed API version', async (t) => {
  const { engine, requests } = await standIn(t, status(204));
  assert.deepEqual(await engine.writer.startContainer(id), { changed: true, status: 204 });
  await engine.writer.stopContainer(id, stop);
  await engine.writer.killContainer('web', { signal: 'SIGUSR1' });
  await engine.writer.renameContainer('web', { name: 'new' });
  await engine.writer.removeContainer('web', { force: true, volumes: true });
  assert.deepEqual(requests, [
    `POST /v1.41/containers/${id}/start`,
    `POST /v1.41/containers/${id}/stop?t=5`,
    'POST /v1.41/containers/web/kill?signal=SIGUSR1',
    'POST /v1.41/containers/web/rename?name=new',
    'DELETE /v1.41/containers/web?force=true&v=true',
  ]);
});

test("the engine's answers become codes, with its words and its status", async (t) => {
  const cases: [number, string, string][] = [
    [400, 'bad parameter', 'BAD_INPUT'],
    [404, 'No such container: web', 'NOT_FOUND'],
    [404, 'page not found', 'ENGINE_ERROR'],
    [409, 'name in use', 'CONFLICT'],
    [500, 'Container a is not paused', 'CONFLICT'],
    [500, 'Cannot kill container a: no such process', 'CONFLICT'],
    [500, 'driver failed: Bind for 0.0.0.0:80 failed: port is already allocated', 'CONFLICT'],
    [500, 'ps: error: unsupported option', 'BAD_INPUT'],
    [500, 'disk on fire', 'ENGINE_ERROR'],
    [501, 'not supported', 'ENGINE_ERROR'],
    [503, 'not a swarm manager', 'ENGINE_ERROR'],
  ];
  for (const [http, message, code] of cases) {
    const { engine } = await standIn(t, status(http, message));
    await assert.rejects(engine.writer.startContainer(id), { code, message, engineStatus: http });
  }
});

test('304 is a success that changed nothing', async (t) => {
  const { engine } = await standIn(t, status(304));
  assert.deepEqual(await engine.writer.stopContainer(id, stop), { changed: false, status: 304 });
});

test('an answer that is not JSON, or of another shape, is ENGINE_ERROR', async (t) => {
  for (const text of ['<html>', '[]', '"x"', '{"Id":7}', '{"Id":"a","Name":"b","Created":"c","State":[]}']) {
    const { engine } = await standIn(t, body(text));
    await assert.rejects(engine.reader.inspectContainer(id), { code: 'ENGINE_ERROR' }, text);
  }
});

test('a connection that breaks before or inside the answer is ENGINE_UNAVAILABLE', async (t) => {
  const before = await standIn(t, (request) => void request.socket.destroy());
  await assert.rejects(before.engine.writer.startContainer(id), { code: 'ENGINE_UNAVAILABLE', message: /broke/ });
  const inside = await standIn(t, (request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Id":', () => request.socket.destroy());
  });
  await assert.rejects(inside.engine.reader.inspectContainer(id), { code: 'ENGINE_UNAVAILABLE' });
});

test('no answer within the deadline is TIMEOUT, and the connection is closed', async (t) => {
  const { engine, connections } = await standIn(t, () => {}, { timeouts: { read: 50, act: 50 } });
  await assert.rejects(engine.reader.inspectContainer(id), { code: 'TIMEOUT' });
  await assert.rejects(engine.writer.stopContainer(id, { ...stop, timeoutSeconds: 0 }), { code: 'TIMEOUT' });
  await assert.rejects(engine.streams.events({ since: null, signal: new AbortController().signal }), { code: 'TIMEOUT' });
  await until(() => connections() === 0, 'all connections closed');
});

test('the deadline of a stop lies beyond the time that the container is given', async (t) => {
  const answered: (() => void)[] = [];
  const { engine } = await standIn(t, (_, response) => void answered.push(() => void response.writeHead(204).end()), {
    timeouts: { act: 50 },
  });
  const stopping = engine.writer.stopContainer(id, { ...stop, timeoutSeconds: 30 });
  const unlimited = engine.writer.stopContainer(id, { ...stop, timeoutSeconds: -1 });
  const known = engine.writer.stopContainer(id, { ...stop, timeoutSeconds: null, ownSeconds: 30 });
  await until(() => answered.length === 3, 'all stops have arrived');
  await assert.rejects(engine.writer.startContainer(id), { code: 'TIMEOUT' });
  for (const answer of answered.slice(0, 3)) answer();
  assert.equal((await stopping).changed, true);
  assert.equal((await unlimited).changed, true);
  assert.equal((await known).changed, true);
});

test('an engine that is away is ENGINE_UNAVAILABLE with what to do, and is found again when it is back', async (t) => {
  const { engine, start, stop: halt } = await standIn(t, body('[]'));
  assert.deepEqual(await engine.reader.listContainerIds(), []);
  await halt();
  await assert.rejects(engine.reader.listContainerIds(), {
    code: 'ENGINE_UNAVAILABLE',
    message: /Start Docker|Docker daemon running/,
  });
  await start();
  assert.deepEqual(await engine.reader.listContainerIds(), []);
});

test('the API version is the lower one of both sides', async (t) => {
  const newer = { Version: '29', ApiVersion: '1.56', MinAPIVersion: '1.44' };
  const { engine, requests } = await standIn(t, body('[]'), { version: newer });
  await engine.reader.listContainerIds();
  assert.deepEqual(requests, ['GET /v1.51/containers/json?all=1']);
});

test('engines that are too old or too new, and what is no engine, say so', async (t) => {
  const cases: [object, string, RegExp][] = [
    [{ ApiVersion: '1.39' }, 'ENGINE_ERROR', /at least 1\.40/],
    [{ ApiVersion: '1.99', MinAPIVersion: '1.60' }, 'ENGINE_ERROR', /wants API 1\.60/],
    [{ hello: 'world' }, 'ENGINE_ERROR', /not a Docker Engine/],
  ];
  for (const [version, code, message] of cases) {
    const { engine } = await standIn(t, status(204), { version });
    await assert.rejects(engine.writer.startContainer(id), { code, message });
  }
});

test('what answers without speaking HTTP is ENGINE_UNAVAILABLE', async (t) => {
  const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const place = server.address();
  assert.ok(place !== null && typeof place === 'object');
  const address = {
    kind: 'tcp',
    address: `tcp://127.0.0.1:${place.port}`,
    host: '127.0.0.1',
    port: place.port,
    tls: null,
  } as const;
  const engine = connectEngine({ host: 'local', locate: async () => address });
  await assert.rejects(engine.reader.version(), { code: 'ENGINE_UNAVAILABLE', message: /does not speak HTTP/ });
});

test('a signal to stop with needs an engine that heeds it', async (t) => {
  const old = await standIn(t, status(204));
  await assert.rejects(old.engine.writer.stopContainer(id, { ...stop, signal: 'SIGINT' }), {
    code: 'BAD_INPUT',
    message: /API 1\.42/,
  });
  assert.deepEqual(old.requests, []);
  const recent = await standIn(t, status(204), { version: { ApiVersion: '1.44' } });
  await recent.engine.writer.stopContainer(id, { ...stop, signal: 'SIGINT' });
  assert.deepEqual(recent.requests, [`POST /v1.44/containers/${id}/stop?t=5&signal=SIGINT`]);
});

test('aborting a stream closes its connection and ends it without an error, before it was accepted too', async (t) => {
  const { engine, connections, requests } = await standIn(t, (request, response) => {
    if (request.url?.includes('/events')) response.flushHeaders();
  });
  const over = new AbortController();
  const events = await engine.streams.events({ since: '1795502416996820145', signal: over.signal });
  const reading = collect(events);
  const waiting = engine.streams.stats(id, over.signal);
  await until(() => requests.length === 2, 'both requests have arrived');
  over.abort();
  assert.deepEqual(await reading, []);
  assert.deepEqual(await collect(await waiting), []);
  await until(() => connections() === 0, 'all connections closed');
  assert.ok(requests.includes('GET /v1.41/events?since=1795502416.996820145'));
});

test('a stream that the engine breaks off throws ENGINE_UNAVAILABLE', async (t) => {
  const { engine } = await standIn(t, (request, response) => {
    response.write('{"Type":"container","Action":"start","Actor":{"ID":"x"},"timeNano":1}\n', () => request.socket.destroy());
  });
  const events = await engine.streams.events({ since: null, signal: new AbortController().signal });
  await assert.rejects(collect(events), { code: 'ENGINE_UNAVAILABLE' });
});

test('an engine that is silent when it is greeted is lost: calls fail at once, one at a time tries, and the first that succeeds ends it', async (t) => {
  let time = 0;
  const { path, start, stop } = await standIn(t, body('[]'));
  const road = await badRoad(t, path);
  const at = { kind: 'unix', address: `unix://${road.path}`, path: road.path } as const;
  const engine = connectEngine({ host: 'local', locate: async () => at, timeouts: { read: 1000 }, now: () => time });
  const list = () => engine.reader.listContainerIds();
  road.fault = { afterBytes: 0, how: 'silence' };
  await assert.rejects(list());
  await until(() => engine.load.lost, 'it is taken for lost');

  const { made } = road;
  for (let n = 0; n < 20; n += 1) {
    const refused = await engine.writer.startContainer(id).catch((error: unknown) => error);
    assert.ok(refused instanceof WharfingerError && refused.code === 'ENGINE_UNAVAILABLE' && !wasSent(refused));
  }
  assert.equal(road.made, made, 'nothing was tried');
  time += 500;
  const tried = await Promise.allSettled(Array.from({ length: 20 }, list));
  assert.ok(tried.every(({ status: end }) => end === 'rejected'));
  assert.equal(road.made, made + 1, 'one has tried');

  road.fault = null;
  await assert.rejects(list(), { code: 'ENGINE_UNAVAILABLE' });
  time += 500;
  await until(() => list().catch(() => ((time += 500), null)), 'it is back');
  assert.ok(!engine.load.lost);

  // One that refuses connections may be restarting: the session that is lost, and five attempts at another.
  await stop();
  for (const lost of [false, false, false, false, false, true]) {
    await assert.rejects(list(), { code: 'ENGINE_UNAVAILABLE' });
    assert.equal(engine.load.lost, lost);
  }
  await start();
  time += 500;
  await until(() => list().catch(() => ((time += 500), null)), 'it is back again');
});

test('the engine is asked for a bounded number of things at the same time; those that wait do so within their deadline, and actions not behind reads', async (t) => {
  const held: (() => void)[] = [];
  const { engine, requests } = await standIn(t, (request, response) => {
    if (request.method === 'POST') response.writeHead(204).end();
    else held.push(() => response.end('[]'));
  });
  const reads = Array.from({ length: 40 }, () => engine.reader.listContainerIds());
  await until(() => held.length === 32, 'as many as may be under way');
  assert.deepEqual(engine.load, { lost: false, running: 32, waiting: 8 });
  assert.deepEqual(await engine.writer.startContainer(id), { changed: true, status: 204 });
  const answering = setInterval(() => held.splice(0).forEach((answer) => answer()), 1);
  t.after(() => clearInterval(answering));
  assert.equal((await Promise.all(reads)).length, 40);
  assert.equal(requests.length, 41);
  assert.deepEqual(engine.load, { lost: false, running: 0, waiting: 0 });
});

test('a line that is full takes nobody more, and who leaves it makes room', async () => {
  const places = new Places({ places: 1, line: 1 });
  const never = new AbortController().signal;
  const leaving = new AbortController();
  const give = await places.take(never);
  const second = assert.rejects(places.take(leaving.signal));
  await assert.rejects(places.take(never), { code: 'RATE_LIMITED', message: /nothing was sent/ });
  leaving.abort();
  await second;
  const third = places.take(never);
  give();
  (await third)();
  assert.deepEqual([places.taken, places.waiting], [0, 0]);
});

test('an action whose turn does not come before its deadline was not sent', async (t) => {
  const held: (() => void)[] = [];
  const { engine, requests } = await standIn(t, (_, response) => void held.push(() => response.writeHead(204).end()), {
    timeouts: { act: 100 },
  });
  const stopping = Array.from({ length: 128 }, () => engine.writer.stopContainer(id, { ...stop, timeoutSeconds: 60 }));
  await until(() => held.length === 128, 'as many as may be under way');
  const late = await engine.writer.startContainer(id).catch((error: unknown) => error);
  assert.ok(late instanceof WharfingerError && late.code === 'TIMEOUT' && !wasSent(late));
  for (const answer of held) answer();
  await Promise.all(stopping);
  assert.equal(requests.length, 128);
});
