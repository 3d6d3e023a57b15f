import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf } from '../../src/engine/copy.ts';
import { WharfingerError } from '../../src/errors.ts';
import { pick } from '../support/app.ts';

const id = 'a1b2c3d4e5f6'.padEnd(64, '0');
const found = (more: object = {}, host: object = {}) => ({
  Id: id,
  Config: {
    Hostname: 'a1b2c3d4e5f6',
    Env: ['PATH=/bin', 'A=1'],
    Cmd: ['serve'],
    Entrypoint: ['/entry'],
    Labels: { built: 'early', x: 'y' },
    User: 'app',
    WorkingDir: '/own',
  },
  HostConfig: { NetworkMode: 'front', Binds: ['/etc:/etc:ro'], Links: ['/db:/web/store'], Future: 7, ...host },
  Mounts: [
    { Type: 'bind', Source: '/etc', Destination: '/etc', RW: false },
    { Type: 'volume', Name: 'v1', Destination: '/data', RW: true },
    { Type: 'volume', Name: 'v2', Destination: '/asked', RW: true },
  ],
  NetworkSettings: {
    Networks: {
      back: { NetworkID: 'n2', Aliases: null, IPAddress: '10.0.0.2' },
      front: { NetworkID: 'n1', Aliases: ['shop', 'a1b2c3d4e5f6'], IPAMConfig: { IPv4Address: '10.1.0.9' }, MacAddress: '02:42' },
    },
  },
  ...more,
});
const from = { Config: { Env: ['PATH=/bin'], Cmd: ['serve'], Entrypoint: ['/entry'], Labels: { built: 'early' }, User: 'app' } };

test('what a container has from its image is left to the new image; what is its own is copied, known or not', () => {
  const { body } = copyOf(found(), from, { image: 'app:2', mayHost: false });
  assert.deepEqual(body['Env'], ['A=1']);
  assert.deepEqual(body['Labels'], { x: 'y' });
  for (const key of ['Hostname', 'Cmd', 'Entrypoint', 'User']) assert.equal(Object.hasOwn(body, key), false, key);
  assert.equal(body['WorkingDir'], '/own');
  assert.equal(body['Image'], 'app:2');
  assert.equal(pick(body, 'HostConfig', 'Future'), 7);
});

test('an entry point of its own keeps the command, and all is kept where the image is gone', () => {
  const own = copyOf(found(), { Config: { ...from.Config, Entrypoint: ['/other'] } }, { image: 'app:2', mayHost: false });
  assert.deepEqual([own.body['Entrypoint'], own.body['Cmd']], [['/entry'], ['serve']]);
  const gone = copyOf(found(), null, { image: 'app:2', mayHost: false });
  assert.deepEqual(gone.body['Env'], ['PATH=/bin', 'A=1']);
  assert.equal(gone.body['User'], 'app');
});

test('anonymous volumes are mounted by name, links and aliases are written as they were asked for', () => {
  const { body, networks } = copyOf(found({}, { Mounts: [{ Type: 'volume', Target: '/asked' }] }), from, {
    image: 'a',
    mayHost: false,
  });
  assert.deepEqual(pick(body, 'HostConfig', 'Binds'), ['/etc:/etc:ro', 'v1:/data:nocopy']);
  assert.deepEqual(pick(body, 'HostConfig', 'Mounts'), [{ Type: 'volume', Target: '/asked', Source: 'v2' }]);
  assert.deepEqual(pick(body, 'HostConfig', 'Links'), ['db:store']);
  const front = { IPAMConfig: { IPv4Address: '10.1.0.9' }, Links: null, DriverOpts: null, Aliases: ['shop'] };
  assert.deepEqual(pick(body, 'NetworkingConfig', 'EndpointsConfig'), { front });
  assert.deepEqual(networks, [['back', { IPAMConfig: null, Links: null, DriverOpts: null, Aliases: [] }]]);
});

test('a network that it has left is not joined again; one without networks of its own gets none', () => {
  const left = copyOf(found({}, { NetworkMode: 'elsewhere' }), from, { image: 'a', mayHost: false });
  assert.equal(pick(left.body, 'HostConfig', 'NetworkMode'), 'back');
  assert.deepEqual(
    left.networks.map(([name]) => name),
    ['front'],
  );
  const host = copyOf(found({}, { NetworkMode: 'host' }), from, { image: 'a', mayHost: true });
  assert.equal(pick(host.body, 'HostConfig', 'NetworkMode'), 'host');
  assert.equal(host.body['NetworkingConfig'], undefined);
});

test('rules for devices of the host are refused to who may not have what equals the host', () => {
  const risky = found({}, { DeviceCgroupRules: ['b 8:* rwm'] });
  const refused = (error: unknown) => error instanceof WharfingerError && error.code === 'FORBIDDEN';
  assert.throws(() => copyOf(risky, from, { image: 'a', mayHost: false }), refused);
  assert.doesNotThrow(() => copyOf(risky, from, { image: 'a', mayHost: true }));
});
