import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { startRest } from './rig.ts';

function* refsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === '$ref' && typeof below === 'string') yield below;
    else yield* refsIn(below);
  }
}

test('openapi.json is OpenAPI 3.1 in itself: references resolve, ids are unique, and parameters of paths are declared', async (t) => {
  const { openapi, app } = await startRest(t);
  const { status, body } = await openapi();
  assert.equal(status, 200);
  assert.equal(pick(body, 'openapi'), '3.1.0');
  for (const ref of new Set(refsIn(body))) assert.ok(pick(body, ...ref.slice(2).split('/')) !== undefined, ref);

  const ids: unknown[] = [];
  for (const [path, item] of Object.entries(Object(pick(body, 'paths')))) {
    for (const [method, operation] of Object.entries(Object(item))) {
      assert.match(method, /^(?:get|post|delete)$/);
      ids.push(pick(operation, 'operationId'));
      const parameters = pick(operation, 'parameters');
      const named = Array.isArray(parameters)
        ? parameters.map((one) => `${String(pick(one, 'in'))} ${String(pick(one, 'name'))}`)
        : [];
      assert.equal(new Set(named).size, named.length, `${method} ${path}`);
      const declared = named.filter((one) => one.startsWith('path ')).map((one) => one.slice(5));
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(new Set(declared), new Set(inPath), `${method} ${path}`);
      assert.ok(pick(operation, 'description'), `${method} ${path}`);
      assert.ok(pick(operation, 'responses', '4XX'));
    }
  }
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 50);

  // The page at /docs is open, what it shows is not.
  const closed = await app.app.server.inject({ method: 'GET', url: '/openapi.json' });
  assert.equal(closed.statusCode, 401);
});
