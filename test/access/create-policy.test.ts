import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startApp, type Answer } from '../support/app.ts';
import { container, fakeEngine, image, volume } from '../support/fake-engine.ts';
import { scratch } from '../support/scratch.ts';

const policy = `
version: 1
create:
  binds: [/srv/web]
  registries: [docker.io, "registry.example.com:5000"]
roles:
  binder: { permissions: [container.create, host.bind] }
`;
const bind = (source: string, more: object = {}) => ({ mounts: [{ type: 'BIND', source, target: '/x', ...more }] });
const mount = (more: object) => ({ mounts: [{ type: 'VOLUME', source: 'plain', target: '/x', ...more }] });

/** What a deployer asks for, the field that is named in the refusal, and the permission it takes ("" where no permission helps). */
const hostile: readonly (readonly [what: object, path: string, needs: string])[] = [
  [{ privileged: true }, 'input.privileged', 'host.privileged'],
  [{ networkMode: 'host' }, 'input.networkMode', 'host.namespaces'],
  [{ networkMode: 'container:wide' }, 'input.networkMode', 'host.namespaces'],
  [{ networks: [{ network: 'host' }] }, 'input.networks[0].network', ''],
  [{ pidMode: 'host' }, 'input.pidMode', 'host.namespaces'],
  [{ pidMode: 'container:wide' }, 'input.pidMode', 'host.namespaces'],
  [{ ipcMode: 'host' }, 'input.ipcMode', 'host.namespaces'],
  [{ ipcMode: 'container:wide' }, 'input.ipcMode', 'host.namespaces'],
  [{ usernsMode: 'host' }, 'input.usernsMode', 'host.namespaces'],
  [{ usernsMode: 'HOST' }, 'input.usernsMode', ''],
  [{ networkMode: 'Host' }, 'input.networkMode', ''],
  [{ pidMode: 'HOST' }, 'input.pidMode', ''],
  [{ ipcMode: 'host ' }, 'input.ipcMode', ''],
  [{ capAdd: ['SYS_ADMIN'] }, 'input.capAdd', 'host.capabilities'],
  [{ capAdd: ['cap_sys_ptrace'] }, 'input.capAdd', 'host.capabilities'],
  [{ capAdd: ['all'] }, 'input.capAdd', 'host.capabilities'],
  [{ capAdd: ['NET_ADMIN'], capDrop: ['ALL'] }, 'input.capAdd', 'host.capabilities'],
  [{ securityOpt: ['seccomp=unconfined'] }, 'input.securityOpt', 'host.security'],
  [{ securityOpt: ['apparmor:unconfined'] }, 'input.securityOpt', 'host.security'],
  [{ securityOpt: ['label=disable'] }, 'input.securityOpt', 'host.security'],
  [{ securityOpt: ['systempaths=unconfined'] }, 'input.securityOpt', 'host.security'],
  [{ securityOpt: ['no-new-privileges=false'] }, 'input.securityOpt', 'host.security'],
  [{ securityOpt: ['no-new-privileges', 'seccomp=unconfined'] }, 'input.securityOpt', 'host.security'],
  [{ devices: [{ hostPath: '/dev/sda' }] }, 'input.devices', 'host.devices'],
  [{ devices: [{ hostPath: '/dev/../dev/mem' }] }, 'input.devices', 'host.devices'],
  [{ gpus: { count: 1 } }, 'input.gpus', 'host.devices'],
  [{ logging: { driver: 'syslog' } }, 'input.logging.driver', 'host.runtime'],
  [{ logging: { driver: 'gelf' } }, 'input.logging.driver', 'host.runtime'],
  [bind('/'), 'input.mounts[0].source', 'host.socket'],
  [bind('//'), 'input.mounts[0].source', 'host.socket'],
  [bind('/etc'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv/web2'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv/web/../../etc'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv/./web/..'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv//web//..//..//root'), 'input.mounts[0].source', 'host.bind'],
  [bind('/SRV/web'), 'input.mounts[0].source', 'host.bind'],
  [bind('/srv/web', { propagation: 'RSHARED' }), 'input.mounts[0].source', 'host.bind'],
  [bind('/etc', { readOnly: true }), 'input.mounts[0].source', 'host.bind'],
  [bind('/var/run/docker.sock'), 'input.mounts[0].source', 'host.socket'],
  [bind('/run/docker.sock', { readOnly: true }), 'input.mounts[0].source', 'host.socket'],
  [bind('/srv/web/docker.sock'), 'input.mounts[0].source', 'host.socket'],
  [bind('/run'), 'input.mounts[0].source', 'host.socket'],
  [bind('/var/./run/'), 'input.mounts[0].source', 'host.socket'],
  [bind('srv/web'), 'input.mounts[0].source', ''],
  [bind('../etc'), 'input.mounts[0].source', ''],
  [mount({ volumeOptions: [{ key: 'device', value: '/' }] }), 'input.mounts[0].volumeOptions', 'host.volume-options'],
  [mount({ volumeDriver: 'sshfs' }), 'input.mounts[0].volumeDriver', 'host.volume-options'],
  [mount({ source: 'optioned' }), 'input.mounts[0].source', 'host.volume-options'],
  [mount({ source: 'plugged' }), 'input.mounts[0].source', 'host.volume-options'],
  [mount({ source: '/etc' }), 'input.mounts[0].source', ''],
  [{ volumesFrom: [{ container: 'wide' }] }, 'input.volumesFrom[0].container', 'host.bind'],
  [{ ...bind('/srv/web'), privileged: true }, 'input.privileged', 'host.privileged'],
];

