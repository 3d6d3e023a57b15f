import { engineError } from '../errors.ts';

/** A piece of what a command has written. With a terminal all of it is standard output. */
export interface OutputPiece {
  stream: 'stdout' | 'stderr';
  bytes: Buffer;
}

const headerBytes = 8;

/**
 * Tells standard output and standard error apart as the bytes arrive, wherever they are cut, holding back nothing but an unfinished header. A frame is
 * one byte for the stream (1 standard output, 2 standard error), three of zero, four of length, then so many bytes.
 */
export class FrameReader {
  #header: Buffer = Buffer.alloc(0);
  #left = 0;
  #stream: OutputPiece['stream'] = 'stdout';

  /** Whether all that has come so far was whole frames. */
  get whole(): boolean {
    return this.#left === 0 && this.#header.length === 0;
  }

  push(chunk: Buffer): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left === 0) {
        const taken = headerBytes - this.#header.length;
        this.#header = Buffer.concat([this.#header, rest.subarray(0, taken)]);
        rest = rest.subarray(taken);
        if (this.#header.length < headerBytes) break;
        this.#read(this.#header);
        this.#header = Buffer.alloc(0);
        continue;
      }
      const bytes = rest.subarray(0, this.#left);
      pieces.push({ stream: this.#stream, bytes });
      this.#left -= bytes.length;
      rest = rest.subarray(bytes.length);
    }
    return pieces;
  }

  #read(header: Buffer): void {
    const kind = header[0] ?? 0;
    if (kind > 3 || header.readUIntBE(1, 3) !== 0) throw engineError("the engine's output stream is not framed as expected");
    // 3 is the engine's own complaint: the reader should see it, as something that went wrong.
    this.#stream = kind >= 2 ? 'stderr' : 'stdout';
    this.#left = header.readUInt32BE(4);
  }
}
