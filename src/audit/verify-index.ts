import type { Reader, SqlRow } from '../store/operations.ts';
import { indexed, intentColumns } from './columns.ts';
import { readIntent, readOutcome } from './event.ts';
import { ask } from './read.ts';
import type { Problem, StoredRecord } from './verify.ts';

/**
 * Where the index (AuditAction) does not say what these records say. The columns that an outcome changes are compared at the outcome; those of an action
 * without one, at its intent.
 */
export async function indexProblems(read: Pick<Reader, 'query'>, records: readonly StoredRecord[]): Promise<Problem[]> {
  const ids = JSON.stringify(records.map(({ auditId }) => auditId));
  const rows = await ask(read, 'SELECT * FROM AuditAction WHERE auditId IN (SELECT value FROM json_each(?))', [ids]);
  const byId = new Map(rows.map((row) => [row['auditId'], row]));
  return records.flatMap((record) => {
    if (record.stage === 'started') return [];
    const row = byId.get(record.auditId);
    if (row === undefined) return [{ seq: record.seq, problem: 'is not in the index' }];
    const different = Object.entries(expected(record, row)).filter(([name, value]) => !same(row[name], value));
    return different.map(([name]) => ({ seq: record.seq, problem: `has another ${name} in the index than on record` }));
  });
}

/** What the index must say because of this record. Nothing for a body that cannot be read, which is told as such. */
function expected(record: StoredRecord, row: SqlRow): Readonly<Record<string, unknown>> {
  try {
    return record.stage === 'intent' ? byIntent(record, row) : byOutcome(record);
  } catch {
    return {};
  }
}

function byIntent(record: StoredRecord, row: SqlRow) {
  const time = new Date(record.time);
  const {
    at: _,
    targetId,
    result,
    origin,
    ...fixed
  } = intentColumns({ ...record, time: time.toISOString() }, readIntent(record.body).event);
  const settled = row['outcomeSeq'] !== null;
  return {
    ...fixed,
    at: time,
    ...(settled ? {} : { targetId, result, origin, outcome: null, finishedAt: null, durationMs: null }),
  };
}

function byOutcome({ seq, time, body }: StoredRecord) {
  const { result, origin, durationMs, targetId } = readOutcome(body).event;
  const known = targetId === null ? {} : { targetId: indexed(targetId) };
  return { outcomeSeq: seq, finishedAt: new Date(time), outcome: body, result, origin, durationMs, ...known };
}

function same(stored: unknown, value: unknown): boolean {
  if (stored instanceof Date && value instanceof Date) return stored.getTime() === value.getTime();
  return stored === value;
}
