import { closeSync, constants, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

// A line is below a kibibyte; one of a rotation has two signatures more.
const tailSize = 16 * 1024;
const lineEnd = 0x0a;

/**
 * A file of lines that only grows. Each line is on disk (fsynced) when `append` resolves. What was left of a line when the machine stopped is cut off when
 * the file is opened. One process at a time may write to it.
 */
export class CheckpointFile {
  readonly path: string;
  #length: number;
  #lastLine: string | null;
  /** An append has failed, so there may be a part of its line. */
  #torn = false;

  private constructor(path: string, length: number, lastLine: string | null) {
    this.path = path;
    this.#length = length;
    this.#lastLine = lastLine;
  }

  /** Throws the file system's error when it cannot be read; a file that is not there is empty. */
  static open(path: string): CheckpointFile {
    if (!existsSync(path)) return new CheckpointFile(path, 0, null);
    const file = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
    try {
      const { size, length, lastLine } = endOf(file);
      if (length < size) {
        ftruncateSync(file, length);
        fsyncSync(file);
      }
      return new CheckpointFile(path, length, lastLine);
    } finally {
      closeSync(file);
    }
  }

  /** Without its line end; null: there is none. */
  get lastLine(): string | null {
    return this.#lastLine;
  }

  /** Rejects with the file system's error, or when somebody else has written to the file, cut it off or removed it. One call at a time. */
  async append(line: string): Promise<void> {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    const first = this.#length === 0;
    const file = await open(this.path, constants.O_WRONLY | constants.O_APPEND | (first ? constants.O_CREAT : 0), 0o600);
    try {
      const { size } = await file.stat();
      if (size !== this.#length && this.#torn) await file.truncate(this.#length);
      else if (size !== this.#length)
        throw new Error(`${this.path} has ${size} bytes, not the ${this.#length} that were written: somebody has changed it.`);
      this.#torn = true;
      await file.appendFile(bytes);
      await file.sync();
      this.#torn = false;
      this.#length += bytes.length;
      this.#lastLine = line;
    } finally {
      await file.close();
    }
    if (first) await syncFolder(dirname(this.path));
  }
}

/** The last whole line of a file that another process may be writing to; null: there is none. */
export function readLastLine(path: string): string | null {
  const file = openSync(path, constants.O_RDONLY);
  try {
    return endOf(file).lastLine;
  } finally {
    closeSync(file);
  }
}

/** Size of an open file, of its whole lines, and the last of them. */
function endOf(file: number): { size: number; length: number; lastLine: string | null } {
  const { size } = fstatSync(file);
  const tail = Buffer.alloc(Math.min(size, tailSize));
  readSync(file, tail, 0, tail.length, size - tail.length);
  const whole = tail.subarray(0, tail.lastIndexOf(lineEnd) + 1);
  return { size, length: size - tail.length + whole.length, lastLine: whole.toString('utf8').split('\n').at(-2) ?? null };
}

/** A new file is there after a power cut only when its folder is on disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
