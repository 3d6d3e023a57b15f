import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { extract, pack, type Pack } from 'tar-stream';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { policyFile } from './rig.ts';

type File = string | readonly [header: Parameters<Pack['entry']>[0], text: string];

async function tarOf(...entries: readonly File[]): Promise<Uint8Array<ArrayBuffer>> {
  const packed = pack();
  for (const one of entries) {
    const [header, text] = typeof one === 'string' ? [{ name: 'Dockerfile' }, one] : one;
    packed.entry(header, text);
  }
  packed.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packed) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** The files of a tar, by their names. */
async function filesOf(content: AsyncIterable<Uint8Array>): Promise<Record<string, string>> {
  const reader = extract();
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  reader.end(Buffer.concat(chunks));
  const found: Record<string, string> = {};
  for await (const entry of reader) {
    const parts: Uint8Array[] = [];
    for await (const part of entry) if (part instanceof Uint8Array) parts.push(part);
    found[entry.header.name] = Buffer.concat(parts).toString();
  }
  return found;
}

const ok = 'registry.example.com';
const evil = 'evil.example.com/x';
const link = (name: string, linkname: string, type: 'link' | 'symlink' = 'symlink') => [{ name, type, linkname }, ''] as const;
const at = (name: string, text: string) => [{ name }, text] as const;

/** What is built, and what the engine is given to read in the place of it. */
const allowed: readonly (readonly [what: string, files: readonly File[], read: string, query?: string, args?: object])[] = [
  ['a base image', [`FROM ${ok}/a:1`], `FROM ${ok}/a:1\n`],
  ['scratch', ['from scratch\nCOPY a /\n'], 'FROM scratch\nCOPY a /\n'],
  [
    'stages, by name and number',
    [`FROM ${ok}/a AS Base\nRUN make\nFROM base\nCOPY --from=BASE /a /\nCOPY --chown=$U:1 --from=0 /b /\n`],
    `FROM ${ok}/a AS Base\nRUN make\nFROM base\nCOPY --from=BASE /a /\nCOPY --chown=$U:1 --from=0 /b /\n`,
  ],
  [
    'variables, whose values the caller gives or the file says',
    [`ARG R\nARG TAG="2"\nARG N=n\nFROM --platform=$P \${R:-x}/\${N}:$TAG\${NONE:+no} as a\nARG R\nRUN echo $R`],
    `ARG R\nARG TAG="2"\nARG N=n\nFROM --platform=$P ${ok}/n:2 AS a\nARG R\nRUN echo $R\n`,
    '',
    { R: ok, TAG: '2' },
  ],
  [
    'lines that go on, comments and empty lines within them',
    [`# a\n\nFROM \\\n # b\n\n ${ok}/a\r\nRUN a \\\n\n  # c\n  && b\n`],
    `FROM ${ok}/a\nRUN a   && b\n`,
  ],
  [
    'another escape',
    [`# syntax=docker/dockerfile:1\n# escape=\`\nFROM ${ok}/a\nRUN a \`\n b`],
    `# escape=\`\nFROM ${ok}/a\nRUN a  b\n`,
  ],
  [
    'what engines read differently has one meaning',
    [`FROM ${ok}/a\nRUN a \\\\\nFROM ${evil}`],
    `FROM ${ok}/a\nRUN a \\FROM ${evil}\n`,
  ],
  [
    'whatever takes this for a comment',
    [`FROM ${ok}/a\nRUN a \\\n\u00a0# b\nFROM ${evil}`],
    `FROM ${ok}/a\nRUN a FROM ${evil}\n`,
  ],
  ['a byte order mark', [`\uFEFFFROM ${ok}/a`], `FROM ${ok}/a\n`],
  ['a digest', [`FROM ${ok}/a@sha256:${'a'.repeat(64)}`], `FROM ${ok}/a@sha256:${'a'.repeat(64)}\n`],
  ['a file of another name', [at('sub/D', `FROM ${ok}/a`), `FROM ${evil}`], `FROM ${ok}/a\n`, 'dockerfile=./sub//D'],
  ['links that lead anywhere', [link('mtab', '/proc/mounts'), `FROM ${ok}/a`], `FROM ${ok}/a\n`],
  ['what an ADD fetches is no image', [`FROM ${ok}/a\nADD https://${evil} /`], `FROM ${ok}/a\nADD https://${evil} /\n`],
];

