import { WharfingerError } from '../errors.ts';
import type { Clock } from '../mirror/clock.ts';
import type { Keeper } from './keeper.ts';
import type { Change, Matcher } from './match.ts';
import type { Objects } from './objects.ts';
import type { Origins } from './origins.ts';
import { recordOf } from './record.ts';

export interface DealDeps {
  host: string;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  /** A command line without what looks like a secret. */
  shown: (command: readonly string[]) => string;
  objects: Objects;
  origins: Origins;
  matcher: Matcher;
  keeper: Keeper;
}

/** How often it is looked at what is complete, how often an idle cursor is stored, and how long is waited after a failure; in milliseconds. */
const rhythm = { tick: 250, keep: 5_000, pause: 2_000 } as const;
/**
 * What belongs to an event follows it at once, which is two seconds at most; on a machine so busy that a tick of ours comes late, as many times later. Of
 * the last ticks the latest counts.
 */
const settled = { ticks: 8, atMost: 30_000, remembered: 40 } as const;

/** Puts on record what is complete, and stores how far that is. */
export class Dealer {
  readonly #deps: DealDeps;
  #keptAt = 0;

  constructor(deps: DealDeps) {
    this.#deps = deps;
  }

  /** Ends with the signal. What cannot be put on record is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log, host, matcher } = this.#deps;
    const ticks: number[] = [];
    while (!signal.aborted) {
      const before = clock.now();
      await clock.delay(rhythm.tick, signal);
      ticks.push(Math.max(rhythm.tick, clock.now() - before));
      if (ticks.length > settled.remembered) ticks.shift();
      const changes = matcher.take(Math.min(settled.atMost, settled.ticks * Math.max(...ticks)));
      try {
        for (const [at, change] of changes.entries()) {
          await this.#record(change).catch((error: unknown) => {
            matcher.put(changes.slice(at), false);
            throw error;
          });
        }
        if (clock.now() - this.#keptAt >= rhythm.keep) await this.#keep();
      } catch (error) {
        log.warn({ host, err: error }, 'what happened behind our back could not be put on record; trying again');
        await clock.delay(rhythm.pause, signal);
      }
    }
  }

  async #record(change: Change): Promise<void> {
    const { host, shown, log, objects, origins, matcher, keeper } = this.#deps;
    if (!origins.isProbe(change)) {
      const record = recordOf(change, { host, objects, ...origins.of(change, shown) });
      await keeper.record(record, [change]).catch((error: unknown) => {
        // From before a crash, or of a commit whose answer was lost.
        if (!(error instanceof WharfingerError) || error.code !== 'INTERNAL') throw error;
        log.warn({ host, err: error }, 'an event of the engine is on record already');
      });
      origins.recorded(change);
    }
    matcher.put([change], true);
  }

  async #keep(): Promise<void> {
    const { clock, origins, matcher, keeper } = this.#deps;
    if (!keeper.ready) return;
    const snapshot = await keeper.keep();
    this.#keptAt = clock.now();
    if (snapshot !== null && matcher.waiting === 0) origins.count(snapshot.containers);
  }
}
