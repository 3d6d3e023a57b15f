import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authHeader, registryOf } from '../../src/engine/registry.ts';
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
      () => engine.writer.pushImage({ repository: 'r.example/app', tag: '1', auth }, nobody),
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
