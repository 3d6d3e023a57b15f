import { hash } from 'node:crypto';
import type { EngineEvent } from '../engine/model.ts';

/**
 * One event of an engine, as it is reasoned about. Of the event itself only its type, action, object id and time are trusted, for labels overwrite the
 * attributes; beside them the container and the name of a network event, and the name of an image event, which the engine sets after the labels.
 */
export interface Sighting {
  /** Tells it apart from every other event of this engine. */
  key: string;
  /** Whose story it belongs to: "container <id>", for events of a network about a container too. */
  object: string;
  type: string;
  id: string;
  /** The action; without its command line for "exec_start". */
  verb: string;
  /** The command line, or the network's id; else the name that the engine gives the object. */
  detail: string;
  timeNano: string;
  /** What labels of the same name overwrite: to be used only where there are none. */
  claimed: Readonly<Partial<Record<'signal' | 'oldName' | 'imageID', string>>>;
}

export function sightingOf(engineId: string, event: EngineEvent): Sighting {
  const { type, action, actorId, timeNano, attributes } = event;
  const colon = type === 'container' ? action.indexOf(':') : -1;
  const verb = colon < 0 ? action : action.slice(0, colon);
  // It is stored, and a command line or the name of an image may hold a secret: of those only enough of a hash to tell one from another.
  const what = hash('sha256', JSON.stringify([type, action, actorId])).slice(0, 16);
  const key = [engineId, timeNano, what].join(' ');
  const { signal, oldName, imageID } = attributes;
  const claimed = {
    ...(signal === undefined ? {} : { signal }),
    ...(oldName === undefined ? {} : { oldName }),
    ...(imageID === undefined ? {} : { imageID }),
  };
  const base = { key, type, id: actorId, verb, timeNano, claimed };
  if (type === 'network' && (verb === 'connect' || verb === 'disconnect')) {
    return { ...base, object: `container ${attributes['container'] ?? ''}`, detail: actorId };
  }
  const detail = colon < 0 ? (attributes['name'] ?? '') : action.slice(colon + 1).trim();
  return { ...base, object: `${type} ${actorId}`, detail };
}

/** False for what is never recorded: health, the ends of commands, sizes of terminals, mounts. */
export function isRecordable({ type, verb }: Sighting): boolean {
  return recordable[type]?.has(verb) === true;
}

const recordable: Readonly<Record<string, ReadonlySet<string> | undefined>> = {
  container: new Set(
    'create start stop restart kill die oom pause unpause rename update destroy commit exec_start attach archive-path extract-to-dir export prune'.split(
      ' ',
    ),
  ),
  image: new Set('pull tag untag delete load import save push prune'.split(' ')),
  network: new Set('create destroy connect disconnect prune'.split(' ')),
  volume: new Set('create destroy prune'.split(' ')),
  builder: new Set(['prune']),
  daemon: new Set(['reload']),
};
