import type { EngineEvent } from '../engine/model.ts';
import { badInput } from '../errors.ts';

/** Which events. All that is given must hold; of a list, one of its entries (labels: every one). */
export interface EventFilter {
  types?: readonly string[] | null;
  actions?: readonly string[] | null;
  actor?: string | null;
  containers?: readonly string[] | null;
  images?: readonly string[] | null;
  networks?: readonly string[] | null;
  volumes?: readonly string[] | null;
  labels?: readonly { key: string; value?: string | null }[] | null;
  scopes?: readonly string[] | null;
}

const most = 1_000;

/** Whether an event is wanted. BAD_INPUT for more entries than any event should be compared with. */
export function eventCheck(filter: EventFilter): (event: EngineEvent) => boolean {
  const { types, actions, actor, labels, scopes } = filter;
  for (const [key, value] of Object.entries(filter)) {
    if (Array.isArray(value) && value.length > most) throw badInput(`${key}: at most ${most}.`);
  }
  const among = (list: readonly string[] | null | undefined, value: string) => list == null || list.includes(value);
  const about = objectCheck(filter);
  return (event) =>
    among(types, event.type) &&
    (among(actions, event.action) || among(actions, verb(event.action))) &&
    among(scopes, event.scope) &&
    (actor == null || actor === event.actorId || actor === event.attributes['name']) &&
    about(event) &&
    (labels ?? []).every(({ key, value }) => {
      const held = Object.hasOwn(event.attributes, key) ? event.attributes[key] : undefined;
      return held !== undefined && (value == null || held === value);
    });
}

/** About one of the objects named, of whichever kind; about any where none is named. */
function objectCheck({ containers, images, networks, volumes }: EventFilter): (event: EngineEvent) => boolean {
  const named = { container: containers, network: networks, volume: volumes };
  const kinds = Object.entries(named).filter(([, refs]) => refs != null);
  if (kinds.length === 0 && images == null) return () => true;
  return (event) =>
    kinds.some(([type, refs]) => event.type === type && begins(refs ?? [], event)) || (images != null && ofImage(images, event));
}

/** By the beginning of an id or of a name, as the engine's own filters have it. */
function begins(refs: readonly string[], { actorId, attributes }: EngineEvent): boolean {
  const name = attributes['name'] ?? '';
  return refs.some((ref) => ref !== '' && (actorId.startsWith(ref) || name.startsWith(ref)));
}

/** Of an image itself, or of a container made from it; with or without the tag. */
function ofImage(refs: readonly string[], { type, actorId, attributes }: EngineEvent): boolean {
  if (type !== 'image' && type !== 'container') return false;
  const held = type === 'image' ? [actorId, attributes['name'] ?? ''] : [attributes['image'] ?? ''];
  return refs.some((ref) => held.includes(ref) || held.map(withoutTag).includes(ref));
}

function withoutTag(name: string): string {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}

/** "exec_start: sh -c x" is an exec_start. */
function verb(action: string): string {
  return action.split(':', 1)[0] ?? action;
}
