import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { addressOf, docker, image, ownEngine, run, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

function start(t: TestContext, engine: TestEngine): Promise<TestApp> {
  return startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ ...addressOf(engine), address: engine.socketPath }) }),
  );
}

/** A generator of pseudo-random numbers (Numerical Recipes' constants), so that a failing run can be repeated from its seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const read = 'query ($ref: String!) { container(ref: $ref) { name state } }';

test('a container is seen, stopped with a reason, and accounted for', async (t) => {
  const engine = await ownEngine(t);
  const app = await start(t, engine);
  const { id } = await run(engine, { name: 'web', labels: { team: 'web' } });
  const seen = await until(async () => pick((await app.gql(read, { ref: 'web' })).data, 'container', 'state'), 'web is seen');
  assert.equal(seen, 'RUNNING');
  const stopped = await app.gql(
    'mutation { stopContainer(input: { ref: "web", timeoutSeconds: 5, reason: "deploy" }) { changed container { state exitCode } } }',
  );
  assert.deepEqual(stopped.data, { stopContainer: { changed: true, container: { state: 'EXITED', exitCode: 0 } } });
  assert.equal(await docker(engine, 'inspect', '--format', '{{.State.Status}}', id), 'exited');
  const events = await app.gql(`{ auditEvents(filter: { target: "web", origin: OWN }) { nodes {
    action result reason actor { name } source { address } target { id image } before { state } after { state exitCode } durationMs } } }`);
  const event = pick(events.data, 'auditEvents', 'nodes', 0);
  assert.equal(pick(event, 'reason'), 'deploy');
  assert.equal(pick(event, 'result'), 'SUCCESS');
  assert.deepEqual(pick(event, 'target'), { id, image });
  assert.deepEqual(pick(event, 'before'), { state: 'running' });
  assert.deepEqual(pick(event, 'after'), { state: 'exited', exitCode: 0 });
});

test('while the docker command changes containers at random, no read after an own action is older than it, and all is equal in the end', async (t) => {
  const engine = await ownEngine(t);
  const app = await start(t, engine);
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const below = seeded(seed);
  const names = Array.from({ length: 6 }, (_, index) => `c${index}`);
  for (const name of [...names, 'own']) await run(engine, { name });

  const byCommand = async () => {
    for (let count = 0; count < 60; count += 1) {
      const name = names[below(names.length)] ?? 'c0';
      const change = [['start'], ['stop', '-t', '0'], ['pause'], ['unpause'], ['rm', '-f'], ['create', '--name']][below(6)] ?? [
        'start',
      ];
      const args = change[0] === 'create' ? [...change, name, image, 'sleep', '1000'] : [...change, name];
      // Many of them cannot be done in the state it is in, which is part of the disorder.
      await docker(engine, ...args).catch(() => undefined);
    }
  };
  const byUs = async () => {
    for (let count = 0; count < 30; count += 1) {
      const [field, state] = count % 2 === 0 ? ['stopContainer', 'EXITED'] : ['startContainer', 'RUNNING'];
      const done = await app.gql(
        `mutation { ${field}(input: { ref: "own"${count % 2 === 0 ? ', timeoutSeconds: 0' : ''} }) { changed } }`,
      );
      assert.deepEqual(done.errors, []);
      assert.equal(pick((await app.gql(read, { ref: 'own' })).data, 'container', 'state'), state);
    }
  };
  await Promise.all([byCommand(), byUs()]);

  const expected = (await docker(engine, 'ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}}'))
    .split('\n')
    .sort();
  await until(async () => {
    const all = pick(
      (await app.gql('{ containers(first: 1000) { nodes { dockerId name state } } }')).data,
      'containers',
      'nodes',
    );
    if (!Array.isArray(all)) return false;
    const shown = all
      .map((one: unknown) => [pick(one, 'dockerId'), pick(one, 'name'), String(pick(one, 'state')).toLowerCase()].join(' '))
      .sort();
    return JSON.stringify(shown) === JSON.stringify(expected);
  }, 'the copy equals docker ps -a');
});

test('an engine that is killed is told apart from an empty one, and is right again after its return', async (t) => {
  const engine = await ownEngine(t);
  const app = await start(t, engine);
  await run(engine, { name: 'web' });
  await until(async () => pick((await app.gql(read, { ref: 'web' })).data, 'container', 'state') === 'RUNNING', 'web is seen');

  await engine.kill();
  await until(
    async () => (await app.gql('{ containers { totalCount } }')).errors[0]?.extensions.code === 'ENGINE_UNAVAILABLE',
    'the loss is noticed',
  );
  const host = await app.gql('{ host { status version { version } } }');
  assert.equal(pick(host.data, 'host', 'status'), 'RECONNECTING');
  const refused = await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  assert.equal(refused.errors[0]?.extensions.code, 'ENGINE_UNAVAILABLE');
  const ready = await app.app.server.inject({ url: '/readyz', headers: { authorization: `Bearer ${app.admin}` } });
  assert.equal(ready.statusCode, 503);
  assert.match(ready.body, /engine local/);

  await engine.restart();
  await until(
    async () => pick((await app.gql('{ host { status } }')).data, 'host', 'status') === 'CONNECTED',
    'it is connected again',
    20_000,
  );
  // A daemon that comes back ends what its predecessor left running.
  const started = await app.gql('mutation { startContainer(input: { ref: "web" }) { container { state } } }');
  assert.deepEqual(started.data, { startContainer: { container: { state: 'RUNNING' } } });
  const log = await app.gql(
    '{ auditEvents(filter: { target: "web", origin: OWN }, orderBy: OLDEST_FIRST) { nodes { result } } }',
  );
  assert.deepEqual(pick(log.data, 'auditEvents', 'nodes'), [{ result: 'NOT_EXECUTED' }, { result: 'SUCCESS' }]);
});
