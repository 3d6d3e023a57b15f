import type { Sighting } from './sighting.ts';
import { containerGroup, run, single, type Action, type Context, type Found } from './story.ts';

/** Events that are one change, and how that is called. */
export interface Group {
  action: Action;
  /** The event that stands for it. */
  main: Sighting;
  events: readonly Sighting[];
}

/** How the time since events were seen is looked at, in milliseconds. */
export interface Ages {
  of: (event: Sighting) => number;
  /** What belongs to an event that was seen so long ago has been seen as well. */
  settled: number;
  /** A signal waits so long for the stop that it may be part of, which ends only after the container's time of grace. */
  grace: number;
}

/** A container that was connected to its networks waits so long to have been started. */
const startMs = 60_000;

/** The first change that an object's unclaimed events tell of; null while more may belong to it. */
export function firstGroup(events: readonly Sighting[], ages: Ages, context: Context): Group | null {
  const [first] = events;
  if (first === undefined || ages.of(first) < ages.settled) return null;
  const found = first.type === 'image' ? imageGroup(events) : containerGroup(events, ages, context);
  if (found === null) return null;
  const last = events.at(-1) ?? first;
  // It looked as far as the end of what was seen: is there more of it on its way?
  if (found.open && (found.reach ?? found.length) === events.length) {
    // Connecting a container that does not run emits nothing, so this is a start.
    const starts = last.verb === 'connect' && !context.ran(last);
    if (ages.of(last) < (starts ? startMs : ages.settled)) return null;
  }
  const taken = events.slice(0, found.length);
  return { action: found.action, main: taken[found.main] ?? first, events: taken };
}

function imageGroup(events: readonly Sighting[]): Found {
  const [first] = events;
  if (first?.verb !== 'untag') return single(imageActions[first?.verb ?? ''] ?? 'image.remove');
  const length = run(events, 0, new Set(['untag']));
  if (events[length]?.verb === 'delete') return { action: 'image.remove', length: length + 1, main: length, open: false };
  return { action: 'image.remove', length, main: 0, open: true };
}

const imageActions: Readonly<Record<string, Action | undefined>> = {
  pull: 'image.pull',
  tag: 'image.tag',
  load: 'image.load',
  import: 'image.import',
  save: 'image.save',
  push: 'image.push',
  delete: 'image.remove',
  prune: 'image.prune',
};