/** What is refused, and words of why. */
const refused: readonly (readonly [files: readonly File[], why: RegExp, query?: string, args?: object])[] = [
  [[`FROM ${evil}`], /FORBIDDEN.*registry evil\.example\.com.*Line 1.*evil\.example\.com\/x/],
  [['FROM busybox'], /FORBIDDEN.*docker\.io/],
  [['FROM EVIL/x'], /names what is no image|FORBIDDEN/],
  [[`FROM ${'a'.repeat(64)}`], /FORBIDDEN.*docker\.io/],
  [[`FROM ${ok}/a\nFROM ${evil}`], /FORBIDDEN.*Line 2/],
  [[`FROM ${ok}/a\nCOPY --from=${evil} /a /`], /FORBIDDEN.*Line 2/],
  [[`FROM ${ok}/a AS one\nCOPY --from=one /a /`], /FORBIDDEN.*docker\.io/],
  [[`FROM ${ok}/a\nCOPY --from=0 /a /`], /FORBIDDEN|no image/],
  [[`FROM ${ok}/a\nCOPY --chown=1 --from="${evil}" /a /`], /an option that is not understood/],
  [[`FROM ${ok}/a\nCOPY --chown=a\u00a0--from=${evil} /a /`], /blanks other than/],
  [[`FROM ${ok}/a\nARG X\nCOPY --from=$X /a /`], /no image/],
  [[`FROM ${ok}/a\nONBUILD COPY --from=${evil} /a /`], /FORBIDDEN.*Line 2/],
  [[`FROM ${ok}/a\nonbuild  copy  --from=${evil} /a /`], /FORBIDDEN.*Line 2/],
  [['FR\\\nOM evil.example.com/x'], /FORBIDDEN/],
  [[`FROM\\\n ${evil}`], /FORBIDDEN/],
  [[`FROM ${ok}/a\nRUN x \\\\\n`], /ends with \\/],
  [[`# escape=\`\nFROM ${ok}/a\nRUN a \\\nFROM ${evil}`], /FORBIDDEN/],
  [[`#\n# escape=\`\nFROM ${ok}/a\nRUN a \`\nFROM ${evil}`], /FORBIDDEN|ends with/],
  [[`# escape=x\nFROM ${ok}/a`], /escape that is neither/],
  [[`FROM ${ok}/a\nRUN <<EOF\nCOPY a \\\nEOF\nFROM ${evil}`], /here-document/],
  [[`\u0085FROM ${evil}`], /begins with no known/],
  [[`FROM\u00a0${evil}`], /begins with no known/],
  [[`FROM ${ok}/a b c`], /is no FROM/],
  [['FROM $X'], /no image/],
  [['ARG X=${Y#z}\nFROM $X'], /more than/],
  [["ARG X='a\"b'\nFROM ${X}"], /more than/],
  [[`ARG X=${ok}/a\nFROM $X`], /FORBIDDEN/, '', { X: evil }],
  [[`FROM \${X:-${evil}}`], /FORBIDDEN|no image/],
  [[`FROM "${evil}"`], /more than/],
  [[`FROM ${ok}/a`, `FROM ${evil}`], /FORBIDDEN/],
  [[`FROM ${ok}/a`, at('./Dockerfile', `FROM ${evil}`)], /FORBIDDEN/],
  [[at('dockerfile', `FROM ${evil}`)], /FORBIDDEN/],
  [[at('x', `FROM ${evil}`), link('Dockerfile', 'x')], /is a symlink/],
  [[at('x', `FROM ${evil}`), link('Dockerfile', 'x', 'link')], /is a link/],
  [[at('e/D', `FROM ${evil}`), link('d', 'e')], /lies beneath/, 'dockerfile=d/D'],
  [[`FROM ${ok}/a`, link('l', '.'), at('l/Dockerfile', `FROM ${evil}`)], /symbolic link/],
  [[`FROM ${ok}/a`], /FORBIDDEN.*registry evil/, 'cacheFrom=evil.example.com/x'],
  [[`FROM ${ok}/a # ${'x'.repeat(1_100_000)}`], /more than 1048576/],
];

