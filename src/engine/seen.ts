import type { LogLine } from './model.ts';

/**
 * The engine takes a line's time before it writes the line down, for each output stream by itself: between the two streams times may be out of order
 * in the log, by as long as a thread is kept from running.
 */
const disorderMs = 250;

interface Given {
  line: LogLine;
  /** The how manieth in a row of its like, in its reading. */
  count: number;
}

/**
 * The joint between readings of one log that overlap: which of the lines met again were given out already. A line is known by its stream, its time in
 * nanoseconds and its text; where several in a row share all three, as many are let through as one reading has had more of than any before.
 */
export class SeenLines {
  /** What has been given out, as it came: a log is mostly read once, and only of its end is ever looked up what was seen. */
  #given: Given[] = [];
  readonly #counts = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  #newestMs = Number.NEGATIVE_INFINITY;
  #pruneAt = 4_096;

  /** The newest time seen, in milliseconds since 1970; minus infinity when nothing was. */
  get newestMs(): number {
    this.#settle();
    return this.#newestMs;
  }

  /** Where a further reading has to begin to miss nothing. */
  get overlapMs(): number {
    return Math.floor(this.newestMs) - disorderMs;
  }

  /** A line beyond this time cannot have been seen, nor can any that follows it. */
  get edgeMs(): number {
    return this.newestMs + disorderMs;
  }

  has(line: LogLine): boolean {
    this.#settle();
    return this.#counts.has(keyOf(line));
  }

  /** One reading from its beginning; the function gives back those of its lines that no reading before had. */
  reading(): (lines: readonly LogLine[]) => LogLine[] {
    this.#settle();
    // Lines of one stream that share a time follow each other, so the last one of each stream is all that has to be remembered.
    const previous: Record<LogLine['stream'], Given | null> = { stdout: null, stderr: null };
    return (lines) =>
      lines.filter((line) => {
        const own = previous[line.stream];
        const again = own !== null && own.line.at === line.at && own.line.text === line.text;
        const given = { line, count: again ? own.count + 1 : 1 };
        previous[line.stream] = given;
        if (this.#counts.size > 0) {
          if (own === null && this.#isRest(line)) return false;
          const before = this.#counts.get(keyOf(line));
          if (before !== undefined && given.count <= before) return false;
        }
        this.#given.push(given);
        if (this.#given.length > this.#pruneAt) this.#prune();
        return true;
      });
  }

  /** A reading that began between the pieces of a long line begins with the rest of one that was seen whole. */
  #isRest(line: LogLine): boolean {
    const whole = this.#texts.get(timeKeyOf(line));
    return whole !== undefined && whole.length > line.text.length && whole.endsWith(line.text);
  }

  /** Makes what was given out ready to be looked up. */
  #settle(): void {
    if (this.#given.length === 0) return;
    for (const { line, count } of this.#given) {
      this.#newestMs = Math.max(this.#newestMs, Date.parse(line.at));
      this.#counts.set(keyOf(line), count);
      this.#texts.set(timeKeyOf(line), line.text);
    }
    this.#given = [];
  }

  /** Only what another reading can meet again is kept: before a line no line is newer by more than the disorder. */
  #prune(): void {
    const timeAt = (index: number) => Date.parse(this.#given[index]?.line.at ?? '');
    const old = timeAt(this.#given.length - 1) - 3 * disorderMs;
    let [from, to] = [0, this.#given.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (timeAt(middle) < old) from = middle + 1;
      else to = middle;
    }
    this.#given.splice(0, from);
    this.#pruneAt = Math.max(4_096, this.#given.length * 2);
  }
}

function timeKeyOf(line: LogLine): string {
  return `${line.stream} ${line.at}`;
}

function keyOf(line: LogLine): string {
  return `${line.stream} ${line.at} ${line.text}`;
}
