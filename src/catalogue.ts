/**
 * Every action Wharfinger knows: what a permission can be given for, and what the audit log can say was done. Nothing else can be authorised or recorded.
 * `class`: "write" changes something and is always recorded; "sensitive" is a read that can leak (environment, logs, files, the audit log itself);
 * "read" is a plain read; "event" is what happens to somebody, so it is recorded and nobody can be allowed it.
 * `long`: takes its time, and is an operation: with progress, a result that can be fetched later, and a way to cancel it.
 */
export const actions = {
  'host.read': { class: 'read', words: 'see the host, its version and its disk usage' },
  'container.read': { class: 'read', words: 'see containers' },
  'image.read': { class: 'read', words: 'see images' },
  'network.read': { class: 'read', words: 'see networks' },
  'volume.read': { class: 'read', words: 'see volumes' },
  'container.stats': { class: 'read', words: "follow a container's resource usage" },
  'event.read': { class: 'read', words: "follow the engine's events" },
  'container.wait': { class: 'read', words: 'wait until a container has ended' },
  'container.env': { class: 'sensitive', words: "read a container's environment" },
  'image.env': { class: 'sensitive', words: "read an image's environment" },
  'container.logs': { class: 'sensitive', words: "read a container's logs" },
  'container.processes': { class: 'sensitive', words: "list a container's processes" },
  'container.changes': { class: 'sensitive', words: "list what changed in a container's file system" },
  'container.files.read': { class: 'sensitive', words: "read a container's files" },
  'container.export': { class: 'sensitive', words: "read a container's whole file system" },
  'container.start': { class: 'write', words: 'start a container' },
  'container.stop': { class: 'write', words: 'stop a container' },
  'container.restart': { class: 'write', words: 'restart a container' },
  'container.kill': { class: 'write', words: 'send a signal to a container' },
  'container.pause': { class: 'write', words: 'pause a container' },
  'container.unpause': { class: 'write', words: 'unpause a container' },
  'container.rename': { class: 'write', words: 'rename a container' },
  'container.remove': { class: 'write', words: 'remove a container' },
  'container.update': { class: 'write', words: "change a container's limits and restart policy" },
  'container.recreate': {
    class: 'write',
    words: 'put a new container with the same settings in the place of another',
    long: true,
  },
  'container.commit': { class: 'write', words: 'make an image of a container' },
  'container.prune': { class: 'write', words: 'remove all containers that do not run', long: true },
  'image.tag': { class: 'write', words: 'give an image another name' },
  'image.remove': { class: 'write', words: 'remove an image, or a name of it' },
  'image.prune': { class: 'write', words: 'remove all images that are not needed', long: true },
  'network.create': { class: 'write', words: 'create a network' },
  'network.remove': { class: 'write', words: 'remove a network' },
  'network.connect': { class: 'write', words: 'connect a container to a network' },
  'network.disconnect': { class: 'write', words: 'disconnect a container from a network' },
  'network.prune': { class: 'write', words: 'remove all networks that are not used', long: true },
  'volume.create': { class: 'write', words: 'create a volume' },
  'volume.remove': { class: 'write', words: 'remove a volume' },
  'volume.prune': { class: 'write', words: 'remove all volumes that are not used', long: true },
  'build.prune': { class: 'write', words: 'empty the build cache', long: true },
  'system.prune': { class: 'write', words: 'remove all that is not used, of each kind', long: true },
  'project.start': { class: 'write', words: 'start a compose project', long: true },
  'project.stop': { class: 'write', words: 'stop a compose project', long: true },
  'project.restart': { class: 'write', words: 'restart a compose project', long: true },
  'project.remove': { class: 'write', words: 'remove a compose project', long: true },
  'container.create': { class: 'write', words: 'create a container', long: true },
  'container.run': { class: 'write', words: 'create and start a container', long: true },
  'image.pull': { class: 'write', words: 'pull an image', long: true },
  'image.push': { class: 'write', words: 'push an image to a registry', long: true },
  'registry.read': { class: 'read', words: 'ask registries what they have: whether there are newer images, and a search' },
  'registry.login': { class: 'write', words: 'check credentials with a registry' },
  'image.save': { class: 'sensitive', words: 'take images out as an archive', long: true },
  'image.load': { class: 'write', words: 'load images from an archive', long: true },
  'image.import': { class: 'write', words: 'make an image of an archive of files', long: true },
  'image.build': { class: 'write', words: 'build an image by a Dockerfile', long: true },
  'build.session': { class: 'write', words: 'let a client speak with BuildKit, which nobody can look into' },
  'container.exec': { class: 'write', words: 'run a command in a container' },
  'container.attach': { class: 'write', words: "attach a terminal to a container's own process" },
  'container.files.write': { class: 'write', words: 'write files into a container' },
  'container.host': { class: 'write', words: 'make a container that is equal to the host: all of the following' },
  'host.privileged': { class: 'write', words: 'give a container, or a command in one, everything its host has' },
  'host.namespaces': { class: 'write', words: "put a container into the host's namespaces, or among another's processes" },
  'host.bind': { class: 'write', words: 'mount paths of the host that the policy does not allow' },
  'host.socket': { class: 'write', words: "mount the socket of the host's engine" },
  'host.devices': { class: 'write', words: "give a container the host's devices" },
  'host.capabilities': { class: 'write', words: 'give a container further capabilities' },
  'host.security': { class: 'write', words: "set a container's security options" },
  'host.runtime': { class: 'write', words: 'have another runtime, cgroup parent or log driver' },
  'host.volume-options': { class: 'write', words: 'make or mount volumes with options, or of other drivers' },
  'operation.read': { class: 'read', words: "see how far others' operations have come" },
  'operation.cancel': { class: 'write', words: "cancel others' operations" },
  'audit.read': { class: 'sensitive', words: 'read the audit log' },
  'audit.export': { class: 'sensitive', words: 'export the audit log' },
  'audit.rotate-key': { class: 'write', words: 'have another key sign the checkpoints of the audit log' },
  'audit.accept': { class: 'write', words: 'go on with an audit log that does not fit its checkpoints' },
  'token.read': { class: 'sensitive', words: 'list tokens' },
  'token.create': { class: 'write', words: 'create a token' },
  'token.revoke': { class: 'write', words: 'revoke a token' },
  'audit.retention': { class: 'event', words: 'archive the oldest part of the audit log and remove it' },
  'audit.interrupted': { class: 'event', words: 'have no log for a while: nothing was carried out' },
  'request.refused': { class: 'event', words: 'send a request that is malformed, or one too many' },
  'policy.loaded': { class: 'event', words: 'have a policy file come into force' },
  'policy.rejected': { class: 'event', words: 'have a policy file refused: the rules before it stay in force' },
  'container.exit': { class: 'event', words: 'end by itself, or by a signal that did not come from the engine' },
  'container.oom': { class: 'event', words: 'be killed for want of memory' },
  'host.reload': { class: 'event', words: 'read its settings again' },
  'host.gap': { class: 'event', words: 'have changed while its events could not be seen' },
  'auth.refused': { class: 'event', words: 'be refused for want of a valid credential' },
} as const satisfies Record<string, { class: 'read' | 'sensitive' | 'write' | 'event'; words: string; long?: true }>;

