import type { Action } from '../../../src/catalogue.ts';

/** What an action is aimed at; `$` in a request stands for one of them. */
export type Kind = 'container' | 'image' | 'network' | 'volume' | 'project' | 'token' | 'operation';

/** What it takes to ask for an action. Where REST has a path for the field, that is a way as well. */
export type Request = { action: Action; on: Kind | null; whole: boolean } & (
  | { kind: 'mutation'; field: string; input: object }
  | { kind: 'query'; field: string; args: string; selection: string; part?: string }
  | { kind: 'subscription'; field: string; args: string; selection: string; poke: Poke | null }
  | { kind: 'http'; method: 'GET' | 'POST' | 'PUT'; path: string; type?: string }
  | { kind: 'terminal'; way: 'exec' | 'attach' }
);

/** What has to happen for something to come out of a stream. */
export type Poke = 'logs' | 'stats' | 'events' | 'audit';

interface Aim {
  on?: Kind;
  /** Nobody with a scope narrower than hosts can do it. */
  whole?: true;
}

const aim = ({ on, whole }: Aim) => ({ on: on ?? null, whole: whole ?? false });
const does = (action: Action, field: string, input: object, to: Aim = {}): Request => ({
  ...aim(to),
  action,
  kind: 'mutation',
  field,
  input,
});
const reads = (action: Action, field: string, args: string, selection: string, to: Aim & { part?: string } = {}): Request => ({
  ...aim(to),
  action,
  kind: 'query',
  field,
  args,
  selection,
  part: to.part,
});
const follows = (action: Action, field: string, args: string, selection: string, to: Aim & { poke: Poke | null }): Request => ({
  ...aim(to),
  action,
  kind: 'subscription',
  field,
  args,
  selection,
  poke: to.poke,
});
const asks = (action: Action, method: 'GET' | 'POST' | 'PUT', path: string, to: Aim & { type?: string } = {}): Request => ({
  ...aim(to),
  action,
  kind: 'http',
  method,
  path,
  type: to.type,
});
const opens = (action: Action, way: 'exec' | 'attach'): Request => ({
  ...aim({ on: 'container' }),
  action,
  kind: 'terminal',
  way,
});

const container = { on: 'container' } as const;
const image = { on: 'image' } as const;
const network = { on: 'network' } as const;
const volume = { on: 'volume' } as const;
const project = { on: 'project' } as const;
const whole = { whole: true } as const;
const one = '(ref: "$")';
const make = (more: object) => ({ image: 'web/app:1', ...more });

