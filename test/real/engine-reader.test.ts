import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineAt } from '../contract/world.ts';
import { docker, image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

// Asked for here and not inside a test, with the end of which it would be stopped.
const real = await sharedEngine();
const { reader } = engineAt(real.socketPath);

test('a container made with many flags is read as the command line wrote it', async (t) => {
  const [name, network, volume] = [uniqueName(), uniqueName('net'), uniqueName('vol')];
  await docker(
    real,
    'network',
    'create',
    '--label',
    'n=1',
    '--subnet',
    '10.199.77.0/24',
    '--gateway',
    '10.199.77.1',
    '--internal',
    network,
  );
  await docker(real, 'volume', 'create', '--label', 'v=1', volume);
  t.after(async () => {
    await docker(real, 'rm', '-f', '-v', name).catch(() => '');
    await docker(real, 'network', 'rm', network);
    await docker(real, 'volume', 'rm', volume);
  });
  const flags =
    `--name ${name} --network ${network} --network-alias db --ip 10.199.77.9 --cpus 0.5 --cpu-shares 512 --memory 64m --memory-reservation 32m ` +
    '--pids-limit 50 --label a=b --label __proto__=c -e FOO=bar=baz -e EMPTY= -p 127.0.0.1:0:80 -p 8088/udp --expose 9/sctp ' +
    `-v ${volume}:/data:ro -v /tmp:/host --tmpfs /scratch:size=1m --restart on-failure:3 -u 0:0 -w /tmp -h inside --cap-add NET_ADMIN --cap-drop MKNOD ` +
    '--security-opt no-new-privileges --ulimit nofile=100:200 --add-host x:1.2.3.4 --dns 9.9.9.9 --sysctl net.core.somaxconn=100 ' +
    '--stop-signal INT --stop-timeout 1 --device /dev/null:/dev/zz:r --init -t -i --health-interval 1s --health-retries 2 --log-opt max-size=1m';
  await docker(
    real,
    'run',
    '-d',
    ...flags.split(' '),
    '--health-cmd',
    'echo well',
    '--entrypoint',
    'sh',
    image,
    '-c',
    'touch /made; sleep 1000',
  );
  const inspected: unknown = JSON.parse(
    await docker(
      real,
      'inspect',
      '--format',
      '{"id":{{json .Id}},"created":{{json .Created}},"started":{{json .State.StartedAt}},"pid":{{json .State.Pid}},"image":{{json .Image}}}',
      name,
    ),
  );

  const healthy = await until(async () => {
    const now = await reader.inspectContainer(name);
    return now.health?.status === 'healthy' && now;
  }, 'its health check has passed');
  const { id, createdAt: created, startedAt: started, pid, imageId } = healthy;
  assert.deepEqual({ id, created, started, pid, image: imageId }, inspected);
  assert.deepEqual([healthy.name, healthy.links, healthy.imageRef], [name, [], image]);
  assert.deepEqual([healthy.command, healthy.entrypoint, healthy.path], [['-c', 'touch /made; sleep 1000'], ['sh'], 'sh']);
  assert.equal(healthy.state, 'running');
  assert.equal(healthy.health?.log[0]?.output, 'well\n');
  assert.deepEqual(healthy.healthCheck, {
    test: ['CMD-SHELL', 'echo well'],
    intervalNs: 1e9,
    timeoutNs: 0,
    startPeriodNs: 0,
    retries: 2,
  });
  assert.deepEqual(healthy.restartPolicy, { name: 'on-failure', maximumRetryCount: 3 });
  assert.deepEqual(Object.entries(healthy.labels), [
    ['__proto__', 'c'],
    ['a', 'b'],
  ]);
  // The command line gives variables in any order: it keeps them in one of Go's maps on the way.
  const given = healthy.env.filter(({ key }) => key !== 'PATH').toSorted((a, b) => a.key.localeCompare(b.key));
  assert.deepEqual(given, [
    { key: 'EMPTY', value: '' },
    { key: 'FOO', value: 'bar=baz' },
  ]);
  assert.deepEqual(healthy.exposedPorts, [
    { port: 9, protocol: 'sctp' },
    { port: 80, protocol: 'tcp' },
    { port: 8088, protocol: 'udp' },
  ]);
  assert.deepEqual(healthy.mounts.map((mount) => `${mount.type} ${mount.name} ${mount.destination} ${mount.readWrite}`).sort(), [
    'bind null /host true',
    `volume ${volume} /data false`,
  ]);
  assert.deepEqual(healthy.tmpfs, [{ path: '/scratch', options: 'size=1m' }]);
  const [attached] = healthy.networks;
  assert.deepEqual(
    [attached?.networkName, attached?.ipAddress, attached?.ipPrefixLength, attached?.aliases.includes('db')],
    [network, '10.199.77.9', 24, true],
  );
  const { resources } = healthy;
  assert.deepEqual(
    [
      resources.nanoCpus,
      resources.cpuShares,
      resources.memory,
      resources.memoryReservation,
      resources.pidsLimit,
      resources.memorySwappiness,
    ],
    [5e8, 512, 64 * 2 ** 20, 32 * 2 ** 20, 50, null],
  );
  assert.deepEqual(resources.ulimits, [{ name: 'nofile', soft: 100, hard: 200 }]);
  assert.deepEqual([healthy.tty, healthy.openStdin, healthy.init, healthy.privileged], [true, true, true, false]);
  assert.deepEqual([healthy.user, healthy.workingDir, healthy.hostname], ['0:0', '/tmp', 'inside']);
  assert.deepEqual([healthy.stopSignal, healthy.stopTimeoutSeconds], ['INT', 1]);
  // Newer command lines write CAP_ in front, older ones do not.
  assert.deepEqual(
    [...healthy.capAdd, ...healthy.capDrop].map((name) => name.replace(/^CAP_/, '')),
    ['NET_ADMIN', 'MKNOD'],
  );
  assert.deepEqual(healthy.devices, [{ pathOnHost: '/dev/null', pathInContainer: '/dev/zz', cgroupPermissions: 'r' }]);
  assert.deepEqual(
    [healthy.extraHosts, healthy.dns, healthy.sysctls],
    [['x:1.2.3.4'], ['9.9.9.9'], { 'net.core.somaxconn': '100' }],
  );
  assert.deepEqual([healthy.logDriver, healthy.logOptions], ['json-file', { 'max-size': '1m' }]);
  assert.deepEqual(healthy.securityOpt, ['no-new-privileges']);

  const { processes, titles } = await reader.containerProcesses(id, '-o pid,args');
  assert.deepEqual(titles, ['PID', 'COMMAND']);
  assert.ok(processes.some(([, args]) => args?.includes('sleep 1000')));
  const changes = await reader.containerChanges(id);
  assert.ok(changes.some(({ path, kind }) => path === '/made' && kind === 'added'));
  const sizes = await reader.containerSizes(id);
  assert.ok(sizes.sizeRootFs > 1_000_000);

  const lan = await reader.inspectNetwork(network);
  assert.deepEqual([lan.name, lan.driver, lan.internal, lan.labels], [network, 'bridge', true, { n: '1' }]);
  assert.deepEqual(lan.ipam, [{ subnet: '10.199.77.0/24', ipRange: null, gateway: '10.199.77.1', auxiliaryAddresses: {} }]);
  const disk = await reader.inspectVolume(volume);
  assert.deepEqual([disk.name, disk.driver, disk.labels], [volume, 'local', { v: '1' }]);
  assert.deepEqual(
    (await reader.listVolumes()).find((one) => one.name === volume),
    disk,
  );
  assert.deepEqual(
    (await reader.listNetworks()).find((one) => one.name === network),
    lan,
  );
  const usage = await reader.diskUsage();
  assert.ok(
    usage.containers.some((one) => one.id === id) && usage.volumes.some((one) => one.name === volume && one.refCount === 1),
  );
});

test('published ports are those of `docker port`, and a stopped container has none', async (t) => {
  const name = uniqueName();
  t.after(() => docker(real, 'rm', '-f', name));
  await docker(
    real,
    'run',
    '-d',
    '--name',
    name,
    '-p',
    '127.0.0.1:0:80',
    '-p',
    '127.0.0.1:0:53/udp',
    '--expose',
    '9',
    image,
    'sleep',
    '1000',
  );
  const { ports } = await reader.inspectContainer(name);
  const listed = (await docker(real, 'port', name)).split('\n').sort();
  const published = ports.filter((port) => port.publicPort !== null);
  assert.deepEqual(
    published.map((port) => `${port.privatePort}/${port.protocol} -> ${port.ip}:${port.publicPort}`).sort(),
    listed,
  );
  assert.deepEqual(
    ports.filter((port) => port.publicPort === null),
    [{ ip: null, privatePort: 9, publicPort: null, protocol: 'tcp' }],
  );
  await docker(real, 'kill', name);
  const stopped = await until(async () => {
    const now = await reader.inspectContainer(name);
    return now.state === 'exited' && now;
  }, 'it has ended');
  assert.deepEqual(stopped.ports, []);
});

test('a start that failed keeps its error, and no exit code', async (t) => {
  const name = uniqueName();
  t.after(() => docker(real, 'rm', '-f', name));
  await docker(real, 'run', '-d', '--name', name, image, 'no-such-program').catch(() => '');
  const { state, error, exitCode } = await reader.inspectContainer(name);
  assert.deepEqual([state, exitCode], ['created', null]);
  assert.match(error ?? '', /no-such-program/);
  await assert.rejects(engineAt(real.socketPath).writer.startContainer(name), {
    code: 'BAD_INPUT',
    engineStatus: 400,
    message: /no-such-program/,
  });
});

test('images: tags, history, and a reference with a registry, a port and a path', async (t) => {
  const tag = `localhost:5000/team/${uniqueName('img')}:v1.0`;
  await docker(real, 'tag', image, tag);
  t.after(() => docker(real, 'rmi', tag));
  const found = await reader.inspectImage(tag);
  assert.ok(found.tags.includes(tag) && found.tags.includes(image));
  assert.equal(found.id, await docker(real, 'image', 'inspect', '--format', '{{.Id}}', image));
  assert.ok(found.size > 1_000_000 && found.layers.length > 0 && found.createdAt !== null);
  assert.equal((await reader.imageHistory(found.id)).at(0)?.imageId, found.id);
  assert.ok((await reader.listImageIds()).includes(found.id));
});

test('the version and the system are those of `docker version` and `docker info`', async () => {
  const version = await reader.version();
  assert.equal(version.version, await docker(real, 'version', '--format', '{{.Server.Version}}'));
  assert.ok(version.components.some(({ name }) => name === 'containerd'));
  const info = await reader.info();
  assert.equal(info.engineId, await docker(real, 'info', '--format', '{{.ID}}'));
  assert.equal(String(info.memory), await docker(real, 'info', '--format', '{{.MemTotal}}'));
  assert.ok(info.runtimes.some(({ name }) => name === info.defaultRuntime));
});
