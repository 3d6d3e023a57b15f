import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, runFor, sharedEngine, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

const execute = promisify(execFile);

function connect({ socketPath }: TestEngine) {
  return connectEngine({
    host: 'local',
    locate: async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }),
  });
}

interface Ran {
  code: unknown;
  stdout: unknown;
  stderr: unknown;
}

/** `docker exec` with the same arguments. */
async function byCli({ socketPath }: TestEngine, args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], DOCKER_HOST: `unix://${socketPath}` };
  return execute('docker', ['exec', ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failure: unknown) => ({ code: pick(failure, 'code'), stdout: pick(failure, 'stdout'), stderr: pick(failure, 'stderr') }),
  );
}

test('a command run through Wharfinger does what docker exec does', async (t) => {
  const engine = await sharedEngine();
  const { name, id } = await runFor(t, engine);
  const app = await startApp(t, connect(engine));
  const ask = async (input: object) => {
    const answer = await app.gql(
      `mutation ($input: ExecContainerInput!) { execContainer(input: $input) {
        exitCode stdout stderr truncated timedOut running auditEvent { result } } }`,
      { input: { ref: name, ...input } },
    );
    return { ...answer, payload: pick(answer.data, 'execContainer') };
  };
  const run = async (input: object): Promise<Ran> => {
    const { payload, errors } = await ask(input);
    assert.deepEqual(errors, []);
    assert.equal(pick(payload, 'running'), false);
    return { code: pick(payload, 'exitCode'), stdout: pick(payload, 'stdout'), stderr: pick(payload, 'stderr') };
  };

  const script = 'echo out; echo err >&2; id -u; pwd; echo $A; exit 7';
  const cases: readonly (readonly [flags: readonly string[], input: { command: readonly string[]; [key: string]: unknown }])[] = [
    [[], { command: ['sh', '-c', script] }],
    [
      ['-u', '1000:1000', '-w', '/tmp', '-e', 'A=b c'],
      { command: ['sh', '-c', script], user: '1000:1000', workingDir: '/tmp', env: [{ key: 'A', value: 'b c' }] },
    ],
    [[], { command: ['echo', 'a  b', '$HOME', 'ä'] }],
    [[], { command: ['true'] }],
    [[], { command: ['sh', '-c', 'kill -9 $$'] }],
    [[], { command: ['sh', '-c', 'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; echo end >&2'] }],
    [['--privileged'], { command: ['sh', '-c', 'grep CapEff /proc/self/status'], privileged: true }],
    [[], { command: ['sh', '-c', 'grep CapEff /proc/self/status'] }],
  ];
  for (const [flags, input] of cases) {
    assert.deepEqual(await run(input), await byCli(engine, [...flags, name, ...input.command]), input.command.join(' '));
  }

  await t.test('input is read to its end, however large', async () => {
    assert.deepEqual(await run({ command: ['cat'], stdin: 'x\ny' }), { code: 0, stdout: 'x\ny', stderr: '' });
    assert.deepEqual(await run({ command: ['cat'], stdin: '' }), { code: 0, stdout: '', stderr: '' });
    assert.deepEqual(await run({ command: ['wc', '-c'], stdin: 'x'.repeat(600_000) }), {
      code: 0,
      stdout: '600000\n',
      stderr: '',
    });
    assert.deepEqual(await run({ command: ['true'], stdin: 'x'.repeat(600_000) }), { code: 0, stdout: '', stderr: '' });
  });

  await t.test('no such program: 127, as docker exec has it, with the engine saying why', async () => {
    const { code, stdout } = await run({ command: ['no-such-program'] });
    assert.equal(code, (await byCli(engine, [name, 'no-such-program'])).code === 126 ? 126 : 127);
    assert.match(String(stdout), /no-such-program/);
  });

  await t.test('output beyond the limit is dropped and the command ends', async () => {
    const { payload } = await ask({ command: ['sh', '-c', 'yes | head -c 5000000'], outputLimit: 1000 });
    assert.equal(String(pick(payload, 'stdout')).length, 1000);
    assert.equal(pick(payload, 'truncated'), true);
    assert.equal(pick(payload, 'exitCode'), 0);
  });

  await t.test('a timeout gives what there is and ends nothing', async () => {
    const { payload } = await ask({ command: ['sh', '-c', 'echo begun; sleep 4; echo done > /tmp/done'], timeoutSeconds: 1 });
    assert.equal(pick(payload, 'timedOut'), true);
    assert.equal(pick(payload, 'running'), true);
    assert.equal(pick(payload, 'stdout'), 'begun\n');
    assert.equal(pick(payload, 'auditEvent', 'result'), 'TIMEOUT');
    const done = () => docker(engine, 'exec', name, 'cat', '/tmp/done').catch(() => '');
    assert.equal(await until(done, 'the command to go on to its end'), 'done');
  });

  await t.test('a detached command runs', async () => {
    const { payload } = await ask({ command: ['sh', '-c', 'echo here > /tmp/detached'], detach: true });
    assert.equal(pick(payload, 'exitCode'), null);
    const there = () => docker(engine, 'exec', name, 'cat', '/tmp/detached').catch(() => '');
    assert.equal(await until(there, 'the detached command to have run'), 'here');
  });

  await t.test('a user that is not there is an error with a code; a stopped container is a CONFLICT', async () => {
    const nobody = await ask({ command: ['true'], user: 'no-such-user' });
    assert.ok(pick(nobody.payload, 'exitCode') === 126 || nobody.errors.length > 0, JSON.stringify(nobody));
    await docker(engine, 'stop', '-t', '1', id);
    assert.equal((await ask({ command: ['true'] })).errors[0]?.extensions.code, 'CONFLICT');
  });
});
