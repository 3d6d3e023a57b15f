import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, runFor, sharedEngine, uniqueName, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

async function appOn(t: TestContext, { socketPath }: TestEngine) {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  return startApp(t, connectEngine({ host: 'local', locate }));
}

async function inspect(engine: TestEngine, ref: string): Promise<unknown> {
  const found: unknown = JSON.parse(await docker(engine, 'inspect', ref));
  return pick(found, 0);
}

test('an update leaves the container as docker container update leaves one', async (t) => {
  const engine = await sharedEngine();
  const app = await appOn(t, engine);
  const [ours, theirs] = [await runFor(t, engine), await runFor(t, engine)];
  const cases: [input: string, flags: string[]][] = [
    ['cpus: 0.75', ['--cpus', '0.75']],
    ['cpuShares: 512', ['--cpu-shares', '512']],
    ['cpusetCpus: "0", cpusetMems: "0"', ['--cpuset-cpus', '0', '--cpuset-mems', '0']],
    ['memory: 67108864, memorySwap: 134217728', ['--memory', '64m', '--memory-swap', '128m']],
    ['memoryReservation: 33554432', ['--memory-reservation', '32m']],
    ['unlimitedSwap: true', ['--memory-swap', '-1']],
    ['pidsLimit: 64', ['--pids-limit', '64']],
    ['pidsLimit: -1', ['--pids-limit', '-1']],
    ['restartPolicy: "on-failure:3"', ['--restart', 'on-failure:3']],
    ['restartPolicy: "unless-stopped"', ['--restart', 'unless-stopped']],
    ['restartPolicy: "no"', ['--restart', 'no']],
  ];
  for (const [input, flags] of cases) {
    const answer = await app.gql(`mutation { updateContainer(input: { ref: "${ours.name}", ${input} }) { changed } }`);
    const cli = await docker(engine, 'container', 'update', ...flags, theirs.name).then(
      () => null,
      (error: unknown) => String(error),
    );
    assert.equal(answer.errors.length > 0, cli !== null, `${input}: ${JSON.stringify(answer.errors)} ${cli}`);
    const [mine, other] = [await inspect(engine, ours.name), await inspect(engine, theirs.name)];
    assert.deepEqual(pick(mine, 'HostConfig'), pick(other, 'HostConfig'), input);
  }
});

test('period and quota are set as docker container update sets them', async (t) => {
  const engine = await sharedEngine();
  const app = await appOn(t, engine);
  const [ours, theirs] = [await runFor(t, engine), await runFor(t, engine)];
  const answer = await app.gql(
    `mutation { updateContainer(input: { ref: "${ours.name}", cpuPeriodMicros: 50000, cpuQuotaMicros: 25000 }) { warnings } }`,
  );
  assert.deepEqual(answer.errors, []);
  await docker(engine, 'container', 'update', '--cpu-period', '50000', '--cpu-quota', '25000', theirs.name);
  const [mine, other] = [await inspect(engine, ours.name), await inspect(engine, theirs.name)];
  assert.deepEqual(pick(mine, 'HostConfig'), pick(other, 'HostConfig'));
  assert.equal(pick(mine, 'HostConfig', 'CpuQuota'), 25000);
});

test('a wait gives the exit code that docker wait prints, for each condition', async (t) => {
  const engine = await sharedEngine();
  const app = await appOn(t, engine);
  const script = "trap 'exit 9' TERM; while :; do sleep 0.1; done";
  const wait = async (name: string, more: string) => {
    const answer = await app.gql(
      `mutation { waitContainer(input: { ref: "${name}", timeoutSeconds: 30, ${more} }) { exitCode } }`,
    );
    assert.deepEqual(answer.errors, []);
    return String(pick(answer.data, 'waitContainer', 'exitCode'));
  };
  const one = await runFor(t, engine, { script });
  const gone = wait(one.name, 'condition: REMOVED');
  const waits = [wait(one.name, ''), wait(one.name, 'condition: NEXT_EXIT'), docker(engine, 'wait', one.name)];
  let over = false;
  const answers = Promise.all(waits).finally(() => (over = true));
  // One that begins to wait after an exit waits for the next: it ends again and again until all have heard of it.
  await until(async () => {
    await docker(engine, 'stop', one.name);
    if (!over) await docker(engine, 'start', one.name);
    return over;
  }, 'all waits have ended');
  await docker(engine, 'stop', one.name);
  assert.deepEqual(await answers, ['9', '9', '9']);
  assert.equal(await wait(one.name, ''), await docker(engine, 'wait', one.name));
  await docker(engine, 'rm', one.name);
  assert.equal(await gone, '9');

  const late = await runFor(t, engine, { script });
  const timedOut = await app.gql(`mutation { waitContainer(input: { ref: "${late.name}", timeoutSeconds: 1 }) { exitCode } }`);
  assert.equal(timedOut.errors[0]?.extensions.code, 'TIMEOUT');
});

test('a commit makes the image that docker commit makes, labels included', async (t) => {
  const engine = await sharedEngine();
  const app = await appOn(t, engine);
  const labels = { 'com.docker.compose.project': 'shop' };
  const { name } = await runFor(t, engine, { script: 'echo written >/written; sleep 600', labels });
  const [ours, theirs] = [uniqueName('ours'), uniqueName('theirs')];
  t.after(() => docker(engine, 'rmi', `${ours}:1`, `${theirs}:1`).catch(() => ''));
  const answer = await app.gql(
    `mutation { commitContainer(input: { ref: "${name}", repository: "${ours}", tag: "1", author: "me", message: "said", pause: false,
      changes: ["ENV A=1 B=2", "LABEL x=\\"y z\\"", "CMD [\\"cat\\", \\"/written\\"]", "USER nobody", "EXPOSE 80"] }) {
      image { dockerId tags } container { state } auditEvent { result } } }`,
  );
  assert.deepEqual(answer.errors, []);
  const changes = ['ENV A=1 B=2', 'LABEL x="y z"', 'CMD ["cat", "/written"]', 'USER nobody', 'EXPOSE 80'];
  const flags = changes.flatMap((change) => ['-c', change]);
  await docker(engine, 'commit', '-a', 'me', '-m', 'said', '-p=false', ...flags, name, `${theirs}:1`);
  const [mine, other] = [await inspect(engine, `${ours}:1`), await inspect(engine, `${theirs}:1`)];
  for (const key of ['Config', 'Author', 'Comment', 'Parent', 'Architecture', 'Os'])
    assert.deepEqual(pick(mine, key), pick(other, key), key);
  assert.equal(pick(mine, 'Id'), pick(answer.data, 'commitContainer', 'image', 'dockerId'));
  assert.deepEqual(pick(mine, 'Config', 'Labels'), { ...labels, x: 'y z' });
  assert.deepEqual(pick(answer.data, 'commitContainer', 'image', 'tags'), [`${ours}:1`]);
  assert.equal(await docker(engine, 'images', '-q', '--no-trunc', `${ours}:1`), pick(mine, 'Id'));
  assert.equal(await docker(engine, 'run', '--rm', `${ours}:1`), 'written');
});
