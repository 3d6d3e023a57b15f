import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { docker, image } from '../support/real-engine.ts';
import { begin, inspect, lines, without } from '../support/real-objects.ts';

test('volumes: made, found there, and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read } = await begin(t);
  const options = ['--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=size=1m'];
  await docker(engine, 'volume', 'create', '--label', 'team=web', ...options, 'by-cli');
  const input = {
    name: 'by-us',
    labels: [{ key: 'team', value: 'web' }],
    driverOptions: [
      { key: 'type', value: 'tmpfs' },
      { key: 'device', value: 'tmpfs' },
      { key: 'o', value: 'size=1m' },
    ],
  };
  const made = await act('createVolume', input, 'changed volume { name options { key value } }');
  assert.equal(pick(made, 'changed'), true);
  const shown = async (name: string) =>
    without(await inspect(engine, 'volume', 'inspect', name), 'Name', 'CreatedAt', 'Mountpoint');
  assert.deepEqual(await shown('by-us'), await shown('by-cli'));
  assert.equal(pick(await act('createVolume', { name: 'by-us' }, 'changed'), 'changed'), false);
  const nameless = await act('createVolume', {}, 'changed volume { name anonymous }');
  assert.equal(pick(nameless, 'volume', 'anonymous'), true);

  await docker(engine, 'create', '--name', 'user', '-v', 'by-us:/srv', image, 'true');
  assert.equal(await refused('removeVolume', { name: 'by-us' }), 'CONFLICT');
  await docker(engine, 'rm', 'user');
  await act('removeVolume', { name: 'by-us', force: true }, 'changed');
  await act('removeVolume', { name: String(pick(nameless, 'volume', 'name')) }, 'changed');
  assert.deepEqual(await lines(engine, 'volume', 'ls', '-q'), ['by-cli']);
  assert.deepEqual(pick(await read('{ volumes { nodes { name } } }'), 'volumes', 'nodes'), [{ name: 'by-cli' }]);
});
