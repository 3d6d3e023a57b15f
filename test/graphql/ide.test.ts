import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastify } from 'fastify';
import { ide } from '../../src/graphql/ide.ts';

test('the page and every file it names come from the program, under a policy that allows no inline script and no other source', async (t) => {
  const app = fastify();
  t.after(() => app.close());
  await app.register(ide);
  const page = await app.inject('/graphiql');
  assert.equal(page.statusCode, 200);
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(policy, /script-src[^;]*unsafe|https?:/);
  assert.doesNotMatch(page.body, /<script>|\son[a-z]+=|https?:/);

  const named = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  assert.ok(named.length >= 7);
  for (const path of named) {
    const file = await app.inject(path);
    assert.equal(file.statusCode, 200, path);
    assert.match(String(file.headers['content-type']), path.endsWith('.css') ? /css/ : /javascript/, path);
  }
});

test('nothing beside those files is served', async (t) => {
  const app = fastify();
  t.after(() => app.close());
  await app.register(ide);
  for (const path of [
    '/graphiql/package.json',
    '/graphiql/../package.json',
    '/graphiql/%2e%2e/ide.ts',
    '/graphiql/react.development.js',
  ]) {
    assert.equal((await app.inject(path)).statusCode, 404, path);
  }
});
