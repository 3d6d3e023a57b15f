import { rateLimited } from '../errors.ts';
import { NotSent } from './failure.ts';

/** A fixed number of places for calls, and a bounded line of those who wait for one: an engine that slows down is not asked for ever more at the same time. */
export class Places {
  readonly #most: number;
  readonly #longestLine: number;
  readonly #line = new Set<() => void>();
  #taken = 0;

  constructor({ places, line }: { places: number; line: number }) {
    this.#most = places;
    this.#longestLine = line;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#line.size;
  }

  /** Resolves, when it is the caller's turn, with what gives the place up. RATE_LIMITED where the line is full; rejects when the signal is aborted first. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (this.#taken < this.#most) this.#taken += 1;
    else await this.#turn(signal);
    return () => this.#give();
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#line.size >= this.#longestLine) {
      const why = `${this.#longestLine} requests wait for the engine already; nothing was sent to it. Try again later.`;
      throw rateLimited(why, { cause: new NotSent('the line is full') });
    }
    const turn = Promise.withResolvers<void>();
    const leave = () => {
      this.#line.delete(turn.resolve);
      turn.reject(new NotSent('its turn had not come'));
    };
    this.#line.add(turn.resolve);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** The place goes straight to the next in line, so that nobody can slip in between. */
  #give(): void {
    const [next] = this.#line;
    if (next === undefined) {
      this.#taken -= 1;
      return;
    }
    this.#line.delete(next);
    next();
  }
}
