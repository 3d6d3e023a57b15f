import { containerPath } from '../../engine/container-path.ts';
import { badInput } from '../../errors.ts';
import type { ContainerInput } from '../containers.ts';

/** What arrives, and whether its end is the client's doing. */
export interface Body {
  /** Throws where it is too large, and where the client stalls or leaves. */
  content: AsyncIterable<Uint8Array>;
  /** What the client says the length is; null where it does not. */
  length: number | null;
  /** Whether the client has gone. */
  left: () => boolean;
}

interface UploadInput extends Omit<ContainerInput, 'idempotencyKey'> {
  body: Body;
  /** Refuse where a directory would take the place of something else, or the other way round. Absent: true. */
  noOverwriteDirNonDir?: boolean | null;
  /** Give all to the user that the container runs as, where one is configured. */
  copyUidGid?: boolean | null;
}

export interface WriteFileInput extends UploadInput {
  /** Of the file itself. */
  path: string;
  /** Octal digits; absent: 0644. */
  mode?: string | null;
  /** Absent: 0. */
  uid?: number | null;
  gid?: number | null;
}

export interface WriteTarInput extends UploadInput {
  /** Of an existing directory. */
  path: string;
}

/** Checks what an upload says of itself; BAD_INPUT. Gives the path, plain. */
export function checkUpload({ path, body }: WriteTarInput, limit: number): string {
  if (body.length !== null && body.length > limit) {
    throw badInput(`The body has ${body.length} bytes: at most ${limit} (WHARFINGER_UPLOAD_LIMIT).`, { http: 413 });
  }
  return containerPath(path);
}

/** The same for a file, whose name is part of the path and whose size has to be known before. */
export function checkFile(input: WriteFileInput, limit: number): { path: string; size: number; mode: number } {
  const path = checkUpload(input, limit);
  if (path === '/' || input.path.endsWith('/')) throw badInput('path: the path of the file, with its name.');
  if (input.body.length === null)
    throw badInput('A file is sent with its Content-Length: its size comes before its content.', { http: 411 });
  const mode = input.mode ?? '0644';
  if (!/^[0-7]{1,5}$/.test(mode) || Number.parseInt(mode, 8) > 0o7777)
    throw badInput('mode: octal digits from 0 to 7777, such as 0644.');
  for (const name of ['uid', 'gid'] as const) {
    const id = input[name] ?? 0;
    if (!Number.isSafeInteger(id) || id < 0 || id > 2 ** 32 - 2) throw badInput(`${name}: a whole number from 0 to 4294967294.`);
  }
  return { path, size: input.body.length, mode: Number.parseInt(mode, 8) };
}
