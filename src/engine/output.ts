import { engineError } from '../errors.ts';

const headerBytes = 8;

/** What a container has written: of each stream the beginning, up to a limit. */
export interface Output {
  stdout: string;
  stderr: string;
  /** Whether there was more. */
  truncated: boolean;
}

/** Takes an attached container's bytes: frames (stream, three of zero, four of length, text), or raw when it has a terminal. Keeps no more than the limit. */
export class OutputCollector {
  readonly #tty: boolean;
  readonly #limit: number;
  readonly #kept = { stdout: { parts: new Array<Buffer>(), bytes: 0 }, stderr: { parts: new Array<Buffer>(), bytes: 0 } };
  #truncated = false;
  /** The header as far as it has arrived, and what is still to come of the frame behind it. */
  #header: Buffer = Buffer.alloc(0);
  #stream: 'stdout' | 'stderr' = 'stdout';
  #left = 0;

  constructor(tty: boolean, limit: number) {
    this.#tty = tty;
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    if (this.#tty) {
      this.#keep(chunk);
      return;
    }
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        this.#left -= part.length;
        rest = rest.subarray(part.length);
        this.#keep(part);
        continue;
      }
      const missing = headerBytes - this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#header.length === headerBytes) this.#open(this.#header);
    }
  }

  result(): Output {
    const { stdout, stderr } = this.#kept;
    const text = (parts: Buffer[]) => Buffer.concat(parts).toString('utf8');
    return { stdout: text(stdout.parts), stderr: text(stderr.parts), truncated: this.#truncated };
  }

  #open(header: Buffer): void {
    const kind = header[0] ?? 0;
    if (kind > 2 || header.readUIntBE(1, 3) !== 0) throw engineError("the engine's output is not framed as expected");
    this.#stream = kind === 2 ? 'stderr' : 'stdout';
    this.#left = header.readUInt32BE(4);
    this.#header = Buffer.alloc(0);
  }

  #keep(part: Buffer): void {
    const kept = this.#kept[this.#stream];
    const room = this.#limit - kept.bytes;
    if (part.length > room) this.#truncated = true;
    if (room <= 0) return;
    // A copy: a view would keep the whole chunk of the connection in memory.
    kept.parts.push(Buffer.from(part.subarray(0, room)));
    kept.bytes += Math.min(part.length, room);
  }
}