test(`with a list of registries ${refused.length} builds that name an image of another are refused over REST and the Engine API, before the engine hears of them; the rest is built of what was judged`, async (t) => {
  const read: Record<string, string>[] = [];
  const quiet = { stream: null, status: null, id: null, current: null, total: null, error: null, imageId: null };
  const engine = fakeEngine({
    containers: [container({ name: 'web' })],
    writer: {
      async buildImage(_options, { content }) {
        read.push(await filesOf(content));
        async function* output() {
          yield { ...quiet, stream: 'Step 1/1\n' };
        }
        return { status: 200, output: output() };
      },
    },
  });
  const rules = `version: 1\ncreate: { registries: [${ok}] }\n`;
  const { path, write } = policyFile(t, rules);
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path, WHARFINGER_RATE_LIMIT: '0' } });
  const url = await app.listen();
  const token = await app.token('deployer');
  const build = async (way: 'rest' | 'gateway', body: Uint8Array<ArrayBuffer>, query = '', args: object = {}) => {
    const cached = query.replace(/^cacheFrom=(.*)$/, 'cachefrom=["$1"]');
    const path =
      way === 'rest'
        ? `/api/v1/images/build?${query}`
        : `/engine/local/build?buildargs=${encodeURIComponent(JSON.stringify(args))}&${cached}`;
    const given = way === 'rest' ? { 'x-wharfinger-build-args': JSON.stringify(args) } : {};
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-tar', ...given };
    const answer = await fetch(url + path, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  };

  for (const [index, [files, why, query, args]] of refused.entries()) {
    const way = index % 2 === 0 ? 'rest' : 'gateway';
    const answer = await build(way, await tarOf(...files), query, args);
    const shown = `${JSON.stringify(files).slice(0, 300)} ${way}: ${answer.status} ${answer.text}`;
    assert.ok(answer.status === 400 || answer.status === 403, shown);
    assert.match(`${answer.status === 403 ? 'FORBIDDEN ' : ''}${answer.text}`, why, shown);
  }
  // What an image has those do that build on it.
  const trigger = `ONBUILD COPY --from=${evil} /a /`;
  const commit = 'mutation ($changes: [String!]) { commitContainer(input: { ref: "web", changes: $changes }) { changed } }';
  const committed = await app.gql(commit, { changes: [trigger] }, token);
  assert.match(JSON.stringify(committed.errors), /registry evil/);
  const authorization = `Bearer ${token}`;
  for (const path of [`/api/v1/images/import?change=`, '/engine/local/images/create?fromSrc=-&changes=']) {
    const headers = { authorization, 'content-type': 'application/x-tar' };
    const body = await tarOf('x');
    const answer = await fetch(url + path + encodeURIComponent(trigger), { method: 'POST', headers, body });
    assert.equal(answer.status, 403, path);
    assert.match(await answer.text(), /registry evil/);
  }
  // BuildKit is told of images where nobody can look.
  const wide = await app.token('admin');
  const buildKit = { method: 'POST', headers: { authorization: `Bearer ${wide}` } };
  const unseen = await fetch(`${url}/engine/local/build?version=2&session=x1&remote=client-session`, buildKit);
  assert.equal(unseen.status, 403);
  assert.match(await unseen.text(), /DOCKER_BUILDKIT=0/);
  assert.deepEqual(engine.calls, []);
  const log = await app.gql(
    '{ auditEvents(first: 1000, filter: { action: ["image.build"] }) { nodes { result error { code } } } }',
  );
  const results = pick(log.data, 'auditEvents', 'nodes');
  assert.ok(Array.isArray(results) && results.length === refused.length + 1);
  for (const one of results)
    assert.equal(pick(one, 'result') === 'DENIED', pick(one, 'error', 'code') === 'FORBIDDEN', JSON.stringify(one));

  for (const [what, files, text, query, args] of allowed) {
    for (const way of ['rest', 'gateway'] as const) {
      const body = await tarOf(...files, at('a', 'b'));
      const answer = await build(way, way === 'rest' ? body : new Uint8Array(gzipSync(body)), query, args);
      assert.equal(answer.status, 200, `${what}: ${answer.text}`);
      const got = read.at(-1) ?? {};
      assert.equal(got[query === undefined || query === '' ? 'Dockerfile' : 'sub/D'], text, what);
      assert.equal(got['a'], 'b', 'the rest of the context is as it was');
    }
  }

  // Without a list nothing is read and nothing changed; nor while a policy merely warns.
  for (const other of ['version: 1\n', `${rules}mode: warn\n`]) {
    write(other);
    app.app.reloadPolicy();
    const text = `FROM \\\n  ${evil} # as it is\n`;
    assert.equal((await build('rest', await tarOf(text))).status, 200);
    assert.equal(read.at(-1)?.['Dockerfile'], text);
  }
});
