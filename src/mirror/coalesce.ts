/** A fixed number of places; who finds none waits in line. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes straight to the next in line, so that nobody can slip in between. */
  give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/**
 * Runs at most one task per key. Whoever asks while one has not begun shares it; whoever asks while one runs shares one more afterwards, for the running one
 * may have looked already. All calls for one key must mean the same task.
 */
export class Coalescer {
  readonly #waiting = new Map<string, Promise<void>>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #slots: Slots;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  /** Resolves or rejects as a run of the task that began after this call. */
  run(key: string, task: () => Promise<void>): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting;
    const run = this.#inTurn(key, task);
    this.#waiting.set(key, run);
    return run;
  }

  async #inTurn(key: string, task: () => Promise<void>): Promise<void> {
    await Promise.allSettled([this.#running.get(key)]);
    await this.#slots.take();
    this.#waiting.delete(key);
    const running = task().finally(() => {
      this.#running.delete(key);
      this.#slots.give();
    });
    this.#running.set(key, running);
    await running;
  }
}

/** Calls `work` for each key, `limit` at a time, and gives the answers as they come. After the first failure no more are begun. */
export async function eachOf<R>(keys: Iterable<string>, limit: number, work: (key: string) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...keys].toReversed();
  const worker = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) results.push(await work(key));
  };
  try {
    await Promise.all(Array.from({ length: limit }, worker));
  } finally {
    left.length = 0;
  }
  return results;
}
