import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { EngineConnection } from '../../src/engine/connection.ts';
import { transfer, type TransferRequest } from '../../src/engine/transfer.ts';
import { badInput } from '../../src/errors.ts';
import { pieces } from '../../src/pieces.ts';
import { until } from '../support/until.ts';
import { collect, standIn, status } from './stand-in.ts';

const never = new AbortController().signal;
const wanted: TransferRequest = { method: 'GET', path: '/images/get', acceptMs: 5_000, idleMs: 5_000 };
const piece = Buffer.alloc(64 * 1024, 'x');

async function start(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const engine = await standIn(t, answer);
  const address = `unix://${engine.path}`;
  const connection = new EngineConnection(async () => ({ kind: 'unix', address, path: engine.path }), { negotiationMs: 5_000 });
  return { ...engine, connection };
}

/** The content of an upload that goes on until somebody has had enough; says how much was taken. */
function endless() {
  const taken = { bytes: 0, closed: false };
  async function* content() {
    try {
      for (;;) {
        taken.bytes += piece.length;
        yield piece;
      }
    } finally {
      taken.closed = true;
    }
  }
  return { taken, upload: { content: content(), type: 'application/x-tar', length: null } };
}

test('a stream is sent and one comes back, with the query as it was given and lists repeated', async (t) => {
  const { connection, requests, connections } = await start(t, (request, response) => {
    response.writeHead(200, { 'x-type': request.headers['content-type'] });
    request.pipe(response);
  });
  async function* content() {
    yield Buffer.from('one ');
    yield Buffer.from('two');
  }
  const upload = { content: content(), type: 'application/x-tar', length: 7 };
  const query = { names: ['a:1', 'b&c:2'], quiet: false, platform: null };
  const answer = await transfer(connection, { ...wanted, method: 'POST', path: '/images/load', query, upload }, never);
  assert.equal(Buffer.concat(await collect(answer.output)).toString(), 'one two');
  assert.equal(answer.headers['x-type'], 'application/x-tar');
  assert.deepEqual(requests, ['POST /v1.41/images/load?names=a%3A1&names=b%26c%3A2&quiet=false']);
  await until(() => connections() === 0, 'the connection to be closed');
});

test('a refusal is told as any other, also in the middle of an upload, which then stops', async (t) => {
  const { connection } = await start(t, (request, response) => {
    request.once('data', () => status(404, 'no such image: x')(request, response));
  });
  const { upload, taken } = endless();
  await assert.rejects(transfer(connection, { ...wanted, method: 'POST', upload }, never), {
    code: 'NOT_FOUND',
    message: 'no such image: x',
    engineStatus: 404,
  });
  await until(() => taken.closed, 'the content to be let go');
});

test('an engine that takes slowly slows the upload, and one that reads slowly slows the engine', async (t) => {
  const sent = { bytes: 0 };
  const { connection } = await start(t, (request, response) => {
    if (request.method === 'POST') {
      response.flushHeaders();
      return;
    }
    const more = () => {
      do sent.bytes += piece.length;
      while (response.write(piece));
      response.once('drain', more);
    };
    more();
  });
  const { upload, taken } = endless();
  const up = await transfer(connection, { ...wanted, method: 'POST', upload }, never);
  const down = await transfer(connection, wanted, never);
  const first = down.output[Symbol.asyncIterator]();
  await first.next();
  let before = -1;
  await until(() => {
    const now = taken.bytes + sent.bytes;
    const settled = now === before;
    before = now;
    return settled;
  }, 'both to wait');
  assert.ok(taken.bytes < 8e6, `${taken.bytes} bytes were taken from the content`);
  assert.ok(sent.bytes < 8e6, `${sent.bytes} bytes were taken from the engine`);
  up.close();
  down.close();
  await until(() => taken.closed, 'the content to be let go');
  await assert.rejects(collect({ [Symbol.asyncIterator]: () => first }), { code: 'ENGINE_UNAVAILABLE' });
});

