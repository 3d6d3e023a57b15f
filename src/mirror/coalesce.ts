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

/** Of a task that waits: whether one began at once in place of it. */
interface Turn {
  over: boolean;
}

/**
 * Runs at most one task per key. Whoever asks while one has not begun shares it; whoever asks while one runs shares one more afterwards, for the running one
 * may have looked already. All calls for one key must mean the same task.
 */
export class Coalescer {
  readonly #waiting = new Map<string, { turn: Turn; run: Promise<void> }>();
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #slots: Slots;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  /** Resolves or rejects as a run of the task that began after this call; or resolves once one that `now` began in its place is over. */
  run(key: string, task: () => Promise<void>): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting.run;
    const turn: Turn = { over: false };
    const run = this.#inTurn(key, turn, task);
    this.#waiting.set(key, { turn, run });
    return run;
  }

  /** Runs the task at once, whatever runs already, in place of one that waits, which would look no later. */
  now(key: string, task: () => Promise<void>): Promise<void> {
    const run = task();
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) waiting.turn.over = true;
    this.#waiting.delete(key);
    this.#runs(key, run);
    return run;
  }

  async #inTurn(key: string, turn: Turn, task: () => Promise<void>): Promise<void> {
    while (this.#running.has(key)) await this.#running.get(key);
    await this.#slots.take();
    try {
      if (turn.over) return;
      this.#waiting.delete(key);
      const run = task();
      this.#runs(key, run);
      await run;
    } finally {
      this.#slots.give();
    }
  }

  /** What runs for a key, never rejecting. */
  #runs(key: string, run: Promise<void>): void {
    const all = Promise.allSettled([this.#running.get(key), run]).then(() => {
      if (this.#running.get(key) === all) this.#running.delete(key);
    });
    this.#running.set(key, all);
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
