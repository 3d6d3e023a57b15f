import type { AuditEntry, ObjectState } from '../audit/log.ts';
import type { Container } from '../engine/model.ts';
import type { Mirror } from '../mirror/reader.ts';
import { familiar } from './claims.ts';
import type { Snapshot } from './snapshot.ts';

/** What the engine shows of an action whose answer nobody has heard. */
export interface Evidence {
  /** Whether all of it was carried out; otherwise that much is known, and not more. */
  done: boolean;
  /** A sentence for the log. */
  shows: string;
  after: ObjectState;
  /** Of what was made. */
  targetId: string | null;
}

export type Copy = Pick<Mirror, 'containers' | 'images' | 'networks' | 'volumes'>;

/**
 * Whether the engine's state proves that the action was carried out; null where it proves nothing. `old`: how the engine looked when its events were
 * last dealt with, which is before the action. States and names are compared, never our clock with the engine's; labels are no evidence, for a commit
 * copies them. `facts`: what the action noted while it ran.
 */
export function evidenceFor(
  { intent }: AuditEntry,
  copy: Copy,
  old: Snapshot | null,
  facts: Readonly<Record<string, string>> | null,
): Evidence | null {
  const id = intent.target?.id ?? '';
  const [type = ''] = intent.action.split('.');
  const verb = intent.action.slice(type.length + 1);
  if (type === 'container') {
    if (verb === 'create') return made(copy, intent.params['name'], old);
    if (verb === 'run') return ran(copy, facts?.['container'] ?? made(copy, intent.params['name'], old)?.targetId);
    return id === '' ? null : ofContainer(verb, id, intent.params, intent.before, copy.containers.get(id), old);
  }
  if (type === 'network' && verb === 'create') {
    const found = copy.networks.list().find(({ name }) => name === intent.params['name']);
    return found !== undefined && old !== null && !Object.hasOwn(old.networks, found.id)
      ? { done: true, shows: 'there is a network of that name, which was not there before', after: present, targetId: found.id }
      : null;
  }
  if (type === 'volume' && verb === 'create') {
    const name = intent.params['name'] ?? '';
    return copy.volumes.get(name) !== undefined && old !== null && !Object.hasOwn(old.volumes, name)
      ? { done: true, shows: 'there is a volume of that name, which was not there before', after: present, targetId: name }
      : null;
  }
  if (type === 'image' && verb === 'tag') {
    const tagged = copy.images.get(id)?.tags.includes(familiar(intent.params['tag'] ?? '')) === true;
    return tagged ? { done: true, shows: 'the image has the name', after: present, targetId: null } : null;
  }
  const gone =
    (type === 'network' && copy.networks.get(id) === undefined) || (type === 'volume' && copy.volumes.get(id) === undefined);
  return verb === 'remove' && gone && id !== '' ? { done: true, shows: 'it is gone', after: removed, targetId: null } : null;
}

const present: ObjectState = { state: 'present', exitCode: null, details: {} };
const removed: ObjectState = { state: 'removed', exitCode: null, details: {} };
const live = (state: string | undefined) => state === 'running' || state === 'paused' || state === 'restarting';

function ofContainer(
  verb: string,
  id: string,
  params: Readonly<Record<string, string>>,
  before: ObjectState | null,
  now: Container | undefined,
  old: Snapshot | null,
): Evidence | null {
  if (now === undefined) return verb === 'remove' ? { done: true, shows: 'it is gone', after: removed, targetId: null } : null;
  const shows = (sentence: string): Evidence => ({ done: true, shows: sentence, after: stateOf(now), targetId: null });
  const [was, is] = [before?.state, now.state];
  switch (verb) {
    case 'stop':
    case 'kill':
      return live(was) && !live(is) ? shows('it ran before and has ended since') : null;
    case 'start':
      return was !== undefined && !live(was) && live(is) ? shows('it did not run before and does now') : null;
    case 'restart': {
      if (!live(is)) return null;
      if (!live(was)) return shows('it did not run before and does now');
      const known = old?.containers[id];
      return known !== undefined && known.startedAt !== now.startedAt ? shows('it has been started again since') : null;
    }
    case 'pause':
      return was === 'running' && is === 'paused' ? shows('it ran before and is paused now') : null;
    case 'unpause':
      return was === 'paused' && is === 'running' ? shows('it was paused before and runs now') : null;
    case 'rename':
      return now.name === params['name'] && before?.details['name'] !== now.name ? shows('it has the new name') : null;
    default:
      return null;
  }
}

function made(copy: Copy, name: string | undefined, old: Snapshot | null): Evidence | null {
  const found = copy.containers.list().find((one) => one.name === name);
  if (found === undefined || old === null || Object.hasOwn(old.containers, found.id)) return null;
  const shows = 'there is a container of that name, which was not there before';
  return { done: true, shows, after: stateOf(found), targetId: found.id };
}

/** One that was made may not have been started: its start may have been refused, or never been asked for. */
function ran(copy: Copy, id: string | null | undefined): Evidence | null {
  if (id === null || id === undefined) return null;
  const found = copy.containers.get(id);
  if (found === undefined) return { done: false, shows: 'it was made, and is gone', after: removed, targetId: id };
  const done = found.state !== 'created' && found.startedAt !== null;
  const shows = done ? 'it was made, and has been started' : 'it was made, and not started';
  return { done, shows, after: stateOf(found), targetId: id };
}

function stateOf({ state, exitCode, name }: Container): ObjectState {
  return { state, exitCode, details: { name } };
}