test('what breaks is told: content that throws, an answer cut off, an engine gone silent', async (t) => {
  const { connection, connections } = await start(t, (request, response) => {
    if (request.url?.endsWith('/cut')) {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    } else if (request.url?.endsWith('/silent')) {
      response.write('begun');
    } else {
      request.resume();
    }
  });
  async function* content() {
    yield piece;
    throw badInput('too much');
  }
  const upload = { content: content(), type: 'application/x-tar', length: null };
  await assert.rejects(transfer(connection, { ...wanted, method: 'PUT', upload }, never), {
    code: 'BAD_INPUT',
    message: 'too much',
  });
  const cut = await transfer(connection, { ...wanted, path: '/cut' }, never);
  await assert.rejects(collect(cut.output), { code: 'ENGINE_UNAVAILABLE' });
  const silent = await transfer(connection, { ...wanted, path: '/silent', idleMs: 50 }, never);
  await assert.rejects(collect(silent.output), { code: 'TIMEOUT' });
  await assert.rejects(transfer(connection, { ...wanted, path: '/none', acceptMs: 50 }, never), { code: 'TIMEOUT' });
  await until(() => connections() === 0, 'the connections to be closed');
});

test('an upload that nobody takes is given up', async (t) => {
  const { connection } = await start(t, (request) => void request.pause());
  const { upload, taken } = endless();
  await assert.rejects(transfer(connection, { ...wanted, method: 'POST', upload, idleMs: 50 }, never), { code: 'TIMEOUT' });
  await until(() => taken.closed, 'the content to be let go');
});

test('an abort closes the connection, before the answer and inside of it, with its own reason', async (t) => {
  const { connection, requests, connections } = await start(t, (request, response) => {
    if (request.url?.endsWith('/begun')) response.write('begun');
  });
  const early = new AbortController();
  const waiting = transfer(connection, wanted, early.signal);
  await until(() => requests.length === 1, 'the engine to be asked');
  early.abort();
  await assert.rejects(waiting, { code: 'ENGINE_UNAVAILABLE' });
  const late = new AbortController();
  const { output } = await transfer(connection, { ...wanted, path: '/begun' }, late.signal);
  const reading = assert.rejects(collect(output), { code: 'BAD_INPUT', message: 'enough' });
  await new Promise((resolve) => setImmediate(resolve));
  late.abort(badInput('enough'));
  await reading;
  await until(() => connections() === 0, 'the connections to be closed');
});

test('whoever stops reading closes the connection', async (t) => {
  const { connection, connections } = await start(t, (request, response) => {
    response.write('a');
    request.once('close', () => response.end());
  });
  const { output } = await transfer(connection, wanted, never);
  for await (const bytes of output) {
    assert.equal(bytes.toString(), 'a');
    break;
  }
  await until(() => connections() === 0, 'the connection to be closed');
});

test('a stream gives its pieces as they came, then what broke it; whoever stops reading leaves it open and paused', async () => {
  const broken = new PassThrough();
  for (const piece of ['one', 'two']) broken.write(piece);
  const come: string[] = [];
  const why = new Error('broken');
  await assert.rejects(async () => {
    for await (const piece of pieces(broken)) if (come.push(piece.toString()) === 2) broken.destroy(why);
  }, why);
  assert.deepEqual(come, ['one', 'two']);
  const endless = new PassThrough();
  endless.write('one');
  for await (const piece of pieces(endless)) if (piece.length > 0) break;
  assert.deepEqual([endless.destroyed, endless.isPaused(), endless.listenerCount('data')], [false, true, 0]);
  const ended = new PassThrough();
  ended.end('last');
  assert.equal((await collect(pieces(ended))).join(), 'last');
});

test('what may be asked twice goes over a connection that is kept, and over another where the engine has closed that', async (t) => {
  const sockets: unknown[] = [];
  const { connection } = await start(t, ({ socket }, response) => {
    sockets.push(socket);
    if (sockets.length === 3) socket.destroy();
    else response.end(String(sockets.length));
  });
  const read = async () => {
    const { output } = await transfer(connection, { ...wanted, keep: true }, never);
    return Buffer.concat(await collect(output)).toString();
  };
  assert.deepEqual([await read(), await read(), await read()], ['1', '2', '4']);
  assert.ok(sockets[0] === sockets[1] && sockets[1] === sockets[2] && sockets[2] !== sockets[3]);
});
