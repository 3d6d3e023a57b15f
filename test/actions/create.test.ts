import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../../src/engine/decode.ts';
import { pick, startApp, type TestApp } from '../support/app.ts';
import { container, fakeEngine, hexId, volume, type FakeEngine } from '../support/fake-engine.ts';

const document = `mutation ($input: CreateContainerInput!) {
  createContainer(input: $input) { dockerId warnings changed container { name state } auditEvent { auditId action result target { id name } params { key value } } } }`;

const create = (app: TestApp, input: object, token?: string) =>
  app.gql(document, { input: { image: 'busybox', ...input } }, token);

/** The body of the latest createContainer. */
function sent(engine: FakeEngine): unknown {
  return pick(engine.calls.filter(({ method }) => method === 'createContainer').at(-1)?.args[0], 'body');
}

function codeOf(answer: Awaited<ReturnType<typeof create>>): string {
  return answer.errors[0]?.extensions.code ?? '';
}

test('a created container is answered from the copy, and is on record under its new id', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const answer = await create(app, { name: 'web', command: ['sleep', '9'], reason: 'try' });
  assert.deepEqual(answer.errors, []);
  const made = engine.docker.find('web');
  assert.equal(pick(answer.data, 'createContainer', 'dockerId'), made.id);
  assert.deepEqual(pick(answer.data, 'createContainer', 'container'), { name: 'web', state: 'CREATED' });
  assert.deepEqual(pick(answer.data, 'createContainer', 'auditEvent', 'target'), { id: made.id, name: 'web' });
  assert.equal(pick(answer.data, 'createContainer', 'auditEvent', 'result'), 'SUCCESS');
  assert.deepEqual(engine.calls[0]?.args, [
    {
      name: 'web',
      platform: null,
      body: {
        Cmd: ['sleep', '9'],
        Image: 'busybox',
        HostConfig: {
          PublishAllPorts: false,
          Init: false,
          RestartPolicy: { Name: 'no' },
          AutoRemove: false,
          Privileged: false,
          ReadonlyRootfs: false,
        },
        Tty: false,
        OpenStdin: false,
        NetworkingConfig: { EndpointsConfig: {} },
      },
    },
  ]);
});

test('every field reaches the engine in its own words', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'data' })] });
  const app = await startApp(t, engine);
  const answer = await create(app, {
    entrypoint: [],
    env: [{ key: 'A', value: '1=2' }],
    labels: [{ key: 'team', value: 'x' }],
    user: 'nobody:nogroup',
    stopSignal: 'SIGHUP',
    stopTimeoutSeconds: 3,
    restartPolicy: { name: 'ON_FAILURE', maximumRetryCount: 4 },
    healthCheck: { shell: 'true', interval: '5s', timeout: '500ms', retries: 2 },
    ports: [
      { containerPort: 80, hostPort: 8080, hostIp: '127.0.0.1' },
      { containerPort: 53, protocol: 'UDP' },
      { containerPort: 90, hostPort: 9000, hostPortEnd: 9010 },
      { containerPort: 100, containerPortEnd: 101, hostPort: 200 },
    ],
    expose: [{ port: 7 }],
    networks: [{ network: 'front', aliases: ['w'], ipv4Address: '10.1.2.3' }, { network: 'back' }],
    dns: ['9.9.9.9'],
    extraHosts: [{ hostname: 'db', address: '10.0.0.1' }],
    mounts: [
      { type: 'VOLUME', source: 'data', target: '/data', readOnly: true },
      { type: 'BIND', source: '/srv', target: '/srv', propagation: 'RSLAVE' },
      { type: 'TMPFS', target: '/t', size: 1024, mode: '1770' },
    ],
    tmpfs: [{ path: '/run', options: 'size=1m' }],
    volumesFrom: [{ container: 'data', readOnly: true }],
    limits: {
      cpus: 1.5,
      memory: 64 * 1024 * 1024,
      unlimitedSwap: true,
      pidsLimit: 10,
      ulimits: [{ name: 'nofile', soft: 5, hard: 6 }],
    },
    capDrop: ['ALL'],
    devices: [{ hostPath: '/dev/null' }],
    gpus: {},
    logging: { driver: 'json-file', options: [{ key: 'max-size', value: '1m' }] },
    pidMode: 'container:data',
  });
  assert.deepEqual(answer.errors, []);
  const body = new Reading(sent(engine), 'body');
  const host = body.at('HostConfig');
  assert.deepEqual(body.at('Entrypoint').texts(), ['']);
  assert.deepEqual(body.at('Env').texts(), ['A=1=2']);
  assert.deepEqual(pick(sent(engine), 'Healthcheck'), { Test: ['CMD-SHELL', 'true'], Interval: 5e9, Timeout: 5e8, Retries: 2 });
  assert.deepEqual(pick(sent(engine), 'HostConfig', 'PortBindings'), {
    '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
    '53/udp': [{ HostIp: '', HostPort: '' }],
    '90/tcp': [{ HostIp: '', HostPort: '9000-9010' }],
    '100/tcp': [{ HostIp: '', HostPort: '200' }],
    '101/tcp': [{ HostIp: '', HostPort: '201' }],
  });
  assert.deepEqual(body.at('ExposedPorts').keys().sort(), ['100/tcp', '101/tcp', '53/udp', '7/tcp', '80/tcp', '90/tcp']);
  assert.equal(host.at('NetworkMode').text(), 'front');
  assert.deepEqual(pick(sent(engine), 'NetworkingConfig', 'EndpointsConfig'), {
    front: { Aliases: ['w'], IPAMConfig: { IPv4Address: '10.1.2.3' } },
    back: {},
  });
  assert.deepEqual(pick(sent(engine), 'HostConfig', 'Mounts'), [
    { Type: 'volume', Target: '/data', ReadOnly: true, Source: 'data' },
    { Type: 'bind', Target: '/srv', ReadOnly: false, Source: '/srv', BindOptions: { Propagation: 'rslave' } },
    { Type: 'tmpfs', Target: '/t', ReadOnly: false, TmpfsOptions: { SizeBytes: 1024, Mode: 0o1770 } },
  ]);
  const data = engine.docker.find('data').id;
  assert.deepEqual(host.at('VolumesFrom').texts(), [`${data}:ro`]);
  assert.equal(host.at('PidMode').text(), `container:${data}`);
  assert.equal(host.at('NanoCpus').number(), 1.5e9);
  assert.equal(host.at('MemorySwap').number(), -1);
  assert.deepEqual(pick(sent(engine), 'HostConfig', 'DeviceRequests'), [{ Driver: '', Count: -1, Capabilities: [['gpu']] }]);
  assert.deepEqual(pick(sent(engine), 'HostConfig', 'RestartPolicy'), { Name: 'on-failure', MaximumRetryCount: 4 });
});

