import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';

async function appOn(t: TestContext, { socketPath }: TestEngine): Promise<TestApp> {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  return startApp(t, connectEngine({ host: 'local', locate }));
}

const document = `mutation ($input: RunContainerInput!) {
  runContainer(input: $input) { dockerId pulled exitCode output { stdout stderr truncated } container { state } } }`;

test('a container is run as docker run runs it: detached, to its end, removed, with a terminal, past the time', async (t) => {
  const engine = await ownEngine(t);
  const app = await appOn(t, engine);
  const run = async (input: object) => {
    const answer = await app.gql(document, { input: { image, ...input } });
    return { errors: answer.errors, of: (...path: string[]) => pick(answer.data, 'runContainer', ...path) };
  };
  const inspect = (id: unknown, format: string) => docker(engine, 'inspect', '-f', format, String(id));

  const detached = await run({ name: 'web', command: ['sleep', '600'], pull: 'NEVER' });
  assert.deepEqual(detached.errors, []);
  assert.equal(detached.of('container', 'state'), 'RUNNING');
  assert.equal(await inspect('web', '{{.Id}} {{.State.Running}}'), `${String(detached.of('dockerId'))} true`);

  const script = 'echo out; echo wrong >&2; exit 3';
  for (const more of [{}, { autoRemove: true }, { logging: { driver: 'none' } }]) {
    const ended = await run({ command: ['sh', '-c', script], wait: true, ...more });
    assert.deepEqual(ended.errors, []);
    assert.deepEqual(
      [ended.of('exitCode'), ended.of('output')],
      [3, { stdout: 'out\n', stderr: 'wrong\n', truncated: false }],
      JSON.stringify(more),
    );
    if ('autoRemove' in more) await assert.rejects(inspect(ended.of('dockerId'), '{{.Id}}'), /No such/);
    else assert.equal(await inspect(ended.of('dockerId'), '{{.State.ExitCode}}'), '3');
  }

  const terminal = await run({ command: ['sh', '-c', 'test -t 1 && echo tty'], tty: true, wait: true });
  assert.deepEqual([terminal.of('exitCode'), terminal.of('output', 'stdout')], [0, 'tty\r\n']);

  const long = await run({ command: ['sh', '-c', 'echo begun; sleep 600'], wait: true, timeout: '1500ms' });
  assert.deepEqual(
    [long.of('exitCode'), long.of('output', 'stdout'), long.of('container', 'state')],
    [null, 'begun\n', 'RUNNING'],
  );

  const much = await run({ command: ['sh', '-c', 'yes | head -c 2000000'], wait: true, autoRemove: true });
  assert.equal(much.of('exitCode'), 0);
  assert.equal(much.of('output', 'truncated'), true);
  assert.equal(String(much.of('output', 'stdout')).length, 524_288);

  const broken = await run({ name: 'broken', command: ['/no/such/program'], wait: true });
  assert.match(broken.errors[0]?.message ?? '', /no such file.*broken \([0-9a-f]{64}\) was created and is kept/s);
  assert.equal(await inspect('broken', '{{.State.Status}}'), 'created');

  const missing = await run({ image: 'nowhere/nothing:1', pull: 'NEVER' });
  assert.equal(missing.errors[0]?.extensions.code, 'NOT_FOUND');
});
