import { ownVolumes } from './claims.ts';
import type { Sighting } from './sighting.ts';

/** What ties other objects to a container. */
export interface Bonds {
  volumes: (container: string) => readonly string[];
  /** The id of the image that a commit has made; null where that cannot be trusted. */
  committed: (event: Sighting) => string | null;
}

interface Seen {
  event: Sighting;
  seenAt: number;
}

/**
 * Whether an event is told by the change of a container: that of a volume which comes or goes with it, or of the name that a commit gives. `now`: by the
 * clock of `seenAt`, in milliseconds; false while the container's event may still come, as it may for `settled`.
 */
export function isPart(
  { event: part, seenAt }: Seen,
  all: readonly Seen[],
  { now, settled }: { now: number; settled: number },
  bonds: Bonds,
): boolean {
  if ((part.type !== 'volume' && part.type !== 'image') || now - seenAt < settled) return false;
  const near = all.filter((other) => Math.abs(other.seenAt - seenAt) < settled).map(({ event }) => event);
  const at = near.indexOf(part);
  return near.some(
    (event, place) => event.type === 'container' && brings(event, part, near.slice(at + 1, place), place > at, bonds),
  );
}

function brings(
  change: Sighting,
  part: Sighting,
  between: readonly Sighting[],
  isLater: boolean,
  { volumes, committed }: Bonds,
): boolean {
  const { type, verb, id } = part;
  const like = between.filter((event) => event.type === type && event.verb === verb);
  if (type === 'image') {
    if (verb !== 'tag' || change.verb !== 'commit' || !isLater) return false;
    const made = committed(change);
    return made === null ? like.length === 0 : made === id;
  }
  // Of a volume that was there before the engine says for each container once more that it was created: then the first time was no part of that.
  if (type !== 'volume' || change.verb !== verb || like.some((event) => event.id === id)) return false;
  const all = volumes(change.id);
  return (verb === 'destroy' ? ownVolumes(all) : all).includes(id);
}
