import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, image, ownEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

test('a scoped token on a real engine: what it makes is in its scope, and what is not is neither seen, named nor removed', async (t) => {
  const engine = await ownEngine(t);
  const inspect = (format: string, ref: string) => docker(engine, 'inspect', '-f', format, ref);
  // An image that says its containers are somebody else's.
  await docker(engine, 'run', '--name', 'base', '--label', 'env=prod', '--label', 'team=db', image, 'true');
  await docker(engine, 'commit', 'base', 'tricky:1');
  await docker(engine, 'network', 'create', '--label', 'team=web', 'web-net');
  await docker(engine, 'network', 'create', 'db-net');
  await docker(engine, 'volume', 'create', 'db-data');
  await docker(engine, 'run', '-d', '--name', 'db', '--label', 'team=db', '--network', 'db-net', image, 'sleep', '600');

  const { socketPath } = engine;
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const token = await app.token('admin', { limits: { labels: 'team=web,env!=prod' } });
  const ask = (query: string, variables: object = {}) => app.gql(query, variables, token);

  const run = 'mutation ($input: RunContainerInput!) { runContainer(input: $input) { dockerId container { name state } } }';
  const made = await ask(run, {
    input: { image: 'tricky:1', name: 'web', command: ['sleep', '600'], networks: [{ network: 'web-net' }], pull: 'NEVER' },
  });
  assert.deepEqual(made.errors, []);
  assert.equal(await inspect('{{.Config.Labels.team}}/{{.Config.Labels.env}}/', 'web'), 'web//');

  const list = async () =>
    pick((await ask('{ containers { totalCount nodes { name } } host { info { containers } } }')).data, 'containers');
  await until(
    async () => JSON.stringify(await list()) === '{"totalCount":1,"nodes":[{"name":"web"}]}',
    'the one container is seen alone',
  );

  const taken = await ask(run, { input: { image: 'tricky:1', name: 'db', pull: 'NEVER' } });
  assert.equal(taken.errors[0]?.extensions.code, 'CONFLICT');
  assert.ok(!taken.errors[0]?.message.includes((await inspect('{{.Id}}', 'db')).slice(0, 12)), taken.errors[0]?.message);

  const again = await ask('mutation { recreateContainer(input: {ref: "web", image: "tricky:1"}) { container { name } } }');
  assert.deepEqual(again.errors, []);
  assert.equal(await inspect('{{.Config.Labels.team}}/{{.Config.Labels.env}}/', 'web'), 'web//');

  assert.deepEqual((await ask('mutation { createVolume(input: {name: "web-data"}) { changed } }')).errors, []);
  const pruned = await ask(
    'mutation { pruneContainers(input: {}) { deleted } pruneVolumes(input: {all: true}) { deleted } pruneNetworks(input: {}) { deleted } }',
  );
  assert.deepEqual(pruned.errors, []);
  assert.deepEqual(pruned.data, {
    pruneContainers: { deleted: [] },
    pruneVolumes: { deleted: ['web-data'] },
    pruneNetworks: { deleted: [] },
  });
  assert.equal(await docker(engine, 'volume', 'ls', '-q'), 'db-data');
  assert.equal(await inspect('{{.State.Status}}', 'base'), 'exited');
});
