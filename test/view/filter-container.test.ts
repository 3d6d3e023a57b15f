import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { Container, Image } from '../../src/engine/model.ts';
import { containerCheck, type ContainerFilter } from '../../src/view/filter-container.ts';
import { attachment, busyboxId, container, hexId, image } from '../support/fake-objects.ts';
import { seen } from './rig.ts';

const childOf = (name: string, part: Partial<Image>) => image({ id: `sha256:${hexId(name)}`, tags: [`${name}:1`], ...part });

const base = image({ layers: ['l1', 'l2'] });
const images = [
  base,
  childOf('built', { parentId: base.id, layers: ['l1', 'l2'] }),
  childOf('built-twice', { parentId: `sha256:${hexId('built')}`, layers: ['l1', 'l2', 'l3'] }),
  childOf('pulled', { parentId: null, layers: ['l1', 'l2', 'l9'] }),
  childOf('stranger', { parentId: null, layers: ['l1'] }),
  childOf('empty', { parentId: null, layers: [] }),
];
const from = (name: string) => ({ imageId: `sha256:${hexId(name)}`, imageRef: `${name}:1` });

const health = { status: 'healthy', failingStreak: 0, log: [] } as const;
const published = { ip: '0.0.0.0', privatePort: 80, publicPort: 8080, protocol: 'tcp' } as const;
const volumeMount = {
  type: 'volume',
  name: 'data',
  source: '/v',
  destination: '/srv',
  driver: 'local',
  mode: 'z',
  readWrite: true,
  propagation: '',
};

const containers: readonly Container[] = [
  container({
    name: 'web',
    ports: [published],
    labels: { tier: 'front', team: '' },
    createdAt: '2026-01-01T10:00:00Z',
  }),
  container({
    name: 'web2',
    health,
    ports: [{ ...published, publicPort: null }],
    ...from('built'),
    createdAt: '2026-01-01T10:00:00.5Z',
  }),
  container({
    name: 'db',
    mounts: [volumeMount],
    labels: { 'com.docker.compose.project': 'shop' },
    ...from('built-twice'),
    createdAt: '2026-01-01T11:00:00Z',
  }),
  container({
    name: 'dns',
    ports: [{ ...published, privatePort: 53, publicPort: 53, protocol: 'udp' }],
    ...from('pulled'),
    createdAt: '2026-01-01T12:00:00Z',
  }),
  container({ name: 'failed', state: 'exited', exitCode: 3, ...from('stranger'), createdAt: '2026-01-01T13:00:00Z' }),
  container({
    name: 'looping',
    state: 'restarting',
    exitCode: 3,
    networks: [attachment({ networkName: 'shop_default', networkId: hexId('n') })],
    createdAt: '2026-01-01T14:00:00Z',
  }),
  container({
    name: 'fresh',
    state: 'created',
    imageId: `sha256:${hexId('gone')}`,
    imageRef: 'gone:1',
    createdAt: '2026-01-01T15:00:00Z',
  }),
];

async function found(t: TestContext): Promise<(filter: ContainerFilter) => string[]> {
  const { view } = await seen(t, [{ containers, images }]);
  const hosts = view().hosts();
  return (filter) => {
    const check = containerCheck(filter, hosts);
    return hosts
      .flatMap((host) => host.containers().map((it) => ({ host, it })))
      .filter(check)
      .map(({ it }) => it.name)
      .sort();
  };
}

const all = containers.map(({ name }) => name).sort();
const shop = [{ key: 'com.docker.compose.project', value: 'shop' }];

