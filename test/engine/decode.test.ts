import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { container, containerSizes, ids } from '../../src/engine/container.ts';
import { environment, portOf, Reading } from '../../src/engine/decode.ts';
import { engineEvent } from '../../src/engine/events.ts';
import { history, image } from '../../src/engine/image.ts';
import { network, networks } from '../../src/engine/network.ts';
import { statsSample } from '../../src/engine/stats.ts';
import { diskUsage, fileChanges, hostInfo, processes, version } from '../../src/engine/system.ts';
import { volume, volumes } from '../../src/engine/volume.ts';
import { WharfingerError } from '../../src/errors.ts';

const minimal = { Id: 'c'.repeat(64), Name: '/web', Created: '2026-11-24T06:39:32.29878111Z' };

test('a container of which the engine says little has defaults for the rest', () => {
  const web = container({
    ...minimal,
    State: { Status: 'created' },
    Config: null,
    HostConfig: {},
    NetworkSettings: null,
    Mounts: null,
  });
  assert.equal(web.name, 'web');
  assert.equal(web.state, 'created');
  assert.equal(web.health, null);
  assert.equal(web.healthCheck, null);
  assert.equal(web.exitCode, null);
  assert.equal(web.restartPolicy.name, 'no');
  assert.deepEqual([web.ports, web.mounts, web.networks, web.env, web.command, web.resources.ulimits], [[], [], [], [], [], []]);
  assert.deepEqual([web.resources.memory, web.resources.pidsLimit, web.resources.memorySwappiness], [null, null, null]);
});

test('zero times are null, and an exit code belongs to a run that ended', () => {
  const zero = '0001-01-01T00:00:00Z';
  const then = '2026-11-24T06:40:21.804486501Z';
  const of = (Status: string, FinishedAt: string, ExitCode: number) =>
    container({ ...minimal, State: { Status, StartedAt: zero, FinishedAt, ExitCode } });
  assert.equal(of('created', zero, 127).startedAt, null);
  assert.equal(of('created', zero, 127).exitCode, null);
  assert.equal(of('exited', then, 0).exitCode, 0);
  assert.equal(of('restarting', then, 3).exitCode, 3);
  assert.equal(of('running', then, 0).exitCode, null);
});

test('states of engines that only resemble Docker are told by their flags', () => {
  assert.equal(container({ ...minimal, State: { Status: 'stopped', Running: false } }).state, 'exited');
  assert.equal(container({ ...minimal, State: { Status: 'stopping', Running: true } }).state, 'running');
});

test('ports: published ones on each address, exposed ones without, SCTP too', () => {
  const { ports, exposedPorts } = container({
    ...minimal,
    NetworkSettings: {
      Ports: {
        '80/tcp': [
          { HostIp: '::', HostPort: '8080' },
          { HostIp: '0.0.0.0', HostPort: '8080' },
        ],
        '9/sctp': null,
        '53/udp': [],
        nonsense: null,
      },
    },
    Config: { ExposedPorts: { '80/tcp': {}, '9/sctp': {}, '53/udp': {} } },
  });
  assert.deepEqual(ports, [
    { ip: null, publicPort: null, privatePort: 9, protocol: 'sctp' },
    { ip: null, publicPort: null, privatePort: 53, protocol: 'udp' },
    { ip: '0.0.0.0', publicPort: 8080, privatePort: 80, protocol: 'tcp' },
    { ip: '::', publicPort: 8080, privatePort: 80, protocol: 'tcp' },
  ]);
  assert.deepEqual(exposedPorts, [
    { port: 9, protocol: 'sctp' },
    { port: 53, protocol: 'udp' },
    { port: 80, protocol: 'tcp' },
  ]);
  assert.deepEqual(portOf('80'), { port: 80, protocol: 'tcp' });
  assert.equal(portOf('8000-8010/tcp'), null);
});

