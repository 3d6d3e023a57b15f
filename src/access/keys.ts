import { closeSync, constants, fstatSync, fsyncSync, linkSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RandomBytes } from './secret.ts';

export interface Key {
  bytes: Buffer;
  /** True where it was made just now: whatever was made under an earlier one is lost. */
  made: boolean;
}

const keySize = 32;

/**
 * Reads a key of 256 bits, or makes it where there is none. Throws a plain Error, with the fix, when the file is readable by others, is no
 * ordinary file or has another size.
 */
export function loadOrMakeKey(path: string, randomBytes: RandomBytes): Key {
  const found = readKey(path);
  if (found !== null) return { bytes: found, made: false };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const bytes = Buffer.from(randomBytes(keySize));
  const made = publish(path, bytes);
  // Another process may have been first: its key is the key.
  const stored = readKey(path);
  if (stored === null) throw new Error(`${path} was removed while it was being made.`);
  return { bytes: stored, made };
}

function readKey(path: string): Buffer | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (codeOf(error) === 'ELOOP')
      throw new Error(`${path} is a symbolic link; a key must be a file of its own.`, { cause: error });
    throw new Error(`The key ${path} cannot be opened: ${codeOf(error)}.`, { cause: error });
  }
  try {
    const about = fstatSync(file);
    if (!about.isFile()) throw new Error(`${path} is not an ordinary file; a key must be one.`);
    if ((about.mode & 0o077) !== 0) {
      throw new Error(
        `${path} can be read by other users, so it is no secret any more: run "chmod 600 ${path}" if nobody has read it.`,
      );
    }
    const bytes = Buffer.alloc(keySize + 1);
    const size = readSync(file, bytes);
    if (size !== keySize) throw new Error(`${path} is damaged: a key has ${keySize} bytes. Put back a copy of it.`);
    return bytes.subarray(0, keySize);
  } finally {
    closeSync(file);
  }
}

/** Links a finished file into place, so that nobody ever reads half a key and no existing key is overwritten. False where there is one. */
function publish(path: string, bytes: Buffer): boolean {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
