import type { Intent } from '../audit/log.ts';
import type { Ages } from './group.ts';
import { actionOf } from './names.ts';
import type { Sighting } from './sighting.ts';

/** An action of the catalogue. */
export type Action = Intent['action'];

export interface Context {
  /** Whether the event says of its own which signal it was, and that is one that no stop sends. */
  aloneSignal: (event: Sighting) => boolean;
  /** Now. */
  runs: (container: string) => boolean;
  /** Just before an event of it. */
  ran: (event: Sighting) => boolean;
  autoRemove: (container: string) => boolean;
}

/** The change that a list of events begins with. */
export interface Found {
  action: Action;
  /** How many events. */
  length: number;
  /** Which of them stands for all. */
  main: number;
  /** Whether further events could belong to it, if there are none beyond those it looked at. */
  open: boolean;
  /** How many events it looked at, where those are more than it has. */
  reach?: number;
}

export const single = (action: Action): Found => ({ action, length: 1, main: 0, open: false });

const ends = new Set(['die', 'oom', 'disconnect', 'unpause']);

/** What a container's events tell of, and single ones of other objects. */
export function containerGroup(events: readonly Sighting[], ages: Ages, context: Context): Found | null {
  const [first] = events;
  if (first === undefined) return null;
  if (first.type !== 'container' && first.verb !== 'connect' && first.verb !== 'disconnect') return single(actionOf(first));
  if (first.verb === 'kill') return context.aloneSignal(first) ? single('container.kill') : killed(events, ages, context);
  if (first.verb === 'die' || first.verb === 'oom') return ended(events, 0, context);
  if (first.verb === 'connect' || first.verb === 'start') return started(events, context);
  if (first.verb === 'disconnect') return disconnected(events, context);
  if (first.verb === 'pause') return paused(events);
  if (first.verb === 'destroy') return single('container.remove');
  return single(actionOf(first));
}

/** Where the verbs end that follow one another from a place on. */
export function run(events: readonly Sighting[], from: number, verbs: ReadonlySet<string>): number {
  let at = from;
  while (verbs.has(events[at]?.verb ?? '')) at += 1;
  return at;
}

/** From a signal to what it led to: a stop, a restart, a removal, an end, or nothing. */
function killed(events: readonly Sighting[], ages: Ages, context: Context): Found | null {
  const [first] = events;
  const at = run(events, 1, new Set(['kill', ...ends]));
  const died = events.slice(0, at).some(({ verb }) => verb === 'die');
  const next = events[at]?.verb;
  if (next === 'stop' || (next === 'destroy' && died)) return ended(events, at, context);
  if (died) return ended(events, 0, context);
  if (at < events.length || first === undefined) return single('container.kill');
  return context.runs(first.id) && ages.of(first) < ages.grace ? null : single('container.kill');
}

/** From an end, or the first signal, to whatever says whose end it was. */
function ended(events: readonly Sighting[], from: number, { autoRemove }: Context): Found {
  const signalled = events[0]?.verb === 'kill';
  const at = run(events, from, signalled ? new Set(['kill', ...ends]) : ends);
  const next = events[at]?.verb;
  const id = events[0]?.id ?? '';
  if (next === 'stop') {
    const died = events.slice(0, at).some(({ verb }) => verb === 'die');
    // Engines of today tell of the end after the stop, 20.10 before it.
    const over = !died && events[at + 1]?.verb === 'die' ? at + 2 : at + 1;
    const start = run(events, over, new Set(['connect']));
    const restarted = events[start]?.verb === 'start' && events[start + 1]?.verb === 'restart';
    if (restarted) return { action: 'container.restart', length: start + 2, main: start + 1, open: false };
    if (autoRemove(id) && events[over]?.verb === 'destroy')
      return { action: 'container.stop', length: over + 1, main: at, open: false };
    const reach = events[start]?.verb === 'start' ? start + 1 : start;
    return { action: 'container.stop', length: over, main: at, open: true, reach };
  }
  const oom = events.slice(0, at).some(({ verb }) => verb === 'oom');
  const action = oom ? 'container.oom' : signalled ? 'container.kill' : 'container.exit';
  const died = events.findIndex(({ verb }) => verb === 'die');
  const main = signalled && !oom ? 0 : Math.max(0, died);
  if (next !== 'destroy') return { action, length: at, main, open: true };
  if (autoRemove(id)) return { action, length: at + 1, main, open: false };
  return signalled
    ? { action: 'container.remove', length: at + 1, main: at, open: false }
    : { action, length: at, main, open: false };
}

/** Engines of today disconnect a container before they tell that it has ended. */
function disconnected(events: readonly Sighting[], context: Context): Found {
  const after = events[run(events, 0, new Set(['disconnect']))]?.verb;
  if (after === 'die' || after === 'oom') return ended(events, 0, context);
  return { action: 'network.disconnect', length: repeats(events), main: 0, open: true };
}

/** The engine says twice that a container was disconnected from a network. */
function repeats(events: readonly Sighting[]): number {
  const [first] = events;
  const at = events.findIndex(({ verb, detail }) => verb !== first?.verb || detail !== first.detail);
  return at < 0 ? events.length : at;
}

function started(events: readonly Sighting[], { ran }: Context): Found {
  const at = run(events, 0, new Set(['connect']));
  if (events[at]?.verb === 'start') {
    if (events[at + 1]?.verb === 'restart') return { action: 'container.restart', length: at + 2, main: at + 1, open: false };
    return { action: 'container.start', length: at + 1, main: at, open: true };
  }
  const off = run(events, at, new Set(['disconnect']));
  // A start that failed.
  if (off > at && events[0] !== undefined && !ran(events[0]))
    return { action: 'container.start', length: off, main: 0, open: true };
  return { action: 'network.connect', length: repeats(events), main: 0, open: at === events.length, reach: at };
}

function paused(events: readonly Sighting[]): Found {
  if (events[1]?.verb !== 'commit') return { action: 'container.pause', length: 1, main: 0, open: true };
  const length = events[2]?.verb === 'unpause' ? 3 : 2;
  return { action: 'container.commit', length, main: 1, open: length === 2 };
}
