import type { Reader } from '../store/operations.ts';
import { ChainCheck } from './chain-check.ts';
import type { Statement } from './checkpoint.ts';
import { Problems } from './problem.ts';
import { ask } from './read.ts';
import { hashAt, lastRecord, recordOf } from './records.ts';

const pageSize = 1000;
const columns = 'seq, auditId, stage, time, body, prevHash, hash';

/**
 * Holds the log against its last checkpoint: the record that it vouches for must be there as it was, and what came after must follow from it. Reads the
 * records since then and nothing else. Gives what is wrong, as a sentence; null when nothing is. Rejects with INTERNAL when the log cannot be read.
 */
export async function tailProblem(read: Pick<Reader, 'query'>, last: Statement): Promise<string | null> {
  const { size, headHash, time } = last;
  const lastSeq = await lastRecord(read);
  if (lastSeq < size) {
    return `The audit log ends with record ${lastSeq}, but its checkpoint of ${time} vouches for ${size}: an old copy of the database was put back, or the end was cut off.`;
  }
  if (size > 0 && (await hashAt(read, size)) !== headHash) {
    return `Record ${size} of the audit log is not the one for which the checkpoint of ${time} vouches: the log was changed, or is another one.`;
  }
  const problems = new Problems();
  const check = new ChainCheck({ problems, after: { seq: size, hash: headHash } });
  for (;;) {
    const sql = `SELECT ${columns} FROM AuditRecord WHERE seq > ? ORDER BY seq LIMIT ${pageSize}`;
    const page = await ask(read, sql, [check.head.seq]);
    for (const row of page) check.take(recordOf(row));
    if (page.length < pageSize) break;
  }
  const [first] = problems.list();
  return first === undefined ? null : `Record ${first.seq} of the audit log ${first.problem}.`;
}
