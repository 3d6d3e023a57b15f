import type { Container, Image, Network, ObjectType, Volume } from '../engine/model.ts';
import { badInput } from '../errors.ts';
import { familiarReference } from './image-reference.ts';
import { NotInCopy } from './not-in-copy.ts';
import type { Collection, MirrorReader } from './reader.ts';
import { groupBy, perRevision } from './relations.ts';

export type Resolvers = Pick<MirrorReader, 'resolveContainer' | 'resolveImage' | 'resolveNetwork' | 'resolveVolume'>;

/** Finds objects by what people call them, in the engine's own order: full id, exact name, id prefix. */
export function resolvers(
  containers: Collection<Container>,
  images: Collection<Image>,
  networks: Collection<Network>,
  volumes: Collection<Volume>,
  namesOf: (container: Container) => Iterable<string>,
): Resolvers {
  const containersByName = perRevision([containers], () => groupBy(containers.list(), namesOf));
  const imagesByName = perRevision([images], () => groupBy(images.list(), (one) => [...one.tags, ...one.digests]));
  const networksByName = perRevision([networks], () => groupBy(networks.list(), (one) => [one.name]));
  return {
    resolveContainer: (ref) => {
      const name = ref.startsWith('/') ? ref.slice(1) : ref;
      const exact = containers.get(ref) ?? containersByName().get(name)?.[0];
      return exact ?? onlyOne('container', ref, withPrefix(containers.list(), ref), (one) => one.name);
    },
    resolveImage: (ref) => {
      const bare = ref.startsWith(shaPrefix) ? ref.slice(shaPrefix.length) : ref;
      const exact = images.get(`${shaPrefix}${bare}`) ?? imagesByName().get(familiarReference(ref))?.[0];
      return exact ?? onlyOne('image', ref, withPrefix(images.list(), bare, shaPrefix), (one) => one.tags[0] ?? 'untagged');
    },
    resolveNetwork: (ref) => {
      const exact = networks.get(ref);
      if (exact !== undefined) return exact;
      // Names of networks need not be unique.
      const named = networksByName().get(ref);
      return onlyOne('network', ref, named ?? withPrefix(networks.list(), ref), (one) => one.name);
    },
    resolveVolume: (name) => {
      const found = volumes.get(name);
      if (found === undefined) throw new NotInCopy('volume', name, `There is no volume ${shown(name)}.`);
      return found;
    },
  };
}

const shaPrefix = 'sha256:';

/** A scan: a thousand comparisons take less time than keeping a sorted index through every change would. */
function withPrefix<T extends { id: string }>(objects: readonly T[], prefix: string, before = ''): readonly T[] {
  if (!/^[0-9a-f]{1,64}$/.test(prefix)) return [];
  return objects.filter((one) => one.id.startsWith(before + prefix));
}

function onlyOne<T extends { id: string }>(type: ObjectType, ref: string, found: readonly T[], nameOf: (object: T) => string): T {
  const [first, ...others] = found;
  if (first === undefined) throw new NotInCopy(type, ref, `There is no ${type} ${shown(ref)}.`);
  if (others.length === 0) return first;
  const names = found.slice(0, 5).map((one) => `${nameOf(one)} (${one.id.replace(shaPrefix, '').slice(0, 12)})`);
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : '';
  throw badInput(`${shown(ref)} means more than one ${type}: ${names.join(', ')}${more}. Use a longer id or a name.`);
}

/** A reference is anything a client may send: quoted, and only its beginning, in a message. */
function shown(ref: string): string {
  return JSON.stringify(ref.length > 80 ? `${ref.slice(0, 80)}...` : ref);
}
