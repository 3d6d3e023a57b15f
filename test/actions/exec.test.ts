import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { redactionKeyPath, redactor } from '../../src/audit/redact.ts';
import { startApp, pick, type TestApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';

const web = container({ name: 'web', state: 'running' });
const idle = container({ name: 'idle', state: 'exited', exitCode: 0 });

const wanted =
  'changed exitCode stdout stderr truncated stdoutTruncated stderrTruncated timedOut running container { name } auditEvent { auditId result }';

async function exec(app: TestApp, input: object, token?: string) {
  const query = `mutation ($input: ExecContainerInput!) { execContainer(input: $input) { ${wanted} } }`;
  const answer = await app.gql(query, { input: { ref: 'web', ...input } }, token);
  return { ...answer, payload: pick(answer.data, 'execContainer'), code: answer.errors[0]?.extensions.code };
}

async function latest(app: TestApp) {
  const answer = await app.gql(
    `{ auditEvents { nodes { auditId action result reason params { key value } after { state details { key value } } error { code } decision { rule } } } }`,
  );
  return pick(answer.data, 'auditEvents', 'nodes', 0);
}

test('a command is run as asked; exit code and both outputs come back, and the log has the command and the names of its variables', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const input = {
    command: ['fail', 'a b', '--token=s3cret'],
    env: [{ key: 'DB_URL', value: 'v4lue' }],
    user: '1000:app',
    workingDir: '/srv',
    reason: 'to see',
  };
  const { payload, errors } = await exec(app, input);
  assert.deepEqual(errors, []);
  assert.equal(pick(payload, 'exitCode'), 3);
  assert.equal(pick(payload, 'stdout'), '');
  assert.equal(pick(payload, 'stderr'), 'a b --token=s3cret\n');
  assert.equal(pick(payload, 'changed'), true);
  assert.equal(pick(payload, 'running'), false);
  assert.equal(pick(payload, 'auditEvent', 'result'), 'SUCCESS');
  const { command, env, user, workingDir } = input;
  const spec = {
    command,
    env,
    user,
    workingDir,
    tty: false,
    stdin: false,
    privileged: false,
    detach: false,
    detachKeys: null,
  };
  assert.equal(engine.calls.length, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(engine.calls[0])), { method: 'openExec', args: [web.id, spec] });

  const redact = redactor(readFileSync(redactionKeyPath(app.stateDir)));
  const event = await latest(app);
  assert.equal(pick(event, 'action'), 'container.exec');
  assert.equal(pick(event, 'reason'), 'to see');
  assert.deepEqual(pick(event, 'params'), [
    { key: 'command', value: `fail 'a b' --token=${redact('s3cret')}` },
    { key: 'env', value: `DB_URL=${redact('v4lue')}` },
    { key: 'ref', value: 'web' },
    { key: 'timeoutSeconds', value: '60' },
    { key: 'user', value: '1000:app' },
    { key: 'workingDir', value: '/srv' },
  ]);
  assert.doesNotMatch(JSON.stringify(event), /s3cret|v4lue/);
  assert.match(JSON.stringify(pick(event, 'after', 'details')), /"execExitCode","value":"3"/);
});

test('what is given as input is read by the command, and only its size is on record', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const { payload } = await exec(app, { command: ['cat'], stdin: 'secret lines ä\n' });
  assert.equal(pick(payload, 'stdout'), 'secret lines ä\n');
  assert.equal(pick(payload, 'exitCode'), 0);
  const event = JSON.stringify(await latest(app));
  assert.match(event, /"stdinBytes","value":"16"/);
  assert.doesNotMatch(event, /secret lines/);
});

test('an output beyond the limit is cut at a whole character and says so; the command is not held up', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const { payload } = await exec(app, { command: ['echo', 'aää'], outputLimit: 4 });
  assert.equal(pick(payload, 'stdout'), 'aä');
  assert.equal(pick(payload, 'truncated'), true);
  assert.equal(pick(payload, 'stdoutTruncated'), true);
  assert.equal(pick(payload, 'stderrTruncated'), false);
  assert.equal(pick(payload, 'exitCode'), 0);
});

