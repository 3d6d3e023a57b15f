import { createReadStream } from 'node:fs';
import { ChainCheck, type Point } from './chain-check.ts';
import { lineHash } from './checkpoint.ts';
import { Problems, type Problem } from './problem.ts';
import { CheckpointCheck, type CheckpointsFound } from './verify-checkpoints.ts';
import { beginOf, checkDatabase, type Progress } from './verify-database.ts';
import { checkExport } from './verify-export.ts';
import { manifestPoint } from './verify-manifest.ts';
import { checkTrusted, readKeys, readTrusted, type Trusted } from './verify-trust.ts';

/** What is verified, and against what. All are paths of files; null: without. */
export interface VerifyOptions {
  log: { database: string } | { export: string };
  checkpoints?: string | null;
  /** The keys one of which must have signed. */
  publicKeys?: string | null;
  /** Checkpoints that were kept elsewhere. */
  trust?: string | null;
  /** Of a database: what retention has archived of it, in order. Without them the log is verified from where it begins. */
  archives?: readonly string[];
  onProgress?: Progress;
}

export interface Verification {
  /** How many records were read, and the end of their chain: what to write down elsewhere. */
  records: number;
  firstSeq: number;
  headSeq: number;
  headHash: string;
  /** Actions without an outcome; normal while they run, and after a crash until the next start. */
  open: number;
  /** Null: without checkpoints. */
  checkpoints: CheckpointsFound | null;
  /** What is no fault, but should be known. */
  notes: readonly string[];
  /** The first ones. Empty: all is well. */
  problems: readonly Problem[];
}

/**
 * Reads a whole log and checks all of it: see ChainCheck, IndexCheck and CheckpointCheck. Works on a database that is being written to: what is stored
 * after it began is not looked at. Reads in this thread; a server must not call it.
 *
 * Without checkpoints a chain does not show that its end was cut off, or that all of it was written anew. With those of the same machine it shows
 * whoever does not have the key; with one kept elsewhere, everybody.
 * Rejects when a file cannot be read, or is none of ours.
 */
export async function verifyLog(options: VerifyOptions): Promise<Verification> {
  const { log, onProgress = () => undefined } = options;
  const problems = new Problems();
  const trusted = options.trust ? readTrusted(options.trust) : [];
  // Before the log: what is written meanwhile must not look like what was cut off.
  const file = options.checkpoints ? await readCheckpoints(options.checkpoints, trusted, problems) : null;
  if (file !== null && options.publicKeys) pin(file, options.publicKeys, problems);
  const points = checkTrusted(trusted, file, problems);

  const isExport = 'export' in log;
  const own = isExport ? manifestPoint(log.export, options.publicKeys ?? null, problems) : null;
  const held = own === null ? points : new Map([...points, [own.size, [...(points.get(own.size) ?? []), own.point]]]);
  const { archives = [] } = options;
  const begin = isExport ? null : beginOf(log.database);
  const after = isExport ? null : archives.length > 0 ? undefined : (begin ?? undefined);
  const check = new ChainCheck({ problems, points: held, ...(after === undefined ? {} : { after }) });
  for (const archive of archives) await checkExport(archive, check, problems, onProgress);
  if (isExport) await checkExport(log.export, check, problems, onProgress);
  else checkDatabase(log.database, check, problems, onProgress, begin);
  // What was removed under the eyes of the reader looks like what is missing.
  if (!isExport && beginOf(log.database)?.seq !== begin?.seq)
    throw new Error('Retention has removed a part of the log while it was read: verify it again.');
  if (begin !== null && file !== null && !points.has(begin.seq))
    problems.record(begin.seq, 'missing', 'is missing with all before it, and no checkpoint vouches for where the log begins');
  const notes = [...(file?.notes ?? []), ...notesOf(check, file, points)];
  // An export may end before the log does; its manifest says where.
  if (!isExport) check.end();
  return {
    records: check.records,
    firstSeq: check.firstSeq,
    headSeq: check.head.seq,
    headHash: check.head.hash,
    open: check.open,
    checkpoints: file?.found ?? null,
    notes,
    problems: problems.list(),
  };
}

async function readCheckpoints(path: string, trusted: readonly Trusted[], problems: Problems): Promise<CheckpointCheck> {
  const check = new CheckpointCheck(
    problems,
    trusted.map(({ line }) => lineHash(line)),
  );
  const input = createReadStream(path, { encoding: 'utf8' });
  let rest = '';
  for await (const chunk of input) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) check.take(line);
  }
  if (rest !== '')
    check.notes.push('the last line of the checkpoints is not whole: the machine stopped while it was being written');
  if (check.found.lines === 0) problems.checkpoint(1, 'checkpoint', 'is missing: the file holds none');
  return check;
}

function pin(file: CheckpointCheck, path: string, problems: Problems): void {
  const known = readKeys(path);
  if (!file.found.keyIds.some((id) => known.has(id)))
    problems.checkpoint(1, 'key', `is signed with a key that is not in ${path}: the checkpoints, or the key, are others`);
}

function notesOf(check: ChainCheck, file: CheckpointCheck | null, points: ReadonlyMap<number, readonly Point[]>): string[] {
  const { seq } = check.head;
  const notes = [];
  if (check.partial)
    notes.push(`this is a part of a log: it begins with record ${check.firstSeq}, and what came before is not looked at`);
  if (points.size === 0)
    notes.push('without checkpoints nobody can see whether the end was cut off or all of it was written anew');
  else if (file !== null && file.found.lastSize < seq)
    notes.push(`records ${file.found.lastSize + 1} to ${seq} came after the last checkpoint`);
  return notes;
}
