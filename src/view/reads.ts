/** What an answer depends on: the state of each source it read from as it was then, and until when its texts are true. */
export class Reads {
  readonly #seen = new Map<string, { now: () => unknown; was: unknown }>();
  #until = Number.POSITIVE_INFINITY;
  #repeatable = true;

  /** To be called before the source is read; `now` gives a value that differs whenever what would be read could differ. */
  from(source: string, now: () => unknown): void {
    if (!this.#seen.has(source)) this.#seen.set(source, { now, was: now() });
  }

  /** What was read is true until then (milliseconds since 1970). */
  until(time: number): void {
    this.#until = Math.min(this.#until, time);
  }

  /** What was read must be read again each time: it is on record, or asks the engine, or acts. */
  once(): void {
    this.#repeatable = false;
  }

  /** Whether an answer made of this may be given a second time at all. */
  get repeatable(): boolean {
    return this.#repeatable;
  }

  /** Whether the same reads would find the same now (milliseconds since 1970). */
  hold(now: number): boolean {
    if (!this.#repeatable || now >= this.#until) return false;
    for (const source of this.#seen.values()) if (source.now() !== source.was) return false;
    return true;
  }
}
