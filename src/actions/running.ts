/** The actions that are under way, so that a shutdown can wait for their outcomes. */
export class Running {
  readonly #open = new Set<Promise<unknown>>();

  get size(): number {
    return this.#open.size;
  }

  track<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => this.#open.delete(settled));
    this.#open.add(settled);
    return work;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
