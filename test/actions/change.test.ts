import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { busyboxId, container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';

const web = container({ name: 'web', state: 'running', labels: { team: 'web' } });

async function events(app: TestApp, action: string) {
  const answer = await app.gql(
    `query ($action: [String!]) { auditEvents(filter: { action: $action }) { nodes {
      action result reason params { key value } target { id } before { state } after { state exitCode details { key value } } error { code } } } }`,
    { action: [action] },
  );
  assert.deepEqual(answer.errors, []);
  return pick(answer.data, 'auditEvents', 'nodes');
}

const asMap = (pairs: unknown) =>
  Object.fromEntries(Array.isArray(pairs) ? pairs.map((pair) => [pick(pair, 'key'), pick(pair, 'value')]) : []);

test('an update reaches the engine in its units, is answered with the new limits, and is on record before and after', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { updateContainer(input: { ref: "web", cpus: 1.5, cpuShares: 512, cpusetCpus: "0-1", memory: 67108864, memorySwap: 134217728,
      memoryReservation: 33554432, pidsLimit: 100, blkioWeight: 300, restartPolicy: "on-failure:3", reason: "tight" }) {
      changed warnings container { restartPolicy { name maximumRetryCount } resources { cpus memory pidsLimit } } auditEvent { result } } }`,
  );
  assert.deepEqual(answer.errors, []);
  const payload = pick(answer.data, 'updateContainer');
  assert.deepEqual(pick(payload, 'container', 'resources'), { cpus: 1.5, memory: 67108864, pidsLimit: 100 });
  assert.deepEqual(pick(payload, 'container', 'restartPolicy'), { name: 'on-failure', maximumRetryCount: 3 });
  assert.equal(pick(payload, 'auditEvent', 'result'), 'SUCCESS');
  const wanted = {
    blkioWeight: 300,
    cpuShares: 512,
    nanoCpus: 1_500_000_000,
    cpusetCpus: '0-1',
    memory: 67108864,
    memoryReservation: 33554432,
    memorySwap: 134217728,
    pidsLimit: 100,
    restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
  };
  assert.deepEqual(engine.calls, [{ method: 'updateContainer', args: [web.id, wanted] }]);
  const event = pick(await events(app, 'container.update'), 0);
  assert.equal(asMap(pick(event, 'params'))['memory'], '67108864');
  const after = asMap(pick(event, 'after', 'details'));
  assert.equal(after['restartPolicy'], 'on-failure:3');
  assert.equal(after['memory'], '67108864');
});

test('what Docker would refuse or silently ignore in an update is BAD_INPUT with the path of the field', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const cases = [
    ['', 'input:'],
    ['blkioWeight: 9', 'input.blkioWeight'],
    ['cpuPeriodMicros: 10', 'input.cpuPeriodMicros'],
    ['cpuQuotaMicros: 0', 'input.cpuQuotaMicros'],
    ['cpus: 0', 'input.cpus'],
    ['cpus: 1, cpuQuotaMicros: 5000', 'input.cpuQuotaMicros'],
    ['cpuShares: 0', 'input.cpuShares'],
    ['cpusetCpus: "0;1"', 'input.cpusetCpus'],
    ['memory: 0', 'input.memory'],
    ['memory: 67108864, memoryReservation: 67108865', 'input.memoryReservation'],
    ['memory: 67108864, memorySwap: 67108863', 'input.memorySwap'],
    ['memorySwap: 67108864, unlimitedSwap: true', 'input.unlimitedSwap'],
    ['pidsLimit: 0', 'input.pidsLimit'],
    ['restartPolicy: "always:3"', 'input.restartPolicy'],
    ['restartPolicy: "sometimes"', 'input.restartPolicy'],
  ] as const;
  for (const [input, path] of cases) {
    const answer = await app.gql(`mutation { updateContainer(input: { ref: "web", ${input} }) { changed } }`);
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', input);
    assert.ok(answer.errors[0]?.message.startsWith(path), `${input}: ${answer.errors[0]?.message}`);
  }
  assert.deepEqual(engine.calls, []);
});

test('a commit answers with the new image, which is in the copy at once, and keeps the values of its changes out of the log', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const answer = await app.gql(
    `mutation { commitContainer(input: { ref: "web", repository: "busybox", tag: "latest", author: "me", message: "as it is",
      changes: ["ENV TOKEN=sesame", "CMD [\\"sh\\"]"] }) { changed image { dockerId tags author } container { name } } }`,
  );
  assert.deepEqual(answer.errors, []);
  assert.deepEqual(pick(answer.data, 'commitContainer', 'image', 'tags'), ['busybox:latest']);
  const options = {
    repository: 'busybox',
    tag: 'latest',
    author: 'me',
    message: 'as it is',
    changes: ['ENV TOKEN=sesame', 'CMD ["sh"]'],
    pause: true,
  };
  assert.deepEqual(engine.calls, [{ method: 'commitContainer', args: [web.id, options] }]);
  // The one that had the name has lost it, in the copy as well.
  const old = await app.gql(`{ image(ref: "${busyboxId}") { tags } }`);
  assert.deepEqual(pick(old.data, 'image', 'tags'), []);
  const event = pick(await events(app, 'container.commit'), 0);
  assert.equal(asMap(pick(event, 'params'))['changes'], 'ENV CMD');
  assert.equal(asMap(pick(event, 'after', 'details'))['image'], pick(answer.data, 'commitContainer', 'image', 'dockerId'));
  assert.ok(!JSON.stringify(await events(app, 'container.*')).includes('sesame'));
});

test('a commit with what cannot be a name or a change is BAD_INPUT with the path of the field', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const cases = [
    ['repository: "../x"', 'input.repository'],
    ['repository: "App"', 'input.repository'],
    ['repository: "app", tag: "a b"', 'input.tag'],
    ['tag: "1"', 'input.tag'],
    ['changes: ["RUN rm"]', 'input.changes[0]'],
    ['changes: ["USER a", "ENV A=1\\nUSER b"]', 'input.changes[1]'],
  ] as const;
  for (const [input, path] of cases) {
    const answer = await app.gql(`mutation { commitContainer(input: { ref: "web", ${input} }) { changed } }`);
    assert.equal(answer.errors[0]?.extensions.code, 'BAD_INPUT', input);
    assert.ok(answer.errors[0]?.message.startsWith(path), `${input}: ${answer.errors[0]?.message}`);
  }
  assert.deepEqual(engine.calls, []);
});

test('who may operate may not update or commit; who may deploy may; who may look may wait', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web, container({ name: 'idle', state: 'exited', exitCode: 3 })] }));
  const [viewer, operator, deployer] = [await app.token('viewer'), await app.token('operator'), await app.token('deployer')];
  for (const mutation of ['updateContainer(input: { ref: "web", pidsLimit: 9 })', 'commitContainer(input: { ref: "web" })']) {
    const refused = await app.gql(`mutation { ${mutation} { changed } }`, {}, operator);
    assert.equal(refused.errors[0]?.extensions.code, 'FORBIDDEN');
    assert.deepEqual((await app.gql(`mutation { ${mutation} { changed } }`, {}, deployer)).errors, []);
  }
  const waited = await app.gql('mutation { waitContainer(input: { ref: "idle" }) { exitCode } }', {}, viewer);
  assert.equal(pick(waited.data, 'waitContainer', 'exitCode'), 3);
});

test('waiting answers with the exit code once the container has ended, and with TIMEOUT when the time is over', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const wait = (input: string) =>
    app.gql(`mutation { waitContainer(input: { ref: "web", ${input} }) { exitCode container { state } } }`);
  const late = await wait('timeoutSeconds: 0');
  assert.equal(late.errors[0]?.extensions.code, 'TIMEOUT');
  const waiting = wait('condition: NEXT_EXIT, timeoutSeconds: 30');
  await until(() => engine.reads.filter(({ method }) => method === 'waitContainer').length === 2, 'the wait to have begun');
  engine.docker.die(web.id, 7);
  const answer = await waiting;
  assert.deepEqual(pick(answer.data, 'waitContainer'), { exitCode: 7, container: { state: 'EXITED' } });
  const [done, over] = [pick(await events(app, 'container.wait'), 0), pick(await events(app, 'container.wait'), 1)];
  assert.equal(pick(done, 'after', 'exitCode'), 7);
  assert.equal(pick(done, 'result'), 'SUCCESS');
  assert.equal(pick(over, 'result'), 'TIMEOUT');
});

test('waiting ends when the client leaves, and is on record as cancelled; it does not keep Wharfinger from stopping', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const url = await app.listen();
  const begin = () => {
    const post = request(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.admin}`, 'content-type': 'application/json' },
    });
    post.on('error', () => {}).on('response', (answer) => answer.resume());
    post.end(JSON.stringify({ query: 'mutation { waitContainer(input: { ref: "web" }) { exitCode } }' }));
    return post;
  };
  const begun = (count: number) => () => engine.reads.filter(({ method }) => method === 'waitContainer').length === count;
  const first = begin();
  await until(begun(1), 'the wait to have begun');
  first.destroy();
  await until(async () => pick(await events(app, 'container.wait'), 0, 'result') === 'CANCELLED', 'the wait to be cancelled');
  begin();
  await until(begun(2), 'the second to have begun');
  await app.close();
});
