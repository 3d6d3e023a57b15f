import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflict } from '../../src/errors.ts';
import { pick, startApp } from '../support/app.ts';
import { container, diskUsage, fakeEngine, hexId, image, network, volume } from '../support/fake-engine.ts';

const old = container({ name: 'old', state: 'exited' });
const cached = (id: string, more: object) => ({
  id,
  type: 'regular',
  description: '',
  inUse: false,
  shared: false,
  size: 10,
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: '2026-01-02T00:00:00Z',
  usageCount: 1,
  ...more,
});

function furnished() {
  return fakeEngine({
    containers: [old, container({ name: 'live' })],
    images: [image({ id: `sha256:${hexId('dangling')}`, tags: [], size: 70 })],
    networks: [network({ name: 'idle' })],
    volumes: [volume({ name: 'data' })],
    reader: {
      diskUsage: async () =>
        diskUsage({
          buildCache: [
            cached('a', {}),
            cached('shared', { shared: true }),
            cached('busy', { inUse: true }),
            cached('now', { lastUsedAt: new Date().toISOString(), size: 5 }),
          ],
        }),
    },
  });
}

const selection = `reclaimedBytes dryRun changed auditEvent { auditId action result }
  results { kind deleted untagged reclaimedBytes changed error { code } auditEvent { action parent { auditId } } }`;

test('a system prune goes through the kinds in the order of docker system prune: one event, and one beneath it for each kind', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  const answer = await app.gql(`mutation { systemPrune(input: { all: true, allVolumes: true }) { ${selection} } }`);
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'systemPrune');
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['pruneContainers', 'pruneNetworks', 'pruneVolumes', 'pruneImages', 'pruneBuildCache'],
  );
  assert.deepEqual(pick(payload, 'results', 0, 'deleted'), [old.id]);
  assert.deepEqual(pick(payload, 'results', 4), {
    kind: 'BUILD_CACHE',
    deleted: ['cached'],
    untagged: [],
    reclaimedBytes: 40,
    changed: true,
    error: null,
    auditEvent: { action: 'build.prune', parent: { auditId: pick(payload, 'auditEvent', 'auditId') } },
  });
  assert.equal(pick(payload, 'reclaimedBytes'), 1_000 + 10 + 70 + 40);
  assert.equal(pick(payload, 'auditEvent', 'action'), 'system.prune');
  assert.deepEqual(engine.calls[4]?.args.slice(0, 1), [{ all: true, keepBytes: null, unusedSeconds: null }]);
});

test('volumes stay unless asked for, the build cache where labels are asked for, and one kind that fails does not keep the others', async (t) => {
  const engine = furnished();
  engine.habits.before = (call) => {
    if (call.method === 'pruneNetworks') throw conflict('a prune operation is already running', { engineStatus: 409 });
  };
  const app = await startApp(t, engine);
  const answer = await app.gql(`mutation { systemPrune(input: { filter: { labels: [{ key: "team" }] } }) { ${selection} } }`);
  const payload = pick(answer.data, 'systemPrune');
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['pruneContainers', 'pruneNetworks', 'pruneImages'],
  );
  assert.equal(pick(payload, 'results', 1, 'error', 'code'), 'CONFLICT');
  assert.equal(pick(payload, 'auditEvent', 'result'), 'FAILURE');
  const until = await app.gql(
    'mutation { systemPrune(input: { volumes: true, filter: { until: "2026-01-01T00:00:00Z" } }) { changed } }',
  );
  assert.match(until.errors[0]?.message ?? '', /^input\.filter\.until: /);
  const operator = await app.token('operator');
  const refused = await app.gql('mutation { systemPrune(input: {}) { changed } }', {}, operator);
  assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
  assert.equal(engine.calls.length, 3);
});

test('a dry run of both tells what would go, and the engine hears nothing', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  const all = await app.gql(`mutation { systemPrune(input: { dryRun: true }) { ${selection} } }`);
  assert.deepEqual(all.errors, []);
  assert.deepEqual(pick(all.data, 'systemPrune', 'results', 0, 'deleted'), [old.id]);
  assert.deepEqual(pick(all.data, 'systemPrune', 'results', 3, 'deleted'), ['a', 'now']);
  const cache = async (input: string) => {
    const answer = await app.gql(
      `mutation { pruneBuildCache(input: { dryRun: true, ${input} }) { deleted reclaimedBytes changed } }`,
    );
    assert.deepEqual(answer.errors, []);
    return pick(answer.data, 'pruneBuildCache');
  };
  assert.deepEqual(await cache('all: true, unusedFor: "24h"'), { deleted: ['a', 'shared'], reclaimedBytes: 20, changed: false });
  assert.deepEqual(await cache('all: true, keepStorage: 25'), { deleted: ['a'], reclaimedBytes: 10, changed: false });
  assert.equal(engine.calls.length, 0);
  await app.gql('mutation { pruneBuildCache(input: { keepStorage: 7, unusedFor: "90s" }) { deleted } }');
  assert.deepEqual(engine.calls[0]?.args.slice(0, 1), [{ all: false, keepBytes: 7, unusedSeconds: 90 }]);
});
