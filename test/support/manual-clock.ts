import type { Clock } from '../../src/mirror/clock.ts';

/** Time that moves only when a test says so. `random` gives 0.5 unless set. */
export class ManualClock implements Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly asked: number[] = [];
  chance = 0.5;
  readonly #waiting = new Set<{ due: number; wake: () => void }>();
  #time = Date.parse('2026-01-01T12:00:00Z');

  now(): number {
    return this.#time;
  }

  random(): number {
    return this.chance;
  }

  delay(ms: number, signal: AbortSignal): Promise<void> {
    this.asked.push(ms);
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiter = {
        due: this.#time + ms,
        wake: () => {
          this.#waiting.delete(waiter);
          signal.removeEventListener('abort', waiter.wake);
          resolve();
        },
      };
      this.#waiting.add(waiter);
      signal.addEventListener('abort', waiter.wake);
    });
  }

  /** Moves on, waking in order whoever is due; what they do at once is done when this resolves. */
  async advance(ms: number): Promise<void> {
    const target = this.#time + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#waiting].filter((one) => one.due <= target).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#time = next.due;
      next.wake();
    }
    this.#time = target;
  }
}

/** Resolves when everything that needs no time has been done. */
export async function settle(): Promise<void> {
  // Each turn of the event loop runs all that is ready; chains through iterators and timers of zero take a few.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
