import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineWriter } from '../../src/engine/ports.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine, image } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

/** Pulls that tell of one layer and go on until they are cancelled. */
const endless: Partial<EngineWriter> = {
  pullImage: (_options, { signal, report }) => {
    report({ id: 'layer', status: 'Downloading', current: 1, total: 2 });
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  },
};

/** Begins it, and gives the operation's id. */
async function begin(
  app: TestApp,
  mutation: string,
  input: string,
  selection = 'changed',
): Promise<{ id: string; payload: unknown }> {
  const answer = await app.gql(`mutation { ${mutation}(input: { ${input} }) { ${selection} operation { id status } } }`);
  assert.deepEqual(answer.errors, [], mutation);
  const payload = pick(answer.data, mutation);
  return { id: String(pick(payload, 'operation', 'id')), payload };
}

const look = async (app: TestApp, id: string) =>
  pick(
    (await app.gql(`{ operation(id: "${id}") { action status progress { id status current } error { message } } }`)).data,
    'operation',
  );

const cancel = async (app: TestApp, id: string) => {
  const answer = await app.gql(`mutation { cancelOperation(input: { id: "${id}" }) { changed operation { status } } }`);
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'cancelOperation');
};

const statuses = async (app: TestApp, id: string) => {
  const progress = pick(await look(app, id), 'progress');
  return Array.isArray(progress) ? progress.map((step: unknown) => pick(step, 'status')) : [];
};

test('a container that is made with a pull is an operation with a step for each layer; cancelled by then, nothing is made', async (t) => {
  const web = container({ name: 'web', state: 'running', imageRef: 'app:1' });
  const engine = fakeEngine({ containers: [web], images: [image({ tags: ['app:1'] })], writer: endless });
  const app = await startApp(t, engine);
  const unmade = 'changed container { name } auditEvent { result }';
  const ways = [
    ['createContainer', 'image: "team/app:1", name: "new", pull: MISSING, wait: false', `dockerId ${unmade}`],
    ['runContainer', 'image: "team/app:1", name: "new", pull: ALWAYS, waitForStart: false', `dockerId exitCode ${unmade}`],
    ['recreateContainer', 'ref: "web", pull: ALWAYS, wait: false', `previous { name } ${unmade}`],
  ] as const;
  for (const [mutation, input, selection] of ways) {
    const { id, payload } = await begin(app, mutation, input, selection);
    assert.deepEqual([pick(payload, 'operation', 'status'), pick(payload, 'container')], ['RUNNING', null], mutation);
    await until(async () => (await statuses(app, id)).includes('Downloading'), 'it is being pulled');
    assert.deepEqual(pick(await look(app, id), 'progress', 0), { id: 'layer', status: 'Downloading', current: 1 });
    assert.equal(pick(await cancel(app, id), 'operation', 'status'), 'CANCELLED', mutation);
  }
  assert.deepEqual(
    [...engine.docker.containers.values()].map(({ id, name, state }) => [id, name, state]),
    [[web.id, 'web', 'running']],
  );
  const both = await app.gql('mutation { runContainer(input: { image: "app:1", wait: true, waitForStart: false }) { changed } }');
  assert.match(both.errors[0]?.message ?? '', /^input\.waitForStart: /);
});

test('a run that is cancelled while its container is made leaves none; while the container is waited for, it goes on', async (t) => {
  const engine = fakeEngine({
    images: [image({ tags: ['app:1'] })],
    writer: {
      startAndWait: (id, _options, signal) => {
        engine.docker.start(id);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      },
    },
  });
  const app = await startApp(t, engine);
  const making = Promise.withResolvers<void>();
  engine.habits.after = async ({ method }) => (method === 'createContainer' ? making.promise : undefined);
  const { id } = await begin(app, 'runContainer', 'image: "app:1", waitForStart: false');
  await until(() => engine.docker.containers.size === 1, 'it has been made');
  const cancelled = cancel(app, id);
  await until(async () => (await audited(app)) === 1, 'it is being cancelled');
  making.resolve();
  assert.equal(pick(await cancelled, 'operation', 'status'), 'CANCELLED');
  assert.equal(engine.docker.containers.size, 0);

  const waiting = app.gql('mutation { runContainer(input: { image: "app:1", name: "job", wait: true }) { exitCode } }');
  await until(() => engine.calls.some(({ method }) => method === 'startAndWait'), 'it runs');
  const page = await app.gql('{ auditEvents(filter: { action: ["container.run"] }, first: 1) { nodes { auditId } } }');
  await cancel(app, String(pick(page.data, 'auditEvents', 'nodes', 0, 'auditId')));
  assert.match((await waiting).errors[0]?.message ?? '', /was cancelled by .* job .* was created and started, and is running/);
  assert.equal(engine.docker.find('job').state, 'running');
});

