import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp } from '../support/app.ts';
import { docker, image, sharedEngine, uniqueName } from '../support/real-engine.ts';
import { until } from '../support/until.ts';

const loop = ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 0.1; done"];

test('a recreated container is what docker inspect showed of the old one, on a newer image of the same name, with its anonymous volume', async (t) => {
  const engine = await sharedEngine();
  const locate = async () => ({ kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath }) as const;
  const app = await startApp(t, connectEngine({ host: 'local', locate }));
  const [name, net, extra, tag] = [uniqueName('web'), uniqueName('net'), uniqueName('extra'), `${uniqueName('app')}:1`];
  await docker(engine, 'network', 'create', '--subnet', '10.213.7.0/24', net);
  await docker(engine, 'network', 'create', extra);
  t.after(async () => {
    await docker(engine, 'rm', '-fv', name).catch(() => '');
    await docker(engine, 'network', 'rm', net, extra).catch(() => '');
    await docker(engine, 'rmi', tag).catch(() => '');
  });
  await docker(engine, 'tag', image, tag);
  await docker(
    engine,
    'run',
    '-d',
    '--name',
    name,
    '--network',
    net,
    '--ip',
    '10.213.7.9',
    '--network-alias',
    'shop',
    '-p',
    '127.0.0.1:18099:80',
    '-v',
    '/data',
    '--tmpfs',
    '/t',
    '-e',
    'A=1',
    '-l',
    'x=y',
    '--memory',
    '64m',
    '--restart',
    'on-failure:2',
    '--user',
    'root',
    '-w',
    '/tmp',
    '--health-cmd',
    'true',
    '--health-interval',
    '1s',
    '--ulimit',
    'nofile=64:128',
    '--add-host',
    'db:10.0.0.1',
    tag,
    ...loop,
  );
  await docker(engine, 'network', 'connect', '--alias', 'other', extra, name);
  await docker(engine, 'exec', name, 'sh', '-c', 'echo kept >/data/file');
  // A newer image of that name.
  await docker(engine, 'commit', '-c', 'ENV NEWER=1', '-c', 'LABEL built=late', await docker(engine, 'create', image, 'x'), tag);

  const inspect = async () => pick(JSON.parse(await docker(engine, 'inspect', name)), 0);
  const before = await inspect();
  const answer = await app.gql(
    `mutation { recreateContainer(input: { ref: "${name}" }) { container { dockerId health { status } } warnings } }`,
  );
  assert.deepEqual(answer.errors, []);
  assert.equal(pick(answer.data, 'recreateContainer', 'container', 'health', 'status'), 'HEALTHY');
  const after = await inspect();
  assert.notEqual(pick(after, 'Id'), pick(before, 'Id'));
  assert.equal(pick(after, 'Id'), pick(answer.data, 'recreateContainer', 'container', 'dockerId'));
  assert.equal(pick(after, 'Image'), await docker(engine, 'images', '-q', '--no-trunc', tag));
  assert.notEqual(pick(after, 'Image'), pick(before, 'Image'));
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  for (const key of ['Cmd', 'Entrypoint', 'User', 'WorkingDir', 'ExposedPorts', 'Image', 'Healthcheck', 'Tty'])
    assert.deepEqual(pick(after, 'Config', key), pick(before, 'Config', key), key);
  assert.deepEqual(list(pick(after, 'Config', 'Env')).sort(), [...list(pick(before, 'Config', 'Env')), 'NEWER=1'].sort());
  assert.deepEqual(pick(after, 'Config', 'Labels'), { x: 'y', built: 'late' });
  for (const key of ['Memory', 'MemorySwap', 'RestartPolicy', 'PortBindings', 'NetworkMode', 'Tmpfs', 'Ulimits', 'ExtraHosts'])
    assert.deepEqual(pick(after, 'HostConfig', key), pick(before, 'HostConfig', key), key);
  const ends = (found: unknown, network: string) => {
    const end = pick(found, 'NetworkSettings', 'Networks', network);
    const shortId = String(pick(found, 'Id')).slice(0, 12);
    return {
      aliases: list(pick(end, 'Aliases')).filter((alias) => alias !== shortId),
      ipam: pick(end, 'IPAMConfig', 'IPv4Address'),
    };
  };
  for (const network of [net, extra]) assert.deepEqual(ends(after, network), ends(before, network), network);
  assert.deepEqual(ends(after, net), { aliases: ['shop'], ipam: '10.213.7.9' });
  assert.equal(pick(after, 'NetworkSettings', 'Networks', net, 'IPAddress'), '10.213.7.9');
  assert.equal(pick(after, 'Mounts', 0, 'Name'), pick(before, 'Mounts', 0, 'Name'));
  assert.equal(await docker(engine, 'exec', name, 'cat', '/data/file'), 'kept');
  assert.equal(await docker(engine, 'ps', '-a', '--filter', `name=${name}`, '--format', '{{.Names}}'), name);

  // An image whose command cannot run: the old container is back as it was.
  const standing = await inspect();
  const broken = `${uniqueName('broken')}:1`;
  await docker(engine, 'commit', '-c', 'ENTRYPOINT ["/nowhere"]', await docker(engine, 'create', image, 'x'), broken);
  t.after(() => docker(engine, 'rmi', broken).catch(() => ''));
  await until(async () => (await app.gql(`{ image(ref: "${broken}") { id } }`)).errors.length === 0, 'the new image is seen');
  const failed = await app.gql(`mutation { recreateContainer(input: { ref: "${name}", image: "${broken}" }) { changed } }`);
  assert.match(failed.errors[0]?.message ?? '', /back in its place/);
  const back = await inspect();
  assert.equal(pick(back, 'Id'), pick(standing, 'Id'));
  assert.equal(pick(back, 'State', 'Status'), 'running');
  assert.equal(await docker(engine, 'exec', name, 'cat', '/data/file'), 'kept');
  assert.equal(await docker(engine, 'ps', '-a', '--filter', `name=${name}`, '--format', '{{.Names}}'), name);
});