export type Action = keyof typeof actions;

/** What can be on record: every action there is. */
export const recordedNames: readonly string[] = Object.keys(actions);

/** What a permission can be given for. */
export const actionNames: readonly Action[] = Object.keys(actions).filter(isAction);

/** Whether it is an action that a permission can be given for. */
export function isAction(name: string): name is Action {
  return Object.entries(actions).some(([known, { class: kind }]) => known === name && kind !== 'event');
}

const longActions = new Set<string>(Object.entries(actions).flatMap(([name, action]) => ('long' in action ? [name] : [])));

/** Whether every action of this name is an operation. */
export function isLong(action: Action): boolean {
  return longActions.has(action);
}

const lifecycle = [
  'container.start',
  'container.stop',
  'container.restart',
  'container.kill',
  'container.pause',
  'container.unpause',
  'container.rename',
  'container.remove',
] as const satisfies readonly Action[];

const reads = [
  'host.read',
  'container.read',
  'image.read',
  'network.read',
  'volume.read',
  'container.stats',
  'event.read',
  'container.wait',
  'operation.read',
] as const satisfies readonly Action[];

/** What an operator may do to what is there. */
const operates = [
  ...reads,
  ...lifecycle,
  'project.start',
  'project.stop',
  'project.restart',
  'container.logs',
  'container.processes',
  'container.changes',
  'operation.cancel',
  'registry.read',
] as const satisfies readonly Action[];

/** What changes what is there to be operated. */
const deploys = [
  'container.create',
  'container.run',
  'image.pull',
  'image.push',
  'registry.login',
  'image.save',
  'image.load',
  'image.import',
  'image.build',
  'container.update',
  'container.recreate',
  'container.commit',
  'project.remove',
  'image.tag',
  'image.remove',
  'network.create',
  'network.remove',
  'network.connect',
  'network.disconnect',
  'volume.create',
  'volume.remove',
] as const satisfies readonly Action[];

/** The built-in roles: named sets of actions. */
export const roles = {
  viewer: { words: 'sees everything but environments, logs and the audit log', allows: reads },
  operator: {
    words:
      'a viewer who may also start, stop, restart, kill, pause, unpause, rename and remove containers, start, stop and restart compose projects, cancel operations, ask registries for newer images, and read logs, processes and changes',
    allows: operates,
  },
  deployer: {
    words:
      'an operator who may also create, run, update, recreate and commit containers that are not equal to the host, pull, push, tag, save, load, import, build and remove images, check credentials with registries, and create, connect and remove networks and volumes, one at a time, and remove compose projects',
    allows: [...operates, ...deploys],
  },
  auditor: { words: 'reads and exports the audit log and nothing else', allows: ['audit.read', 'audit.export'] },
  admin: { words: 'everything', allows: actionNames },
} as const satisfies Record<string, { words: string; allows: readonly Action[] }>;

export type Role = keyof typeof roles;

export function isRole(name: string): name is Role {
  return Object.hasOwn(roles, name);
}
