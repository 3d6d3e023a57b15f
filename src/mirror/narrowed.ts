import type { Container, Image, Network, Volume } from '../engine/model.ts';
import { projectsOf } from './projects.ts';
import type { AnyChange, Collection, KeptMirror } from './reader.ts';
import { perRevision, relations } from './relations.ts';
import { resolvers } from './resolve.ts';

/** Which objects there are for somebody. */
export interface Sees {
  container(container: Container): boolean;
  image(image: Image): boolean;
  network(network: Network): boolean;
  volume(volume: Volume): boolean;
}

/**
 * The copy with nothing in it but what somebody can see: whatever else there is does not exist, for lists, names, prefixes and whether they are ambiguous, relations,
 * projects and changes, and is missed with the same words as what nobody has.
 */
export function narrowed(mirror: KeptMirror, sees: Sees): KeptMirror {
  const containers = part(mirror.containers, (one) => sees.container(one));
  const images = part(mirror.images, (one) => sees.image(one));
  const networks = part(mirror.networks, (one) => sees.network(one));
  const volumes = part(mirror.volumes, (one) => sees.volume(one));
  const related = relations(containers, networks);
  return {
    host: mirror.host,
    get connection() {
      return mirror.connection;
    },
    get version() {
      return mirror.version;
    },
    // It tells how much there is in all.
    info: null,
    containers,
    images,
    networks,
    volumes,
    ...related,
    ...resolvers(containers, images, networks, volumes, related.namesOf),
    refresh: (type, key) => mirror.refresh(type, key),
    relist: (type) => mirror.relist(type),
    projects: projectsOf(containers, networks, volumes),
    synced: (signal) => mirror.synced(signal),
    onConnection: (listener) => mirror.onConnection(listener),
    onChange: (listener) => {
      // What somebody could see and can no longer (a name changed) is gone for them, as it last was.
      const seen = new Map(containers.list().map((one) => [one.id, one]));
      return mirror.onChange((change) => {
        const shown = change.type === 'container' ? shownChange(change, sees, seen) : visible(change, sees) ? change : null;
        if (shown !== null) listener(shown);
      });
    },
  };
}

function shownChange(change: AnyChange & { type: 'container' }, sees: Sees, seen: Map<string, Container>): AnyChange | null {
  const { key, object, kind } = change;
  const before = seen.get(key);
  if (kind !== 'removed' && sees.container(object)) {
    seen.set(key, object);
    return before === undefined ? { ...change, kind: 'added' } : change;
  }
  seen.delete(key);
  return before === undefined ? null : { ...change, kind: 'removed', object: kind === 'removed' ? object : before };
}

function visible(change: AnyChange, sees: Sees): boolean {
  if (change.type === 'image') return sees.image(change.object);
  if (change.type === 'network') return sees.network(change.object);
  return change.type === 'volume' && sees.volume(change.object);
}

function part<T>(whole: Collection<T>, sees: (object: T) => boolean): Collection<T> {
  const list = perRevision([whole], () => whole.list().filter(sees));
  return {
    get: (key) => {
      const found = whole.get(key);
      return found !== undefined && sees(found) ? found : undefined;
    },
    list,
    get revision() {
      return whole.revision;
    },
  };
}
