import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readCheckpoint } from '../checkpoint.ts';
import { readLastLine } from '../checkpoint-file.ts';

/**
 * The latest checkpoint in a file, as its line, that vouches for no record after `upTo`; null where there is none. Rejects with the file system's error.
 */
export async function checkpointFor(path: string, upTo: number): Promise<string | null> {
  if (!existsSync(path)) return null;
  const last = readLastLine(path);
  if (last === null || fits(last, upTo)) return last;
  let found: string | null = null;
  // There may be a million lines, so none but the one that is found is parsed.
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const size = /"size":(\d+),/.exec(line)?.[1];
    if (size !== undefined && Number(size) <= upTo) found = line;
  }
  return found !== null && fits(found, upTo) ? found : null;
}

/** How many records a checkpoint vouches for; 0 for none. */
export function sizeOf(line: string | null): number {
  return line === null ? 0 : (readCheckpoint(line)?.checkpoint.size ?? 0);
}

/** Which log a checkpoint is of; null for none. */
export function logIdOf(line: string | null): string | null {
  return line === null ? null : (readCheckpoint(line)?.checkpoint.logId ?? null);
}

function fits(line: string, upTo: number): boolean {
  const read = readCheckpoint(line);
  return read !== null && read.checkpoint.size <= upTo;
}