test(`${hostile.length} containers that would be equal to the host are refused with the field that makes them so, and the engine hears nothing`, async (t) => {
  const folder = scratch(t);
  const path = join(folder, 'wharfinger.yaml');
  writeFileSync(path, policy);
  const mounted = {
    type: 'bind',
    name: null,
    source: '/etc',
    destination: '/e',
    driver: null,
    mode: '',
    readWrite: true,
    propagation: 'rprivate',
  };
  const wide = container({ name: 'wide', networkMode: 'host', pidMode: 'host', ipcMode: 'host', mounts: [mounted] });
  const engine = fakeEngine({
    containers: [
      wide,
      container({ name: 'plain' }),
      container({ name: 'near', pidMode: `container:${wide.id}` }),
      container({ name: 'open', securityOpt: ['no-new-privileges=false'] }),
      container({ name: 'beside', networkMode: `container:${wide.id}` }),
    ],
    images: [image({ tags: ['evil.example.com/app:1'] })],
    volumes: [
      volume({ name: 'plain' }),
      volume({ name: 'optioned', options: { type: 'none', o: 'bind', device: '/' } }),
      volume({ name: 'plugged', driver: 'sshfs' }),
    ],
  });
  const app = await startApp(t, engine, { env: { WHARFINGER_POLICY: path } });
  const deployer = await app.token('deployer');
  const ask = (document: string, variables: object, token: string) => app.gql(document, variables, token);
  const create = (input: object, token = deployer) =>
    ask(
      'mutation ($input: CreateContainerInput!) { createContainer(input: $input) { dockerId } }',
      { input: { image: 'busybox', ...input } },
      token,
    );
  const said = (answer: Answer) => answer.errors[0]?.message ?? '';

  for (const [what, field, needs] of hostile) {
    const answer = await create(what);
    const words = `${JSON.stringify(what)}: ${said(answer)}`;
    assert.equal(answer.errors[0]?.extensions.code, needs === '' ? 'BAD_INPUT' : 'FORBIDDEN', words);
    assert.ok(said(answer).includes(field), words);
    if (needs !== '') assert.ok(said(answer).includes(`permission ${needs},`), words);
  }
  // The same judgement on what is there, and on commands, volumes, networks and images.
  for (const [document, needs] of [
    ['mutation { recreateContainer(input: {ref: "wide"}) { changed } }', 'host.namespaces'],
    [
      'mutation { createVolume(input: {name: "v1", driverOptions: [{key: "device", value: "/"}]}) { changed } }',
      'host.volume-options',
    ],
    ['mutation { createVolume(input: {name: "v1", driver: "sshfs"}) { changed } }', 'host.volume-options'],
    ['mutation { createNetwork(input: {name: "n1", driver: "macvlan"}) { changed } }', 'host.namespaces'],
    ['mutation { createNetwork(input: {name: "n1", driver: "ipvlan"}) { changed } }', 'host.namespaces'],
    ['mutation { recreateContainer(input: {ref: "near"}) { changed } }', "another's processes"],
    ['mutation { recreateContainer(input: {ref: "open"}) { changed } }', 'security options'],
    ['mutation { recreateContainer(input: {ref: "beside"}) { changed } }', 'network namespace'],
    ['mutation { pushImage(input: {ref: "evil.example.com/app:1"}) { changed } }', 'evil.example.com'],
    ['mutation { createContainer(input: {image: "evil.example.com/x"}) { changed } }', 'evil.example.com'],
    ['mutation { createContainer(input: {image: "REGISTRY.example.com:5001/x"}) { changed } }', 'registry.example.com:5001'],
    ['mutation { runContainer(input: {image: "localhost/x"}) { changed } }', 'localhost'],
    ['mutation { runContainer(input: {image: "registry.example.com/x", pull: ALWAYS}) { changed } }', 'registry.example.com'],
  ] as const) {
    const answer = await ask(document, {}, deployer);
    assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN', `${document}: ${said(answer)}`);
    assert.ok(said(answer).includes(needs), `${document}: ${said(answer)}`);
  }
  const runner = await app.token('deployer', { permissions: ['container.exec'] });
  const exec = await ask(
    'mutation { execContainer(input: {ref: "plain", command: ["id"], privileged: true}) { exitCode } }',
    {},
    runner,
  );
  assert.match(said(exec), /host\.privileged.*input\.privileged/);
  assert.deepEqual(engine.calls, []);

  // And what the policy allows, or a permission of its own, passes.
  for (const [what, token] of [
    [bind('/srv/web'), deployer],
    [bind('/srv/web/'), deployer],
    [bind('/srv/web/a/../b'), deployer],
    [{ securityOpt: ['no-new-privileges:true'] }, deployer],
    [mount({}), deployer],
    [bind('/etc'), await app.token('binder')],
    [{ privileged: true }, await app.token('deployer', { permissions: ['container.host'] })],
    [{ privileged: true }, await app.token('deployer', { permissions: ['host.privileged'] })],
  ] as const) {
    const answer = await create(what, token);
    assert.deepEqual(answer.errors, [], JSON.stringify(what));
  }
});
