import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { engineError, engineUnavailable } from '../../src/errors.ts';
import { pick, startApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { fakeEngine, image, type FakeOptions } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

async function tarOf(files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = pack();
  for (const [name, text] of Object.entries(files)) packed.entry({ name }, text);
  packed.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packed) if (Buffer.isBuffer(chunk)) chunks.push(new Uint8Array(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

async function start(t: TestContext, fake: FakeOptions = {}, options: TestAppOptions = {}) {
  const engine = fakeEngine({ images: [image({ tags: ['app:1', 'app:2'] })], ...fake });
  const app = await startApp(t, engine, options);
  const url = await app.listen();
  const send = (path: string, body: Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = {}, token = app.admin) =>
    fetch(`${url}/api/v1/images/${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === null ? {} : { 'content-type': 'application/x-tar' }),
        ...headers,
      },
      body,
    });
  return { engine, app, url, send };
}

async function latest(app: TestApp, action: string) {
  const answer = await app.gql(
    `query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { auditId result outcomeSeq reason error { code message } target { name }
      params { key value } after { details { key value } } } } }`,
    { filter: { action: [action] } },
  );
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'auditEvents', 'nodes', 0);
}

const finished = (app: TestApp, action: string) =>
  until(async () => {
    const event = await latest(app, action);
    return typeof pick(event, 'outcomeSeq') === 'number' && event;
  }, 'the outcome to be on record');

function valueOf(pairs: unknown, key: string): unknown {
  return Array.isArray(pairs)
    ? pick(
        pairs.find((one) => pick(one, 'key') === key),
        'value',
      )
    : undefined;
}

async function linesOf(answer: Response): Promise<unknown[]> {
  assert.equal(answer.headers.get('content-type'), 'application/x-ndjson');
  const lines = (await answer.text()).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('images are saved by the names they were asked for, on record with the bytes', async (t) => {
  const { app, engine, send } = await start(t);
  const answer = await send('save?ref=app:1&ref=busybox&reason=move', null);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/x-tar');
  assert.equal(await answer.text(), 'app:1 busybox:latest');
  const event = await latest(app, 'image.save');
  assert.deepEqual(
    [pick(event, 'auditId'), pick(event, 'result'), pick(event, 'reason'), valueOf(pick(event, 'after', 'details'), 'bytesOut')],
    [answer.headers.get('x-audit-id'), 'SUCCESS', 'move', '20'],
  );
  assert.equal(await (await send('save?ref=app:1&platform=linux/arm64', null)).text(), 'app:1');
  const asked = engine.reads.filter(({ method }) => method === 'saveImages').map(({ args }) => args[1]);
  assert.deepEqual(asked, [{ platform: null }, { platform: 'linux/arm64' }]);
});

test('what cannot be saved is an ordinary error before anything is sent', async (t) => {
  const { app, engine, send } = await start(t);
  const viewer = await app.token('viewer');
  const operator = await app.token('operator');
  const deployer = await app.token('deployer');
  for (const [path, token, status, code] of [
    ['save?ref=none:1', app.admin, 404, 'NOT_FOUND'],
    ['save', app.admin, 400, 'BAD_INPUT'],
    ['save?ref=app:1&x=1', app.admin, 400, 'BAD_INPUT'],
    ['save?ref=app:1&platform=arm64', app.admin, 400, 'BAD_INPUT'],
    ['save?ref=app:1&host=other', app.admin, 404, 'NOT_FOUND'],
    ['save?ref=app:1', viewer, 403, 'FORBIDDEN'],
    ['save?ref=app:1', operator, 403, 'FORBIDDEN'],
    ['save?ref=app:1', 'whf_none', 401, 'UNAUTHENTICATED'],
  ] as const) {
    const answer = await send(path, null, {}, token);
    const body: unknown = await answer.json();
    assert.deepEqual([answer.status, pick(body, 'error', 'code')], [status, code], path);
  }
  assert.deepEqual(engine.calls, []);
  assert.equal(await (await send('save?ref=app:1', null, {}, deployer)).text(), 'app:1');
});

test('an archive is loaded, told line by line, and the images are there when the answer has come', async (t) => {
  const { app, engine, send } = await start(t);
  const tar = await tarOf({ 'manifest.json': '[]' });
  for (const [body, changed] of [
    [tar, true],
    // The same again.
    [new Uint8Array(gzipSync(tar)), false],
  ] as const) {
    const answer = await send('load', body);
    assert.equal(answer.status, 200);
    const lines = await linesOf(answer);
    assert.deepEqual(lines[0], { status: 'Loading layer', id: 'a1', current: body.length, total: body.length });
    const result = pick(lines.at(-1), 'result');
    assert.equal(pick(result, 'images', 0, 'ref'), 'loaded:1');
    assert.equal(pick(result, 'changed'), changed);
    assert.equal(pick(result, 'auditId'), answer.headers.get('x-audit-id'));
    const { data } = await app.gql('{ image(ref: "loaded:1") { dockerId } }');
    assert.equal(pick(data, 'image', 'dockerId'), pick(result, 'images', 0, 'id'));
    const event = await latest(app, 'image.load');
    assert.equal(pick(event, 'result'), changed ? 'SUCCESS' : 'NOOP');
    assert.equal(valueOf(pick(event, 'after', 'details'), 'bytesIn'), String(body.length));
  }
  const wrong: unknown = await (await send('load?platform=arm64', tar)).json();
  assert.match(String(pick(wrong, 'error', 'message')), /platform: .*such as linux\/arm64/);
  assert.equal((await send('load?platform=linux/arm64', tar)).status, 200);
  assert.deepEqual(
    engine.calls.filter(({ method }) => method === 'loadImages').map(({ args }) => args[0]),
    [{ platform: null }, { platform: null }, { platform: 'linux/arm64' }],
  );
});

test('a build says its names and never the values of its arguments; the name it takes is lost by the image before', async (t) => {
  const { app, engine, send } = await start(t);
  const args = { 'x-wharfinger-build-args': JSON.stringify({ TOKEN: 's3cret', VERSION: '\u00e9' }).replace('\u00e9', '\\u00e9') };
  const path = 'build?tag=app:2&tag=new&label=a=b&noCache=true&pull=1&platform=linux/amd64&dockerfile=sub/Dockerfile';
  const answer = await send(path, await tarOf({ Dockerfile: 'FROM scratch' }), args);
  const lines = await linesOf(answer);
  assert.deepEqual(lines[0], { stream: 'Step 1/1 : FROM scratch\n' });
  const images = pick(lines.at(-1), 'result', 'images');
  assert.deepEqual([pick(images, 0, 'ref'), pick(images, 1, 'ref')], ['app:2', 'new:latest']);
  const { data } = await app.gql('{ image(ref: "app:1") { tags } new: image(ref: "new") { dockerId } }');
  assert.deepEqual(pick(data, 'image', 'tags'), ['app:1']);
  assert.equal(pick(data, 'new', 'dockerId'), pick(images, 0, 'id'));
  const [call] = engine.calls;
  const options = call?.args[0];
  assert.deepEqual(pick(options, 'buildArgs'), { TOKEN: 's3cret', VERSION: '\u00e9' });
  assert.deepEqual(pick(options, 'labels'), { a: 'b' });
  assert.deepEqual([pick(options, 'noCache'), pick(options, 'pull'), pick(options, 'rm')], [true, true, true]);
  const event = await latest(app, 'image.build');
  assert.match(
    String(valueOf(pick(event, 'params'), 'buildArgs')),
    /^TOKEN=hmac-sha256:[0-9a-f]{64} VERSION=hmac-sha256:[0-9a-f]{64}$/,
  );
  assert.doesNotMatch(JSON.stringify(event) + app.log.join(''), /s3cret/);
});

test('files are imported under a name, with changes', async (t) => {
  const { app, engine, send } = await start(t);
  const answer = await send('import?repo=base&tag=3&change=ENV A=s3cret&message=hi', await tarOf({ a: 'b' }));
  const lines = await linesOf(answer);
  assert.equal(pick(lines.at(-1), 'result', 'images', 0, 'ref'), 'base:3');
  assert.deepEqual(pick(engine.calls[0]?.args[0], 'changes'), ['ENV A=s3cret']);
  const event = await latest(app, 'image.import');
  assert.equal(valueOf(pick(event, 'params'), 'changes'), 'ENV');
  assert.doesNotMatch(JSON.stringify(event), /s3cret/);
});

test('bodies and options that cannot be used reach no engine', async (t) => {
  const { app, engine, send, url } = await start(t, {}, { env: { WHARFINGER_UPLOAD_LIMIT: '8192' } });
  const tar = await tarOf({ a: 'b' });
  const text = (value: string) => new Uint8Array(Buffer.from(value));
  const json = (value: string) => ({ 'x-wharfinger-build-args': value });
  const none = {};
  for (const [path, body, headers, status] of [
    ['load', text(''), none, 400],
    ['load', text('no tar'), none, 400],
    ['load', text('x'.repeat(2_000)), none, 400],
    ['load', new Uint8Array(1_024), none, 400],
    ['load', tar, { 'content-type': 'application/json' }, 415],
    ['load', tar, { 'content-encoding': 'gzip' }, 415],
    ['load', tar, { 'idempotency-key': 'once' }, 400],
    ['load', text('x'.repeat(9_000)), none, 413],
    ['load?quiet=1', tar, none, 400],
    ['import?tag=1', tar, none, 400],
    ['import?repo=UPPER', tar, none, 400],
    ['import?change=RUN id', tar, none, 400],
    ['import?platform=a b', tar, none, 400],
    ['build?tag=UPPER', tar, none, 400],
    ['build?dockerfile=../x', tar, none, 400],
    ['build?dockerfile=/x', tar, none, 400],
    ['build?target=a b', tar, none, 400],
    ['build?rm=maybe', tar, none, 400],
    ['build?network=a/b', tar, none, 400],
    ['build?remote=http://a', tar, none, 400],
    ['build?label==x', tar, none, 400],
    ['build', tar, json('{"A": 1}'), 400],
    ['build', tar, json('[]'), 400],
    ['build', tar, json('{s3cret'), 400],
  ] as const) {
    const answer = await send(path, body, headers);
    assert.equal(answer.status, status, `${path}: ${await answer.clone().text()}`);
    const found: unknown = await answer.json();
    assert.equal(pick(found, 'error', 'code'), 'BAD_INPUT');
    assert.doesNotMatch(JSON.stringify(found), /s3cret/);
  }
  const deployer = await app.token('deployer');
  for (const network of ['host', 'container:web']) {
    const refused = await send(`build?network=${network}`, tar, {}, deployer);
    assert.equal(refused.status, 403);
  }
  assert.equal((await send('build', tar, {}, await app.token('operator'))).status, 403);
  assert.deepEqual(engine.calls, []);
  // Also what has come to no more than its first bytes is on record.
  const refused = await app.gql('{ auditEvents(filter: { action: ["image.load"] }) { nodes { result error { message } } } }');
  const messages = JSON.stringify(pick(refused.data, 'auditEvents', 'nodes'));
  for (const words of ['is empty', 'neither a tar', 'has 9000 bytes']) assert.ok(messages.includes(words), messages);
  assert.doesNotMatch(messages, /"result":"(?!NOT_EXECUTED)/);
  assert.equal((await send('build?network=host', tar)).status, 200);
  assert.equal((await fetch(`${url}/livez`)).status, 200);
});

test('a body without a length is refused where it passes the limit', async (t) => {
  const { app, engine, url } = await start(t, {}, { env: { WHARFINGER_UPLOAD_LIMIT: '8192' } });
  const request = httpRequest(`${url}/api/v1/images/load`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.admin}`, 'content-type': 'application/x-tar' },
  });
  t.after(() => request.destroy());
  request.on('error', () => undefined);
  const answered = once(request, 'response');
  request.write(await tarOf({ a: 'b' }));
  await until(() => engine.calls.length === 1, 'the engine to be asked');
  request.write(Buffer.alloc(9_000));
  const [answer] = await answered;
  assert.equal(pick(answer, 'statusCode'), 413);
  assert.equal(pick(await finished(app, 'image.load'), 'result'), 'FAILURE');
});