/** Every action that can be permitted, and how it is asked for in each way there is. */
export const requests: readonly Request[] = [
  reads('host.read', 'hosts', '', '{ name status }'),
  reads('container.read', 'container', one, '{ dockerId }', container),
  follows('container.read', 'containerChanges', '', '{ kind }', { poke: 'events' }),
  reads('image.read', 'image', one, '{ dockerId }', image),
  reads('network.read', 'network', one, '{ dockerId }', network),
  reads('volume.read', 'volume', '(name: "$")', '{ name }', volume),
  follows('container.stats', 'containerStats', '(refs: ["$"])', '{ container { name } }', { ...container, poke: 'stats' }),
  follows('event.read', 'events', '', '{ action }', { poke: 'events' }),
  does('container.wait', 'waitContainer', { ref: '$' }, container),
  reads('container.env', 'container', one, '{ env { key } }', { ...container, part: 'env' }),
  reads('image.env', 'image', one, '{ env { key } }', { ...image, part: 'env' }),
  follows('container.logs', 'containerLogs', '(refs: ["$"])', '{ lines { text } }', { ...container, poke: 'logs' }),
  asks('container.logs', 'GET', '/containers/$/logs', container),
  reads('container.processes', 'container', one, '{ processes { titles } }', { ...container, part: 'processes' }),
  reads('container.changes', 'container', one, '{ changes { path } }', { ...container, part: 'changes' }),
  reads('container.files.read', 'container', one, '{ files(path: "/etc") { name } }', { ...container, part: 'files' }),
  asks('container.files.read', 'GET', '/containers/$/files?path=/etc/hosts', container),
  asks('container.export', 'GET', '/containers/$/export', container),
  does('container.start', 'startContainer', { ref: '$' }, container),
  does('container.stop', 'stopContainer', { ref: '$' }, container),
  does('container.restart', 'restartContainer', { ref: '$' }, container),
  does('container.kill', 'killContainer', { ref: '$' }, container),
  does('container.pause', 'pauseContainer', { ref: '$' }, container),
  does('container.unpause', 'unpauseContainer', { ref: '$' }, container),
  does('container.rename', 'renameContainer', { ref: '$', name: 'web-2' }, container),
  does('container.remove', 'removeContainer', { ref: '$', force: true }, container),
  does('container.update', 'updateContainer', { ref: '$', cpuShares: 10 }, container),
  does('container.recreate', 'recreateContainer', { ref: '$' }, container),
  does('container.commit', 'commitContainer', { ref: '$' }, container),
  does('container.prune', 'pruneContainers', {}),
  does('image.tag', 'tagImage', { ref: '$', tag: 'web/app:2' }, image),
  does('image.remove', 'removeImage', { ref: '$' }, image),
  does('image.prune', 'pruneImages', { all: true }),
  does('network.create', 'createNetwork', { name: 'fresh' }),
  does('network.remove', 'removeNetwork', { ref: '$' }, network),
  does('network.connect', 'connectNetwork', { network: '$', container: 'web-1' }, network),
  does('network.connect', 'connectNetwork', { network: 'web-net', container: '$' }, container),
  does('network.disconnect', 'disconnectNetwork', { network: '$', container: 'web-1' }, network),
  does('network.disconnect', 'disconnectNetwork', { network: 'web-net', container: '$' }, container),
  does('network.prune', 'pruneNetworks', {}),
  does('volume.create', 'createVolume', { name: 'fresh' }),
  does('volume.remove', 'removeVolume', { name: '$' }, volume),
  does('volume.prune', 'pruneVolumes', { all: true }),
  does('build.prune', 'pruneBuildCache', {}, whole),
  does('system.prune', 'systemPrune', {}),
  does('project.start', 'startProject', { name: '$' }, project),
  does('project.stop', 'stopProject', { name: '$' }, project),
  does('project.restart', 'restartProject', { name: '$' }, project),
  does('project.remove', 'removeProject', { name: '$' }, project),
  does('container.create', 'createContainer', make({})),
  does('container.create', 'createContainer', make({ volumesFrom: [{ container: '$' }] }), container),
  does('container.create', 'createContainer', make({ networkMode: 'container:$' }), container),
  does('container.create', 'createContainer', make({ mounts: [{ type: 'VOLUME', source: '$', target: '/d' }] }), volume),
  does('container.create', 'createContainer', make({ networks: [{ network: '$' }] }), network),
  does('container.run', 'runContainer', make({ pull: 'NEVER' })),
  does('image.pull', 'pullImage', { image: 'web/app:1' }),
  does('image.push', 'pushImage', { ref: '$' }, image),
  reads('registry.read', 'searchImages', '(term: "web")', '{ name }'),
  does('registry.login', 'checkRegistryLogin', { registry: 'registry:5000', username: 'ci', password: 'none' }),
  asks('image.save', 'GET', '/images/save?ref=$', image),
  asks('image.load', 'POST', '/images/load', { ...whole, type: 'application/x-tar' }),
  asks('image.import', 'POST', '/images/import', { ...whole, type: 'application/x-tar' }),
  asks('image.build', 'POST', '/images/build', { ...whole, type: 'application/x-tar' }),
  does('container.exec', 'execContainer', { ref: '$', command: ['id'] }, container),
  opens('container.exec', 'exec'),
  opens('container.attach', 'attach'),
  asks('container.files.write', 'PUT', '/containers/$/files?path=/etc/new', { ...container, type: 'application/octet-stream' }),
  does('container.host', 'createContainer', make({ privileged: true, pidMode: 'host', capAdd: ['SYS_ADMIN'] })),
  does('host.privileged', 'createContainer', make({ privileged: true })),
  does('host.privileged', 'execContainer', { ref: '$', command: ['id'], privileged: true }, container),
  does('host.namespaces', 'createContainer', make({ ipcMode: 'host' })),
  does('host.bind', 'createContainer', make({ mounts: [{ type: 'BIND', source: '/srv', target: '/d' }] })),
  does('host.socket', 'createContainer', make({ mounts: [{ type: 'BIND', source: '/run/docker.sock', target: '/s' }] })),
  does('host.devices', 'createContainer', make({ devices: [{ hostPath: '/dev/kvm' }] })),
  does('host.capabilities', 'createContainer', make({ capAdd: ['NET_ADMIN'] })),
  does('host.security', 'createContainer', make({ securityOpt: ['seccomp=unconfined'] })),
  does('host.runtime', 'createContainer', make({ logging: { driver: 'syslog' } })),
  does('host.volume-options', 'createVolume', { name: 'fresh', driverOptions: [{ key: 'device', value: '/' }] }),
  reads('operation.read', 'operation', '(id: "$")', '{ id }', { on: 'operation' }),
  follows('operation.read', 'operationProgress', '(id: "$")', '{ operation { id } }', { on: 'operation', poke: null }),
  does('operation.cancel', 'cancelOperation', { id: '$' }, { on: 'operation' }),
  reads('audit.read', 'auditEvents', '(first: 1)', '{ nodes { action } }'),
  follows('audit.read', 'auditEvents', '', '{ action }', { poke: 'audit' }),
  asks('audit.export', 'GET', '/audit/export', whole),
  reads('token.read', 'tokens', '', '{ name }'),
  does('token.create', 'createToken', { name: 'new', role: 'viewer' }),
  does('token.revoke', 'revokeToken', { tokenId: '$' }, { on: 'token' }),
];

/** Actions that cannot be asked for from outside: the command line on the machine alone has them. */
export const onTheMachine: readonly Action[] = ['audit.rotate-key', 'audit.accept'];

/** Asked for by the Engine API alone, where each of its operations is denied in turn (test/gateway/denied.test.ts). */
export const byTheEngineApi: readonly Action[] = ['build.session'];
