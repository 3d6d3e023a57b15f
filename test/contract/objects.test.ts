import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointSpec, NetworkSpec } from '../../src/engine/ports-objects.ts';
import { uniqueName } from '../support/real-engine.ts';
import { fakeWorld, realWorld, type World } from './world.ts';

const network = (name: string): NetworkSpec => ({
  name,
  driver: 'bridge',
  scope: null,
  internal: true,
  attachable: false,
  ingress: false,
  configOnly: false,
  configFrom: null,
  ipv4: null,
  ipv6: false,
  ipamDriver: 'default',
  ipamOptions: {},
  ipam: [],
  options: {},
  labels: { made: 'here' },
});

const endpoint: EndpointSpec = {
  aliases: [],
  ipv4Address: null,
  ipv6Address: null,
  linkLocalIps: [],
  links: [],
  driverOptions: {},
  gatewayPriority: null,
};

/** What the rest of the program relies on, of the engine and of the fake that stands for it in the other tests. */
const cases: Record<string, (world: World) => Promise<void>> = {
  'a network has one name, is kept by what runs on it, and goes once': async ({ engine: { reader, writer }, run }) => {
    const name = uniqueName();
    const { id } = await writer.createNetwork(network(name));
    await assert.rejects(writer.createNetwork(network(name)), { code: 'CONFLICT' });
    const made = await reader.inspectNetwork(id);
    assert.deepEqual([made.name, made.internal, made.labels], [name, true, { made: 'here' }]);
    const container = await run();
    await writer.connectNetwork(id, container.id, endpoint);
    const names = async () => (await reader.inspectContainer(container.id)).networks.map(({ networkName }) => networkName);
    assert.ok((await names()).includes(name));
    await writer.disconnectNetwork(id, container.id, { force: false });
    assert.ok(!(await names()).includes(name));
    await writer.removeNetwork(id);
    await assert.rejects(writer.removeNetwork(id), { code: 'NOT_FOUND' });
  },

  'a volume is made once, and again is the same one': async ({ engine: { reader, writer } }) => {
    const spec = { name: uniqueName(), driver: 'local', options: {}, labels: { made: 'here' } };
    assert.equal((await writer.createVolume(spec)).name, spec.name);
    assert.equal((await writer.createVolume({ ...spec, labels: {} })).name, spec.name);
    assert.deepEqual((await reader.inspectVolume(spec.name)).labels, { made: 'here' });
    const nameless = await writer.createVolume({ ...spec, name: null });
    assert.match(nameless.name, /^[0-9a-f]{64}$/);
    for (const name of [spec.name, nameless.name]) await writer.removeVolume(name, { force: false });
    await assert.rejects(writer.removeVolume(spec.name, { force: false }), { code: 'NOT_FOUND' });
  },

  'a name that an image was given is taken from it again, and the image stays': async ({ engine: { reader, writer } }) => {
    const [id = ''] = await reader.listImageIds();
    const repository = uniqueName('name');
    await writer.tagImage(id, { repository, tag: '1' });
    assert.ok((await reader.inspectImage(id)).tags.includes(`${repository}:1`));
    const removed = await writer.removeImage(`${repository}:1`, { force: false, noPrune: false, platforms: [] });
    assert.deepEqual([removed.untagged, removed.deleted], [[`${repository}:1`], []]);
    assert.ok(!(await reader.inspectImage(id)).tags.includes(`${repository}:1`));
    await assert.rejects(writer.removeImage(`${repository}:1`, { force: false, noPrune: false, platforms: [] }), {
      code: 'NOT_FOUND',
    });
  },
};

for (const [name, check] of Object.entries(cases)) {
  test(`the fake: ${name}`, async () => check(await fakeWorld()));
  test(`Docker: ${name}`, async (t) => check(await realWorld(t)));
}
