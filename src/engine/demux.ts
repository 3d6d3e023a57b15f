import { engineError } from '../errors.ts';
import { endOfTime, LineAssembler, longestTime } from './lines.ts';
import type { LogLine } from './model.ts';

/** Turns the bytes of a log stream, asked for with timestamps, into lines. The chunks may be cut anywhere. */
export interface LogParser {
  push(chunk: Buffer, out: LogLine[]): void;
  /** The stream has ended: what is still held is given out as partial. */
  end(out: LogLine[]): void;
}

/** Framed when the container has no terminal, raw when it has one. `details`: whether they were asked for, and so stand behind each time. */
export function logParser(tty: boolean, details = false): LogParser {
  return tty ? new RawParser(details) : new FramedParser(details);
}

const headerBytes = 8;
// The engine's own frames hold at most 16 KiB of text. A longer one than this means that these are no frames.
const longestFrame = 16 * 1024 * 1024;
const unknownTime = '1970-01-01T00:00:00Z';

/** Frames: one byte for the stream (0 and 1 are standard output, 2 is standard error, 3 the engine's own complaint), three of zero, four of length. */
class FramedParser implements LogParser {
  readonly #stdout = new LineAssembler('stdout', false);
  readonly #stderr = new LineAssembler('stderr', false);
  // What has arrived of a frame that is not whole. Chunks are joined once, when it is, so that many small ones cost no more than one large one.
  #held: Buffer[] = [];
  #heldBytes = 0;
  #needed = headerBytes;
  #lastAt = unknownTime;
  readonly #details: boolean;

  constructor(details: boolean) {
    this.#details = details;
  }

  push(chunk: Buffer, out: LogLine[]): void {
    let bytes = chunk;
    if (this.#heldBytes > 0) {
      this.#held.push(chunk);
      this.#heldBytes += chunk.length;
      if (this.#heldBytes < this.#needed) return;
      bytes = Buffer.concat(this.#held);
    }
    let from = 0;
    this.#needed = headerBytes;
    while (bytes.length - from >= headerBytes) {
      const length = bytes.readUInt32BE(from + 4);
      if ((bytes[from] ?? 0) > 3 || bytes.readUIntBE(from + 1, 3) !== 0 || length > longestFrame) {
        throw engineError("the engine's log stream is not framed as expected");
      }
      if (bytes.length - from < headerBytes + length) {
        this.#needed = headerBytes + length;
        break;
      }
      this.#frame(bytes[from] ?? 0, bytes.subarray(from + headerBytes, from + headerBytes + length), out);
      from += headerBytes + length;
    }
    this.#held = from < bytes.length ? [bytes.subarray(from)] : [];
    this.#heldBytes = bytes.length - from;
  }

  end(out: LogLine[]): void {
    this.#stdout.end(out);
    this.#stderr.end(out);
  }

  #frame(kind: number, payload: Buffer, out: LogLine[]): void {
    if (kind === 3) throw engineError(`the engine broke the log off: ${payload.toString('utf8').trim().slice(0, 500)}`);
    const to = endOfTime(payload, 0);
    if (to > 0) this.#lastAt = payload.toString('latin1', 0, to);
    const own = to > 0 ? payload.subarray(to + 1) : payload;
    const behind = this.#details ? own.indexOf(space) : -1;
    const details = behind < 0 ? undefined : own.toString('latin1', 0, behind);
    (kind === 2 ? this.#stderr : this.#stdout).piece(this.#lastAt, own.subarray(behind + 1), out, details);
  }
}

const pieceBytes = 16 * 1024;
const lineFeed = 0x0a;
const space = 0x20;

/**
 * Raw: "time text\r\n", one after the other, or "time details text\r\n". Of a line longer than 16 KiB each piece has the same in front again, with nothing
 * before it to tell it from the text but its place: exactly behind each 16 KiB.
 */
class RawParser implements LogParser {
  readonly #assembler = new LineAssembler('stdout', true);
  #held: Buffer = Buffer.alloc(0);
  /** Of the line that is being read; null between two lines. */
  #front: { at: string; details?: string; text: string } | null = null;
  #lastAt = unknownTime;
  readonly #details: boolean;

  constructor(details: boolean) {
    this.#details = details;
  }

  push(chunk: Buffer, out: LogLine[]): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#drain(false, out);
  }

  end(out: LogLine[]): void {
    this.#drain(true, out);
    this.#assembler.end(out);
  }

  /** At most one piece and its time stay held, 16 KiB, so joining it with each chunk is cheap enough. */
  #drain(ended: boolean, out: LogLine[]): void {
    const bytes = this.#held;
    let from = 0;
    while (from < bytes.length) {
      if (this.#front === null) {
        const to = endOfTime(bytes, from);
        if (to < 0 && bytes.length - from <= longestTime && bytes.indexOf(lineFeed, from) < 0 && !ended) break;
        const behind = this.#details && to >= 0 ? bytes.indexOf(space, to + 1) : to;
        if (behind < 0 && to >= 0 && !ended) break;
        if (to >= 0) this.#lastAt = bytes.toString('latin1', from, to);
        const details = behind > to ? { details: bytes.toString('latin1', to + 1, behind) } : {};
        this.#front = { at: this.#lastAt, ...details, text: `${this.#lastAt} ${behind > to ? `${details.details} ` : ''}` };
        from = to < 0 ? from : Math.max(behind, to) + 1;
      }
      const { at, text, details } = this.#front;
      const feed = bytes.subarray(from, from + pieceBytes).indexOf(lineFeed);
      const length = feed >= 0 ? feed + 1 : pieceBytes;
      // A full piece without an end: whether the time comes again behind it has to be seen before it can be cut.
      const wanted = feed >= 0 ? length : length + text.length;
      if (bytes.length - from < wanted && !ended) break;
      this.#assembler.piece(at, bytes.subarray(from, from + length), out, details);
      from = Math.min(from + length, bytes.length);
      if (feed >= 0) this.#front = null;
      else if (bytes.toString('latin1', from, from + text.length) === text) from += text.length;
    }
    this.#held = bytes.subarray(from);
  }
}
