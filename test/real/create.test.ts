import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { byText } from '../../src/engine/decode.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { docker, image, ownEngine, type TestEngine } from '../support/real-engine.ts';

const mib = 1024 * 1024;

async function appOn(t: TestContext, { socketPath }: TestEngine): Promise<TestApp> {
  const locate = async () => ({ kind: 'unix', address: `unix://${socketPath}`, path: socketPath }) as const;
  return startApp(t, connectEngine({ host: 'local', locate }));
}

/** Flags of `docker create`, and the input that is to make the same container. */
const cases: readonly (readonly [flags: readonly string[], input: object])[] = [
  [[], {}],
  [
    [
      '--env',
      'A=1',
      '--env',
      'B=x=y',
      '--label',
      'team=web',
      '--label',
      'empty=',
      '--user',
      '1:2',
      '--workdir',
      '/srv',
      '--hostname',
      'h1',
    ],
    {
      env: [
        { key: 'A', value: '1' },
        { key: 'B', value: 'x=y' },
      ],
      labels: [
        { key: 'team', value: 'web' },
        { key: 'empty', value: '' },
      ],
      user: '1:2',
      workingDir: '/srv',
      hostname: 'h1',
    },
  ],
  [['--entrypoint', 'echo', '--init', '--tty'], { entrypoint: ['echo'], init: true, tty: true }],
  [['--entrypoint', ''], { entrypoint: [] }],
  [
    ['--stop-signal', 'SIGHUP', '--stop-timeout', '3', '--restart', 'on-failure:4', '--group-add', '7'],
    { stopSignal: 'SIGHUP', stopTimeoutSeconds: 3, restartPolicy: { name: 'ON_FAILURE', maximumRetryCount: 4 }, groupAdd: ['7'] },
  ],
  [['--rm'], { autoRemove: true }],
  [['--restart', 'unless-stopped'], { restartPolicy: { name: 'UNLESS_STOPPED' } }],
  [
    [
      '--health-cmd',
      'true',
      '--health-interval',
      '5s',
      '--health-timeout',
      '500ms',
      '--health-start-period',
      '1m',
      '--health-retries',
      '2',
    ],
    { healthCheck: { shell: 'true', interval: '5s', timeout: '500ms', startPeriod: '1m', retries: 2 } },
  ],
  [['--no-healthcheck'], { noHealthCheck: true }],
  [
    [
      '-p',
      '127.0.0.1:18080:80',
      '-p',
      '53/udp',
      '-p',
      '18100-18101:100-101',
      '-p',
      '18200-18210:90',
      '--expose',
      '7-8',
      '--publish-all',
    ],
    {
      ports: [
        { containerPort: 80, hostPort: 18_080, hostIp: '127.0.0.1' },
        { containerPort: 53, protocol: 'UDP' },
        { containerPort: 100, containerPortEnd: 101, hostPort: 18_100 },
        { containerPort: 90, hostPort: 18_200, hostPortEnd: 18_210 },
      ],
      expose: [{ port: 7, to: 8 }],
      publishAll: true,
    },
  ],
  [
    ['--network', 'front', '--network-alias', 'w', '--ip', '10.99.0.9', '--dns', '9.9.9.9', '--add-host', 'db:10.0.0.1'],
    {
      networks: [{ network: 'front', aliases: ['w'], ipv4Address: '10.99.0.9' }],
      dns: ['9.9.9.9'],
      extraHosts: [{ hostname: 'db', address: '10.0.0.1' }],
    },
  ],
  [['--network', 'none'], { networkMode: 'none' }],
  [['--network', 'host'], { networkMode: 'host' }],
  [
    [
      '--mount',
      'type=volume,source=data,target=/data,readonly',
      '--mount',
      'type=bind,source=/tmp,target=/b,bind-propagation=rslave',
    ],
    {
      mounts: [
        { type: 'VOLUME', source: 'data', target: '/data', readOnly: true },
        { type: 'BIND', source: '/tmp', target: '/b', propagation: 'RSLAVE' },
      ],
    },
  ],
  [
    ['--mount', 'type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=1770', '--tmpfs', '/run:size=1m', '--read-only'],
    {
      mounts: [{ type: 'TMPFS', target: '/t', size: mib, mode: '1770' }],
      tmpfs: [{ path: '/run', options: 'size=1m' }],
      readOnly: true,
    },
  ],
  [
    [
      '--cpus',
      '1.5',
      '--cpu-shares',
      '512',
      '--cpuset-cpus',
      '0',
      '--memory',
      '64m',
      '--memory-reservation',
      '32m',
      '--memory-swap',
      '-1',
    ],
    {
      limits: { cpus: 1.5, cpuShares: 512, cpusetCpus: '0', memory: 64 * mib, memoryReservation: 32 * mib, unlimitedSwap: true },
    },
  ],
  [
    ['--pids-limit', '50', '--shm-size', '1m', '--ulimit', 'nofile=5:6', '--ulimit', 'nproc=9'],
    {
      limits: {
        pidsLimit: 50,
        shmSize: mib,
        ulimits: [
          { name: 'nofile', soft: 5, hard: 6 },
          { name: 'nproc', soft: 9 },
        ],
      },
    },
  ],
  [
    [
      '--privileged',
      '--cap-add',
      'NET_ADMIN',
      '--cap-drop',
      'MKNOD',
      '--device',
      '/dev/null:/dev/x:rw',
      '--security-opt',
      'no-new-privileges',
    ],
    {
      privileged: true,
      capAdd: ['NET_ADMIN'],
      capDrop: ['MKNOD'],
      devices: [{ hostPath: '/dev/null', containerPath: '/dev/x', permissions: 'rw' }],
      securityOpt: ['no-new-privileges'],
    },
  ],
  [['--gpus', '2'], { gpus: { count: 2 } }],
  [['--pid', 'host', '--ipc', 'private', '--userns', 'host'], { pidMode: 'host', ipcMode: 'private', usernsMode: 'host' }],
  [
    ['--log-driver', 'json-file', '--log-opt', 'max-size=1m'],
    { logging: { driver: 'json-file', options: [{ key: 'max-size', value: '1m' }] } },
  ],
  [['--platform', 'linux/amd64'], { platform: 'linux/amd64' }],
];

