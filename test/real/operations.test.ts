import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

test('a prune that is begun and not waited for removes what docker would, and tells it later; a filter of many stops is one operation', async (t) => {
  const engine = await ownEngine(t);
  const dead = await run(engine, { start: false });
  const live = await run(engine);
  const at = { kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath } as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate: async () => at }));
  const answer = await app.gql('mutation { pruneContainers(input: { wait: false }) { deleted operation { id } } }');
  assert.deepEqual(answer.errors, []);
  const id = String(pick(answer.data, 'pruneContainers', 'operation', 'id'));
  const look = async () =>
    pick((await app.gql(`{ operation(id: "${id}") { status progress { id status } } }`)).data, 'operation');
  await until(async () => pick(await look(), 'status') === 'SUCCEEDED', 'it has ended');
  assert.deepEqual(pick(await look(), 'progress'), [{ id: dead.id, status: 'removed' }]);
  assert.equal(await docker(engine, 'ps', '-aq', '--no-trunc'), live.id);

  const stop =
    'mutation ($name: String!) { stopContainers(input: { filter: { name: $name } }) { operation { status progress { id } } } }';
  const stopped = await app.gql(stop, { name: live.name });
  assert.deepEqual(pick(stopped.data, 'stopContainers', 'operation'), { status: 'SUCCEEDED', progress: [{ id: live.id }] });
  assert.equal(await docker(engine, 'ps', '-q'), '');
});
