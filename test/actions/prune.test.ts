import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp, pick } from '../support/app.ts';
import {
  container,
  diskUsage,
  engineVersion,
  fakeEngine,
  hexId,
  image,
  network,
  volume,
  type FakeEngine,
} from '../support/fake-engine.ts';

const old = container({ name: 'old', state: 'exited', labels: { keep: 'no', team: 'a' } });
const young = container({ name: 'young', state: 'exited', createdAt: '2026-02-01T00:00:00Z', labels: { team: 'b' } });
const live = container({ name: 'live' });
const dangling = image({ id: `sha256:${hexId('dangling')}`, tags: [], size: 70 });
const spare = image({ tags: ['spare:1'], size: 900 });

function furnished(): FakeEngine {
  return fakeEngine({
    containers: [old, young, live],
    images: [dangling, spare],
    networks: [network({ name: 'idle' })],
    volumes: [volume({ name: 'data', labels: { keep: '' } }), volume({ name: 'mounted', options: { device: '/' } })],
    reader: {
      diskUsage: async () =>
        diskUsage({
          containers: [
            { id: old.id, sizeRw: 5, sizeRootFs: 100 },
            { id: young.id, sizeRw: 7, sizeRootFs: 100 },
          ],
          images: [
            { id: dangling.id, size: 70, sharedSize: 20, containers: 0 },
            { id: spare.id, size: 900, sharedSize: 100, containers: 0 },
          ],
          volumes: [{ name: 'data', size: 11, refCount: 0 }],
        }),
    },
  });
}

const cases: readonly (readonly [string, { deleted: string[]; reclaimedBytes: number }])[] = [
  ['pruneContainers(input: { dryRun: true })', { deleted: [old.id, young.id], reclaimedBytes: 12 }],
  [
    'pruneContainers(input: { dryRun: true, filter: { until: "2026-01-15T00:00:00Z" } })',
    { deleted: [old.id], reclaimedBytes: 5 },
  ],
  [
    'pruneContainers(input: { dryRun: true, filter: { labels: [{ key: "team" }], exceptLabels: [{ key: "team", value: "a" }] } })',
    { deleted: [young.id], reclaimedBytes: 7 },
  ],
  ['pruneImages(input: { dryRun: true })', { deleted: [dangling.id], reclaimedBytes: 50 }],
  ['pruneImages(input: { dryRun: true, all: true })', { deleted: [dangling.id, spare.id], reclaimedBytes: 850 }],
  ['pruneVolumes(input: { dryRun: true, all: true })', { deleted: ['data'], reclaimedBytes: 11 }],
  [
    'pruneVolumes(input: { dryRun: true, all: true, filter: { exceptLabels: [{ key: "keep" }] } })',
    { deleted: [], reclaimedBytes: 0 },
  ],
];

test('a dry run tells what would go and how many bytes, and the engine hears nothing', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  for (const [field, expected] of cases) {
    const answer = await app.gql(`mutation { ${field} { deleted reclaimedBytes dryRun changed auditEvent { result } } }`);
    assert.deepEqual(answer.errors, [], field);
    const [payload] = Object.values(Object(answer.data));
    assert.deepEqual(payload, { ...expected, dryRun: true, changed: false, auditEvent: { result: 'NOOP' } }, field);
  }
  const networks = await app.gql('mutation { pruneNetworks(input: { dryRun: true }) { deleted } }');
  assert.deepEqual(pick(networks.data, 'pruneNetworks', 'deleted'), ['idle']);
  assert.deepEqual(engine.calls, []);
});

test('a prune removes, tells what went, and what went is gone for the next read and on record', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  engine.habits.lose = () => true;
  const containers = await app.gql(
    `mutation { pruneContainers(input: { filter: { labels: [{ key: "team", value: "a" }, { key: "keep" }] } }) {
      deleted reclaimedBytes dryRun changed auditEvent { target { type name } after { state details { key value } } } } }`,
  );
  assert.deepEqual(containers.errors, []);
  assert.deepEqual(pick(containers.data, 'pruneContainers', 'deleted'), [old.id]);
  assert.deepEqual(engine.calls[0]?.args[0], { label: ['team=a', 'keep'] });
  assert.deepEqual(pick(containers.data, 'pruneContainers', 'auditEvent', 'target'), { type: 'host', name: 'local' });
  assert.ok(JSON.stringify(pick(containers.data, 'pruneContainers', 'auditEvent', 'after')).includes(old.id));
  const left = await app.gql('{ containers { nodes { name } } }');
  assert.deepEqual(pick(left.data, 'containers', 'nodes'), [{ name: 'young' }, { name: 'live' }]);

  const images = await app.gql('mutation { pruneImages(input: { all: true }) { untagged deleted reclaimedBytes } }');
  assert.deepEqual(pick(images.data, 'pruneImages'), {
    untagged: ['spare:1'],
    deleted: [dangling.id, spare.id],
    reclaimedBytes: 970,
  });
  assert.deepEqual(engine.calls[1]?.args[0], { dangling: ['false'] });
  await app.gql('mutation { pruneImages(input: { filter: { until: "2026-01-01T00:00:00Z" } }) { deleted } }');
  assert.deepEqual(engine.calls[2]?.args[0], { until: ['2026-01-01T00:00:00Z'], dangling: ['true'] });

  const networks = await app.gql(
    'mutation { pruneNetworks(input: { filter: { exceptLabels: [{ key: "keep" }] } }) { deleted changed } }',
  );
  assert.deepEqual(pick(networks.data, 'pruneNetworks'), { deleted: ['idle'], changed: true });
  assert.deepEqual(engine.calls[3]?.args[0], { 'label!': ['keep'] });

  await app.gql('mutation { pruneVolumes(input: { all: true }) { deleted } }');
  assert.equal(pick((await app.gql('{ volumes { totalCount } }')).data, 'volumes', 'totalCount'), 0);
});

test('named volumes go only where that was asked for: an engine that cannot tell them apart is not asked', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  const refused = await app.gql('mutation { pruneVolumes(input: {}) { deleted } }');
  assert.equal(refused.errors[0]?.extensions.code, 'BAD_INPUT');
  assert.match(refused.errors[0]?.message ?? '', /^input\.all: /);
  assert.deepEqual(engine.calls, []);

  const newer = fakeEngine({ reader: { version: async () => engineVersion({ apiVersion: '1.43' }) } });
  const onNewer = await startApp(t, newer);
  for (const input of ['{}', '{ all: true }']) await onNewer.gql(`mutation { pruneVolumes(input: ${input}) { deleted } }`);
  assert.deepEqual(
    newer.calls.map(({ args: [filters] }) => [filters]),
    [[{}], [{ all: ['true'] }]],
  );
});

test('a label that the engine would read otherwise is refused, and only who may prunes', async (t) => {
  const engine = furnished();
  const app = await startApp(t, engine);
  const answer = await app.gql(
    'mutation { pruneContainers(input: { filter: { labels: [{ key: "a" }, { key: "b=c" }] } }) { deleted } }',
  );
  assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT');
  assert.match(answer.errors[0]?.message ?? '', /^input\.filter\.labels\[1\]\.key: /);
  const operator = await app.token('operator');
  const refused = await app.gql('mutation { pruneContainers(input: { dryRun: true }) { deleted } }', {}, operator);
  assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
  const granted = await app.token('operator', { permissions: ['container.prune'] });
  assert.deepEqual((await app.gql('mutation { pruneContainers(input: {}) { deleted } }', {}, granted)).errors, []);
  assert.equal(engine.calls.length, 1);
});
