import type { LogLine } from './model.ts';

/**
 * The engine takes a line's time before it writes the line down, for each output stream by itself: between the two streams times may be out of order
 * in the log, by as long as a thread is kept from running.
 */
const disorderMs = 250;

interface Seen {
  ms: number;
  count: number;
}

/**
 * The joint between readings of one log that overlap: which of the lines met again were given out already. A line is known by its stream, its time in
 * nanoseconds and its text; where several in a row share all three, as many are let through as one reading has had more of than any before.
 */
export class SeenLines {
  readonly #counts = new Map<string, Seen>();
  readonly #texts = new Map<string, string>();
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

  has(line: LogLine): boolean {
    return this.#counts.has(keyOf(line));
  }

  /** One reading from its beginning; the function gives back those of its lines that no reading before had. */
  reading(): (lines: readonly LogLine[]) => LogLine[] {
    // Lines of one stream that share a time follow each other, so the last one of each stream is all that has to be remembered.
    const previous = { stdout: { key: '', count: 0 }, stderr: { key: '', count: 0 } };
    return (lines) =>
      lines.filter((line) => {
        const key = keyOf(line);
        const own = previous[line.stream];
        const first = own.key === '';
        own.count = own.key === key ? own.count + 1 : 1;
        own.key = key;
        if (first && this.#isRest(line)) return false;
        const before = this.#counts.get(key);
        if (before !== undefined && own.count <= before.count) return false;
        this.#add(key, line, own.count);
        return true;
      });
  }

  /** A reading that began between the pieces of a long line begins with the rest of one that was seen whole. */
  #isRest(line: LogLine): boolean {
    const whole = this.#texts.get(timeKeyOf(line));
    return whole !== undefined && whole.length > line.text.length && whole.endsWith(line.text);
  }

  #add(key: string, line: LogLine, count: number): void {
    const ms = Date.parse(line.at);
    if (ms > this.#newestMs) this.#newestMs = ms;
    this.#counts.set(key, { ms, count });
    this.#texts.set(timeKeyOf(line), line.text);
    if (this.#counts.size > this.#pruneAt) this.#prune();
  }

  /** Only what another reading can meet again is kept. */
  #prune(): void {
    const oldest = this.overlapMs - disorderMs;
    for (const [key, { ms }] of this.#counts) if (ms < oldest) this.#counts.delete(key);
    for (const key of this.#texts.keys()) if (Date.parse(key.slice(key.indexOf(' ') + 1)) < oldest) this.#texts.delete(key);
    this.#pruneAt = Math.max(4_096, this.#counts.size * 2);
  }
}

function timeKeyOf(line: LogLine): string {
  return `${line.stream} ${line.at}`;
}

function keyOf(line: LogLine): string {
  return `${line.stream} ${line.at} ${line.text}`;
}
