import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../support/app.ts';
import { docker, image } from '../support/real-engine.ts';
import { begin, inspect, lines, without } from '../support/real-objects.ts';

const ofNetwork = ['Id', 'Name', 'Created'];

test('networks: made, connected, disconnected and removed as the Docker CLI does it', async (t) => {
  const { engine, act, refused, read } = await begin(t);
  const flags = ['--driver', 'bridge', '--internal', '--attachable', '--ipv6', '--label', 'team=web', '--label', 'empty'];
  const pools = [
    '--subnet',
    '172.28.0.0/16',
    '--ip-range',
    '172.28.5.0/24',
    '--gateway',
    '172.28.5.254',
    '--subnet',
    'fd00:28::/64',
  ];
  const options = ['--aux-address', 'router=172.28.1.5', '--opt', 'com.docker.network.driver.mtu=1400', '--ipam-opt', 'k=v'];
  await docker(engine, 'network', 'create', ...flags, ...pools, ...options, 'by-cli');
  const byCli = await inspect(engine, 'network', 'inspect', 'by-cli');
  await docker(engine, 'network', 'rm', 'by-cli');
  const made = await act(
    'createNetwork',
    {
      name: 'by-us',
      internal: true,
      attachable: true,
      ipv6: true,
      ipam: [
        {
          subnet: '172.28.0.0/16',
          ipRange: '172.28.5.0/24',
          gateway: '172.28.5.254',
          auxiliaryAddresses: [{ key: 'router', value: '172.28.1.5' }],
        },
        { subnet: 'fd00:28::/64' },
      ],
      ipamOptions: [{ key: 'k', value: 'v' }],
      options: [{ key: 'com.docker.network.driver.mtu', value: '1400' }],
      labels: [{ key: 'team', value: 'web' }, { key: 'empty' }],
    },
    'changed warning network { dockerId name }',
  );
  const byUs = await inspect(engine, 'network', 'inspect', 'by-us');
  assert.deepEqual(without(byUs, ...ofNetwork), without(byCli, ...ofNetwork));
  assert.equal(pick(made, 'network', 'dockerId'), pick(byUs, 'Id'));
  assert.equal(await refused('createNetwork', { name: 'by-us' }), 'CONFLICT');
  assert.equal(await refused('createNetwork', { name: 'overlapping', ipam: [{ subnet: '172.28.0.0/16' }] }), 'CONFLICT');
  assert.equal(await refused('createNetwork', { name: 'late', ipv4: false }), 'BAD_INPUT');

  await docker(engine, 'run', '-d', '--name', 'db', '--network', 'by-us', image, 'sleep', '600');
  for (const name of ['cli', 'us']) await docker(engine, 'run', '-d', '--name', name, image, 'sleep', '600');
  const endpoint = [
    '--alias',
    'api',
    '--ip',
    '172.28.5.7',
    '--ip6',
    'fd00:28::7',
    '--link',
    'db:sql',
    '--link-local-ip',
    '169.254.8.8',
  ];
  await docker(engine, 'network', 'connect', ...endpoint, '--driver-opt', 'k=v', 'by-us', 'cli');
  const attached = async (name: string) => {
    const found = pick(await inspect(engine, 'inspect', name), 'NetworkSettings', 'Networks', 'by-us');
    const aliases = pick(found, 'Aliases');
    // The engine adds the container's own short id.
    return {
      ...Object(without(found, 'EndpointID', 'MacAddress')),
      Aliases: Array.isArray(aliases) ? aliases.slice(0, 1) : aliases,
    };
  };
  const cli = await attached('cli');
  await docker(engine, 'network', 'disconnect', 'by-us', 'cli');
  const connected = await act(
    'connectNetwork',
    {
      network: 'by-us',
      container: 'us',
      aliases: ['api'],
      ip: '172.28.5.7',
      ip6: 'fd00:28::7',
      links: ['db:sql'],
      linkLocalIps: ['169.254.8.8'],
      driverOptions: [{ key: 'k', value: 'v' }],
    },
    'changed container { networks { networkName ipAddress } } auditEvent { before { state } after { state } }',
  );
  assert.deepEqual(await attached('us'), cli);
  assert.ok(JSON.stringify(connected).includes('"172.28.5.7"'));
  assert.equal(pick(connected, 'auditEvent', 'after', 'state'), 'connected');
  assert.equal(await refused('connectNetwork', { network: 'by-us', container: 'us' }), 'CONFLICT');
  assert.equal(await refused('connectNetwork', { network: 'by-us', container: 'cli', ip: '172.28.5.7' }), 'CONFLICT');
  assert.equal(await refused('removeNetwork', { ref: 'by-us' }), 'CONFLICT');

  const left = await act(
    'disconnectNetwork',
    { network: 'by-us', container: 'us' },
    'changed container { networks { networkName } }',
  );
  assert.deepEqual(pick(left, 'container', 'networks'), [{ networkName: 'bridge' }]);
  assert.equal(await refused('disconnectNetwork', { network: 'by-us', container: 'us' }), 'CONFLICT');
  await act('disconnectNetwork', { network: 'by-us', container: 'db', force: true }, 'changed');
  await act('removeNetwork', { ref: 'by-us' }, 'changed');
  assert.deepEqual(await lines(engine, 'network', 'ls', '--format', '{{.Name}}'), ['bridge', 'host', 'none']);
  assert.equal(pick(await read('{ network(ref: "by-us") { name } }'), 'network'), null);
  assert.equal(await refused('removeNetwork', { ref: 'bridge' }), 'BAD_INPUT');
});