const audited = async (app: TestApp) =>
  pick(
    (await app.gql('{ auditEvents(filter: { action: ["operation.cancel"] }) { totalCount } }')).data,
    'auditEvents',
    'totalCount',
  );

test('a recreate that is cancelled while the new container is not well yet puts the old one back', async (t) => {
  const checked = { test: ['CMD', 'true'], intervalNs: 1, timeoutNs: 1, startPeriodNs: 0, retries: 1 };
  const web = container({ name: 'web', state: 'running', imageRef: 'app:1', healthCheck: checked });
  const engine = fakeEngine({ containers: [web], images: [image({ tags: ['app:1'] })] });
  const app = await startApp(t, engine);
  const { id } = await begin(app, 'recreateContainer', 'ref: "web", wait: false');
  const waits = 'waiting until the new container is well';
  await until(async () => (await statuses(app, id)).includes(waits), 'the new one is waited for');
  assert.equal(pick(await cancel(app, id), 'operation', 'status'), 'CANCELLED');
  assert.match(String(pick(await look(app, id), 'error', 'message')), /The old container is back in its place/);
  assert.deepEqual(
    [...engine.docker.containers.values()].map(({ id: each, name, state }) => [each, name, state]),
    [[web.id, 'web', 'running']],
  );
});

test('cancelling a system prune cancels the kind that is at work, and the rest has no turn', async (t) => {
  const engine = fakeEngine({
    containers: [container({ name: 'old', state: 'exited' })],
    writer: {
      pruneNetworks: (_filters, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
    },
  });
  const app = await startApp(t, engine);
  const { id } = await begin(app, 'systemPrune', 'wait: false', 'results { kind } reclaimedBytes');
  await until(() => engine.calls.some(({ method }) => method === 'pruneNetworks'), 'networks are pruned');
  assert.equal(pick(await cancel(app, id), 'operation', 'status'), 'CANCELLED');
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['pruneContainers', 'pruneNetworks'],
  );
  const [containers, networks, images] = await statuses(app, id);
  assert.equal(containers, '1 removed, 1000 bytes');
  assert.match(String(networks), /^It was cancelled by /);
  assert.match(String(images), /^It was cancelled before/);
  const kinds = await app.gql(
    '{ auditEvents(filter: { action: ["container.prune", "network.prune", "image.prune"] }) { nodes { action result } } }',
  );
  assert.deepEqual(pick(kinds.data, 'auditEvents', 'nodes'), [
    { action: 'network.prune', result: 'CANCELLED' },
    { action: 'container.prune', result: 'SUCCESS' },
  ]);
});

test('a project that is begun with tells of each container, and cancelled leaves the others as they are; so over REST', async (t) => {
  const labels = (service: string, dependsOn: string) => ({
    'com.docker.compose.project': 'shop',
    'com.docker.compose.service': service,
    'com.docker.compose.depends_on': dependsOn,
  });
  const engine = fakeEngine({
    containers: [
      container({ name: 'web-1', state: 'running', labels: labels('web', 'db:service_started:false') }),
      container({ name: 'db-1', state: 'running', labels: labels('db', '') }),
    ],
  });
  const app = await startApp(t, engine);
  const held = Promise.withResolvers<void>();
  engine.habits.before = async ({ method }) => (method === 'stopContainer' ? held.promise : undefined);
  const url = await app.listen();
  const response = await fetch(`${url}/api/v1/projects/shop/stop`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ wait: false }),
  });
  const begun: unknown = await response.json();
  assert.deepEqual([response.status, pick(begun, 'operation', 'status'), pick(begun, 'results')], [200, 'RUNNING', []]);
  const id = String(pick(begun, 'operation', 'id'));
  await until(() => engine.calls.length === 1, 'the first is being stopped');
  const cancelled = cancel(app, id);
  await until(async () => (await audited(app)) === 1, 'it is being cancelled');
  held.resolve();
  assert.equal(pick(await cancelled, 'operation', 'status'), 'CANCELLED');
  assert.deepEqual(await statuses(app, id), ['web-1: done']);
  assert.deepEqual([engine.docker.find('web-1').state, engine.docker.find('db-1').state], ['exited', 'running']);
});
