import { WharfingerError } from '../errors.ts';
import { unsent } from './failure.ts';

/** Attempts that may fail in turn: an engine that is being restarted is back before. */
const failuresAllowed = 5;
/** Between attempts at an engine that is taken for lost. */
const pauseMs = 500;

/**
 * Tells whether an engine is taken for lost: it was silent when greeted, or could not be greeted several times in turn. From then on one attempt at a
 * time is let through, and none within a pause after the last; all others fail at once, with the words of the last failure, in place of waiting.
 * The first attempt that succeeds ends that.
 */
export class Circuit {
  readonly #now: () => number;
  #failures = 0;
  #last: WharfingerError | null = null;
  #trying = false;
  #againAt = 0;

  /** `now`: a steady clock, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get lost(): boolean {
    return this.#failures >= failuresAllowed;
  }

  /** Whatever this rejects with is marked as not sent. */
  async attempt<T>(greet: () => Promise<T>): Promise<T> {
    if (this.lost && (this.#trying || this.#now() < this.#againAt)) throw unsent(this.#last);
    this.#trying = true;
    try {
      const answer = await greet();
      this.#failures = 0;
      return answer;
    } catch (error) {
      // What refuses connections may be about to start; what takes them and says nothing hangs.
      this.#failures = isSilence(error) ? failuresAllowed : this.#failures + 1;
      this.#againAt = this.#now() + pauseMs;
      const failure = unsent(error);
      this.#last = failure;
      throw failure;
    } finally {
      this.#trying = false;
    }
  }
}

function isSilence(error: unknown): boolean {
  return error instanceof WharfingerError && error.cause instanceof WharfingerError && error.cause.code === 'TIMEOUT';
}
