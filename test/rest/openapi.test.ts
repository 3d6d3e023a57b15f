import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { container } from '../support/fake-engine.ts';
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
      assert.match(method, /^(?:get|put|post|delete)$/);
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

test('every route under /api/v1 is described, and nothing else is', async (t) => {
  const { openapi, app } = await startRest(t);
  const { body } = await openapi();
  const described = Object.entries(Object(pick(body, 'paths'))).flatMap(([path, item]) =>
    Object.keys(Object(item)).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`),
  );
  assert.deepEqual(described.sort(), routesOf(app.app.server.printRoutes({ commonPrefix: false })).sort());
});

test('an opening of a terminal is answered as described: 101 to an upgrade, an error without one', async (t) => {
  const { openapi, app, get } = await startRest(t, { containers: [container({ name: 'web', state: 'running' })] });
  const paths = pick((await openapi()).body, 'paths');
  const url = (await app.listen()).replace('http', 'ws');
  for (const kind of ['exec', 'attach']) {
    const responses = Object.keys(Object(pick(paths, `/api/v1/hosts/{host}/containers/{ref}/${kind}/ws`, 'get', 'responses')));
    assert.deepEqual(responses, ['101', '4XX', '5XX']);
    const path = `/hosts/local/containers/web/${kind}/ws`;
    assert.equal((await get(path)).status, 400);
    const socket = new WebSocket(`${url}/api/v1${path}`);
    await once(socket, 'open');
    socket.close();
    await once(socket, 'close');
  }
});

/** "GET /api/v1/containers/{}", out of the tree that the server prints. */
function routesOf(tree: string): string[] {
  const routes: string[] = [];
  const above: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent = '', part = '', methods = ''] = /^([ │]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === '') continue;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    const path = above.join('').replaceAll(/:\w+(?:\|:\w+)*/g, '{}');
    if (path.startsWith('/api/v1/'))
      for (const method of methods.split(', ')) if (!['', 'HEAD', 'OPTIONS'].includes(method)) routes.push(`${method} ${path}`);
  }
  return routes;
}
