import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachment, bridgeId, busyboxId, container, image, network, volume } from '../support/fake-engine.ts';
import { settle } from '../support/manual-clock.ts';
import { connectedRig } from './rig.ts';

const names = (objects: readonly { name: string }[]) => objects.map((one) => one.name).sort();
const data = {
  type: 'volume',
  name: 'data',
  source: '/v',
  destination: '/data',
  driver: 'local',
  mode: 'z',
  readWrite: true,
  propagation: '',
};

test('containers are found from their image, their networks and their volumes, and that follows every change', async (t) => {
  const app = image({ tags: ['app:1'] });
  const backend = network();
  const { engine, mirror } = await connectedRig(t, {
    images: [app],
    networks: [backend],
    volumes: [volume()],
    containers: [
      container({ name: 'web', mounts: [data, { ...data, destination: '/again' }, { ...data, type: 'bind', name: null }] }),
      container({ name: 'db', imageId: app.id, networks: [attachment({ networkName: 'backend', networkId: backend.id })] }),
      container({ name: 'fresh', state: 'created', networks: [attachment({ networkName: 'backend' })] }),
    ],
  });
  assert.deepEqual(names(mirror.containersOfImage(app.id)), ['db']);
  assert.deepEqual(names(mirror.containersOfImage(busyboxId)), ['fresh', 'web']);
  assert.deepEqual(names(mirror.containersOfVolume('data')), ['web']);
  assert.deepEqual(names(mirror.containersOfNetwork(bridgeId)), ['web']);
  assert.deepEqual(
    names(mirror.containersOfNetwork(backend.id)),
    ['db', 'fresh'],
    'one that was never started knows only the name',
  );
  assert.deepEqual(mirror.containersOfImage('sha256:none'), []);
  assert.equal(mirror.containersOfImage(app.id), mirror.containersOfImage(app.id), 'computed once');
  engine.docker.remove('db', { force: true });
  engine.docker.connect('backend', 'web');
  await settle();
  assert.deepEqual(names(mirror.containersOfImage(app.id)), []);
  assert.deepEqual(names(mirror.containersOfNetwork(backend.id)), ['fresh', 'web']);
});

test('compose projects are put together from labels', async (t) => {
  const labels = { 'com.docker.compose.project': 'shop' };
  const { engine, mirror } = await connectedRig(t, {
    networks: [network({ name: 'shop_default', labels })],
    volumes: [
      volume({ name: 'shop_data', labels }),
      volume({ name: 'left_data', labels: { 'com.docker.compose.project': 'left' } }),
    ],
    containers: [
      container({ name: 'shop-app', labels }),
      container({
        name: 'shop-db',
        labels: {
          ...labels,
          'com.docker.compose.project.working_dir': '/srv/shop',
          'com.docker.compose.project.config_files': '/srv/shop/a.yml,/srv/shop/b.yml',
        },
      }),
      container({ name: 'loner', labels: { 'com.docker.compose.project': '' } }),
    ],
  });
  const [left, shop, ...others] = mirror.projects();
  assert.deepEqual(others, []);
  assert.deepEqual([left?.name, left?.workingDir, left?.configFiles, left?.volumes.length], ['left', null, [], 1]);
  assert.deepEqual(names(shop?.containers ?? []), ['shop-app', 'shop-db']);
  assert.deepEqual([shop?.workingDir, shop?.configFiles], ['/srv/shop', ['/srv/shop/a.yml', '/srv/shop/b.yml']]);
  assert.deepEqual([names(shop?.networks ?? []), names(shop?.volumes ?? [])], [['shop_default'], ['shop_data']]);
  engine.docker.remove('shop-app', { force: true });
  await settle();
  assert.deepEqual(names(mirror.projects()[1]?.containers ?? []), ['shop-db']);
});
