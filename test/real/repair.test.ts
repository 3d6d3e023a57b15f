import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { docker, image, sharedEngine, uniqueName, type TestEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const execute = promisify(execFile);
const patience = 60_000;

test('kill -9 of Wharfinger while it recreates a container: the next start puts the old one back, or finishes', async (t) => {
  const engine = await sharedEngine();
  const stateDir = scratch(t);
  const token = (await execute(process.execPath, ['src/cli/main.ts', 'token', 'generate'])).stdout.trim();
  const name = uniqueName('web');
  // Takes two seconds to stop, and runs for three until it is healthy: time to be killed in.
  const health = ['--health-cmd', 'test -e /ready', '--health-interval', '1s', '--health-retries', '100'];
  const script = 'rm -f /ready; (sleep 3; touch /ready) & trap "" TERM; while :; do sleep 0.2; done';
  const made = ['run', '-d', '--name', name, '--stop-timeout', '2', ...health, image, 'sh', '-c', script];
  const old = await docker(engine, ...made);
  t.after(async () => {
    const left = (await docker(engine, 'ps', '-aq', '--filter', `name=${name}`)).split('\n').filter(Boolean);
    if (left.length > 0) await docker(engine, 'rm', '-fv', ...left);
  });
  const shown = () =>
    docker(engine, 'ps', '-a', '--no-trunc', '--filter', `name=${name}`, '--format', '{{.Names}} {{.ID}} {{.State}}');
  const recreate = async ({ url }: { url: string }) => {
    const query = `mutation { recreateContainer(input: { ref: "${name}" }) { changed } }`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }).catch(() => undefined);
  };

  const first = await serve(t, engine, stateDir, token);
  const asked = recreate(first);
  await until(async () => (await shown()).includes(`${name}-next-`), 'the new one is made', patience);
  await first.kill();
  await asked;
  const second = await serve(t, engine, stateDir, token);
  await until(async () => (await shown()) === `${name} ${old} running`, 'the old one is back, alone', patience);

  const again = recreate(second);
  const swapped = async () => new RegExp(`^${name} (?!${old}).* running$`, 'm').test(await shown());
  await until(swapped, 'the new one runs', patience);
  assert.match(await shown(), new RegExp(`^${name}-old-[0-9a-f]{6} ${old} exited$`, 'm'));
  await second.kill();
  await again;
  await serve(t, engine, stateDir, token);
  const alone = new RegExp(`^${name} (?!${old})[0-9a-f]{64} running$`);
  await until(async () => alone.test(await shown()), 'the new one is there alone', patience);
  assert.equal(await docker(engine, 'inspect', '-f', '{{.State.Health.Status}}', name), 'healthy');
});

/** The program as a process of its own, connected to the engine. */
async function serve(t: TestContext, engine: TestEngine, stateDir: string, token: string) {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DOCKER_HOST: `unix://${engine.socketPath}`,
      WHARFINGER_LISTEN: '127.0.0.1:0',
      WHARFINGER_STATE_DIR: stateDir,
      WHARFINGER_ADMIN_TOKEN: token,
      WHARFINGER_LOG_FORMAT: 'json',
    },
  });
  const kill = async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  t.after(kill);
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0], 'the address', patience);
  await until(async () => (await fetch(`${url}/readyz`)).ok, 'the server to be ready', patience);
  return { url, kill };
}
