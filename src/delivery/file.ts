import { constants, existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { recordLine } from '../audit/export/line.ts';
import type { Place, Sink } from './sink.ts';

const placed = Compile(Type.Object({ seq: Type.Integer({ minimum: 1 }), hash: Type.String() }));

// A body has at most 64 KiB; as a text within JSON each of its quote marks is two bytes.
const longestLine = 256 * 1024;
const lineEnd = 0x0a;

/**
 * Appends records to a file, one a line, as an export has them. Exactly once: where it goes on is read from the file itself, after half a line that a crash
 * has left was cut off. The file may be moved away at any time (rotated); a new one is begun.
 */
export function fileSink(path: string): Sink {
  /** A write has failed, so there may be a part of what it wrote. */
  let torn: { file: number; length: number } | null = null;
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

  return {
    name: 'file',
    most: { records: 1000, bytes: 4 * 1024 * 1024 },

    async reached() {
      if (!existsSync(path)) return null;
      return within(await open(path, constants.O_RDWR | constants.O_NOFOLLOW), endOf);
    },

    async send(records) {
      const bytes = Buffer.from(records.map((record) => `${recordLine(record)}\n`).join(''), 'utf8');
      await within(await open(path, flags, 0o600), async (file) => {
        const { ino, size } = await file.stat();
        if (torn?.file === ino && size > torn.length) await file.truncate(torn.length);
        torn = { file: ino, length: torn?.file === ino ? Math.min(size, torn.length) : size };
        await file.appendFile(bytes);
        await file.sync();
        torn = null;
      });
    },

    close() {},
  };
}

/** The last record in the file; what follows its last line end is cut off. Rejects where the last line is none of ours. */
async function endOf(file: FileHandle): Promise<Place | null> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, 2 * longestLine));
  await file.read(tail, 0, tail.length, size - tail.length);
  const whole = tail.subarray(0, tail.lastIndexOf(lineEnd) + 1);
  if (whole.length < tail.length) {
    await file.truncate(size - tail.length + whole.length);
    await file.sync();
  }
  const line = whole.toString('utf8').split('\n').at(-2);
  if (line === undefined) return null;
  const value = parsed(line);
  if (placed.Check(value)) return { seq: value.seq, hash: value.hash };
  throw new Error('the file that is delivered to ends with a line that is no record of the log');
}

async function within<T>(file: FileHandle, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
