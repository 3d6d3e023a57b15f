import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { badInput } from '../../src/errors.ts';
import { until } from '../support/until.ts';
import { collect, standIn } from './stand-in.ts';

async function* content() {
  yield Buffer.from('one');
  yield Buffer.from('two');
}

const never = new AbortController().signal;
const build = {
  tags: ['a:1', 'b'],
  dockerfile: null,
  target: null,
  noCache: false,
  pull: false,
  rm: true,
  forceRm: false,
  labels: { a: 'b' },
  buildArgs: { X: 'y z' },
  platform: null,
  network: null,
  cacheFrom: [],
};

test('archives go to the engine as they are, with every option in its words', async (t) => {
  const bodies: string[] = [];
  const engine = await standIn(t, (request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.headers['content-type']} ${request.headers['content-length'] ?? 'chunked'} ${body}`);
      response.end(
        '{"stream":"hi\\n"}\r\n{"aux":{"ID":"sha256:1"}}\n{"status":"Loading","progressDetail":{"current":1,"total":2},"id":"x"}',
      );
    });
  });
  const { writer } = engine.engine;
  const loaded = await writer.loadImages({ platform: null }, { content: content(), length: 6 }, never);
  const lines = await collect(loaded.output);
  assert.deepEqual(
    lines.map(({ stream, imageId, status, id, current, total }) => [stream, imageId, status, id, current, total]),
    [
      ['hi\n', null, null, null, null, null],
      [null, 'sha256:1', null, null, null, null],
      [null, null, 'Loading', 'x', 1, 2],
    ],
  );
  const options = { repository: 'r', tag: '1', message: 'm', changes: ['CMD a', 'USER b'], platform: 'linux/arm64' };
  await collect((await writer.importImage(options, { content: content(), length: null }, never)).output);
  await collect((await writer.buildImage(build, { content: content(), length: null }, never, [])).output);
  assert.deepEqual(bodies, [
    'application/x-tar 6 onetwo',
    'application/x-tar chunked onetwo',
    'application/x-tar chunked onetwo',
  ]);
  assert.deepEqual(engine.requests, [
    'POST /v1.41/images/load?quiet=false',
    'POST /v1.41/images/create?fromSrc=-&repo=r&tag=1&message=m&changes=CMD+a&changes=USER+b&platform=linux%2Farm64',
    'POST /v1.41/build?t=a%3A1&t=b&nocache=false&rm=true&forcerm=false&labels=%7B%22a%22%3A%22b%22%7D&buildargs=%7B%22X%22%3A%22y+z%22%7D&version=1',
  ]);
});

test('BuildKit is spoken to over a connection that goes over to HTTP/2, with what the client says of itself, and over no other', async (t) => {
  const engine = await standIn(t, (_request, response) => void response.end('not me'));
  const headers = { 'x-docker-expose-session-grpc-method': ['/a/B', '/a/C'] };
  const { writer } = engine.engine;
  await assert.rejects(writer.openBuilder({ kind: 'session', headers }), { code: 'ENGINE_ERROR', message: /HTTP\/2/ });
  await until(() => engine.connections() === 0, 'the connection to be closed');
  engine.upgrades((request, socket) => {
    const named = request.headersDistinct['x-docker-expose-session-grpc-method']?.join(' ');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${named} `);
    socket.pipe(socket);
  });
  const opened = await writer.openBuilder({ kind: 'session', headers });
  await opened.write(Buffer.from('typed'));
  opened.endInput();
  const pieces = await collect(opened.output);
  assert.equal(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString(), '/a/B /a/C typed');
  assert.deepEqual(engine.requests, ['POST /v1.41/session']);
});

test('images come from the engine as they are, and closing or aborting lets go of it', async (t) => {
  const engine = await standIn(t, (_request, response) => void response.write('tar'));
  const leave = new AbortController();
  const { bytes } = await engine.engine.reader.saveImages(['a:1', 'b'], { platform: null }, leave.signal);
  const reading = bytes[Symbol.asyncIterator]();
  assert.equal(String((await reading.next()).value), 'tar');
  assert.deepEqual(engine.requests, ['GET /v1.41/images/get?names=a%3A1&names=b']);
  const why = badInput('enough');
  leave.abort(why);
  await assert.rejects(reading.next(), why);
  await until(() => engine.connections() === 0, 'the connection to be closed');
  const second = await engine.engine.reader.saveImages(['a'], { platform: null }, never);
  second.close();
  await until(() => engine.connections() === 0, 'the second connection to be closed');
});

test('what the content throws ends the request, and is what it fails with; an engine that refuses early is heard', async (t) => {
  const begun = Promise.withResolvers<void>();
  const engine = await standIn(t, (request, response) => {
    if (request.url?.includes('/build') === true) {
      response.writeHead(400).end('{"message":"no Dockerfile"}');
      return;
    }
    request.on('error', () => undefined).once('data', () => begun.resolve());
  });
  const tooLarge = badInput('too large');
  async function* broken() {
    yield Buffer.from('one');
    await begun.promise;
    throw tooLarge;
  }
  await assert.rejects(engine.engine.writer.loadImages({ platform: null }, { content: broken(), length: null }, never), tooLarge);
  await until(() => engine.connections() === 0, 'the connection to be closed');
  async function* endless() {
    for (;;) yield Buffer.alloc(65_536);
  }
  await assert.rejects(engine.engine.writer.buildImage(build, { content: endless(), length: null }, never, []), {
    code: 'BAD_INPUT',
    message: 'no Dockerfile',
  });
});
