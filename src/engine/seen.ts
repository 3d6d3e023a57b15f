import type { LogLine } from './model.ts';

/**
 * The engine takes a line's time before it writes the line down, for each output stream by itself: between the two streams times may be out of order
 * in the log, by as long as a thread is kept from running.
 */
const disorderMs = 250;

/**
 * The joint between readings of one log that overlap: which of the lines met again were given out already. A line is known by its stream and its time
 * in nanoseconds; where several in a row share both, as many are let through as one reading has had more of than any before. A cut line is known by
 * its length too, so that the whole one, when a later reading has it, is not taken for it.
 */
export class SeenLines {
  readonly #counts = new Map<string, { ms: number; count: number }>();
  #newestMs = Number.NEGATIVE_INFINITY;
  #pruneAt = 4_096;

  /** The newest time seen, in milliseconds since 1970; minus infinity when nothing was. */
  get newestMs(): number {
    return this.#newestMs;
  }

  /** Where a further reading has to begin to miss nothing. */
  get overlapMs(): number {
    return Math.floor(this.#newestMs) - disorderMs;
  }

  /** A line beyond this time cannot have been seen, nor can any that follows it. */
  get edgeMs(): number {
    return this.#newestMs + disorderMs;
  }

  /** One reading from its beginning; the function gives back those of its lines that no reading before had. */
  reading(): (lines: readonly LogLine[]) => LogLine[] {
    // Lines of one stream that share a time follow each other, so the last one of each stream is all that has to be remembered.
    const previous = { stdout: { key: '', count: 0 }, stderr: { key: '', count: 0 } };
    return (lines) =>
      lines.filter((line) => {
        const key = keyOf(line);
        const own = previous[line.stream];
        own.count = own.key === key ? own.count + 1 : 1;
        own.key = key;
        const before = this.#counts.get(key);
        if (before !== undefined && own.count <= before.count) return false;
        this.#add(key, line.at, own.count);
        return true;
      });
  }

  has(line: LogLine): boolean {
    return this.#counts.has(keyOf(line));
  }

  #add(key: string, at: string, count: number): void {
    const ms = Date.parse(at);
    if (ms > this.#newestMs) this.#newestMs = ms;
    this.#counts.set(key, { ms, count });
    if (this.#counts.size > this.#pruneAt) this.#prune();
  }

  /** Only what another reading can meet again is kept. */
  #prune(): void {
    const oldest = this.overlapMs - disorderMs;
    for (const [key, { ms }] of this.#counts) if (ms < oldest) this.#counts.delete(key);
    this.#pruneAt = Math.max(4_096, this.#counts.size * 2);
  }
}

function keyOf(line: LogLine): string {
  return `${line.stream} ${line.at}${line.partial ? ` ${line.text.length}` : ''}`;
}
