/** In place of what a slow listener missed. */
export interface Missed {
  missed: number;
}

export interface QueueLimits<T> {
  /** Most weight that waits. One item is always kept, however heavy. */
  capacity: number;
  /** What an item weighs against the capacity; 1 when not given. */
  weigh?: (item: T) => number;
  /** As how many it counts when it is missed; 1 when not given. */
  count?: (item: T) => number;
}

/**
 * One writer that never waits, one reader that may be slow. What exceeds the capacity is dropped, oldest first, and the reader is told how many it
 * missed before it gets what came after. An end or a failure is met once what waits has been read.
 */
export class BoundedQueue<T> implements AsyncIterableIterator<T | Missed> {
  readonly #capacity: number;
  readonly #weigh: (item: T) => number;
  readonly #count: (item: T) => number;
  readonly #leave: () => void;
  #items: T[] = [];
  #weight = 0;
  #missed = 0;
  #over: { failure?: unknown } | null = null;
  #wakeReader: (() => void) | null = null;
  #wakeWriter: (() => void) | null = null;

  /** `leave` is called once, when the reader stops before the end. */
  constructor({ capacity, weigh = () => 1, count = () => 1 }: QueueLimits<T>, leave: () => void = () => {}) {
    this.#capacity = capacity;
    this.#weigh = weigh;
    this.#count = count;
    this.#leave = leave;
  }

  push(item: T): void {
    if (this.#over !== null) return;
    this.#items.push(item);
    this.#weight += this.#weigh(item);
    while (this.#weight > this.#capacity && this.#items.length > 1) {
      const [oldest] = this.#items.splice(0, 1);
      if (oldest === undefined) break;
      this.#weight -= this.#weigh(oldest);
      this.#missed += this.#count(oldest);
    }
    this.#wakeReader?.();
  }

  /** Adds to what the reader is told it missed: something was lost before it came here. */
  miss(count: number): void {
    this.#missed += count;
    this.#wakeReader?.();
  }

  end(): void {
    this.#over ??= {};
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  fail(failure: unknown): void {
    this.#over ??= { failure };
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  get over(): boolean {
    return this.#over !== null;
  }

  /** For a writer that may wait: resolves once half the capacity is free, or the queue is over. */
  async room(): Promise<void> {
    while (this.#weight > this.#capacity / 2 && this.#over === null)
      await new Promise<void>((resolve) => (this.#wakeWriter = resolve));
  }

  async next(): Promise<IteratorResult<T | Missed>> {
    for (;;) {
      if (this.#missed > 0) {
        const missed = this.#missed;
        this.#missed = 0;
        return { done: false, value: { missed } };
      }
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#weight -= this.#weigh(item);
        this.#wakeWriter?.();
        return { done: false, value: item };
      }
      if (this.#over !== null) {
        const { failure } = this.#over;
        this.#over = {};
        if (failure !== undefined) throw failure;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }

  /** The reader leaves: what waits is forgotten. */
  async return(): Promise<IteratorResult<T | Missed>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    const early = this.#over === null;
    this.#items = [];
    this.#weight = 0;
    this.#missed = 0;
    this.#over = {};
    this.#wakeReader?.();
    this.#wakeWriter?.();
    if (early) this.#leave();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
