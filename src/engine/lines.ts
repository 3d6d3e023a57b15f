import type { LogLine } from './model.ts';

/**
 * The engine cuts a line into pieces of 16 KiB, each with the time of the whole line in front. Longer lines than this are given out in pieces after
 * all, so that an endless one cannot fill the memory.
 */
export const longestLine = 1024 * 1024;

interface Pending {
  at: string;
  parts: Buffer[];
  bytes: number;
  /** A first piece has been given out already: the rest of the line is a piece too. */
  broken: boolean;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/**
 * Puts the pieces of one output stream together to lines. A piece continues the line before it when it bears the same time to the nanosecond;
 * with another time the line before it had no end (the program ended inside it) and is given out as partial.
 */
export class LineAssembler {
  readonly #stream: LogLine['stream'];
  readonly #dropCarriageReturn: boolean;
  #pending: Pending | null = null;
  #details: { details?: string } = {};

  constructor(stream: LogLine['stream'], dropCarriageReturn: boolean) {
    this.#stream = stream;
    this.#dropCarriageReturn = dropCarriageReturn;
  }

  /** One piece without its time and details; it ends with a line feed when the line does. No details: they were not asked for. */
  piece(at: string, content: Buffer, out: LogLine[], details?: string): void {
    if (this.#pending !== null && this.#pending.at !== at) this.end(out);
    if (details !== this.#details.details) this.#details = details === undefined ? {} : { details };
    const ended = content.length > 0 && content[content.length - 1] === lineFeed;
    if (ended && this.#pending === null) {
      this.#whole(at, content, out);
      return;
    }
    const pending = (this.#pending ??= { at, parts: [], bytes: 0, broken: false });
    pending.parts.push(content);
    pending.bytes += content.length;
    if (ended) this.#finish(pending, out);
    else if (pending.bytes >= longestLine) this.#breakOff(pending, out);
  }

  /** The stream has ended, or the line without having been finished. */
  end(out: LogLine[]): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null || pending.bytes === 0) return;
    out.push({
      stream: this.#stream,
      at: pending.at,
      text: Buffer.concat(pending.parts).toString('utf8'),
      partial: true,
      ...this.#details,
    });
  }

  #whole(at: string, content: Buffer, out: LogLine[]): void {
    // A plugin may put several lines into one piece: the first line feed is usually, but not always, the last byte.
    for (let from = 0; from < content.length;) {
      const to = content.indexOf(lineFeed, from);
      out.push({
        stream: this.#stream,
        at,
        text: content.toString('utf8', from, this.#lastByte(content, from, to)),
        partial: false,
        ...this.#details,
      });
      from = to + 1;
    }
  }

  #finish(pending: Pending, out: LogLine[]): void {
    this.#pending = null;
    const line = Buffer.concat(pending.parts);
    if (!pending.broken) return this.#whole(pending.at, line, out);
    const text = line.toString('utf8', 0, this.#lastByte(line, 0, line.length - 1));
    if (text !== '') out.push({ stream: this.#stream, at: pending.at, text, partial: true, ...this.#details });
  }

  #breakOff(pending: Pending, out: LogLine[]): void {
    const line = Buffer.concat(pending.parts);
    const cut = line.length - unfinishedBytes(line);
    out.push({ stream: this.#stream, at: pending.at, text: line.toString('utf8', 0, cut), partial: true, ...this.#details });
    pending.parts = [line.subarray(cut)];
    pending.bytes = line.length - cut;
    pending.broken = true;
  }

  /** Where the text of the line ends: before the carriage return that a terminal adds. */
  #lastByte(content: Buffer, from: number, lineEnd: number): number {
    return this.#dropCarriageReturn && lineEnd > from && content[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
  }
}

/** How many bytes at the end begin a character of UTF-8 that goes on behind them: 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/**
 * The end of the time in front of a piece ("2026-11-24T06:40:16.996820145Z "), which is the index of the space behind it; -1 when `bytes` do not
 * begin with one. The longest form has nine decimals and an offset: 35 bytes.
 */
export function endOfTime(bytes: Buffer, from: number): number {
  const to = bytes.indexOf(space, from);
  return to - from >= 20 && to - from <= longestTime && bytes[from + 4] === 0x2d && bytes[from + 10] === 0x54 ? to : -1;
}

export const longestTime = 35;