const cases: readonly (readonly [what: string, filter: ContainerFilter, names: readonly string[]])[] = [
  ['nothing is given', {}, all],
  ['null is given', { name: null, state: null }, all],
  ['a name is given', { name: 'web' }, ['web']],
  ['a part of a name', { nameContains: 'web' }, ['web', 'web2']],
  ['the beginning of an id', { idPrefix: hexId('container db').slice(0, 8) }, ['db']],
  ['states', { state: ['exited', 'created'] }, ['failed', 'fresh']],
  ['no state at all', { state: [] }, []],
  ['health', { health: ['healthy'] }, ['web2']],
  ['health none: those without a check', { health: ['none'] }, all.filter((name) => name !== 'web2')],
  ['labels, all of them', { labels: [{ key: 'tier', value: 'front' }, { key: 'team' }] }, ['web']],
  ['a label with another value', { labels: [{ key: 'tier', value: 'back' }] }, []],
  ['a label that every object inherits in JavaScript', { labels: [{ key: 'constructor' }] }, []],
  ['a network by name', { network: 'shop_default' }, ['looping']],
  ['a network by id', { network: hexId('n') }, ['looping']],
  ['a network by the 12 digits that are shown', { network: hexId('n').slice(0, 12) }, ['looping']],
  ['a volume by name', { volume: 'data' }, ['db']],
  ['a volume by where it is mounted', { volume: '/srv' }, ['db']],
  ['a project', { project: 'shop' }, ['db']],
  ['a published port', { publishedPort: 8080 }, ['web']],
  ['a published port of whatever protocol', { publishedPort: 53 }, ['dns']],
  ['published is TCP unless told otherwise', { published: { port: 53 } }, []],
  ['published with a protocol', { published: { port: 53, protocol: 'udp' } }, ['dns']],
  ['published in a range', { published: { port: 8000, to: 9000 } }, ['web']],
  ['exposed: published or not', { exposed: { port: 80 } }, ['web', 'web2']],
  ['an exit code: only of what has ended', { exitCode: [3, 4] }, ['failed']],
  ['an image: what was built on it as well', { image: 'busybox' }, ['db', 'dns', 'looping', 'web', 'web2']],
  ['an image by its id', { image: busyboxId }, ['db', 'dns', 'looping', 'web', 'web2']],
  ['an image in the middle of the chain, and what has its layers', { image: 'built:1' }, ['db', 'dns', 'web2']],
  ['an image without layers has no descendants', { image: 'empty:1' }, []],
  ['an image that is gone: as it was written', { image: 'gone:1' }, ['fresh']],
  ['made before a moment', { createdBefore: '2026-01-01T10:00:00.5Z' }, ['web']],
  ['made after a moment', { createdAfter: '2026-01-01T13:00:00Z' }, ['fresh', 'looping']],
  ['made before a container', { before: 'db' }, ['web', 'web2']],
  ['made since a container', { since: 'failed' }, ['fresh', 'looping']],
  ['and', { and: [{ nameContains: 'web' }, { health: ['healthy'] }] }, ['web2']],
  ['or', { or: [{ name: 'db' }, { name: 'dns' }] }, ['db', 'dns']],
  ['or of nothing', { or: [] }, []],
  ['not', { not: { state: ['running'] } }, ['failed', 'fresh', 'looping']],
  ['all of it together', { state: ['running'], or: [{ labels: shop }, { not: { image: 'built:1' } }] }, ['db', 'web']],
];

test('each condition finds exactly what docker ps --filter would', async (t) => {
  const find = await found(t);
  for (const [what, filter, names] of cases) assert.deepEqual(find(filter), names, what);
});

test('an image or container that is not there: nothing is found, and NOT_FOUND where it is a point in time', async (t) => {
  const find = await found(t);
  assert.deepEqual(find({ image: 'never:seen' }), []);
  assert.throws(() => find({ before: 'nobody' }), { code: 'NOT_FOUND' });
  assert.throws(() => find({ since: 'nobody' }), { code: 'NOT_FOUND' });
});

test('ports out of range, ranges that end before they begin and endless filters are BAD_INPUT', async (t) => {
  const find = await found(t);
  const nested = Array.from({ length: 120 }).reduce<ContainerFilter>((filter) => ({ not: filter }), { name: 'web' });
  for (const filter of [
    { published: { port: 0 } },
    { exposed: { port: 1, to: 65_536 } },
    { exposed: { port: 9, to: 8 } },
    nested,
  ]) {
    assert.throws(() => find(filter), { code: 'BAD_INPUT' });
  }
});

test('and, or and not obey the laws of logic', async (t) => {
  const find = await found(t);
  const simple = fc.constantFrom<ContainerFilter>(
    { name: 'web' },
    { nameContains: 'b' },
    { state: ['running'] },
    { exitCode: [3] },
    { image: 'busybox' },
  );
  fc.assert(
    fc.property(simple, simple, (a, b) => {
      assert.deepEqual(find({ not: { and: [a, b] } }), find({ or: [{ not: a }, { not: b }] }));
      assert.deepEqual(find({ and: [a, b] }), find({ ...a, and: [b] }));
      assert.deepEqual(find({ not: { not: a } }), find(a));
    }),
    { numRuns: 50 },
  );
});
