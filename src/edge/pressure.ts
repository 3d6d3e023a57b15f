import { WharfingerError } from '../errors.ts';

/** OVERLOADED, with the time after which it is worth asking again. */
export class Overloaded extends WharfingerError {
  readonly retryAfterSeconds = 2;

  constructor(lateMs: number) {
    super('OVERLOADED', `Wharfinger is ${Math.round(lateMs)} ms behind and answers no reads for now: try again in 2 s.`);
  }
}

/** Whether the process keeps up with what it is asked. */
export interface Pressure {
  /** Called before a read is worked for; throws OVERLOADED. What writes, and what is answered from memory, does not ask. */
  admitRead(): void;
  close(): void;
}

const everyMs = 250;

/**
 * Measures how late the event loop comes to a timer, and refuses reads while that is more than `limitMs` (0: never): an action that waits behind reads
 * could time out at its client though it is carried out, a read can be asked again. A delay is forgotten by halves.
 */
export function watchPressure(limitMs: number, now: () => number): Pressure {
  if (limitMs === 0) return { admitRead: () => {}, close: () => {} };
  let late = 0;
  let expected = now() + everyMs;
  const timer = setInterval(() => {
    const time = now();
    late = Math.max(time - expected, late / 2, 0);
    expected = time + everyMs;
  }, everyMs);
  timer.unref();
  return {
    admitRead() {
      if (late > limitMs) throw new Overloaded(late);
    },
    close: () => clearInterval(timer),
  };
}
