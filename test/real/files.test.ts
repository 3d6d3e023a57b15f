import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, lchownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { tarEntries } from '../../src/engine/tar.ts';
import { engineAt } from '../contract/world.ts';
import { pick, startApp } from '../support/app.ts';
import { rss, serve } from '../support/own-process.ts';
import { docker, runFor, sharedEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const execute = promisify(execFile);
const tarType = { 'content-type': 'application/x-tar' };

async function start(t: TestContext, options: Parameters<typeof runFor>[2] = {}) {
  const engine = await sharedEngine();
  const { name, id } = await runFor(t, engine, options);
  const app = await startApp(t, engineAt(engine.socketPath));
  const url = `${await app.listen()}/api/v1/containers/${name}`;
  const ask = (path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) =>
    fetch(`${url}/${path}`, { ...init, headers: { authorization: `Bearer ${app.admin}`, ...init.headers } });
  const sh = (script: string) => docker(engine, 'exec', name, 'sh', '-c', script);
  return { engine, name, id, app, ask, sh, dir: scratch(t) };
}

const made = `mkdir -p /t/sub/deep /t/empty; echo hi >/t/a; ln -s a /t/rel; ln -s /t/sub /t/abs; ln -s nowhere /t/gone; mkfifo /t/p
  chmod 4755 /t/a; echo x>/t/sub/x; chown 1000:1001 /t/sub/x; ln /t/a /t/hard; chmod 1777 /t/sub; mknod /t/nul c 1 3; printf '\\377' >/t/bin; touch -d 2020-01-02 /t/empty`;

/** What is in a directory of this machine: name, kind, mode, owner, link and content of each. */
const summary = (dir: string) =>
  execute('sh', [
    '-c',
    `cd "${dir}" && find . -printf '%p %y %m %U:%G %l\\n' | sort && find . -type f -exec sha256sum {} + | sort`,
  ]).then(({ stdout }) => stdout);

test('what comes out is what docker cp gives: files, directories, links followed or not', async (t) => {
  const { engine, name, ask, sh, dir } = await start(t);
  await sh(made);
  for (const [path, follow] of [
    ['/t', false],
    ['/t/rel', false],
    ['/t/abs', true],
    ['/etc', false],
    ['/t/empty', false],
  ] as const) {
    const [theirs, ours] = [join(dir, 'theirs'), join(dir, 'ours')];
    for (const one of [theirs, ours]) {
      rmSync(one, { recursive: true, force: true });
      mkdirSync(one);
    }
    const flags = follow ? ['-L'] : [];
    await execute('sh', [
      '-c',
      `DOCKER_HOST=unix://${engine.socketPath} docker cp -a ${flags.join(' ')} ${name}:${path} - | tar xpf - -C ${theirs}`,
    ]);
    const answer = await ask(`files?path=${path}&follow=${follow}&format=tar`);
    writeFileSync(join(dir, 'ours.tar'), Buffer.from(await answer.arrayBuffer()));
    await execute('tar', ['xpf', join(dir, 'ours.tar'), '-C', ours]);
    assert.equal(await summary(ours), await summary(theirs), path);
  }
  const raw = await ask('files?path=/t/rel&follow=true');
  assert.deepEqual([await raw.text(), raw.headers.get('content-length')], ['hi\n', '3']);
  assert.equal(raw.headers.get('last-modified'), new Date(Number(await sh('stat -c %Y /t/a')) * 1000).toUTCString());
  assert.equal((await ask('files?path=/nope')).status, 404);
  assert.equal((await ask('files?path=/t/a/x')).status === 200, false);
});

test('what goes in is what docker cp brings: a file, a directory, links and owners', async (t) => {
  const { engine, name, ask, sh, dir } = await start(t);
  const from = join(dir, 'from');
  mkdirSync(join(from, 'sub'), { recursive: true });
  writeFileSync(join(from, 'sub', 'f'), 'content');
  writeFileSync(join(from, 'BZh91'), 'no bzip2');
  writeFileSync(join(from, `${'n'.repeat(120)} ü`), 'long');
  symlinkSync('sub/f', join(from, 'link'));
  chmodSync(join(from, 'sub', 'f'), 0o751);
  lchownSync(join(from, 'sub', 'f'), 1234, 300_000);
  await sh('mkdir /theirs /ours');
  await docker(engine, 'cp', '-a', `${from}/.`, `${name}:/theirs`);
  await execute('tar', ['cf', join(dir, 'in.tar'), '--format=pax', '-C', from, '.']);
  const answer = await ask('files?path=/ours', {
    method: 'PUT',
    headers: tarType,
    body: new Uint8Array(readFileSync(join(dir, 'in.tar'))),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const tree = (path: string) =>
    sh(
      `cd ${path} && find . -mindepth 1 | sort | tr '\\n' '\\0' | xargs -0 stat -c '%n %F %a %u:%g %s %Y' && cat BZh91 link n* sub/f`,
    );
  assert.equal(await tree('/ours'), await tree('/theirs'));

  assert.equal((await ask('files?path=/ours/one&mode=0640&uid=7&gid=300000', { method: 'PUT', body: 'one' })).status, 200);
  assert.equal(await sh("stat -c '%a %u:%g %s' /ours/one; cat /ours/one"), '640 7:300000 3\none');
  await sh('ln -s /ours/one /ours/through');
  assert.equal((await ask('files?path=/ours/through', { method: 'PUT', body: 'two' })).status, 200);
  assert.equal(await sh('readlink /ours/through; cat /ours/one'), '/ours/one\ntwo');

  const codeOf = async (sent: Promise<Response>) => pick(await (await sent).json(), 'error', 'code');
  assert.equal(await codeOf(ask('files?path=/no/such/f', { method: 'PUT', body: 'x' })), 'NOT_FOUND');
  assert.equal(await codeOf(ask('files?path=/ours/one/f', { method: 'PUT', body: 'x' })), 'BAD_INPUT');
  assert.equal(await codeOf(ask('files?path=/ours', { method: 'PUT', body: 'x' })), 'BAD_INPUT');
  assert.equal(await sh('ls -d /ours'), '/ours');
});

test('to a container with a user the files are given, where that is asked for; a read-only one is a CONFLICT', async (t) => {
  const withUser = await start(t, { config: { User: '7' } });
  assert.equal((await withUser.ask('files?path=/f&copyUidGid=true&uid=5', { method: 'PUT', body: 'x' })).status, 200);
  assert.equal(await withUser.sh("stat -c '%u:%g' /f"), '7:7');
  const readOnly = await start(t, { host: { ReadonlyRootfs: true } });
  const refused = await readOnly.ask('files?path=/f', { method: 'PUT', body: 'x' });
  assert.deepEqual([refused.status, pick(await refused.json(), 'error', 'code')], [409, 'CONFLICT']);
});

test('stat, listing and text in GraphQL are what stat, ls and cat show, stopped or not', async (t) => {
  const { engine, name, id, app, sh } = await start(t);
  await sh(made);
  const ask = async (path: string, selection: string, follow = false) => {
    const { data, errors } = await app.gql(
      `query ($ref: String!, $path: String!, $follow: Boolean) { container(ref: $ref) { files(path: $path, follow: $follow) { ${selection} } } }`,
      { ref: name, path, follow },
    );
    return { it: pick(data, 'container', 'files'), code: errors[0]?.extensions.code };
  };
  const lines = (await sh("cd /t && for f in *; do stat -c '%n %A %u %g' $f; done")).split('\n').sort();
  const list = async () => {
    const { it } = await ask('/t', 'entries { truncated nodes { name mode uid gid } }');
    assert.equal(pick(it, 'entries', 'truncated'), false);
    const nodes = pick(it, 'entries', 'nodes');
    assert.ok(Array.isArray(nodes));
    return nodes.map((node) => ['name', 'mode', 'uid', 'gid'].map((key) => String(pick(node, key))).join(' ')).sort();
  };
  assert.deepEqual(await list(), lines);
  const { it: hard } = await ask('/t', 'entries { nodes { name size type linkTarget } }');
  const nodes = pick(hard, 'entries', 'nodes');
  assert.ok(Array.isArray(nodes));
  assert.deepEqual(
    nodes.find((node) => pick(node, 'name') === 'hard'),
    { name: 'hard', size: 3, type: 'FILE', linkTarget: null },
  );
  assert.deepEqual(
    nodes.find((node) => pick(node, 'name') === 'abs'),
    { name: 'abs', size: 0, type: 'SYMLINK', linkTarget: '/t/sub' },
  );
  const root = await ask('/', 'name entries { nodes { name } }');
  const names = pick(root.it, 'entries', 'nodes');
  assert.ok(Array.isArray(names));
  assert.deepEqual(names.map((node) => String(pick(node, 'name'))).sort(), (await sh('ls -A /')).split('\n').sort());
  assert.equal(pick((await ask('/t', 'entries(first: 2) { truncated }')).it, 'entries', 'truncated'), true);

  assert.deepEqual((await ask('/t/rel', 'path type linkTarget mode')).it, {
    path: '/t/rel',
    type: 'SYMLINK',
    linkTarget: '/t/a',
    mode: 'lrwxrwxrwx',
  });
  assert.deepEqual((await ask('/t/../t/rel/', 'path name type size mode text', true)).it, {
    path: '/t/a',
    name: 'a',
    type: 'FILE',
    size: 3,
    mode: '-rwsr-xr-x',
    text: 'hi\n',
  });
  assert.equal((await ask('/nope', 'path')).code, 'NOT_FOUND');
  assert.equal((await ask('t', 'path')).code, 'BAD_INPUT');
  for (const [path, selection] of [
    ['/t/a', 'text(maxBytes: 2)'],
    ['/t/a', 'text(maxBytes: 0)'],
    ['/t/bin', 'text'],
    ['/t', 'text'],
    ['/t/a', 'entries { truncated }'],
  ] as const) {
    assert.equal((await ask(path, selection)).code, 'BAD_INPUT', `${path} ${selection}`);
  }
  await docker(engine, 'stop', '-t', '1', id);
  assert.deepEqual(await list(), lines);
  const audit = await app.gql(
    `query ($filter: AuditFilter) { auditEvents(filter: $filter, first: 1) { nodes { result target { name } params { key value } } } }`,
    { filter: { action: ['container.files.read'] } },
  );
  assert.deepEqual(pick(audit.data, 'auditEvents', 'nodes', 0), {
    result: 'SUCCESS',
    target: { name },
    params: [
      { key: 'part', value: 'entries' },
      { key: 'path', value: '/t' },
    ],
  });
});

test('an export is what docker export gives', async (t) => {
  const { engine, name, ask, sh, dir } = await start(t);
  await sh(made);
  await docker(engine, 'export', '-o', join(dir, 'theirs.tar'), name);
  const answer = await ask('export');
  async function* bytes() {
    yield Buffer.from(await answer.arrayBuffer());
  }
  const listed: string[] = [];
  for await (const { header, skip } of tarEntries(bytes())) {
    listed.push(header.name.replace(/\/$/, ''));
    skip();
  }
  const { stdout } = await execute('tar', ['tf', join(dir, 'theirs.tar')]);
  assert.deepEqual(
    listed,
    stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/\/$/, '')),
  );
  assert.match(answer.headers.get('content-disposition') ?? '', new RegExp(`filename="${name}.tar"`));
});

test('500 MB go in and out, and the server stays small', async (t) => {
  const { engine, name, sh, dir } = await start(t);
  const { child, url, token } = await serve(t, engine.socketPath, dir);
  const size = 500_000_000;
  const file = join(dir, 'large');
  await execute('sh', [
    '-c',
    `truncate -s ${size} ${file} && printf end | dd of=${file} bs=1 seek=${size - 3} conv=notrunc 2>/dev/null`,
  ]);
  const wanted = (await execute('sha256sum', [file])).stdout.slice(0, 64);
  const path = `${url}/api/v1/containers/${name}/files?path=/large`;
  const curl = (...args: string[]) => execute('curl', ['-sS', '-f', '-H', `Authorization: Bearer ${token}`, ...args]);
  // What a process takes once it has moved anything at all is no part of the question.
  await execute('truncate', ['-s', '100M', `${file}-first`]);
  await curl('-T', `${file}-first`, `${path}-first`);
  await curl('-o', '/dev/null', `${path}-first`);
  const before = rss(child.pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, rss(child.pid))), 20);
  t.after(() => clearInterval(watch));
  const begun = performance.now();
  await curl('-T', file, path);
  const between = performance.now();
  assert.equal((await sh('sha256sum /large')).slice(0, 64), wanted);
  const out = performance.now();
  const { stdout } = await execute('sh', ['-c', `curl -sS -f -H 'Authorization: Bearer ${token}' '${path}' | sha256sum`]);
  const ended = performance.now();
  assert.equal(stdout.slice(0, 64), wanted);
  t.diagnostic(`in ${Math.round(between - begun)} ms, out ${Math.round(ended - out)} ms, RSS ${before} kB, at most ${peak} kB`);
  assert.ok(peak - before < 100_000, `RSS grew from ${before} to ${peak} kB`);
});

test('a client that leaves in the middle of a download ends it at the engine, on record as cancelled', async (t) => {
  const { app, ask, sh } = await start(t);
  await sh('dd if=/dev/zero of=/large bs=1M count=0 seek=300 2>/dev/null');
  const leaving = new AbortController();
  const answer = await ask('files?path=/large', { signal: leaving.signal });
  const reader = answer.body?.getReader();
  await reader?.read();
  const begun = performance.now();
  leaving.abort();
  await until(async () => {
    const { data } = await app.gql(`query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { result } } }`, {
      filter: { action: ['container.files.read'] },
    });
    return pick(data, 'auditEvents', 'nodes', 0, 'result') === 'CANCELLED';
  }, 'the outcome');
  assert.ok(performance.now() - begun < 1000);
});
