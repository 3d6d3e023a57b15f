import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflict } from '../../src/errors.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine, network, volume } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

const project = 'com.docker.compose.project';
const labels = (service: string, dependsOn = '') => ({
  [project]: 'shop',
  'com.docker.compose.service': service,
  'com.docker.compose.depends_on': dependsOn,
});

/** web depends on api, which waits until db is healthy. */
function shop(state: 'running' | 'exited', extra: Parameters<typeof fakeEngine>[0] = {}) {
  return fakeEngine({
    containers: [
      container({ name: 'api-1', state, labels: labels('api', 'db:service_healthy:false') }),
      container({ name: 'api-2', state, labels: labels('api', 'db:service_healthy:false') }),
      container({ name: 'db-1', state, labels: labels('db') }),
      container({ name: 'web-1', state, labels: labels('web', 'api:service_started:true,gone:service_started:false') }),
      container({ name: 'job', state: 'exited', labels: { ...labels('web'), 'com.docker.compose.oneoff': 'True' } }),
      container({ name: 'other', state, labels: { [project]: 'else' } }),
    ],
    networks: [network({ name: 'shop_default', labels: { [project]: 'shop' } }), network({ name: 'apart' })],
    volumes: [volume({ name: 'shop_data', labels: { [project]: 'shop' } }), volume({ name: 'kept' })],
    ...extra,
  });
}

const selection = `changedCount failedCount changed project { states { running exited } }
  results { kind name service changed error { code message } auditEvent { action parent { auditId } } }
  auditEvent { auditId action result target { type name } }`;

const namesOf = (payload: unknown) => {
  const results = pick(payload, 'results');
  return Array.isArray(results) ? results.map((one: unknown) => String(pick(one, 'name'))) : [];
};

test('a project stops from what nothing depends on, and starts from what depends on nothing: one event, and one beneath it for each', async (t) => {
  const engine = shop('running');
  const app = await startApp(t, engine);
  const stopped = await app.gql(
    `mutation { stopProject(input: { name: "shop", timeoutSeconds: 3, reason: "night" }) { ${selection} } }`,
  );
  assert.deepEqual(stopped.errors, []);
  const payload = pick(stopped.data, 'stopProject');
  assert.deepEqual(namesOf(payload), ['web-1', 'api-1', 'api-2', 'db-1']);
  assert.deepEqual(pick(payload, 'project', 'states'), { running: 0, exited: 5 });
  assert.deepEqual(pick(payload, 'auditEvent', 'target'), { type: 'project', name: 'shop' });
  assert.equal(pick(payload, 'auditEvent', 'action'), 'project.stop');
  assert.deepEqual(pick(payload, 'results', 0, 'auditEvent'), {
    action: 'container.stop',
    parent: { auditId: pick(payload, 'auditEvent', 'auditId') },
  });
  const order = engine.calls.map(({ args }) => engine.docker.find(String(args[0])).name);
  assert.deepEqual([order[0], order[3], order.length], ['web-1', 'db-1', 4]);
  assert.deepEqual(engine.calls[0]?.args[1], { signal: null, timeoutSeconds: 3, ownSeconds: null });

  const started = await app.gql(`mutation { startProject(input: { name: "shop" }) { ${selection} } }`);
  assert.deepEqual(started.errors, []);
  assert.deepEqual(namesOf(pick(started.data, 'startProject')), ['db-1', 'api-1', 'api-2', 'web-1']);
  const restarted = await app.gql(`mutation { restartProject(input: { name: "shop", services: ["db"] }) { ${selection} } }`);
  assert.deepEqual(namesOf(pick(restarted.data, 'restartProject')), ['db-1']);
  assert.equal(engine.docker.find('other').state, 'running');
});

test('what depends on a service that cannot be started is not started; what has not become healthy in time is a TIMEOUT', async (t) => {
  const engine = shop('exited');
  engine.habits.before = (call) => {
    if (call.method === 'startContainer' && call.args[0] === engine.docker.find('db-1').id)
      throw conflict('port is taken', { engineStatus: 409 });
  };
  const app = await startApp(t, engine);
  const answer = await app.gql(`mutation { startProject(input: { name: "shop" }) { ${selection} } }`);
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'startProject');
  assert.deepEqual([pick(payload, 'changedCount'), pick(payload, 'failedCount')], [0, 4]);
  assert.equal(engine.calls.length, 1);
  assert.match(String(pick(payload, 'results', 1, 'error', 'message')), /^Not started: db-1, which it depends on/);
  assert.equal(pick(payload, 'auditEvent', 'result'), 'FAILURE');

  engine.habits.before = () => {};
  engine.habits.after = (call) => {
    if (call.method === 'startContainer' && call.args[0] === engine.docker.find('db-1').id)
      engine.docker.health('db-1', 'starting');
  };
  const late = await app.gql(`mutation { startProject(input: { name: "shop", timeoutSeconds: 0 }) { ${selection} } }`);
  assert.equal(pick(late.data, 'startProject', 'results', 1, 'error', 'code'), 'TIMEOUT');
  engine.habits.after = () => {};
  const before = engine.calls.length;
  const waiting = app.gql(`mutation { startProject(input: { name: "shop" }) { ${selection} } }`);
  await until(() => engine.calls.length > before, 'the service that the others wait for was begun with');
  engine.docker.health('db-1', 'healthy');
  assert.equal(pick((await waiting).data, 'startProject', 'failedCount'), 0);
});

