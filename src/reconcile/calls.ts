import type { Effects, Lookup } from './claims.ts';
import {
  before,
  beside,
  create,
  ends,
  exec,
  field,
  list,
  on,
  prune,
  removedByItself,
  seconds,
  signals,
  simple,
  start,
  terminal,
  text,
  volumesRemoved,
  type Call,
} from './effects.ts';
import { build, buildInSession, importing, load, pull, push, save } from './image-calls.ts';

/** The methods of the writing port, and those of the reading one that leave an event. */
export type CallName = keyof typeof calls;

/** What the events of a call will be. */
export function effectsOf(method: CallName, args: readonly unknown[], lookup: Lookup): Effects {
  return calls[method](args, lookup);
}

const calls = {
  startContainer: start,
  startAndWait: (args, lookup) => {
    const id = text(args[0]);
    const object = on('container', id);
    return {
      claims: [
        ...start(args, lookup).claims,
        beside(object, 'attach', 1),
        beside(object, 'die', 1),
        beside(object, 'oom', 1),
        beside(object, 'disconnect'),
        ...removedByItself(id, lookup),
      ],
    };
  },
  stopContainer: ([ref, options], lookup) => {
    const id = text(ref);
    const object = on('container', id);
    return {
      claims: [
        terminal(object, 'stop'),
        ...signals(object, seconds(options, id, lookup)),
        // Engines of today tell of the end after the stop, 20.10 before it.
        ...ends(object, beside(object, 'die', 1)),
        ...removedByItself(id, lookup),
      ],
    };
  },
  restartContainer: ([ref, options], lookup) => {
    const id = text(ref);
    const object = on('container', id);
    return {
      claims: [
        terminal(object, 'restart'),
        ...signals(object, seconds(options, id, lookup)),
        ...ends(object),
        before(object, 'stop', 1),
        before(object, 'connect'),
        before(object, 'start', 1),
      ],
    };
  },
  killContainer: ([ref], lookup) => {
    const id = text(ref);
    const object = on('container', id);
    const after = ['unpause', 'oom', 'die'].map((verb) => beside(object, verb, 1));
    return {
      claims: [
        terminal(object, 'kill'),
        ...after,
        { ...beside(object, 'disconnect'), since: 'die' },
        ...removedByItself(id, lookup),
      ],
    };
  },
  pauseContainer: simple('pause'),
  unpauseContainer: simple('unpause'),
  renameContainer: simple('rename'),
  updateContainer: simple('update'),
  // The engine says nothing of it.
  removeLink: () => ({ claims: [] }),
  removeContainer: ([ref], lookup) => {
    const id = text(ref);
    const object = on('container', id);
    return { claims: [terminal(object, 'destroy'), ...signals(object, -1), ...ends(object), ...volumesRemoved(id, lookup)] };
  },
  createContainer: create,
  copyContainer: create,
  commitContainer: ([ref]) => {
    const object = on('container', text(ref));
    return {
      claims: [terminal(object, 'commit'), before(object, 'pause', 1), beside(object, 'unpause', 1)],
      holds: ['image tag'],
      answered: ({ answer }) => [beside(on('image', text(field(answer, 'imageId'))), 'tag', 1)],
    };
  },
  pullImage: pull,
  pushImage: push,
  checkLogin: () => ({ claims: [] }),
  openExec: exec,
  startExec: exec,
  // Its making is nobody's change.
  prepareExec: () => ({ claims: [] }),
  startPrepared: exec,
  releasePrepared: exec,
  attachContainer: simple('attach'),
  createNetwork: () => ({
    claims: [],
    holds: ['network create'],
    answered: ({ answer }) => [terminal(on('network', text(field(answer, 'id'))), 'create')],
  }),
  removeNetwork: ([id]) => ({ claims: [terminal(on('network', text(id)), 'destroy')] }),
  connectNetwork: ([id, container]) => ({ claims: [terminal(on('container', text(container)), 'connect', text(id))] }),
  // The engine says it twice.
  disconnectNetwork: ([id, container]) => {
    const said = terminal(on('container', text(container)), 'disconnect', text(id));
    return { claims: [said, { ...said, terminal: false }] };
  },
  createVolume: () => ({
    claims: [],
    holds: ['volume create'],
    answered: ({ answer }) => [terminal(on('volume', text(field(answer, 'name'))), 'create')],
  }),
  removeVolume: ([name]) => ({ claims: [terminal(on('volume', text(name)), 'destroy')] }),
  tagImage: ([id]) => ({ claims: [terminal(on('image', text(id)), 'tag')] }),
  removeImage: ([ref], lookup) => {
    const id = lookup.image(text(ref)) ?? (text(ref).startsWith('sha256:') ? text(ref) : null);
    return {
      claims: id === null ? [] : [beside(on('image', id), 'untag'), beside(on('image', id), 'delete', 1)],
      holds: ['image untag', 'image delete'],
      answered: ({ answer }) => list(field(answer, 'deleted')).map((one) => beside(on('image', one), 'delete', 1)),
    };
  },
  pruneContainers: prune('container', ['destroy']),
  pruneImages: prune('image', ['untag', 'delete']),
  pruneNetworks: prune('network', ['destroy']),
  pruneVolumes: prune('volume', ['destroy']),
  pruneBuildCache: () => ({ claims: [terminal(on('builder', ''), 'prune')] }),
  writeArchive: simple('extract-to-dir'),
  readArchive: simple('archive-path'),
  exportContainer: simple('export'),
  saveImages: save,
  loadImages: load,
  importImage: importing,
  buildImage: build,
  buildInSession,
  openBuilder: () => ({ claims: [] }),
} as const satisfies Record<string, Call>;