test('what Docker would refuse is refused with the path of the field, and the engine hears nothing', async (t) => {
  const engine = fakeEngine({ containers: [container({ name: 'data' })] });
  const app = await startApp(t, engine);
  const cases: readonly (readonly [object, string])[] = [
    [{ image: 'UPPER/Case' }, 'input.image'],
    [{ image: '../x' }, 'input.image'],
    [{ name: '-x' }, 'input.name'],
    [{ name: 'x/../../y' }, 'input.name'],
    [{ env: [{ key: 'A=B', value: '' }] }, 'input.env[0].key'],
    [{ env: [{ key: 'A', value: 'x\0y' }] }, 'input.env[0].value'],
    [{ labels: [{ key: '', value: '' }] }, 'input.labels[0].key'],
    [
      {
        labels: [
          { key: 'a', value: '' },
          { key: 'a', value: '' },
        ],
      },
      'input.labels[1].key',
    ],
    [{ ports: [{ containerPort: 80 }, { containerPort: 0 }] }, 'input.ports[1].containerPort'],
    [{ ports: [{ containerPort: 80, hostPort: 70_000 }] }, 'input.ports[0].hostPort'],
    [{ ports: [{ containerPort: 80, hostIp: 'localhost' }] }, 'input.ports[0].hostIp'],
    [
      {
        ports: [
          { containerPort: 80, hostPort: 1 },
          { containerPort: 81, hostPort: 1 },
        ],
      },
      'input.ports[1].hostPort',
    ],
    [{ ports: [{ containerPort: 80, containerPortEnd: 82, hostPort: 1, hostPortEnd: 2 }] }, 'input.ports[0].hostPortEnd'],
    [{ ports: [{ containerPort: 1, containerPortEnd: 65_535 }] }, 'input.ports[0]'],
    [{ mounts: [{ type: 'VOLUME', source: '/srv', target: '/x' }] }, 'input.mounts[0].source'],
    [{ mounts: [{ type: 'BIND', target: '/x' }] }, 'input.mounts[0].source'],
    [{ mounts: [{ type: 'VOLUME', target: 'x' }] }, 'input.mounts[0].target'],
    [{ mounts: [{ type: 'VOLUME', target: '/x/' }], tmpfs: [{ path: '/x' }] }, 'input.tmpfs[0].path'],
    [{ mounts: [{ type: 'VOLUME', target: '/x', size: 1 }] }, 'input.mounts[0].size'],
    [{ networks: [{ network: 'host' }] }, 'input.networks[0].network'],
    [{ networks: [{ network: 'bridge', aliases: ['x'] }] }, 'input.networks[0].aliases'],
    [{ networks: [{ network: 'n', ipv4Address: '::1' }] }, 'input.networks[0].ipv4Address'],
    [{ networks: [{ network: 'n' }], networkMode: 'none' }, 'input.networkMode'],
    [{ networkMode: 'somewhere' }, 'input.networkMode'],
    [{ networkMode: 'container:ghost' }, 'input.networkMode'],
    [{ networkMode: 'host', ports: [{ containerPort: 80 }] }, 'input.ports'],
    [{ limits: { memory: 1024 } }, 'input.limits.memory'],
    [{ limits: { memorySwap: 10_000_000 } }, 'input.limits.memorySwap'],
    [{ limits: { cpus: 0 } }, 'input.limits.cpus'],
    [{ limits: { cpusetCpus: 'all' } }, 'input.limits.cpusetCpus'],
    [{ limits: { ulimits: [{ name: 'nofile', soft: 9, hard: 8 }] } }, 'input.limits.ulimits[0].soft'],
    [{ restartPolicy: { name: 'ALWAYS' }, autoRemove: true }, 'input.autoRemove'],
    [{ restartPolicy: { name: 'ALWAYS', maximumRetryCount: 2 } }, 'input.restartPolicy.maximumRetryCount'],
    [{ healthCheck: { command: ['a'], shell: 'b' } }, 'input.healthCheck.shell'],
    [{ healthCheck: { shell: 'b' }, noHealthCheck: true }, 'input.noHealthCheck'],
    [{ capAdd: ['NET ADMIN'] }, 'input.capAdd[0]'],
    [{ volumesFrom: [{ container: 'ghost' }] }, 'input.volumesFrom[0].container'],
    [{ hostname: 'x'.repeat(64) }, 'input.hostname'],
    [{ stopSignal: 'x; y' }, 'input.stopSignal'],
    [{ dns: ['dns.example'] }, 'input.dns[0]'],
    [{ usernsMode: 'keep' }, 'input.usernsMode'],
    [{ devices: [{ hostPath: '/dev/null', permissions: 'rr' }] }, 'input.devices[0].permissions'],
    [{ workingDir: 'here' }, 'input.workingDir'],
  ];
  for (const [input, path] of cases) {
    const answer = await create(app, input);
    assert.ok(['BAD_INPUT', 'NOT_FOUND'].includes(codeOf(answer)), `${JSON.stringify(input)}: ${codeOf(answer)}`);
    assert.equal(answer.errors[0]?.message.slice(0, path.length), path, answer.errors[0]?.message);
    assert.ok(answer.errors[0]?.extensions.auditId);
  }
  assert.deepEqual(engine.calls, []);
});

