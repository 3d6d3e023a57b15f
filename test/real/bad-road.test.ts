import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineAt } from '../contract/world.ts';
import { pick, startApp } from '../support/app.ts';
import { badRoad } from '../support/bad-road.ts';
import { docker, runFor, sharedEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

const shared = sharedEngine();

test('an action whose answer is lost on the way is on record as unknown, is done once, and is nobody else’s; then all is well again', async (t) => {
  const real = await shared;
  const { id } = await runFor(t, real);
  const road = await badRoad(t, real.socketPath);
  const app = await startApp(t, engineAt(road.path));
  const stop = `mutation { stopContainer(input: { ref: "${id}", timeoutSeconds: 0 }) { changed container { state } } }`;

  for (const how of ['cut', 'end'] as const) {
    road.fault = { afterBytes: 0, how, of: /^POST .*(stop|restart)/ };
    const lost = await app.gql(stop.replace('stop', how === 'cut' ? 'stop' : 'restart'));
    assert.equal(lost.errors[0]?.extensions.code, 'ENGINE_UNAVAILABLE');
    const { auditId } = lost.errors[0]?.extensions ?? {};
    const recorded = await app.gql(`{ auditEvent(id: "${auditId}") { result } }`);
    assert.deepEqual(pick(recorded.data, 'auditEvent'), { result: 'UNKNOWN' });
    road.fault = null;
    const state = how === 'cut' ? 'EXITED' : 'RUNNING';
    await until(async () => {
      const now = await app.gql(`{ container(ref: "${id}") { state } }`);
      return pick(now.data, 'container', 'state') === state;
    }, 'the copy is right again');
  }

  const stopped = await app.gql(stop);
  assert.deepEqual(pick(stopped.data, 'stopContainer'), { changed: true, container: { state: 'EXITED' } });
  // What is external is told two seconds after it was seen; an event of now has then passed those before it.
  await docker(real, 'start', id);
  const events = () =>
    app.gql(`{ auditEvents(first: 20, orderBy: OLDEST_FIRST, filter: { target: "${id}" }) { nodes { action result origin } } }`);
  const all = await until(async () => {
    const nodes = pick((await events()).data, 'auditEvents', 'nodes');
    return Array.isArray(nodes) && nodes.some((one) => pick(one, 'origin') === 'EXTERNAL') && nodes;
  }, 'the start from outside is told of');
  assert.deepEqual(
    all.map((one) => [pick(one, 'action'), pick(one, 'result'), pick(one, 'origin')].join(' ')),
    [
      'container.stop UNKNOWN OWN',
      'container.restart UNKNOWN OWN',
      'container.stop SUCCESS OWN',
      'container.start SUCCESS EXTERNAL',
    ],
  );
});
