import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import type { FakePath } from '../support/fake-files.ts';
import { until } from '../support/until.ts';
import { tarEntries } from '../../src/engine/tar.ts';
import { tarOf } from '../actions/files/tar.ts';

async function start(t: TestContext, options: { env?: Record<string, string>; writer?: object } = {}) {
  const paths = new Map<string, FakePath>([
    ['/etc', 'directory'],
    ['/etc/hosts', { text: '127.0.0.1 localhost\n' }],
    ['/etc/sub', 'directory'],
    ['/etc/sub/deep', { text: 'deep' }],
    ['/etc/link', { link: 'hosts' }],
    ['/etc/gone', { link: 'nowhere' }],
    ['/etc/ä "x"', { text: 'odd' }],
  ]);
  const engine = fakeEngine({ containers: [container({ name: 'web' })], files: paths, writer: options.writer });
  const app = await startApp(t, engine, { env: options.env });
  const url = await app.listen();
  const ask = (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}, token = app.admin) =>
    fetch(`${url}/api/v1/containers/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const writes = () => engine.calls.filter(({ method }) => method === 'writeArchive').length;
  return { engine, app, url, ask, paths, writes };
}

async function events(app: TestApp, action: string) {
  const { data } = await app.gql(
    `query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { auditId result reason source { transport } error { code message }
      params { key value } after { details { key value } } } } }`,
    { filter: { action: [action] } },
  );
  const nodes = pick(data, 'auditEvents', 'nodes');
  return Array.isArray(nodes) ? nodes : [];
}

const valueOf = (list: unknown, key: string) =>
  Array.isArray(list)
    ? pick(
        list.find((one) => pick(one, 'key') === key),
        'value',
      )
    : undefined;
const code = async (answer: Response) => [answer.status, pick(await answer.json(), 'error', 'code')];
const tar = { 'content-type': 'application/x-tar' };

test('a file comes raw, with its length, a name to save it under, and one event on record', async (t) => {
  const { ask, app } = await start(t);
  const answer = await ask('web/files?path=/etc/hosts&reason=why');
  assert.equal(await answer.text(), '127.0.0.1 localhost\n');
  assert.equal(answer.headers.get('content-length'), '20');
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
  assert.equal(answer.headers.get('content-disposition'), `attachment; filename="hosts"; filename*=UTF-8''hosts`);
  assert.equal(answer.headers.get('last-modified'), 'Tue, 14 Nov 2023 22:13:20 GMT');
  const [event] = await until(async () => {
    const found = await events(app, 'container.files.read');
    return pick(found[0], 'result') === 'SUCCESS' && found;
  }, 'the outcome');
  assert.equal(pick(event, 'auditId'), answer.headers.get('x-audit-id'));
  assert.equal(pick(event, 'reason'), 'why');
  assert.equal(pick(event, 'source', 'transport'), 'REST');
  assert.equal(valueOf(pick(event, 'params'), 'path'), '/etc/hosts');
  const details = pick(event, 'after', 'details');
  assert.deepEqual([valueOf(details, 'bytesOut'), valueOf(details, 'ending')], ['20', 'ended']);

  const odd = await ask(`web/files?path=${encodeURIComponent('/etc/ä "x"')}`);
  assert.equal(odd.headers.get('content-disposition'), `attachment; filename="_ _x_"; filename*=UTF-8''%C3%A4%20%22x%22`);
});

test('a directory comes as a tar, a link as itself or as what it leads to', async (t) => {
  const { ask } = await start(t);
  const names = async (answer: Response) => {
    const found: string[] = [];
    assert.equal(answer.headers.get('content-type'), 'application/x-tar');
    async function* bytes() {
      yield Buffer.from(await answer.arrayBuffer());
    }
    for await (const { header, skip } of tarEntries(bytes())) {
      found.push(header.name);
      skip();
    }
    return found;
  };
  assert.deepEqual(await names(await ask('web/files?path=/etc/sub')), ['sub/', 'sub/deep']);
  assert.deepEqual(await names(await ask('web/files?path=/etc/link')), ['link']);
  assert.deepEqual(await names(await ask('web/files?path=/etc/hosts&format=tar')), ['hosts']);
  assert.equal(await (await ask('web/files?path=/etc/link&follow=true')).text(), '127.0.0.1 localhost\n');
  assert.deepEqual(await code(await ask('web/files?path=/etc/link&format=raw')), [400, 'BAD_INPUT']);
  assert.deepEqual(await code(await ask('web/files?path=/etc&format=raw')), [400, 'BAD_INPUT']);
  assert.deepEqual(await code(await ask('web/files?path=/etc/gone&follow=true')), [404, 'NOT_FOUND']);
  assert.ok((await names(await ask('web/export'))).includes('etc/sub/deep'));
});

test('what is wrong is said, and reaches no engine', async (t) => {
  const { ask, engine, app } = await start(t);
  for (const path of ['', 'etc', '/a%00b', `/${'x'.repeat(5000)}`]) {
    assert.deepEqual(await code(await ask(`web/files?path=${path}`)), [400, 'BAD_INPUT'], path);
  }
  for (const query of ['', 'path=/etc&format=zip', 'path=/etc&follow=maybe', 'path=/etc&path=/x', 'path=/etc&strange=1']) {
    assert.deepEqual(await code(await ask(`web/files?${query}`)), [400, 'BAD_INPUT'], query);
  }
  assert.deepEqual(await code(await ask('nothing/files?path=/etc')), [404, 'NOT_FOUND']);
  assert.deepEqual(await code(await ask('..%2fimages/files?path=/etc')), [404, 'NOT_FOUND']);
  for (const query of [
    'path=/etc/x&mode=9',
    'path=/etc/x&uid=-1',
    'path=/etc/x&uid=4294967295',
    'path=/',
    'path=/etc/',
    'path=x',
  ]) {
    assert.deepEqual(await code(await ask(`web/files?${query}`, { method: 'PUT', body: 'x' })), [400, 'BAD_INPUT'], query);
  }
  assert.deepEqual(engine.calls, []);
  assert.equal(engine.reads.filter(({ method }) => method === 'statPath' || method === 'readArchive').length, 0);
  const [refused] = await events(app, 'container.files.write');
  assert.equal(pick(refused, 'result'), 'NOT_EXECUTED');
});

test('only who may read files, write them, or export does, and refusals are on record', async (t) => {
  const { ask, app, engine } = await start(t);
  for (const role of ['viewer', 'operator', 'deployer']) {
    const token = await app.token(role);
    assert.deepEqual(await code(await ask('web/files?path=/etc/hosts', {}, token)), [403, 'FORBIDDEN']);
    assert.deepEqual(await code(await ask('web/export', {}, token)), [403, 'FORBIDDEN']);
    assert.deepEqual(await code(await ask('web/files?path=/etc/x', { method: 'PUT', body: 'x' }, token)), [403, 'FORBIDDEN']);
  }
  for (const action of ['container.files.read', 'container.export', 'container.files.write']) {
    assert.deepEqual(
      (await events(app, action)).map((event) => pick(event, 'result')),
      ['DENIED', 'DENIED', 'DENIED'],
    );
  }
  assert.equal(engine.calls.length, 0);
});

test('a file goes in, through a link to where it leads, with mode and owner, and on record', async (t) => {
  const { ask, paths, app, engine } = await start(t);
  const answer = await ask('web/files?path=/etc/new&mode=0600&uid=5&gid=300000&reason=r', { method: 'PUT', body: 'hello' });
  const body: unknown = await answer.json();
  assert.deepEqual([answer.status, pick(body, 'bytes'), pick(body, 'entries'), pick(body, 'changed')], [200, 5, 1, true]);
  assert.equal(pick(body, 'auditId'), answer.headers.get('x-audit-id'));
  assert.deepEqual(paths.get('/etc/new'), { text: 'hello' });
  await ask('web/files?path=/etc/link', { method: 'PUT', body: '' });
  assert.deepEqual([paths.get('/etc/link'), paths.get('/etc/hosts')], [{ link: 'hosts' }, { text: '' }]);
  const [, event] = await events(app, 'container.files.write');
  assert.equal(pick(event, 'result'), 'SUCCESS');
  assert.deepEqual(
    ['path', 'mode', 'uid', 'gid', 'length'].map((key) => valueOf(pick(event, 'params'), key)),
    ['/etc/new', '0600', '5', '300000', '5'],
  );
  assert.equal(valueOf(pick(event, 'after', 'details'), 'bytesIn'), '5');
  assert.deepEqual(await code(await ask('web/files?path=/etc/sub', { method: 'PUT', body: 'x' })), [400, 'BAD_INPUT']);
  const chunked = new ReadableStream({ start: (to) => (to.enqueue(Buffer.from('x')), to.close()) });
  assert.deepEqual(await code(await ask('web/files?path=/etc/y', { method: 'PUT', body: chunked, duplex: 'half' })), [
    411,
    'BAD_INPUT',
  ]);
  assert.equal(engine.calls.length, 2);
});

test('a tar goes in, and a hostile, compressed, cut or empty one never reaches the engine', async (t) => {
  const { ask, paths, writes, app } = await start(t);
  const put = (body: Buffer, query = 'path=/etc', more = {}) =>
    ask(`web/files?${query}`, { method: 'PUT', body: new Uint8Array(body), headers: { ...tar, ...more } });
  const good = await tarOf([
    { name: 'd/', type: 'directory' },
    { name: 'd/f', content: 'one' },
    { name: 'd/l', type: 'symlink', linkname: 'f' },
  ]);
  const answer = await put(good);
  assert.deepEqual(await answer.json().then((body: unknown) => [pick(body, 'entries'), pick(body, 'bytes')]), [3, good.length]);
  assert.deepEqual([paths.get('/etc/d/f'), paths.get('/etc/d/l')], [{ text: 'one' }, { link: 'f' }]);
  const before = writes();
  const hostile = [
    await tarOf([
      { name: 'ok', content: 'x' },
      { name: '../x', content: 'x' },
    ]),
    await tarOf([{ name: 'null', type: 'character-device' }]),
    await tarOf([{ name: 'l', type: 'symlink', linkname: '/etc/shadow' }]),
    gzipSync(good),
    good.subarray(0, 1000),
    Buffer.from('no tar at all'.repeat(100)),
    Buffer.alloc(1024),
    Buffer.alloc(0),
  ];
  for (const body of hostile) assert.deepEqual(await code(await put(body)), [400, 'BAD_INPUT']);
  assert.deepEqual(await code(await put(good, 'path=/etc', { 'content-encoding': 'gzip' })), [415, 'BAD_INPUT']);
  assert.deepEqual(await code(await put(good, 'path=/etc&mode=0600')), [400, 'BAD_INPUT']);
  assert.equal(writes(), before);
  const [last] = await events(app, 'container.files.write');
  assert.equal(pick(last, 'result'), 'NOT_EXECUTED');
  assert.match(String(pick(last, 'error', 'message')), /Nothing has reached the engine/);
});

test('a large tar with a hostile entry at its end is broken off, and the error says that something may have been written', async (t) => {
  const { ask, writes, app } = await start(t);
  const body = await tarOf([
    { name: 'big', content: Buffer.alloc(3_000_000) },
    { name: '../x', content: 'x' },
  ]);
  const answer = await ask('web/files?path=/etc', { method: 'PUT', body: new Uint8Array(body), headers: tar });
  assert.equal(answer.status, 400);
  assert.match(
    String(pick(await answer.json(), 'error', 'message')),
    /Entry 2 \("\.\.\/x"\) climbs.* The engine had begun by then: of 1 entries/,
  );
  assert.equal(writes(), 1);
  assert.equal(pick((await events(app, 'container.files.write'))[0], 'result'), 'FAILURE');
});

test('beyond the limit nothing is taken: by what the client says, by what it sends, and by what a header announces', async (t) => {
  const { ask, writes, app } = await start(t, { env: { WHARFINGER_UPLOAD_LIMIT: '4096' } });
  const large = Buffer.alloc(5000);
  assert.deepEqual(await code(await ask('web/files?path=/etc/x', { method: 'PUT', body: large })), [413, 'BAD_INPUT']);
  assert.equal(pick((await events(app, 'container.files.write'))[0], 'result'), 'NOT_EXECUTED');
  const whole = await tarOf([{ name: 'f', content: Buffer.alloc(4000) }]);
  const endless = new ReadableStream({ pull: (to) => to.enqueue(whole) });
  const answer = await ask('web/files?path=/etc', { method: 'PUT', body: endless, duplex: 'half', headers: tar });
  assert.deepEqual(await code(answer), [413, 'BAD_INPUT']);
  const announced = (await tarOf([{ name: 'f', content: Buffer.alloc(5000) }])).subarray(0, 2048);
  assert.deepEqual(
    await code(await ask('web/files?path=/etc', { method: 'PUT', body: new Uint8Array(announced), headers: tar })),
    [400, 'BAD_INPUT'],
  );
  assert.equal(writes(), 0);
});

test('a client that leaves in the middle of an upload leaves a cancelled event and no broken server', async (t) => {
  const { url, app, ask } = await start(t);
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `PUT /api/v1/containers/web/files?path=/etc/half HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${app.admin}\r\ncontent-length: 9000000\r\n\r\n`,
  );
  socket.write(Buffer.alloc(2_000_000));
  await until(async () => (await events(app, 'container.files.write')).length > 0, 'the intent');
  socket.destroy();
  await until(async () => pick((await events(app, 'container.files.write'))[0], 'result') === 'CANCELLED', 'the outcome');
  assert.equal((await ask('web/files?path=/etc/hosts')).status, 200);
});