test('the log has names of variables and never a value, nor a command line that looks like a secret', async (t) => {
  const app = await startApp(t, fakeEngine());
  const answer = await create(app, {
    env: [{ key: 'DB_PASSWORD', value: 'hunter2' }],
    command: ['serve', '--token=hunter2'],
    logging: { driver: 'json-file', options: [{ key: 'tag', value: 'hunter2' }] },
    mounts: [{ type: 'VOLUME', target: '/x', volumeOptions: [{ key: 'o', value: 'password=hunter2' }] }],
  });
  assert.deepEqual(answer.errors, []);
  const params = JSON.stringify(pick(answer.data, 'createContainer', 'auditEvent', 'params'));
  assert.doesNotMatch(params, /hunter2/);
  assert.match(params, /DB_PASSWORD/);
  assert.match(params, /serve --token=hmac-sha256:[0-9a-f]{64}/);
  assert.match(params, /DB_PASSWORD=hmac-sha256:[0-9a-f]{64}/);
});

test('a deployer creates containers, and none that is equal to the host; an operator creates none', async (t) => {
  const engine = fakeEngine({
    containers: [
      container({
        name: 'bound',
        networkMode: 'host',
        mounts: [
          { type: 'bind', name: null, source: '/', destination: '/h', driver: null, mode: '', readWrite: true, propagation: '' },
        ],
      }),
      container({ name: 'plain' }),
    ],
    volumes: [volume({ name: 'alias', options: { type: 'none', o: 'bind', device: '/' } }), volume({ name: 'ours' })],
  });
  const app = await startApp(t, engine);
  const deployer = await app.token('deployer');
  const allowed = [
    {},
    { capDrop: ['ALL'], securityOpt: ['no-new-privileges'] },
    { mounts: [{ type: 'VOLUME', source: 'ours', target: '/x' }], ipcMode: 'private' },
    { volumesFrom: [{ container: 'plain' }], networkMode: 'container:plain' },
  ];
  for (const input of allowed) assert.deepEqual((await create(app, input, deployer)).errors, [], JSON.stringify(input));
  const calls = engine.calls.length;
  const refused: readonly (readonly [object, string])[] = [
    [{ privileged: true }, 'input.privileged'],
    [{ networkMode: 'host' }, 'input.networkMode'],
    [{ networkMode: 'container:bound' }, 'input.networkMode'],
    [{ networks: [{ network: hexId('network host').slice(0, 12) }] }, 'input.networks[0].network'],
    [{ pidMode: 'host' }, 'input.pidMode'],
    [{ pidMode: 'container:plain' }, 'input.pidMode'],
    [{ ipcMode: 'host' }, 'input.ipcMode'],
    [{ usernsMode: 'host' }, 'input.usernsMode'],
    [{ capAdd: ['SYS_ADMIN'] }, 'input.capAdd'],
    [{ securityOpt: ['seccomp=unconfined'] }, 'input.securityOpt'],
    [{ devices: [{ hostPath: '/dev/sda' }] }, 'input.devices'],
    [{ gpus: {} }, 'input.gpus'],
    [{ logging: { driver: 'syslog' } }, 'input.logging.driver'],
    [{ mounts: [{ type: 'BIND', source: '/', target: '/h' }] }, 'input.mounts[0].source'],
    [
      { mounts: [{ type: 'VOLUME', target: '/h', volumeOptions: [{ key: 'device', value: '/' }] }] },
      'input.mounts[0].volumeOptions',
    ],
    [{ mounts: [{ type: 'VOLUME', source: 'alias', target: '/h' }] }, 'input.mounts[0].source'],
    [{ volumesFrom: [{ container: 'bound' }] }, 'input.volumesFrom[0].container'],
  ];
  for (const [input, field] of refused) {
    const answer = await create(app, input, deployer);
    assert.equal(codeOf(answer), 'FORBIDDEN', JSON.stringify(input));
    assert.ok(
      answer.errors[0]?.message.includes('container.host') && answer.errors[0].message.includes(`${field}.`),
      answer.errors[0]?.message,
    );
  }
  const operator = await app.token('operator');
  assert.match((await create(app, {}, operator)).errors[0]?.message ?? '', /container\.create/);
  assert.equal(engine.calls.length, calls);
  for (const [input] of refused) assert.deepEqual((await create(app, input)).errors, [], JSON.stringify(input));
});

