import { open, type FileHandle } from 'node:fs/promises';
import { readOutcome } from './event.ts';
import type { Pending } from './batch.ts';

// Room for about a hundred outcomes that is taken from the disk in advance, so that they can be kept when it is full.
const reservedBytes = 256 * 1024;
const blank = 0x0a;

/**
 * A second place for outcomes that the database does not take: a file beside it, one line of JSON each, fsynced. It is filled with empty lines up to
 * its reserved size, and lines are written over those. Half a line, of a write that a crash has cut, is ignored.
 */
export class Spool {
  readonly #file: FileHandle;
  #end: number;
  #work: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /** Opens the file, made where it is missing, and gives what is in it. Rejects with the system's error. */
  static async open(path: string): Promise<{ spool: Spool; kept: readonly Pending[] }> {
    const file = await open(path, 'a+', 0o600).then(async (made) => {
      await made.close();
      return open(path, 'r+');
    });
    const text = await file.readFile('utf8');
    const used = text.trimEnd();
    const spool = new Spool(file, Buffer.byteLength(used));
    if (used === '') await spool.clear();
    return { spool, kept: used.split('\n').flatMap(read) };
  }

  /** Resolves once it is on disk. */
  append({ time, body }: Pending): Promise<void> {
    return this.#queue(async () => {
      // A line of its own, also after half a line.
      const line = Buffer.from(`\n${JSON.stringify({ time: time.toISOString(), body })}\n`);
      await this.#file.write(line, 0, line.length, this.#end);
      await this.#file.sync();
      this.#end += line.length;
    });
  }

  /** Forgets everything: it is in the log now. */
  clear(): Promise<void> {
    return this.#queue(async () => {
      const blanks = Buffer.alloc(Math.max(reservedBytes, this.#end), blank);
      await this.#file.write(blanks, 0, blanks.length, 0);
      await this.#file.truncate(reservedBytes);
      await this.#file.sync();
      this.#end = 0;
    });
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#file.close();
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

/** A line that is none of ours is left alone: the action it was about is then closed as unknown. */
function read(line: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(line);
    if (typeof kept !== 'object' || kept === null || !('time' in kept) || !('body' in kept)) return [];
    const { time, body } = kept;
    if (typeof time !== 'string' || typeof body !== 'string') return [];
    const { event } = readOutcome(body);
    return [{ stage: 'outcome', auditId: event.auditId, time: new Date(time), body, event }];
  } catch {
    return [];
  }
}
