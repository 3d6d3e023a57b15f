/** One upstream stream of the fake: what is pushed waits for the one reader; `fail` cuts it after what was already delivered. */
export class Pipe<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  readonly #onClose: () => void;
  #wake: () => void = () => {};
  #ended = false;
  #failure: Error | null = null;

  /** `onClose` is called once, when the stream is over for whatever reason. */
  constructor(signal: AbortSignal, onClose: (pipe: Pipe<T>) => void) {
    let open = true;
    this.#onClose = () => {
      if (open) onClose(this);
      open = false;
    };
    if (signal.aborted) this.end();
    else signal.addEventListener('abort', () => this.end(), { once: true });
  }

  push(value: T): void {
    if (this.#ended) return;
    this.#waiting.push(value);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#onClose();
    this.#wake();
  }

  fail(error: Error): void {
    if (this.#ended) return;
    this.#failure = error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      for (;;) {
        for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) yield next;
        if (this.#failure !== null) throw this.#failure;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.end();
    }
  }
}
