import { WharfingerError } from '../errors.ts';

/** RATE_LIMITED, with the time after which the next request will be taken. */
export class RateLimited extends WharfingerError {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    super('RATE_LIMITED', `Too many requests: try again in ${seconds} s (WHARFINGER_RATE_LIMIT).`);
    this.retryAfterSeconds = seconds;
  }
}

const keysKept = 10_000;

/**
 * Limits the requests of each key to `perMinute`, of which a sixth (ten seconds' worth) may come at once; 0: no limit. `now` is a steady clock in
 * milliseconds. The returned function counts one request of a key and throws RateLimited where it is one too many.
 *
 * Each key has one number: the time at which its allowance would be full again (the "generic cell rate algorithm"). A request moves it on by one
 * interval; it is refused where that would be further ahead than the allowance.
 */
export function rateLimiter(perMinute: number, now: () => number): (key: string) => void {
  if (perMinute === 0) return () => {};
  const interval = 60_000 / perMinute;
  const allowance = Math.max(interval, 10_000);
  // Two generations of keys: when the younger is full the older is forgotten, so that a flood of keys costs neither memory nor a search.
  let younger = new Map<string, number>();
  let older = new Map<string, number>();
  return (key) => {
    const time = now();
    const next = Math.max(younger.get(key) ?? older.get(key) ?? 0, time) + interval;
    if (next - time > allowance) throw new RateLimited(next - time - allowance);
    if (younger.size >= keysKept) {
      older = younger;
      younger = new Map();
    }
    younger.set(key, next);
  };
}
