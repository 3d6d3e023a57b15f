import assert from 'node:assert/strict';
import { test } from 'node:test';
import { container } from '../support/fake-objects.ts';
import { reading } from './read-rig.ts';

const web = { containers: [container({ name: 'web', env: [{ key: 'SECRET', value: 's' }] })] };

test('a viewer who selects the environment gets everything but that, and FORBIDDEN for it', async (t) => {
  const { ask, recorded } = await reading(t, [web]);
  const { data, errors } = await ask('{ container(ref: "web") { name env { key value } } }', { role: 'viewer' });
  assert.deepEqual(data, { container: { name: 'web', env: null } });
  assert.deepEqual(errors, ['container.env FORBIDDEN']);
  assert.deepEqual(recorded, []);
});

test('an environment that is read is on record, of containers and images alike', async (t) => {
  const { ask, recorded } = await reading(t, [web]);
  const { data, errors } = await ask('{ container(ref: "web") { env { key value } } image(ref: "busybox") { env { key } } }');
  assert.deepEqual(errors, []);
  assert.match(JSON.stringify(data), /"SECRET","value":"s"/);
  assert.equal(recorded[0], 'container.env web');
  assert.match(recorded[1] ?? '', /^image\.env sha256:/);
});

test('processes are on record; options that show environments take that permission as well', async (t) => {
  const { ask, asked, recorded } = await reading(t, [web]);
  const query = 'query ($options: String) { container(ref: "web") { processes(psArgs: $options) { titles } } }';
  assert.deepEqual((await ask(query, { role: 'operator' })).errors, []);
  assert.deepEqual((await ask(query, { role: 'operator', variables: { options: 'axe' } })).errors, [
    'container.processes FORBIDDEN',
  ]);
  assert.deepEqual(asked(), ['containerProcesses']);
  assert.deepEqual((await ask(query, { variables: { options: 'axe' } })).errors, []);
  assert.deepEqual(recorded, ['container.processes web', 'container.env web', 'container.processes web']);
});

test('an auditor sees no host, no container, no image, network, volume or project', async (t) => {
  const { ask, asked } = await reading(t, [web]);
  const { errors } = await ask(`{ hosts { name } host { name } containers { totalCount } container(ref: "web") { id } }`, {
    role: 'auditor',
  });
  // A list that may not be null takes the whole answer with it.
  assert.ok(errors.length > 0 && errors.every((error) => error.endsWith(' FORBIDDEN')));
  for (const field of [
    'image(ref: "busybox") { id }',
    'network(ref: "bridge") { id }',
    'volume(name: "v") { id }',
    'project(name: "p") { id }',
    'host { id }',
  ]) {
    const refused = await ask(`{ ${field} }`, { role: 'auditor' });
    assert.deepEqual(
      refused.errors.map((error) => error.split(' ')[1]),
      ['FORBIDDEN'],
      field,
    );
  }
  assert.deepEqual(asked(), []);
});

test('what is related takes the permission of its own kind', async (t) => {
  const { ask } = await reading(t, [web]);
  const { data, errors } = await ask(
    '{ container(ref: "web") { name image { id } host { name problem } networks { networkName network { id } } } }',
    {
      role: 'auditor',
      grants: ['container.read'],
    },
  );
  assert.deepEqual(data, {
    container: {
      name: 'web',
      image: null,
      host: { name: 'local', problem: null },
      networks: [{ networkName: 'bridge', network: null }],
    },
  });
  assert.deepEqual([...errors].sort(), [
    'container.host.problem FORBIDDEN',
    'container.image FORBIDDEN',
    'container.networks.0.network FORBIDDEN',
  ]);
});

test('while a host is away its objects are ENGINE_UNAVAILABLE, and the host itself says why', async (t) => {
  const { ask } = await reading(t, [web], false);
  const { errors } = await ask('{ containers { totalCount } }');
  assert.deepEqual(errors, ['containers ENGINE_UNAVAILABLE']);
  const { data, errors: none } = await ask('{ hosts { name status lastSeenAt version { version } info { name } } }');
  assert.deepEqual(none, []);
  assert.match(JSON.stringify(data), /"status":"(?:UNREACHABLE|RECONNECTING)".*"version":null,"info":null/);
  assert.deepEqual((await ask('{ host { diskUsage { layersSize } } }')).errors, ['host.diskUsage ENGINE_UNAVAILABLE']);
});

test('a host that is there tells its version, information and disk usage', async (t) => {
  const { ask } = await reading(t, [web]);
  const { data, errors } = await ask(
    `{ host { status problem version { version components { name details { key } } } info { name cpus plugins { volume } storageDriverStatus { key } }
       diskUsage { layersSize images { dockerId } containers { dockerId } volumes { name } buildCache { cacheId } } } }`,
  );
  assert.deepEqual(errors, []);
  assert.match(JSON.stringify(data), /"status":"CONNECTED","problem":null/);
});
