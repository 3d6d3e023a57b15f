import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { extract, pack } from 'tar-stream';
import { connectEngine } from '../../src/engine/connect.ts';
import { policyFile } from '../access/rig.ts';
import { pick, startApp } from '../support/app.ts';
import { rss, serve } from '../support/own-process.ts';
import { docker, image as base, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const execute = promisify(execFile);

async function start(t: TestContext, env: Record<string, string> = {}) {
  const engine = await sharedEngine();
  const address = `unix://${engine.socketPath}`;
  const at = { kind: 'unix', address, path: engine.socketPath } as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate: async () => at }), { env });
  const url = await app.listen();
  const begin = async (path: string, body: Readable | null, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${app.admin}`;
    const type = { 'content-type': 'application/x-tar' };
    const request = httpRequest(`${url}/api/v1/images/${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization, ...(body === null ? {} : type), ...headers },
    });
    const answered = once(request, 'response');
    if (body === null) request.end();
    else await pipeline(body, request);
    const [answer]: IncomingMessage[] = await answered;
    assert.ok(answer);
    return { request, answer };
  };
  const lines = async (path: string, body: Readable, headers?: Record<string, string>): Promise<unknown[]> => {
    const { answer } = await begin(path, body, headers);
    const all = await text(answer);
    assert.equal(answer.statusCode, 200, all);
    return all
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const name = uniqueName('image');
  t.after(async () => {
    const left = (await docker(engine, 'images', '-q', name)).split('\n').filter((id) => id !== '');
    if (left.length > 0) await docker(engine, 'rmi', '-f', ...new Set(left));
  });
  const folder = scratch(t);
  return { engine, app, begin, lines, name, folder };
}

function tarOf(files: Readonly<Record<string, string>>): Readable {
  const packed = pack();
  for (const [name, content] of Object.entries(files)) packed.entry({ name, mtime: new Date(0) }, content);
  packed.finalize();
  return Readable.from(packed, { objectMode: false });
}

/** What the archive's manifest says, which names each layer and the configuration by their hashes. */
async function manifestOf(archive: Buffer): Promise<unknown> {
  const entries = extract();
  Readable.from([archive]).pipe(entries);
  let manifest: unknown;
  for await (const entry of entries) {
    const content = await text(entry);
    if (entry.header.name === 'manifest.json') manifest = JSON.parse(content);
  }
  return manifest;
}

test('an archive that was saved is the one that docker saves, and is loaded where it has gone', async (t) => {
  const { engine, app, begin, lines, name, folder } = await start(t);
  const tag = `${name}:1`;
  await docker(engine, 'build', '-q', '-t', tag, '-t', `${name}:2`, contextIn(folder, `FROM ${base}\nRUN echo ${name} > /made`));
  const id = await docker(engine, 'inspect', '-f', '{{.Id}}', tag);
  await until(async () => pick((await app.gql(`{ image(ref: "${tag}") { dockerId } }`)).data, 'image', 'dockerId') === id, 'it');
  const { answer } = await begin(`save?ref=${tag}&ref=${name}:2`, null);
  const ours = await buffered(answer);
  const file = join(folder, 'theirs.tar');
  await docker(engine, 'save', '-o', file, tag, `${name}:2`);
  const manifest = await manifestOf(ours);
  assert.deepEqual(manifest, await manifestOf(readFileSync(file)));
  assert.ok(Array.isArray(pick(manifest, 0, 'Layers')));
  await docker(engine, 'rmi', '-f', tag, `${name}:2`);
  const told = await lines('load', Readable.from([ours]));
  const result = pick(told.at(-1), 'result');
  assert.deepEqual([pick(result, 'images', 0, 'id'), pick(result, 'changed')], [id, true]);
  assert.deepEqual(new Set([pick(result, 'images', 0, 'ref'), pick(result, 'images', 1, 'ref')]), new Set([tag, `${name}:2`]));
  assert.equal(await docker(engine, 'inspect', '-f', '{{.Id}}', tag), id);
  assert.equal(pick((await app.gql(`{ image(ref: "${tag}") { dockerId } }`)).data, 'image', 'dockerId'), id);
  assert.equal(pick((await lines('load', Readable.from([ours]))).at(-1), 'result', 'changed'), false);
});

test('an import is what docker import makes of the same files', async (t) => {
  const { engine, lines, name, folder } = await start(t);
  const files = { 'etc/motd': 'hello\n', 'bin/x': '#!/bin/sh\n' };
  const told = await lines(`import?repo=${name}&tag=ours&change=CMD+["x"]&message=hi`, tarOf(files));
  assert.equal(pick(told.at(-1), 'result', 'images', 0, 'ref'), `${name}:ours`);
  writeFileSync(join(folder, 'files.tar'), await buffered(tarOf(files)));
  await docker(engine, 'import', '-c', 'CMD ["x"]', '-m', 'hi', join(folder, 'files.tar'), `${name}:theirs`);
  const form = '{{json .RootFS}} {{json .Config.Cmd}} {{.Comment}} {{.Architecture}}';
  assert.equal(
    await docker(engine, 'inspect', '-f', form, `${name}:ours`),
    await docker(engine, 'inspect', '-f', form, `${name}:theirs`),
  );
});