/** Begins to send an archive, and does not go on. */
async function beginLoad(t: TestContext, app: TestApp, url: string) {
  const request = httpRequest(`${url}/api/v1/images/load`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.admin}`, 'content-type': 'application/x-tar' },
  });
  t.after(() => request.destroy());
  request.on('error', () => undefined);
  const answered = once(request, 'response').catch(() => [null]);
  request.write(await tarOf({ a: 'b' }));
  return { request, answered };
}

test('a client that stalls is cut off, on record', async (t) => {
  const { app, url } = await start(t, {}, { env: { WHARFINGER_CONNECTION_TIMEOUT: '0.2' } });
  const { answered } = await beginLoad(t, app, url);
  const [answer] = await answered;
  assert.equal(pick(answer, 'statusCode'), 408);
  assert.equal(pick(await finished(app, 'image.load'), 'result'), 'FAILURE');
});

test('a client that leaves ends the work, on record as cancelled', async (t) => {
  const { app, engine, url } = await start(t);
  const { request } = await beginLoad(t, app, url);
  await until(() => engine.calls.length === 1, 'the engine to be asked');
  request.destroy();
  const event = await finished(app, 'image.load');
  assert.equal(pick(event, 'result'), 'CANCELLED');
  assert.match(String(pick(event, 'error', 'message')), /client left/);
});

test('a failure in the middle of the stream is the last line, and on record without the command line', async (t) => {
  const failing = "The command '/bin/sh -c curl -u me:s3cret x' returned a non-zero code: 22";
  const quiet = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };
  async function* output() {
    yield { ...quiet, stream: 'Step 1/2\n' };
    yield { ...quiet, error: failing };
  }
  async function* broken() {
    yield Buffer.from('half');
    throw engineError('cut');
  }
  const { app, send } = await start(t, {
    writer: {
      buildImage: async () => ({ status: 200, output: output() }),
    },
    reader: { saveImages: async () => ({ bytes: broken(), close: () => undefined }) },
  });
  const lines = await linesOf(await send('build', await tarOf({ Dockerfile: 'x' })));
  assert.equal(pick(lines[1], 'stream'), `${failing}\n`);
  assert.equal(pick(lines[2], 'error', 'code'), 'ENGINE_ERROR');
  assert.match(String(pick(lines[2], 'error', 'message')), /exit code 22/);
  const event = await latest(app, 'image.build');
  assert.equal(pick(event, 'result'), 'FAILURE');
  assert.equal(pick(event, 'auditId'), pick(lines[2], 'error', 'auditId'));
  assert.doesNotMatch(JSON.stringify(event), /s3cret/);
  // Cut off, so that nobody takes the half for the whole.
  await assert.rejects(async () => (await send('save?ref=app:1', null)).text());
  assert.equal(pick(await finished(app, 'image.save'), 'result'), 'FAILURE');
});

test('the value of a build argument is in no error on record and no step, wherever the engine repeats it', async (t) => {
  const quiet = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };
  async function* output() {
    yield { ...quiet, status: 'Pulling from s3cret', id: 'latest' };
    yield { ...quiet, error: 'pull access denied for s3cret' };
  }
  const { app, send } = await start(t, { writer: { buildImage: async () => ({ status: 200, output: output() }) } });
  const args = { 'x-wharfinger-build-args': '{"BASE": "s3cret", "V": "1"}' };
  const lines = await linesOf(await send('build', await tarOf({ Dockerfile: 'x' }), args));
  assert.equal(pick(lines[1], 'stream'), 'pull access denied for s3cret\n');
  assert.equal(pick(lines[2], 'error', 'message'), 'pull access denied for [hidden]');
  const event = await latest(app, 'image.build');
  const operation = await app.gql(
    `{ operation(id: "${String(pick(event, 'auditId'))}") { progress { status } error { message } } }`,
  );
  assert.match(JSON.stringify(operation.data), /Pulling from \[hidden\].*denied for \[hidden\]/);
  assert.doesNotMatch(JSON.stringify([event, operation.data]) + app.log.join(''), /s3cret/);
  const refusing = await start(t, {
    writer: {
      buildImage: async () => {
        throw engineError('invalid reference format: s3cret', { engineStatus: 500 });
      },
    },
  });
  const refused = await refusing.send('build', await tarOf({ Dockerfile: 'x' }), args);
  assert.equal(refused.status, 502);
  assert.doesNotMatch(JSON.stringify(await latest(refusing.app, 'image.build')) + (await refused.text()), /s3cret/);
});

test('a client that leaves before the engine has packed anything has cancelled, and the engine is let go', async (t) => {
  const asked = Promise.withResolvers<AbortSignal>();
  const { app, url } = await start(t, {
    reader: {
      saveImages: (_names, _options, signal) => {
        asked.resolve(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(engineUnavailable('given up')));
        });
      },
    },
  });
  const request = httpRequest(`${url}/api/v1/images/save?ref=app:1`, { headers: { authorization: `Bearer ${app.admin}` } });
  request.on('error', () => undefined).end();
  const signal = await asked.promise;
  request.destroy();
  assert.equal(pick(await finished(app, 'image.save'), 'result'), 'CANCELLED');
  assert.equal(signal.aborted, true);
});

test('whoever stops reading an archive slows the engine, and leaving closes it', async (t) => {
  const sent = { bytes: 0, closed: false };
  async function* endless() {
    try {
      for (;;) {
        sent.bytes += 65_536;
        yield Buffer.alloc(65_536);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      sent.closed = true;
    }
  }
  const { app, url } = await start(t, { reader: { saveImages: async () => ({ bytes: endless(), close: () => undefined }) } });
  const request = httpRequest(`${url}/api/v1/images/save?ref=app:1`, { headers: { authorization: `Bearer ${app.admin}` } });
  request.on('error', () => undefined).end();
  await once(request, 'response');
  // As often as that nothing more was taken from it.
  let [before, same] = [-1, 0];
  await until(() => {
    same = before === sent.bytes ? same + 1 : 0;
    before = sent.bytes;
    return same === 5;
  }, 'the engine to wait');
  assert.ok(sent.bytes < 16e6, `${sent.bytes} bytes are under way`);
  const left = performance.now();
  request.destroy();
  await until(() => sent.closed, 'the engine to be let go');
  assert.ok(performance.now() - left < 1_000);
  assert.equal(pick(await finished(app, 'image.save'), 'result'), 'CANCELLED');
});

test('an operation is told to others without what is run, cancelled, and fetched later; a silent step is no fault of the client', async (t) => {
  const quiet = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };
  const open = { signal: new AbortController().signal };
  const cutOff = Promise.withResolvers<void>();
  const { app, url, send } = await start(
    t,
    {
      writer: {
        buildImage: async (_options, context, signal) => {
          for await (const _chunk of context.content);
          open.signal = signal;
          async function* output() {
            yield { ...quiet, stream: 'Step 1/2 : RUN curl -u me:s3cret\n' };
            await cutOff.promise;
            yield { ...quiet, stream: 's3cret\n' };
            await new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            });
          }
          return { status: 200, output: output() };
        },
      },
    },
    { env: { WHARFINGER_CONNECTION_TIMEOUT: '0.2' } },
  );
  const tar = await tarOf({ Dockerfile: 'x' });
  const answer = await send('build?tag=new', tar);
  const id = answer.headers.get('x-audit-id');
  const reader = answer.body?.getReader();
  let text = '';
  const read = async (until: string) => {
    for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
      text += Buffer.from(next.value).toString();
      if (text.includes(until)) return;
    }
  };
  await read('Step 1/2');
  // Who is silent from now on is cut off when its time is over: the step has been silent for longer.
  connect(Number(new URL(url).port), '127.0.0.1')
    .once('close', () => cutOff.resolve())
    .resume();
  await read('"s3cret');
  const fields = 'status action progress { id status current total } error { message }';
  const look = async (token?: string) =>
    pick((await app.gql(`{ operation(id: "${id}") { ${fields} } }`, {}, token)).data, 'operation');
  assert.deepEqual(await look(await app.token('viewer')), {
    status: 'RUNNING',
    action: 'image.build',
    progress: [
      { id: 'archive', status: 'Transferring', current: tar.length, total: tar.length },
      { id: null, status: 'Step 1/2 : RUN', current: null, total: null },
    ],
    error: null,
  });
  assert.equal(open.signal.aborted, false);
  const operator = await app.token('operator');
  const cancelled = await app.gql(`mutation { cancelOperation(input: { id: "${id}" }) { changed } }`, {}, operator);
  assert.deepEqual(cancelled.errors, []);
  await read('"error"');
  const last: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
  assert.equal(pick(last, 'error', 'code'), 'CONFLICT');
  assert.match(String(pick(last, 'error', 'message')), /cancelled by a operator/);
  assert.equal(pick(await look(), 'status'), 'CANCELLED');
  assert.equal(pick(await latest(app, 'image.build'), 'result'), 'CANCELLED');
});

test('a saved archive that is cancelled half-way is cut off, on record with what has left', async (t) => {
  const { app, send } = await start(t, {
    reader: {
      saveImages: async (_names, _options, signal) => {
        async function* bytes() {
          yield Buffer.alloc(1_000);
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        }
        return { bytes: bytes(), close: () => undefined };
      },
    },
  });
  const answer = await send('save?ref=app:1', null);
  const id = answer.headers.get('x-audit-id');
  const cancelled = await app.gql(`mutation { cancelOperation(input: { id: "${id}" }) { changed operation { status } } }`);
  assert.equal(pick(cancelled.data, 'cancelOperation', 'operation', 'status'), 'CANCELLED');
  await assert.rejects(async () => answer.arrayBuffer());
  const event = await latest(app, 'image.save');
  assert.deepEqual([pick(event, 'result'), valueOf(pick(event, 'after', 'details'), 'bytesOut')], ['CANCELLED', '1000']);
});

test('stopping ends the work that goes on, tells the client, and does not wait for its connection', async (t) => {
  const { app, send } = await start(t, {
    writer: {
      buildImage: async (_options, context, signal) => {
        for await (const _chunk of context.content);
        async function* output() {
          yield { stream: 'Step 1/1\n', status: null, id: null, current: null, total: null, error: null, imageId: null };
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        }
        return { status: 200, output: output() };
      },
    },
  });
  const answer = await send('build', await tarOf({ Dockerfile: 'x' }));
  const begun = performance.now();
  const [lines] = await Promise.all([linesOf(answer), app.close()]);
  // Far from the 72 s for which an idle connection is kept.
  assert.ok(performance.now() - begun < 30_000);
  assert.match(String(pick(lines.at(-1), 'error', 'message')), /stop/);
});