test('health: an empty status is none, the log is kept', () => {
  const log = [{ Start: '2026-11-24T06:40:00.1+01:00', End: '2026-11-24T06:40:00.2+01:00', ExitCode: 1, Output: 'no\n' }];
  const of = (Health: unknown) => container({ ...minimal, State: { Status: 'running', Health } }).health;
  assert.deepEqual(of({ Status: '', FailingStreak: 0, Log: null }), { status: 'none', failingStreak: 0, log: [] });
  assert.equal(of({ Status: 'unhealthy', FailingStreak: 3, Log: log })?.log[0]?.output, 'no\n');
});

test('a wrong type is ENGINE_ERROR and names the place', () => {
  const wrong = { ...minimal, State: { Status: 'running', Health: { Status: 7 } } };
  assert.throws(() => container(wrong), { code: 'ENGINE_ERROR', message: /Container\.State\.Health\.Status$/ });
  assert.throws(() => container({ ...minimal, Mounts: [{ RW: 'yes' }] }), { message: /Container\.Mounts\[0\]\.RW$/ });
  assert.throws(() => container({}), { message: /Container\.Name$/ });
});

test('labels called like parts of JavaScript objects are ordinary labels', () => {
  const labels: unknown = JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}');
  const web = container({ ...minimal, Config: { Labels: labels } });
  assert.deepEqual(Object.entries(web.labels), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
    ['toString', 'z'],
  ]);
  assert.equal(new Reading({}, 'X').at('toString').absent, true);
});

test('environment entries are cut at the first equals sign', () => {
  assert.deepEqual(environment(new Reading(['A=b=c', 'B=', 'C'], 'Env')), [
    { key: 'A', value: 'b=c' },
    { key: 'B', value: '' },
    { key: 'C', value: '' },
  ]);
});

test('images: no name is no tag, no time is null, missing layers are null', () => {
  const bare = image({ Id: 'sha256:1', RepoTags: ['<none>:<none>'], RepoDigests: ['x@<none>'], Created: '', Config: null });
  assert.deepEqual([bare.tags, bare.digests, bare.createdAt, bare.parentId], [[], [], null, null]);
  assert.deepEqual(history([{ Id: '<missing>', Created: 1795502416, CreatedBy: 'RUN x', Size: 5, Tags: null, Comment: '' }]), [
    { imageId: null, createdAt: '2026-11-24T06:40:16.000Z', createdBy: 'RUN x', tags: [], size: 5, comment: '' },
  ]);
});

test('disk usage the engine has not counted is 0', () => {
  const usage = diskUsage({
    Images: [{ Id: 'sha256:1', SharedSize: -1, Containers: -1 }],
    Volumes: [{ Name: 'v', UsageData: { Size: -1, RefCount: -1 } }],
    BuildCache: null,
  });
  assert.deepEqual(usage.images, [{ id: 'sha256:1', size: 0, sharedSize: 0, containers: 0 }]);
  assert.deepEqual(usage.volumes, [{ name: 'v', size: 0, refCount: 0 }]);
});

// Trees that look like answers: the engine's own keys with values of every type.
const keys = [
  'Id',
  'ID',
  'Name',
  'State',
  'Status',
  'Config',
  'HostConfig',
  'Labels',
  'Ports',
  'Networks',
  'Mounts',
  'Health',
  'Log',
  'Created',
];
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown[]>(null, true, 0, -1, 1.5, '', 'x', '80/tcp', '0001-01-01T00:00:00Z'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('tree'), { maxKeys: 8 }),
  ),
}));
const decoders = {
  container,
  containerSizes,
  ids,
  image,
  history,
  network,
  networks,
  volume,
  volumes,
  version,
  hostInfo,
  diskUsage,
  processes,
  fileChanges,
  statsSample,
  engineEvent: (value: unknown) => engineEvent(JSON.stringify(value)),
};

for (const [name, decode] of Object.entries(decoders)) {
  test(`${name}: whatever the engine sends is understood or is ENGINE_ERROR`, () => {
    const survives = (value: unknown) => {
      try {
        decode(value);
      } catch (error) {
        if (!(error instanceof WharfingerError) || error.code !== 'ENGINE_ERROR') throw error;
      }
    };
    fc.assert(
      fc.property(fc.oneof(tree, fc.jsonValue()), (value) => survives(value)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), tree), (value) => survives({ ...minimal, ...value })),
      { numRuns: 300 },
    );
  });
}