test('a build is what docker build makes of the same context', async (t) => {
  const { engine, app, lines, name, folder } = await start(t);
  const dockerfile = `FROM ${base} AS first\nARG WORD=none\nRUN echo $WORD > /word\nCOPY Dockerfile /\nFROM first\nRUN exit 1\n`;
  const args = { 'x-wharfinger-build-args': '{"WORD": "s3cret"}' };
  const told = await lines(`build?tag=${name}:ours&target=first&label=a=b&network=none`, tarOf({ Dockerfile: dockerfile }), args);
  const id = pick(told.at(-1), 'result', 'images', 0, 'id');
  assert.equal(await docker(engine, 'inspect', '-f', '{{.Id}}', `${name}:ours`), id);
  assert.match(JSON.stringify(told[0]), /Step 1\//);
  const flags = ['--target', 'first', '--label', 'a=b', '--network', 'none', '--build-arg', 'WORD=s3cret'];
  await docker(engine, 'build', '-q', '-t', `${name}:theirs`, ...flags, contextIn(folder, dockerfile));
  const form = '{{json .Config}} {{len .RootFS.Layers}}';
  const config = (tag: string) => docker(engine, 'inspect', '-f', form, `${name}:${tag}`);
  const plain = (text: string) => text.replace(/"(?:Hostname|Image)":"[^"]*"/g, '');
  assert.equal(plain(await config('ours')), plain(await config('theirs')));
  assert.equal(pick((await app.gql(`{ image(ref: "${name}:ours") { dockerId } }`)).data, 'image', 'dockerId'), id);

  const failed = await lines('build?forceRm=true', tarOf({ Dockerfile: dockerfile }), args);
  assert.equal(pick(failed.at(-1), 'error', 'code'), 'ENGINE_ERROR');
  const events = await app.gql(
    '{ auditEvents(filter: { action: ["image.build"] }) { nodes { result params { key value } error { message } } } }',
  );
  assert.deepEqual(
    [pick(events.data, 'auditEvents', 'nodes', 0, 'result'), pick(events.data, 'auditEvents', 'nodes', 1, 'result')],
    ['FAILURE', 'SUCCESS'],
  );
  assert.doesNotMatch(JSON.stringify(events.data), /s3cret/);
});

test('with a list of registries an engine builds what was judged, also for an ONBUILD of its own', async (t) => {
  const { path } = policyFile(t, 'version: 1\ncreate: { registries: [docker.io] }\n');
  const { engine, begin, lines, name } = await start(t, { WHARFINGER_POLICY: path });
  const dockerfile =
    `# syntax=none.test/x\n# escape=\`\nARG BASE=none.test/x\nFROM \${BASE} as First\n# c\nRUN echo a \`\n\n  # c\n  b > /ab\n` +
    `FROM first\nCOPY --from=FIRST /ab /cd\nONBUILD COPY --from=${base} /bin/busybox /ef\n`;
  const args = { 'x-wharfinger-build-args': JSON.stringify({ BASE: base }) };
  const told = await lines(`build?tag=${name}:1&network=none`, tarOf({ Dockerfile: dockerfile }), args);
  assert.equal(pick(told.at(-1), 'result', 'images', 0, 'ref'), `${name}:1`, JSON.stringify(told));
  assert.equal(await docker(engine, 'run', '--rm', '--network=none', `${name}:1`, 'cat', '/ab', '/cd'), 'a b\na b');
  const upon = await lines(`build?tag=${name}:2&network=none`, tarOf({ dockerfile: `FROM ${name}:1` }));
  assert.equal(pick(upon.at(-1), 'result', 'images', 0, 'ref'), `${name}:2`, JSON.stringify(upon));
  const { answer } = await begin('build', tarOf({ Dockerfile: `FROM ${base}\nCOPY --from=none.test/x / /` }));
  assert.equal(answer.statusCode, 403, await text(answer));
});

test('what the engine refuses is told with its status', async (t) => {
  const { begin } = await start(t);
  const { answer } = await begin('build?dockerfile=none', tarOf({ Dockerfile: 'FROM scratch' }));
  assert.ok((answer.statusCode ?? 0) >= 400);
  assert.match(await text(answer), /none/);
  const notAnImage = await begin('load', tarOf({ repositories: '{', 'manifest.json': '{' }));
  assert.match(await text(notAnImage.answer), /"code":"ENGINE_ERROR"/);
});

test('a client that leaves ends a build, within the engine too', async (t) => {
  const { engine, app, begin, name } = await start(t);
  const dockerfile = `FROM ${base}\nLABEL a=${name}\nRUN echo begun; sleep 100\n`;
  const { request, answer } = await begin(`build?tag=${name}&label=of=${name}`, tarOf({ Dockerfile: dockerfile }));
  let seen = '';
  for await (const chunk of answer) {
    seen += String(chunk);
    if (seen.includes('begun\\n')) break;
  }
  request.destroy();
  await until(async () => {
    const events = await app.gql('{ auditEvents(filter: { action: ["image.build"] }) { nodes { result } } }');
    return pick(events.data, 'auditEvents', 'nodes', 0, 'result') === 'CANCELLED';
  }, 'the build to be on record as cancelled');
  await until(async () => (await docker(engine, 'ps', '-q', '--filter', `label=of=${name}`)) === '', 'the step to end', 15_000);
});

test('a build is cancelled as an operation: its steps are told without what they run, the engine leaves off', async (t) => {
  const { engine, app, begin, name } = await start(t);
  const dockerfile = `FROM ${base}\nRUN echo begun s3cret; sleep 100\n`;
  const { answer } = await begin(`build?tag=${name}&label=of=${name}`, tarOf({ Dockerfile: dockerfile }));
  const id = String(answer.headers['x-audit-id']);
  let seen = '';
  for await (const chunk of answer) {
    if (!seen.includes('begun s3cret\\n') && String(chunk).includes('begun s3cret\\n')) {
      const { data } = await app.gql(`{ operation(id: "${id}") { status action progress { id status } } }`);
      assert.equal(pick(data, 'operation', 'status'), 'RUNNING');
      const progress = JSON.stringify(pick(data, 'operation', 'progress'));
      assert.match(progress, /"Step 2\/\d : RUN"/);
      assert.doesNotMatch(progress, /s3cret/);
      const cancelled = await app.gql(`mutation { cancelOperation(input: { id: "${id}" }) { changed operation { status } } }`);
      assert.deepEqual(cancelled.data, { cancelOperation: { changed: true, operation: { status: 'CANCELLED' } } });
    }
    seen += String(chunk);
  }
  const last: unknown = JSON.parse(seen.trim().split('\n').at(-1) ?? '');
  assert.equal(pick(last, 'error', 'code'), 'CONFLICT');
  assert.match(String(pick(last, 'error', 'message')), /cancelled by/);
  await until(async () => (await docker(engine, 'ps', '-q', '--filter', `label=of=${name}`)) === '', 'the step to end', 15_000);
});

test('300 MB go in and out, and the server stays small', async (t) => {
  const { engine, name, folder } = await start(t);
  const { child, url, token } = await serve(t, engine.socketPath, folder);
  const curl = (...args: string[]) => execute('curl', ['-sS', '-f', '-H', `Authorization: Bearer ${token}`, ...args]);
  const tar = ['-H', 'Content-Type: application/x-tar', '-X', 'POST', '-T'];
  const make = async (file: string, size: number) => {
    await execute('sh', [
      '-c',
      `head -c ${size} /dev/urandom > ${file} && tar -C ${folder} -cf ${file}.tar ${basename(file)} && rm ${file}`,
    ]);
    return `${file}.tar`;
  };
  // What a process takes once it has moved anything at all is no part of the question.
  const first = await make(join(folder, 'first'), 50_000_000);
  await curl(...tar, first, `${url}/api/v1/images/import?repo=${name}&tag=first`);
  await curl('-o', '/dev/null', `${url}/api/v1/images/save?ref=${name}:first`);
  const large = await make(join(folder, 'large'), 300_000_000);
  const before = rss(child.pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, rss(child.pid))), 20);
  t.after(() => clearInterval(watch));
  const times = [performance.now()];
  await curl(...tar, large, `${url}/api/v1/images/import?repo=${name}&tag=large`);
  times.push(performance.now());
  await curl('-o', join(folder, 'saved.tar'), `${url}/api/v1/images/save?ref=${name}:large`);
  times.push(performance.now());
  await docker(engine, 'rmi', `${name}:large`);
  const { stdout } = await curl(...tar, join(folder, 'saved.tar'), `${url}/api/v1/images/load`);
  times.push(performance.now());
  assert.match(stdout, new RegExp(`"result":.*"ref":"${name}:large"`));
  const [into, out, again] = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)));
  t.diagnostic(`import ${into} ms, save ${out} ms, load ${again} ms; RSS ${before} kB, at most ${peak} kB`);
  assert.ok(peak - before < 60_000, `RSS grew from ${before} to ${peak} kB`);
});

function contextIn(folder: string, dockerfile: string): string {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  return folder;
}

async function buffered(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(new Uint8Array(chunk));
  return Buffer.concat(chunks);
}
