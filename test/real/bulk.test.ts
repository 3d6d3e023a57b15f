import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, runFor, sharedEngine, uniqueName } from '../support/real-engine.ts';

test('each action by filter leaves the containers as docker shows them, and the others alone', async (t) => {
  const engine = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const group = uniqueName('g');
  await Promise.all(Array.from({ length: 6 }, () => runFor(t, engine, { labels: { group } })));
  const other = await runFor(t, engine);
  const shown = async () => {
    const lines = await docker(engine, 'ps', '-a', '--filter', `label=group=${group}`, '--format', '{{.State}}');
    return lines.split('\n').filter((line) => line !== '');
  };
  const steps = [
    ['pause', '', 'paused'],
    ['unpause', '', 'running'],
    ['stop', 'timeoutSeconds: 5', 'exited'],
    ['start', '', 'running'],
    ['restart', 'timeoutSeconds: 5', 'running'],
    ['kill', 'signal: "KILL"', 'exited'],
  ] as const;
  for (const [verb, more, state] of steps) {
    const answer = await app.gql(
      `mutation { ${verb}Containers(input: { filter: { labels: [{ key: "group", value: "${group}" }] }, ${more} }) { changedCount failedCount } }`,
    );
    assert.deepEqual(answer.errors, [], verb);
    assert.deepEqual(pick(answer.data, `${verb}Containers`), { changedCount: 6, failedCount: 0 }, verb);
    assert.deepEqual(await shown(), Array(6).fill(state), verb);
  }
  // Five of six are stopped: the one that runs is a conflict of its own.
  const [one = ''] = (await docker(engine, 'ps', '-aq', '--filter', `label=group=${group}`)).split('\n');
  await docker(engine, 'start', one);
  const removed = await app.gql(
    `mutation { removeContainers(input: { filter: { labels: [{ key: "group", value: "${group}" }] } }) {
      changedCount failedCount results { error { code } } } }`,
  );
  assert.deepEqual(
    [pick(removed.data, 'removeContainers', 'changedCount'), pick(removed.data, 'removeContainers', 'failedCount')],
    [5, 1],
  );
  assert.deepEqual(await shown(), ['running']);
  assert.equal(await docker(engine, 'inspect', '--format', '{{.State.Status}}', other.name), 'running');
});
