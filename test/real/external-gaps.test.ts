import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { newSecret } from '../../src/access/secret.ts';
import { external, externalOnce, startOn } from '../support/on-record.ts';
import { docker, image, ownEngine, run } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

test('what an engine does when it was killed and starts again is its own doing; what is done after that is not', async (t) => {
  const engine = await ownEngine(t);
  await run(engine, { name: 'plain' });
  await run(engine, { name: 'always', host: { RestartPolicy: { Name: 'always' } } });
  const app = await startOn(t, engine);
  await docker(engine, 'pause', 'plain');
  await docker(engine, 'unpause', 'plain');
  await externalOnce(app, 2);
  await engine.kill();
  await engine.restart();
  const about = async (name: string) =>
    (await external(app)).filter((one) => one.name === name).map(({ action, actor }) => `${action} ${actor}`);
  await until(async () => (await about('always')).length >= 2, 'it was started again', 60_000);
  await docker(engine, 'start', 'plain');
  await until(async () => (await about('plain')).includes('container.start unknown'), 'the start is on record', 60_000);
  assert.deepEqual(await about('always'), ['container.stop engine', 'container.start engine']);
  const before = ['container.pause unknown', 'container.unpause unknown'];
  assert.deepEqual(await about('plain'), [...before, 'container.stop engine', 'container.start unknown']);
  const gaps = (await external(app)).filter(({ action }) => action === 'host.gap');
  assert.deepEqual(
    gaps.map(({ params }) => params['cause']),
    ['engine restarted'],
  );
});

test('a container that is killed for want of memory is on record as the engine’s doing', async (t) => {
  const engine = await ownEngine(t);
  const app = await startOn(t, engine);
  const fill = 'x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done';
  await docker(engine, 'run', '-d', '--name', 'big', '--memory', '8m', '--memory-swap', '8m', image, 'sh', '-c', fill);
  const seen = await externalOnce(app, 3);
  assert.deepEqual(
    seen.map(({ action, actor }) => `${action} ${actor}`),
    ['container.create unknown', 'container.start unknown', 'container.oom engine'],
  );
});

test('a start by a restart policy is the engine’s doing, an end by itself is nobody’s', async (t) => {
  const engine = await ownEngine(t);
  const app = await startOn(t, engine);
  await docker(engine, 'run', '-d', '--name', 'again', '--restart', 'on-failure:1', image, 'sh', '-c', 'sleep 1; exit 3');
  const about = async (name: string) =>
    (await external(app)).filter((one) => one.name === name).map(({ action, actor }) => `${action} ${actor}`);
  await until(async () => (await about('again')).length >= 5, 'both runs are on record', 60_000);
  assert.deepEqual(await about('again'), [
    'container.create unknown',
    'container.start unknown',
    'container.exit unknown',
    'container.start engine',
    'container.exit unknown',
  ]);
});

test('after a while away the log goes on where it was; what cannot be replayed is a gap with the difference', async (t) => {
  const engine = await ownEngine(t);
  await run(engine, { name: 'web' });
  const stateDir = scratch(t);
  const secret = newSecret('token', randomBytes);
  const env = { WHARFINGER_ADMIN_TOKEN: secret };
  const first = await startOn(t, engine, stateDir, env);
  await docker(engine, 'pause', 'web');
  await externalOnce(first, 1);
  await first.close();

  await docker(engine, 'unpause', 'web');
  const second = await startOn(t, engine, stateDir, env);
  assert.deepEqual(
    (await externalOnce(second, 2)).map(({ action }) => action),
    ['container.pause', 'container.unpause'],
  );
  await second.close();

  // Each of these leaves three events: the engine keeps 256.
  await docker(engine, 'rename', 'web', 'shop');
  await docker(engine, 'run', '-d', '--name', 'new', image, 'sleep', '600');
  const script = 'for i in $(seq 90); do docker exec shop true; done';
  await promisify(execFile)('sh', ['-c', script], {
    env: { PATH: process.env['PATH'], DOCKER_HOST: `unix://${engine.socketPath}` },
  });
  const third = await startOn(t, engine, stateDir, env);
  const gap = await until(async () => (await external(third)).find(({ action }) => action === 'host.gap'), 'the gap', 60_000);
  assert.match(gap.params['containersCreated'] ?? '', /^new\(/);
  assert.match(gap.params['containersRenamed'] ?? '', /^web->shop\(/);
  assert.equal((await external(third)).filter(({ action }) => action === 'host.gap').length, 1);
  await third.close();

  await engine.kill();
  await engine.restart();
  const fourth = await startOn(t, engine, stateDir, env);
  const restarted = await until(
    async () => (await external(fourth)).filter(({ action }) => action === 'host.gap')[1],
    'the gap of the restarted engine',
    60_000,
  );
  assert.equal(restarted.params['cause'], 'engine restarted');
});
