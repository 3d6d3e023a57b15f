/**
 * A count of the reads that were started, used as a clock: it tells whether one read began after another had been answered. The engine looks at an
 * object at some moment between a read's start and its answer, so only then is it certain which of two answers is the newer one.
 */
export class Orders {
  readonly #running = new Set<number>();
  #last = 0;

  /** The place of a read that starts now. Every begin has its end, once the answer has been put away. */
  begin(): number {
    this.#last += 1;
    this.#running.add(this.#last);
    return this.#last;
  }

  end(order: number): void {
    this.#running.delete(order);
  }

  /** The place of the latest read that has started. */
  get last(): number {
    return this.#last;
  }

  /** The earliest start among the reads still under way: nothing that comes in from now on can be older. */
  get oldest(): number {
    const [first = Infinity] = this.#running;
    return first;
  }
}