/** What differs from container to container, or says only how a client that stays attached is connected. */
const own = new Set([
  'Id',
  'Created',
  'Name',
  'GraphDriver',
  'HostnamePath',
  'HostsPath',
  'LogPath',
  'ResolvConfPath',
  'ConsoleSize',
]);
const attaching = new Set(['AttachStdin', 'AttachStdout', 'AttachStderr', 'StdinOnce', 'OnBuild']);

/** What inspect says, without what is the container's own and without what means nothing (null, "", 0, false, nothing inside). */
function essence(value: unknown, id: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => essence(item, id));
    // The engine lists mounts and the like in any order; words (a command, the environment) have theirs.
    return items.every((item) => typeof item === 'object')
      ? items.sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)))
      : items;
  }
  if (typeof value === 'string') return value.replaceAll(id, 'ID').replaceAll(id.slice(0, 12), 'ID');
  if (typeof value !== 'object' || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [key, one] of Object.entries(value)) {
    if (own.has(key) || attaching.has(key)) continue;
    // The command line gives the engine its variables through a map, in a new order each time.
    const inside = key === 'Env' && Array.isArray(one) ? one.map(String).sort(byText) : essence(one, id);
    if (!isNothing(inside)) kept.push([key, inside]);
  }
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === '' || value === 0 || value === false;
}

test('createContainer makes what docker create makes, flag by flag', async (t) => {
  const engine = await ownEngine(t);
  await docker(engine, 'network', 'create', '--subnet', '10.99.0.0/24', 'front');
  await docker(engine, 'volume', 'create', 'data');
  const app = await appOn(t, engine);
  const inspect = async (id: string): Promise<unknown> => {
    const all: unknown = JSON.parse(await docker(engine, 'inspect', id));
    return essence(pick(all, 0), id);
  };
  for (const [flags, input] of cases) {
    const byCli = await docker(engine, 'create', ...flags, image, 'sleep', '600');
    const answer = await app.gql(
      'mutation ($input: CreateContainerInput!) { createContainer(input: $input) { dockerId warnings } }',
      {
        input: { image, command: ['sleep', '600'], ...input },
      },
    );
    assert.deepEqual(answer.errors, [], flags.join(' '));
    assert.deepEqual(
      await inspect(String(pick(answer.data, 'createContainer', 'dockerId'))),
      await inspect(byCli),
      flags.join(' '),
    );
  }
});

test('a container is attached to several networks, with its names there, or is not made at all', async (t) => {
  const engine = await ownEngine(t);
  for (const name of ['front', 'back']) await docker(engine, 'network', 'create', name);
  const app = await appOn(t, engine);
  const create = (networks: object[]) =>
    app.gql('mutation ($input: CreateContainerInput!) { createContainer(input: $input) { container { name } } }', {
      input: { name: 'web', image, command: ['sleep', '600'], networks },
    });
  const failed = await create([{ network: 'front' }, { network: 'ghost' }]);
  assert.equal(failed.errors[0]?.extensions.code, 'NOT_FOUND');
  assert.equal(await docker(engine, 'ps', '-aq'), '');
  const made = await create([
    { network: 'front', aliases: ['w'] },
    { network: 'back', aliases: ['b'] },
  ]);
  assert.deepEqual(made.errors, []);
  await docker(engine, 'start', 'web');
  const names = await docker(
    engine,
    'inspect',
    '-f',
    '{{range $name, $end := .NetworkSettings.Networks}}{{$name}}={{index $end.Aliases 0}} {{end}}',
    'web',
  );
  assert.equal(names, 'back=b front=w ');
});