test('a name that is taken is a CONFLICT, an image that is missing NOT_FOUND; the same key makes one container', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const [one, two] = [
    await create(app, { name: 'web', idempotencyKey: 'k' }),
    await create(app, { name: 'web', idempotencyKey: 'k' }),
  ];
  assert.deepEqual(one.errors, []);
  assert.equal(pick(two.data, 'createContainer', 'dockerId'), pick(one.data, 'createContainer', 'dockerId'));
  assert.equal(codeOf(await create(app, { name: 'web' })), 'CONFLICT');
  assert.equal(codeOf(await create(app, { image: 'nowhere:1' })), 'NOT_FOUND');
  assert.equal(engine.docker.containers.size, 1);
});

test('an image is pulled for a new container only when that is asked for, and by who may pull', async (t) => {
  const engine = fakeEngine();
  const app = await startApp(t, engine);
  const methods = () => engine.calls.map(({ method }) => method);
  assert.equal(codeOf(await create(app, { image: 'team/app:1' })), 'NOT_FOUND');
  assert.deepEqual(methods(), ['createContainer']);
  const made = await app.gql('mutation ($input: CreateContainerInput!) { createContainer(input: $input) { pulled } }', {
    input: { image: 'team/app:1', pull: 'MISSING' },
  });
  assert.equal(pick(made.data, 'createContainer', 'pulled'), true);
  assert.deepEqual(methods().slice(1), ['createContainer', 'pullImage', 'createContainer']);
  await create(app, { image: 'team/app:1', pull: 'ALWAYS' });
  assert.deepEqual(methods().slice(4), ['pullImage', 'createContainer']);
  assert.equal(codeOf(await create(app, { image: `sha256:${'a'.repeat(64)}`, pull: 'ALWAYS' })), 'BAD_INPUT');
  const maker = await app.token('viewer', { permissions: ['container.create'] });
  assert.equal(codeOf(await create(app, { image: 'team/app:1' }, maker)), '');
  assert.equal(codeOf(await create(app, { image: 'team/app:1', pull: 'MISSING' }, maker)), 'FORBIDDEN');
});
