import { readdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { exportLog, type ExportDeps } from '../export/export.ts';
import { verifyLog } from '../verify.ts';

/** Records after one number up to another, which has this hash. */
export interface Segment {
  after: number;
  upTo: number;
  hash: string;
}

const form = /^audit-(\d{12})-\d{12}\.ndjson\.gz$/;

/** The archives in a folder, in the order of their records. Throws when there are none. */
export function archivesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => form.test(name));
  if (names.length === 0) throw new Error(`There are no archives in ${folder}.`);
  return names.toSorted().map((name) => join(folder, name));
}

/**
 * Writes a segment of the log into a file of a folder, as a gzipped NDJSON export. It is on disk, and was read back and verified, when this resolves with
 * its name and the SHA-256 of what is in it. Rejects where what was read back is not what is in the log, or the disk does not take it.
 */
export async function archive(
  deps: ExportDeps,
  { after, upTo, hash }: Segment,
  folder: string,
): Promise<{ name: string; sha256: string }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const digits = (seq: number) => String(seq).padStart(12, '0');
  const name = `audit-${digits(after + 1)}-${digits(upTo)}.ndjson.gz`;
  const part = join(folder, `${name}.part`);
  await rm(part, { force: true });
  const { content, digest } = await exportLog(deps, { format: 'ndjson', after, before: upTo + 1 });
  const file = await open(part, 'wx', 0o600);
  try {
    await pipeline(Readable.from(content), createGzip(), async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) await file.appendFile(chunk);
    });
    await file.sync();
  } finally {
    await file.close();
  }
  const found = await verifyLog({ log: { export: part } });
  const whole = found.firstSeq === after + 1 && found.headSeq === upTo && found.records === upTo - after;
  if (found.problems.length > 0 || !whole || found.headHash !== hash) {
    const [first] = found.problems;
    throw new Error(
      `the archive ${part} is not what is in the log${first === undefined ? '' : `: record ${first.seq} ${first.problem}`}`,
    );
  }
  await setAside(folder, after);
  await rename(part, join(folder, name));
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
  return { name, sha256: digest() };
}

/** Archives of what is still in the log: of a removal that never came, or of the log as it was before a backup was put back. They are kept, but count no more. */
async function setAside(folder: string, after: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (Number(form.exec(name)?.[1] ?? 0) > after) await rename(join(folder, name), join(folder, `${name}.superseded`));
  }
}
