import type { EngineEvent } from '../engine/model.ts';
import type { EngineStreams } from '../engine/ports.ts';
import { backoffMs, type Clock } from '../mirror/clock.ts';
import type { Mirror } from '../mirror/reader.ts';
import { nanosOf, secondsOf, type Cursor } from './cursor.ts';
import { gapCause } from './gap.ts';
import type { Keeper } from './keeper.ts';
import { sightingOf, type Sighting } from './sighting.ts';

export interface FollowDeps {
  host: string;
  streams: Pick<EngineStreams, 'events'>;
  mirror: Mirror;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  keeper: Keeper;
  /** How many events wait to be dealt with. */
  waiting: () => number;
  /** Before the first event: what is known of the time before. */
  begin: (cursor: Cursor, again: readonly Sighting[]) => Promise<void>;
  /** Events are missing between the cursor and what comes now. */
  missing: (cause: string, cursor: Cursor, again: readonly Sighting[]) => Promise<void>;
  /** Whether events come from now on. */
  listening: (yes: boolean) => void;
  /** The place of an event that is heard now, and that of one from before the engine could be called again. */
  see: () => number;
  past: () => number;
  /** `dealt`: it was dealt with by another process. */
  offer: (event: Sighting, how: { place: number; dealt: boolean }) => void;
}

/** How long a stream is listened to before it is judged what it has sent again, and how long at most for the last event that was dealt with. */
const replayMs = 500;
const searchMs = 2_500;
/** As many keys of events are known again when the engine sends them a second time. */
const mostRecent = 5_000;
/** Events that wait to be dealt with; what comes after them is asked for again later, as far as the engine remembers. */
const mostWaiting = 10_000;

/** Follows the events of one engine, each time from the last one that was dealt with. Never presses back: the engine waits for its slowest reader. */
export class Follower {
  readonly #deps: FollowDeps;
  readonly #signal: AbortSignal;
  #recent = new Set<string>();
  /** Keys of events that another process has dealt with and that come again. They are offered, so that they go on to be stored as dealt with. */
  #dealt = new Set<string>();
  /** By the engine's clock, when it could first be called since its events stopped coming. */
  #floor: string | null = null;
  #overflowed = false;

  constructor(deps: FollowDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  /** Ends with the signal. Begins once the copy of the engine is complete and `ready` has resolved. */
  async run(ready: Promise<unknown>): Promise<void> {
    const { mirror, clock, log, host, waiting } = this.#deps;
    const reached = () => {
      if (mirror.connection.status === 'connected') this.#floor ??= mirror.info?.systemTime ?? null;
    };
    this.#signal.addEventListener('abort', mirror.onConnection(reached), { once: true });
    reached();
    for (let failures = 1; !this.#signal.aborted; failures += 1) {
      try {
        await mirror.synced(this.#signal);
        await ready;
        const room = waiting() < mostWaiting / 2;
        if (room && mirror.connection.status === 'connected' && (await this.#session())) failures = 0;
      } catch (error) {
        if (!this.#signal.aborted) log.warn({ host, err: error }, 'the events of the engine could not be followed; trying again');
      }
      await clock.delay(Math.min(2_000, backoffMs(Math.max(1, failures), clock.random())), this.#signal);
    }
  }

  /** From opening the stream to its end, or that of the mirror's own connection. True when it was open at all. */
  async #session(): Promise<boolean> {
    const { mirror, streams, keeper, clock, listening, see, past } = this.#deps;
    const cursor = await keeper.resume(mirror.info?.engineId ?? '');
    const lost = new AbortController();
    const stop = mirror.onConnection(({ status }) => {
      if (status !== 'connected') lost.abort();
    });
    const over = AbortSignal.any([this.#signal, lost.signal]);
    const found = new AbortController();
    try {
      const events = await streams.events({ since: secondsOf(cursor.timeNano), signal: over });
      let again: Heard[] | null = [];
      // What is called while the engine repeats itself has not brought about what it has repeated by then.
      const take = (event: EngineEvent) => {
        const heard = { event: sightingOf(keeper.engineId, event), place: see() };
        if (again === null) return this.#offer(heard, lost);
        again.push(heard);
        if (heard.event.key === cursor.last) found.abort();
      };
      const reading = readAll(events, take);
      // Looked at below; until then a failure must not count as one nobody looks at.
      reading.catch(() => undefined);
      await clock.delay(replayMs, over);
      if (cursor.last !== null) await clock.delay(searchMs, AbortSignal.any([over, found.signal]));
      if (over.aborted) return true;
      const floor = await this.#replayed(cursor, again);
      if (over.aborted) return true;
      // In one go, for between an event that is put there and one that is offered there may be no turn.
      for (const { event, place } of again) this.#offer({ event, place: BigInt(event.timeNano) < floor ? past() : place }, lost);
      this.#floor = null;
      listening(true);
      again = null;
      await reading;
      return true;
    } finally {
      listening(false);
      stop();
      lost.abort();
    }
  }

  /**
   * What the engine has sent again, held against the last event that was dealt with. What is older than it gives was before anything that was called since it
   * can be again, however often it was lost and found before it was listened to.
   */
  async #replayed(cursor: Cursor, again: readonly Heard[]): Promise<bigint> {
    const { keeper, begin, missing } = this.#deps;
    if (!keeper.ready) {
      this.#dealt = new Set([...(cursor.last === null ? [] : [cursor.last]), ...cursor.beyond]);
      await begin(cursor, this.#fresh(again));
      keeper.begin();
    }
    const cause = gapCause(
      cursor,
      keeper.engineId,
      this.#overflowed,
      again.map(({ event }) => event),
    );
    if (cause !== null) await missing(cause, cursor, this.#fresh(again));
    this.#overflowed = false;
    return this.#floor === null ? 0n : BigInt(nanosOf(this.#floor));
  }

  /** What is not dealt with. */
  #fresh(again: readonly Heard[]): Sighting[] {
    return again.map(({ event }) => event).filter(({ key }) => !this.#recent.has(key) && !this.#dealt.has(key));
  }

  #offer({ event, place }: Heard, lost: AbortController): void {
    const { waiting, offer } = this.#deps;
    if (lost.signal.aborted || this.#recent.has(event.key)) return;
    if (waiting() >= mostWaiting) {
      this.#overflowed = true;
      return lost.abort();
    }
    this.#recent.add(event.key);
    const [oldest] = this.#recent;
    if (this.#recent.size > mostRecent && oldest !== undefined) this.#recent.delete(oldest);
    offer(event, { place, dealt: this.#dealt.delete(event.key) });
  }
}

/** An event, and its place in what was heard and called. */
interface Heard {
  event: Sighting;
  place: number;
}

async function readAll(events: AsyncIterable<EngineEvent>, take: (event: EngineEvent) => void): Promise<void> {
  for await (const event of events) take(event);
}
