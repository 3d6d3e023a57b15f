import { StringDecoder } from 'node:string_decoder';

/** What a command has written to one of its outputs, as far as it is kept. */
export interface OutputText {
  text: string;
  /** All that was written, what was not kept included. */
  bytes: number;
  truncated: boolean;
}

/** Keeps the beginning of what is written, up to a limit, and counts the rest. */
export class Output {
  readonly #limit: number;
  readonly #kept: Buffer[] = [];
  #keptBytes = 0;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(bytes: Buffer): void {
    this.#bytes += bytes.length;
    const room = this.#limit - this.#keptBytes;
    if (room <= 0) return;
    const part = bytes.subarray(0, room);
    this.#kept.push(part);
    this.#keptBytes += part.length;
  }

  /** As UTF-8; what is none becomes U+FFFD, a character that the limit cut in two is left out. */
  read(): OutputText {
    const whole = Buffer.concat(this.#kept);
    const truncated = this.#bytes > this.#keptBytes;
    const text = truncated ? new StringDecoder('utf8').write(whole) : whole.toString('utf8');
    return { text, bytes: this.#bytes, truncated };
  }
}

export interface Outputs {
  stdout: OutputText;
  stderr: OutputText;
}

/** Outputs are kept with the answers of idempotency keys, for a day: all of them together take no more than this. */
const keptBytes = 32 * 1024 * 1024;

/** Forgets the oldest outputs when there are too many: a repeated request then still gets its answer, the texts marked as truncated. */
export class KeptOutputs {
  readonly #kept: Outputs[] = [];
  #bytes = 0;

  keep(outputs: Outputs): void {
    this.#kept.push(outputs);
    this.#bytes += size(outputs);
    while (this.#bytes > keptBytes) {
      const oldest = this.#kept.shift();
      if (oldest === undefined) return;
      this.#bytes -= size(oldest);
      for (const output of [oldest.stdout, oldest.stderr]) Object.assign(output, { text: '', truncated: output.bytes > 0 });
    }
  }
}

function size({ stdout, stderr }: Outputs): number {
  return 2 * (stdout.text.length + stderr.text.length);
}
