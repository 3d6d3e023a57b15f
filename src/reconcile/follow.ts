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
  /** `old`: of before this process could have called the engine. */
  offer: (event: Sighting, old: boolean) => void;
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
  #floor: string | null = null;
  #overflowed = false;

  constructor(deps: FollowDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  /** Ends with the signal. Begins once the copy of the engine is complete and `ready` has resolved. */
  async run(ready: Promise<unknown>): Promise<void> {
    const { mirror, clock, log, host, waiting } = this.#deps;
    for (let failures = 1; !this.#signal.aborted; failures += 1) {
      try {
        await mirror.synced(this.#signal);
        // By the engine's clock: nothing is sent to it before the copy is complete.
        this.#floor ??= mirror.info?.systemTime ?? null;
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
    const { mirror, streams, keeper, clock, listening } = this.#deps;
    const cursor = await keeper.resume(mirror.info?.engineId ?? '');
    const lost = new AbortController();
    const stop = mirror.onConnection(({ status }) => {
      if (status !== 'connected') lost.abort();
    });
    const over = AbortSignal.any([this.#signal, lost.signal]);
    const found = new AbortController();
    try {
      const events = await streams.events({ since: secondsOf(cursor.timeNano), signal: over });
      let again: EngineEvent[] | null = [];
      const take = (event: EngineEvent) => {
        if (again === null) return this.#offer(event, false, lost);
        again.push(event);
        if (sightingOf(keeper.engineId, event).key === cursor.last) found.abort();
      };
      const reading = readAll(events, take);
      // Looked at below; until then a failure must not count as one nobody looks at.
      reading.catch(() => undefined);
      await clock.delay(replayMs, over);
      if (cursor.last !== null) await clock.delay(searchMs, AbortSignal.any([over, found.signal]));
      if (!over.aborted) {
        const floor = await this.#replayed(cursor, again);
        // In one go, for between an event that is put there and one that is offered there may be no turn.
        for (const event of again) this.#offer(event, BigInt(event.timeNano) < floor, lost);
        listening(true);
      }
      again = null;
      await reading;
      return true;
    } finally {
      listening(false);
      stop();
      lost.abort();
    }
  }

  /** What the engine has sent again, held against the last event that was dealt with. What is older than it gives was before this process. */
  async #replayed(cursor: Cursor, again: readonly EngineEvent[]): Promise<bigint> {
    const { keeper, begin, missing } = this.#deps;
    const first = !keeper.ready;
    if (first) {
      this.#recent = new Set([...(cursor.last === null ? [] : [cursor.last]), ...cursor.beyond]);
      await begin(cursor, this.#fresh(again));
      keeper.begin();
    }
    const cause = gapCause(cursor, keeper.engineId, this.#overflowed, again);
    if (cause !== null) await missing(cause, cursor, this.#fresh(again));
    this.#overflowed = false;
    return this.#floor === null || !first ? 0n : BigInt(nanosOf(this.#floor));
  }

  /** What is not dealt with. */
  #fresh(again: readonly EngineEvent[]): Sighting[] {
    return again.map((event) => sightingOf(this.#deps.keeper.engineId, event)).filter(({ key }) => !this.#recent.has(key));
  }

  #offer(event: EngineEvent, old: boolean, lost: AbortController): void {
    const { keeper, waiting, offer } = this.#deps;
    const seen = sightingOf(keeper.engineId, event);
    if (lost.signal.aborted || this.#recent.has(seen.key)) return;
    if (waiting() >= mostWaiting) {
      this.#overflowed = true;
      return lost.abort();
    }
    this.#recent.add(seen.key);
    const [oldest] = this.#recent;
    if (this.#recent.size > mostRecent && oldest !== undefined) this.#recent.delete(oldest);
    offer(seen, old);
  }
}

async function readAll(events: AsyncIterable<EngineEvent>, take: (event: EngineEvent) => void): Promise<void> {
  for await (const event of events) take(event);
}
