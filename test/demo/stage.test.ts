import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { EngineAddress } from '../../src/demo/engine-http.ts';
import { callEngine } from '../../src/demo/engine-http.ts';
import { removeSamples } from '../../src/demo/stage.ts';

/** An engine that answers GET from a table, and everything else with 204; `sent` are the calls it got. */
async function fakeEngine(t: TestContext, answers: Record<string, unknown>): Promise<{ engine: EngineAddress; sent: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'whf-test-'));
  const sent: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://docker');
    if (request.method === 'GET') {
      response
        .writeHead(pathname in answers ? 200 : 404)
        .end(JSON.stringify(answers[pathname] ?? { message: `no such thing: ${pathname}` }));
    } else {
      sent.push(`${request.method} ${pathname}`);
      response.writeHead(204).end();
    }
  });
  const path = join(dir, 's');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.after(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });
  return { engine: { kind: 'unix', path }, sent };
}

test('clearing up removes the samples, and not a container that inherited the label through docker commit', async (t) => {
  const { engine, sent } = await fakeEngine(t, {
    '/containers/json': [
      { Id: 'a1', Names: ['/web'], Image: 'wharfinger/busybox:demo' },
      { Id: 'b2', Names: ['/mine'], Image: 'my/commit:1' },
    ],
    '/networks': [{ Id: 'n1', Name: 'shop_default' }],
    '/volumes': { Volumes: [{ Name: 'shop_data' }] },
    '/images/json': [{ Id: 'sha256:i1', RepoTags: ['wharfinger/busybox:demo'] }],
  });

  await removeSamples(engine, () => {});

  assert.deepEqual(sent, [
    'DELETE /containers/a1',
    'DELETE /networks/n1',
    'DELETE /volumes/shop_data',
    'DELETE /images/wharfinger/busybox:demo',
  ]);
});

test('an engine without volumes answers null instead of a list, and that is understood', async (t) => {
  const { engine, sent } = await fakeEngine(t, {
    '/containers/json': [],
    '/networks': [],
    '/volumes': { Volumes: null },
    '/images/json': [],
  });

  await removeSamples(engine, () => {});

  assert.deepEqual(sent, []);
});

test("an engine's refusal carries the engine's own words", async (t) => {
  const { engine } = await fakeEngine(t, {});

  await assert.rejects(callEngine(engine, 'GET', '/nothing'), {
    code: 'ENGINE_ERROR',
    engineStatus: 404,
    message: /no such thing: \/nothing/,
  });
});

test('an engine that is not there is ENGINE_UNAVAILABLE', async () => {
  await assert.rejects(callEngine({ kind: 'unix', path: '/nonexistent/docker.sock' }, 'GET', '/_ping'), {
    code: 'ENGINE_UNAVAILABLE',
  });
});