test('past its time the answer has what was written, says that the command still runs, and the record says TIMEOUT', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [web] }));
  const { payload, errors } = await exec(app, { command: ['hang'], timeoutSeconds: 1 });
  assert.deepEqual(errors, []);
  assert.equal(pick(payload, 'timedOut'), true);
  assert.equal(pick(payload, 'running'), true);
  assert.equal(pick(payload, 'exitCode'), null);
  assert.equal(pick(payload, 'stdout'), 'waiting\n');
  assert.equal(pick(payload, 'auditEvent', 'result'), 'TIMEOUT');
});

test('a detached command is started and not waited for', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const { payload } = await exec(app, { command: ['hang'], detach: true });
  assert.equal(pick(payload, 'exitCode'), null);
  assert.equal(pick(payload, 'running'), true);
  assert.deepEqual(
    engine.calls.map(({ method }) => method),
    ['startExec'],
  );
  assert.equal((await exec(app, { command: ['cat'], detach: true, stdin: 'x' })).code, 'BAD_INPUT');
});

test('an operator may not run commands, and a grant of it does not allow privileged ones', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  assert.equal((await exec(app, { command: ['echo'] }, await app.token('operator'))).code, 'FORBIDDEN');
  const granted = await app.token('operator', { permissions: ['container.exec'] });
  const refused = await exec(app, { command: ['echo'], privileged: true }, granted);
  assert.equal(refused.code, 'FORBIDDEN');
  assert.match(refused.errors[0]?.message ?? '', /host\.privileged.*container\.host.*input\.privileged/);
  assert.deepEqual(engine.calls, []);
  assert.equal(pick(await latest(app), 'result'), 'DENIED');
  assert.deepEqual((await exec(app, { command: ['echo', 'x'] }, granted)).errors, []);
  assert.deepEqual((await exec(app, { command: ['echo', 'x'], privileged: true })).errors, []);
});

test('in a container that does not run it is a CONFLICT, on record as a failure', async (t) => {
  const app = await startApp(t, fakeEngine({ containers: [idle] }));
  const { code, errors } = await exec(app, { ref: 'idle', command: ['echo'] });
  assert.equal(code, 'CONFLICT');
  const event = await latest(app);
  assert.equal(pick(event, 'result'), 'FAILURE');
  assert.equal(pick(event, 'auditId'), errors[0]?.extensions.auditId);
});

test('wrong input is refused with the path of the field, before the engine is asked', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const command = ['echo'];
  const cases: readonly (readonly [input: object, path: RegExp])[] = [
    [{ command: [] }, /^input\.command: /],
    [{ command: [''] }, /^input\.command: /],
    [{ command: ['a', 'b\0c'] }, /^input\.command\[1\]: /],
    [{ command: Array<string>(1025).fill('x') }, /^input\.command: /],
    [{ command: ['x'.repeat(140_000)] }, /^input\.command: /],
    [
      {
        command,
        env: [
          { key: 'A', value: '' },
          { key: 'B=C', value: '' },
        ],
      },
      /^input\.env\[1\]\.key: /,
    ],
    [{ command, env: [{ key: 'A', value: 'x\0' }] }, /^input\.env\[0\]\.value: /],
    [{ command, user: 'root; id' }, /^input\.user: /],
    [{ command, workingDir: 'srv' }, /^input\.workingDir: /],
    [{ command, timeoutSeconds: 0 }, /^input\.timeoutSeconds: /],
    [{ command, timeoutSeconds: 3601 }, /^input\.timeoutSeconds: /],
    [{ command, outputLimit: 0 }, /^input\.outputLimit: /],
    [{ command, outputLimit: 9_000_000 }, /^input\.outputLimit: /],
  ];
  for (const [input, path] of cases) {
    const { code, errors } = await exec(app, input);
    assert.equal(code, 'BAD_INPUT', String(path));
    assert.match(errors[0]?.message ?? '', path);
    assert.ok(errors[0]?.extensions.auditId);
  }
  assert.deepEqual(engine.calls, []);
});

test('under one idempotency key a command is run once, and its output is given again', async (t) => {
  const engine = fakeEngine({ containers: [web] });
  const app = await startApp(t, engine);
  const once = { command: ['echo', 'hello'], idempotencyKey: 'k-1' };
  const [first, second] = [await exec(app, once), await exec(app, once)];
  assert.equal(pick(first.payload, 'stdout'), 'hello\n');
  assert.deepEqual(second.payload, first.payload);
  assert.equal((await exec(app, { ...once, command: ['echo', 'other'] })).code, 'CONFLICT');
  assert.equal(engine.calls.length, 1);
});
