/** Time and chance as the mirror sees them; tests hand in their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to but not including 1. */
  random(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted. Never rejects. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  delay: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener('abort', finish, { once: true });
    }),
};

/** What a longer wait would only hide: the deadlines and rhythms of the mirror, in milliseconds. */
export const rhythm = {
  /** A read that takes longer is given up; three in one relist mean that the engine is stalled. */
  readDeadline: 15_000,
  /**
   * How long an action waits for its own effect to show: whoever is answered earlier reads what was before their own action. With 2 s a container was
   * not found by its new name where two hundred clients had the machine's two cores.
   */
  refreshDeadline: 10_000,
  /** What an engine that has just started emits before it listens, the second relist sees. */
  relistSoon: 2_000,
  /** Heals what a lost event has left, and finds out whether a silent engine is still there. */
  relist: 60_000,
  backoffFirst: 200,
  backoffMax: 30_000,
} as const;

/** Full jitter: anything from nothing to 0.2 s, 0.4 s, 0.8 s, ... 30 s, so that many clients of a restarted engine do not return in step. */
export function backoffMs(failures: number, random: number): number {
  // 2^8 * 0.2 s is past the limit already; a larger exponent would only overflow one day.
  return random * Math.min(rhythm.backoffMax, rhythm.backoffFirst * 2 ** Math.min(failures - 1, 8));
}
