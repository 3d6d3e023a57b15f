/**
 * Many streams as one, in the order in which their values come. Each source waits until its last value has been taken, so a slow listener is felt by
 * the sources (which have bounded buffers of their own), and no more than one value of each waits here. Sources can be added at any time.
 */
export class Merge<T> implements AsyncIterableIterator<T> {
  readonly #ready: { value: T; taken: () => void }[] = [];
  #closed = false;
  #failure: { error: unknown } | null = null;
  #wake: (() => void) | null = null;

  /** Resolves when the source has ended. A source that fails ends the whole with its error. */
  async add(source: AsyncIterable<T>): Promise<void> {
    try {
      for await (const value of source) {
        if (this.#closed) return;
        await new Promise<void>((taken) => {
          this.#ready.push({ value, taken });
          this.#wake?.();
        });
        if (this.#closed) return;
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** What waits is still given out. */
  end(): void {
    this.#closed = true;
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const first = this.#ready.shift();
      if (first !== undefined) {
        first.taken();
        return { done: false, value: first.value };
      }
      if (this.#failure !== null) {
        const { error } = this.#failure;
        this.#failure = null;
        throw error;
      }
      if (this.#closed) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  /** The listener has left: what waits is forgotten, and the sources are let go. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#failure = null;
    this.end();
    for (const { taken } of this.#ready.splice(0)) taken();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
