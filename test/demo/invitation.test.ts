import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { invitation } from '../../src/demo/invitation.ts';

test('every GraphQL document that the demo proposes is valid under the schema', () => {
  const folder = join(import.meta.dirname, '../../schema');
  const sdl = globSync('*.graphql', { cwd: folder }).map((name) => readFileSync(join(folder, name), 'utf8'));
  const schema = buildSchema(sdl.join('\n'));
  const text = invitation({ url: 'http://127.0.0.1:4500', names: ['web', 'chatty'], web: 'http://127.0.0.1:32768/' });

  const bodies = [...text.matchAll(/-d '(.*)'/g)].map(([, body = '']): unknown => JSON.parse(body));

  assert.equal(bodies.length, 5);
  for (const body of bodies) {
    assert.ok(typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string');
    assert.deepEqual(validate(schema, parse(body.query)), [], body.query);
  }
});
