import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { docker, image } from '../support/real-engine.ts';
import { begin, lines } from '../support/real-objects.ts';

test('a compose project is stopped, started, restarted and removed in the order of what depends on what', async (t) => {
  const { engine, act, refused, caughtUp } = await begin(t);
  const label = 'com.docker.compose.project=shop';
  await docker(engine, 'network', 'create', '--label', label, 'shop_default');
  await docker(engine, 'volume', 'create', '--label', label, 'shop_data');
  const up = (service: string, dependsOn: string, ...more: string[]) => {
    const labels = [label, `com.docker.compose.service=${service}`, `com.docker.compose.depends_on=${dependsOn}`];
    const flags = labels.flatMap((one) => ['--label', one]);
    const script = "trap 'exit 0' TERM; while :; do sleep 0.1; done";
    return docker(
      engine,
      'run',
      '-d',
      '--name',
      service,
      '--network',
      'shop_default',
      ...flags,
      ...more,
      image,
      'sh',
      '-c',
      script,
    );
  };
  // Healthy a second after each start.
  const check = ['--health-cmd', 'true', '--health-interval', '1s'];
  await up('db', '', '-v', 'shop_data:/srv', ...check);
  await up('api', 'db:service_healthy:false');
  await up('web', 'api:service_started:false');
  await docker(engine, 'run', '-d', '--name', 'other', image, 'sleep', '600');
  await caughtUp();

  const times = async (field: string) => {
    const inspected = await docker(engine, 'inspect', '-f', `{{.State.${field}}}`, 'db', 'api', 'web');
    return inspected.split('\n').map((time) => Date.parse(time));
  };
  const states = () => lines(engine, 'ps', '-a', '--filter', `label=${label}`, '--format', '{{.Names}} {{.State}}');
  const payload =
    'changedCount failedCount project { services status states { running exited } } results { name error { message } }';

  const stopped = await act('stopProject', { name: 'shop', timeoutSeconds: 10 }, payload);
  assert.deepEqual(await states(), ['api exited', 'db exited', 'web exited']);
  assert.deepEqual(pick(stopped, 'project', 'states'), { running: 0, exited: 3 });
  assert.deepEqual(pick(stopped, 'project', 'services'), ['api', 'db', 'web']);
  const [db = 0, api = 0, web = 0] = await times('FinishedAt');
  assert.ok(web <= api && api <= db);

  const started = await act('startProject', { name: 'shop' }, payload);
  assert.deepEqual([pick(started, 'changedCount'), pick(started, 'failedCount')], [3, 0]);
  assert.equal(await docker(engine, 'inspect', '-f', '{{.State.Health.Status}}', 'db'), 'healthy');
  const begun = await times('StartedAt');
  assert.ok((begun[1] ?? 0) - (begun[0] ?? 0) >= 900, String(begun));
  assert.ok((begun[2] ?? 0) >= (begun[1] ?? 0));

  await act('restartProject', { name: 'shop', services: ['web'] }, payload);
  const again = await times('StartedAt');
  assert.deepEqual(again.slice(0, 2), begun.slice(0, 2));
  assert.ok((again[2] ?? 0) > (begun[2] ?? 0));

  const removed = await act('removeProject', { name: 'shop', volumes: true }, payload);
  assert.deepEqual([pick(removed, 'failedCount'), pick(removed, 'project')], [0, null]);
  assert.deepEqual(await lines(engine, 'ps', '-a', '--format', '{{.Names}}'), ['other']);
  assert.deepEqual(await lines(engine, 'network', 'ls', '--format', '{{.Name}}'), ['bridge', 'host', 'none']);
  assert.deepEqual(await lines(engine, 'volume', 'ls', '-q'), []);
  assert.equal(await refused('startProject', { name: 'shop' }), 'NOT_FOUND');
});
