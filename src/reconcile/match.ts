import { isPart, type Bonds } from './accompany.ts';
import { Course } from './course.ts';
import type { Expectations } from './expectations.ts';
import { firstGroup, type Group } from './group.ts';
import type { Sighting } from './sighting.ts';
import type { Context } from './story.ts';

/** A change that is nobody's own. `ambiguous`: a call of ours asked for the same at about the same time. */
export interface Change extends Group {
  ambiguous: boolean;
}

/** How far everything has been dealt with: the last event before which all are, and those after it that are too. */
export interface Progress {
  last: Sighting | null;
  beyond: readonly string[];
}

interface Queued {
  event: Sighting;
  place: number;
  seenAt: number;
  state: 'waiting' | 'given' | 'done';
  ambiguous: boolean;
  /** Nothing to be recorded, however often it comes. */
  dull: boolean;
}

export interface MatcherDeps {
  expectations: Expectations;
  now: () => number;
  /** Milliseconds for which a signal waits for the stop it may be part of. */
  graceMs: (container: string) => number;
  bonds: Bonds;
  context: Omit<Context, 'ran'>;
}

/**
 * Every event is either claimed by a call of ours or becomes part of exactly one change. Events wait in the order of the stream, per object, until
 * nothing of ours can claim them and nothing more can belong to their change.
 */
export class Matcher {
  readonly #deps: MatcherDeps;
  readonly #course: Course;
  readonly #context: Context;
  #queue: Queued[] = [];
  #last: Sighting | null = null;

  constructor(deps: MatcherDeps) {
    this.#deps = deps;
    this.#course = new Course(deps.context.runs);
    this.#context = { ...deps.context, ran: (event) => this.#course.ran(event) };
  }

  /** Events that are not dealt with. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Ids of the objects with events that are not dealt with. */
  get unsettled(): ReadonlySet<string> {
    const open = this.#queue.filter(({ state }) => state !== 'done');
    return new Set(open.flatMap(({ event }) => [event.id, event.object.replace('container ', '')]));
  }

  /** Once `changes` are on record. */
  progress(changes: readonly Group[] = []): Progress {
    const recorded = new Set(changes.flatMap((change) => change.events));
    const done = ({ state, event }: Queued) => state === 'done' || recorded.has(event);
    const open = this.#queue.findIndex((one) => !done(one));
    const settled = open < 0 ? this.#queue : this.#queue.slice(0, open);
    const beyond = open < 0 ? [] : this.#queue.slice(open).filter((one) => !one.dull && done(one));
    return { last: settled.at(-1)?.event ?? this.#last, beyond: beyond.map(({ event }) => event.key) };
  }

  /** Takes the next event of the stream. `dull`: it is nothing to be recorded. `dealt`: it is dealt with already. `place`: of when it was heard. */
  offer(event: Sighting, { dull = false, dealt = false, place = this.#deps.expectations.see() } = {}): void {
    const { expectations, now } = this.#deps;
    this.#course.note(event);
    const own = dull || dealt || expectations.claim(event, place);
    if (!own) expectations.passed(event, place);
    const ambiguous = !own && expectations.met(event);
    this.#queue.push({ event, place, seenAt: now(), state: own ? 'done' : 'waiting', ambiguous, dull });
    // An end tells whose what came of it was, and some of that may have been seen before it.
    if (own && event.verb === 'die') this.claimAgain();
    else this.#shorten();
  }

  /** A call of ours was answered: its answer may have told of which object it was. */
  claimAgain(): void {
    for (const one of this.#queue) {
      if (one.state === 'waiting' && this.#deps.expectations.claim(one.event, one.place)) one.state = 'done';
    }
    this.#shorten();
  }

  /** The changes that are complete. Each is given once, unless `put` says that it could not be recorded. `settled`: see Ages. */
  take(settled: number): Change[] {
    this.claimAgain();
    this.#deps.expectations.expire();
    const changes: Change[] = [];
    for (const queue of this.#byObject(settled)) {
      let left = queue;
      for (let change = this.#first(left, settled); change !== null; change = this.#first(left, settled)) {
        changes.push(change);
        const taken = new Set(change.events);
        for (const one of left) if (taken.has(one.event)) one.state = 'given';
        left = left.filter(({ event }) => !taken.has(event));
      }
    }
    return changes.toSorted((one, other) => Number(BigInt(one.main.timeNano) - BigInt(other.main.timeNano)));
  }

  /** The changes are on record, or could not be put there and will be given again. */
  put(changes: readonly Group[], recorded: boolean): void {
    const events = new Set(changes.flatMap((change) => change.events));
    for (const one of this.#queue) if (events.has(one.event)) one.state = recorded ? 'done' : 'waiting';
    this.#shorten();
  }

  #first(queue: readonly Queued[], settled: number): Change | null {
    const { expectations, now, graceMs } = this.#deps;
    const held = queue.findIndex(({ event }) => expectations.holds(event));
    const free = held < 0 ? queue : queue.slice(0, held);
    const seen = new Map(free.map(({ event, seenAt }) => [event, seenAt]));
    const container = (free[0]?.event.object ?? '').replace('container ', '');
    const of = (event: Sighting) => now() - (seen.get(event) ?? now());
    const group = firstGroup([...seen.keys()], { of, settled, grace: graceMs(container) }, this.#context);
    if (group === null) return null;
    return { ...group, ambiguous: free.some(({ event, ambiguous }) => ambiguous && group.events.includes(event)) };
  }

  /** What waits, object by object; the events of volumes and images that are part of a container's change stand in its queue. */
  #byObject(settled: number): Queued[][] {
    const ages = { now: this.#deps.now(), settled };
    const queues = new Map<string, Queued[]>();
    const closed: Queued[][] = [];
    for (const one of this.#queue) {
      const { object, verb } = one.event;
      const queue = queues.get(object);
      // What was before one of our starts cannot be part of what came after it.
      if (one.state === 'done' && verb === 'start' && queue !== undefined) {
        closed.push(queue);
        queues.delete(object);
      }
      if (one.state === 'waiting' && isPart(one, this.#queue, ages, this.#deps.bonds)) one.state = 'done';
      if (one.state !== 'waiting') continue;
      if (queue === undefined || !queues.has(object)) queues.set(object, [one]);
      else queue.push(one);
    }
    return [...closed, ...queues.values()];
  }

  #shorten(): void {
    let count = 0;
    for (const one of this.#queue) {
      if (one.state !== 'done') break;
      this.#last = one.event;
      count += 1;
    }
    if (count > 0) this.#queue.splice(0, count);
  }
}