test('removing a project stops and removes its containers, then its networks, and its volumes only if asked for', async (t) => {
  const engine = shop('running');
  const app = await startApp(t, engine);
  const plan = await app.gql(`mutation { removeProject(input: { name: "shop", volumes: true, dryRun: true }) { ${selection} } }`);
  const expected = ['job', 'web-1', 'api-1', 'api-2', 'db-1', 'shop_default', 'shop_data'];
  assert.deepEqual(namesOf(pick(plan.data, 'removeProject')).sort(), [...expected].sort());
  assert.equal(pick(plan.data, 'removeProject', 'changed'), false);
  assert.deepEqual(engine.calls, []);

  const kept = await app.gql(`mutation { removeProject(input: { name: "shop" }) { ${selection} } }`);
  assert.deepEqual(kept.errors, []);
  assert.equal(pick(kept.data, 'removeProject', 'failedCount'), 0);
  assert.deepEqual(
    [...engine.docker.containers.values()].map(({ name }) => name),
    ['other'],
  );
  assert.deepEqual([...engine.docker.volumes.keys()], ['shop_data', 'kept']);
  assert.deepEqual([...engine.docker.networks.values()].map(({ name }) => name).sort(), ['apart', 'bridge', 'host', 'none']);
  const rest = await app.gql(`mutation { removeProject(input: { name: "shop", volumes: true }) { ${selection} } }`);
  assert.equal(pick(rest.data, 'removeProject', 'project'), null);
  assert.deepEqual(namesOf(pick(rest.data, 'removeProject')), ['shop_data']);
  assert.deepEqual([...engine.docker.volumes.keys()], ['kept']);
});

test('where a container is left, the networks and volumes stay; with force what runs is killed', async (t) => {
  const engine = shop('running');
  engine.habits.before = (call) => {
    if (call.method === 'removeContainer' && call.args[0] === engine.docker.find('web-1').id) throw conflict('busy');
  };
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { removeProject(input: { name: "shop", volumes: true, force: true }) { ${selection} } }`,
  );
  const payload = pick(answer.data, 'removeProject');
  assert.deepEqual([pick(payload, 'changedCount'), pick(payload, 'failedCount')], [4, 3]);
  assert.ok(!engine.calls.some(({ method }) => method === 'stopContainer' || method === 'removeNetwork'));
  assert.ok(engine.docker.volumes.has('shop_data'));
});

test('what is wrong is said before anything is done, and each step takes its own permission', async (t) => {
  const engine = shop('running');
  const app = await startApp(t, engine);
  const code = async (field: string, input: string, token?: string) =>
    (await app.gql(`mutation { ${field}(input: ${input}) { changed } }`, {}, token)).errors[0];
  assert.equal((await code('stopProject', '{ name: "none" }'))?.extensions.code, 'NOT_FOUND');
  const unknown = await code('stopProject', '{ name: "shop", services: ["web", "x"] }');
  assert.equal(unknown?.extensions.code, 'BAD_INPUT');
  assert.match(unknown?.message ?? '', /^input\.services\[1\]: /);
  assert.equal((await code('stopProject', '{ name: "shop", timeoutSeconds: -2 }'))?.extensions.code, 'BAD_INPUT');
  assert.equal((await code('startProject', '{ name: "shop", timeoutSeconds: -1 }'))?.extensions.code, 'BAD_INPUT');
  assert.equal((await code('stopProject', '{ name: "shop" }', await app.token('viewer')))?.extensions.code, 'FORBIDDEN');
  assert.equal((await code('removeProject', '{ name: "shop" }', await app.token('operator')))?.extensions.code, 'FORBIDDEN');
  assert.deepEqual(engine.calls, []);
  const stopper = await app.token('viewer', { permissions: ['project.stop'] });
  const each = await app.gql(
    'mutation { stopProject(input: { name: "shop" }) { failedCount results { error { code } } } }',
    {},
    stopper,
  );
  assert.equal(pick(each.data, 'stopProject', 'failedCount'), 4);
  assert.equal(pick(each.data, 'stopProject', 'results', 0, 'error', 'code'), 'FORBIDDEN');
  assert.deepEqual(engine.calls, []);

  const once = () => app.gql('mutation { stopProject(input: { name: "shop", idempotencyKey: "k" }) { auditEvent { auditId } } }');
  const [first, second] = await Promise.all([once(), once()]);
  assert.deepEqual(first.data, second.data);
  assert.equal(engine.calls.length, 4);
});
