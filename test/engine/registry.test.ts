import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsIn } from '../../src/engine/credentials.ts';
import { authHeader, authsHeader, registryOf } from '../../src/engine/registry.ts';
import { WharfingerError } from '../../src/errors.ts';
import { body, standIn, status } from './stand-in.ts';

const auth = { registry: 'r.example', username: 'carol', password: 'secret-password', identityToken: '' };
const basic = Buffer.from('carol:secret-password').toString('base64');
const nobody = { signal: new AbortController().signal, report: () => {} };

test('an image belongs to the registry in front of its name, and to Docker Hub without one', () => {
  const cases = {
    app: 'docker.io',
    'team/app:1': 'docker.io',
    'docker.io/team/app': 'docker.io',
    'index.docker.io/team/app': 'docker.io',
    'localhost/app': 'localhost',
    'registry:5000/app:1': 'registry:5000',
    'r.example/team/app': 'r.example',
  };
  for (const [image, registry] of Object.entries(cases)) assert.equal(registryOf(image), registry, image);
});

test('what goes into the header is what the engine reads: base64 for URLs, with its padding', () => {
  assert.equal(authHeader(null), 'e30=');
  const header = authHeader({ ...auth, password: '\u00ff\u00fe???>>>' });
  assert.match(header, /^[A-Za-z0-9_-]+=*$/);
  assert.equal(header.length % 4, 0);
  const sent: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  assert.deepEqual(sent, { username: 'carol', password: '\u00ff\u00fe???>>>', serveraddress: 'r.example' });
  const hub: unknown = JSON.parse(Buffer.from(authHeader({ ...auth, registry: 'docker.io' }), 'base64url').toString('utf8'));
  assert.deepEqual(hub, { username: 'carol', password: auth.password, serveraddress: 'https://index.docker.io/v1/' });
});

test('a registry that repeats the credentials is not quoted with them, whatever it answers', async (t) => {
  const words = `you said ${auth.password} and ${basic}`;
  const answers = [
    status(400, words),
    status(404, words),
    status(500, words),
    status(401, words),
    body(`${JSON.stringify({ error: `unauthorized: ${words}` })}\n`),
  ];
  for (const answer of answers) {
    const { engine } = await standIn(t, answer);
    const calls = [
      () => engine.writer.pullImage({ image: 'r.example/app', platform: null, allTags: false, auth }, nobody),
      () => engine.writer.pushImage({ repository: 'r.example/app', tag: '1', platform: null, auth }, nobody),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof WharfingerError);
        assert.match(error.message, /you said \[secret\] and \[secret\]/);
        return true;
      });
    }
  }
  const refused = await standIn(t, status(401, words));
  await assert.rejects(refused.engine.writer.checkLogin(auth), { code: 'BAD_INPUT', message: /you said \[secret\]/ });
});

const helper = `#!/bin/sh
read -r server
case "$1 $server" in
  "get held.example") echo '{"ServerURL":"held.example","Username":"carol","Secret":"secret-password"}' ;;
  "get https://index.docker.io/v1/") echo '{"Username":"<token>","Secret":"a-token"}' ;;
  "get broken.example") echo 'secret-password, and no JSON' ;;
  "get large.example") yes secret-password ;;
  "get failing.example") echo 'secret-password' >&2; exit 3 ;;
  "list ") echo '{"https://index.docker.io/v1/":"<token>","broken.example":"carol"}' ;;
  *) echo 'credentials not found in native keychain'; exit 1 ;;
esac
`;

test('credential helpers are asked as the Docker command line asks them; one that fails is a CONFLICT without its words', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'wharfinger-helper-'));
  const before = process.env['PATH'];
  process.env['PATH'] = `${dir}:${before}`;
  t.after(() => {
    process.env['PATH'] = before;
    rmSync(dir, { recursive: true, force: true });
  });
  writeFileSync(join(dir, 'docker-credential-held'), helper);
  chmodSync(join(dir, 'docker-credential-held'), 0o755);
  const path = join(dir, 'config.json');
  const plain = { username: 'dave', password: 'plain' };
  const auths = { 'held.example': {}, 'plain.example': plain, 'gone.example': {} };
  const credHelpers = { 'none.example': 'nowhere', 'odd.example': '../held' };
  writeFileSync(path, JSON.stringify({ auths, credHelpers, credsStore: 'held' }));
  const credentials = credentialsIn(path);

  const held = { registry: 'held.example', username: 'carol', password: 'secret-password', identityToken: '' };
  const hub = { registry: 'docker.io', username: '', password: '', identityToken: 'a-token' };
  assert.deepEqual(await credentials.for('held.example'), held);
  assert.deepEqual(await credentials.for('docker.io'), hub);
  assert.deepEqual(await credentials.for('plain.example'), { registry: 'plain.example', ...plain, identityToken: '' });
  assert.deepEqual([await credentials.for('gone.example'), await credentials.for('other.example')], [null, null]);
  for (const [registry, why] of Object.entries({
    'broken.example': /something else than credentials/,
    'large.example': /wrote more than 65536 bytes/,
    'failing.example': /ended with exit code 3/,
    'none.example': /docker-credential-nowhere is not on the PATH/,
    'odd.example': /the name of a credential helper/,
  }))
    await assert.rejects(credentials.for(registry), (error: unknown) => {
      assert.ok(error instanceof WharfingerError && error.code === 'CONFLICT', registry);
      assert.match(error.message, why);
      return !error.message.includes('secret-password');
    });

  const all = await credentials.all();
  assert.deepEqual(all.map(({ registry }) => registry).sort(), ['docker.io', 'held.example', 'plain.example']);
  const sent: unknown = JSON.parse(Buffer.from(authsHeader([held, hub]), 'base64url').toString('utf8'));
  assert.deepEqual(sent, {
    'held.example': { username: 'carol', password: 'secret-password', serveraddress: 'held.example' },
    'https://index.docker.io/v1/': { identitytoken: 'a-token', serveraddress: 'https://index.docker.io/v1/' },
  });
});
