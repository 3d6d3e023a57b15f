import type { EngineEvent, ObjectType } from '../engine/model.ts';

/**
 * Where to look because of an event: at one object; around (list again, and read what is new and what the names mean: an image event may name a tag or
 * an id, and moves tags between images); or at all objects of the type.
 */
export type Look =
  | { type: ObjectType; how: 'at'; key: string }
  | { type: ObjectType; how: 'around'; names: readonly string[] }
  | { type: ObjectType; how: 'all' };

// They change nothing that the copy holds.
const quietContainerActions = new Set([
  'top',
  'attach',
  'detach',
  'resize',
  'archive-path',
  'extract-to-dir',
  'copy',
  'export',
  'logs',
]);
// A push is not among them: it gives the image a digest.
const quietImageActions = new Set(['save', 'mount', 'unmount']);
const quietVolumeActions = new Set(['mount', 'unmount']);

/**
 * An event says "look here", not what is true. Its labels overwrite its attributes, so of those only hints are taken: a wrong one costs a read that
 * finds nothing.
 */
export function whereToLook(event: EngineEvent): Look[] {
  if (event.action === 'prune') return isObjectType(event.type) ? [{ type: event.type, how: 'all' }] : [];
  switch (event.type) {
    case 'container':
      return containerLooks(event);
    case 'network':
      return networkLooks(event);
    case 'volume':
      return quietVolumeActions.has(event.action) ? [] : [{ type: 'volume', how: 'at', key: event.actorId }];
    case 'image':
      return quietImageActions.has(event.action) ? [] : imageLooks(event);
    default:
      return [];
  }
}

function containerLooks({ action, actorId }: EngineEvent): Look[] {
  // "exec_start: sh -c ..." carries its command line.
  if (action.startsWith('exec_') || quietContainerActions.has(action)) return [];
  const look: Look = { type: 'container', how: 'at', key: actorId };
  // An image made without a tag is announced by nothing else.
  return action === 'commit' ? [look, { type: 'image', how: 'around', names: [] }] : [look];
}

function networkLooks({ action, actorId, attributes }: EngineEvent): Look[] {
  if (action !== 'connect' && action !== 'disconnect') return [{ type: 'network', how: 'at', key: actorId }];
  const id = attributes['container'];
  return id === undefined ? [] : [{ type: 'container', how: 'at', key: id }];
}

function imageLooks({ actorId, attributes }: EngineEvent): Look[] {
  const name = attributes['name'];
  return [{ type: 'image', how: 'around', names: name === undefined ? [actorId] : [actorId, name] }];
}

function isObjectType(type: string): type is ObjectType {
  return type === 'container' || type === 'image' || type === 'network' || type === 'volume';
}
