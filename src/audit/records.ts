import type { Reader, SqlRow } from '../store/operations.ts';
import type { StoredRecord } from './chain-check.ts';
import type { AuditEntry } from './log.ts';
import { ask, entryOf } from './read.ts';

/** Records after one number, up to and with another. */
export interface Range {
  after: number;
  upTo: number;
}

// A record has at most 64 KiB, an action two of them: 32 MiB in the worst case, some 300 KiB as a rule.
const pageSize = 250;

const recordsAfter = `SELECT seq, auditId, stage, time, body, prevHash, hash FROM AuditRecord WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${pageSize}`;

// The intent's own record may have been removed by retention, its text is in the index too.
const settledAfter = `SELECT a.auditId, a.seq, a.outcomeSeq, a.at, a.finishedAt, a.intent, o.body AS outcome, o.hash
  FROM AuditAction AS a CROSS JOIN AuditRecord AS o ON o.seq = a.outcomeSeq
  WHERE a.outcomeSeq > ? AND a.outcomeSeq <= ? ORDER BY a.outcomeSeq LIMIT ${pageSize}`;

type Query = Pick<Reader, 'query'>;

/** The records of a range in their order, a page at a time. Rejects with INTERNAL when the log cannot be read. */
export async function* recordPages(read: Query, { after, upTo }: Range): AsyncGenerator<readonly StoredRecord[]> {
  for (let seen = after; seen < upTo;) {
    const rows = await ask(read, recordsAfter, [seen, upTo]);
    const page = rows.map(recordOf);
    yield page;
    seen = page.length < pageSize ? upTo : (page.at(-1)?.seq ?? upTo);
  }
}

/** The actions whose outcomes are in a range, in the order of the outcomes, a page at a time. Each action has one, so it is in one of adjoining ranges. */
export async function* settledPages(read: Query, { after, upTo }: Range): AsyncGenerator<readonly SettledEntry[]> {
  for (let seen = after; seen < upTo;) {
    const rows = await ask(read, settledAfter, [seen, upTo]);
    const page = rows.map((row) => ({ ...entryOf(row), outcomeSeq: Number(row['outcomeSeq']) }));
    yield page;
    seen = page.length < pageSize ? upTo : (page.at(-1)?.outcomeSeq ?? upTo);
  }
}

/** An action with its outcome. */
export type SettledEntry = AuditEntry & { outcomeSeq: number };

/** A row of the columns of AuditRecord. */
export function recordOf(row: SqlRow): StoredRecord {
  const time = row['time'];
  return {
    seq: Number(row['seq']),
    auditId: String(row['auditId']),
    stage: String(row['stage']),
    time: time instanceof Date ? time.getTime() : Number.NaN,
    body: String(row['body']),
    prevHash: String(row['prevHash']),
    hash: String(row['hash']),
  };
}

/** Number of the last record; 0 for an empty log. */
export async function lastRecord(read: Query): Promise<number> {
  const [row] = await ask(read, 'SELECT MAX(seq) AS seq FROM AuditRecord', []);
  return Number(row?.['seq'] ?? 0);
}

/** The hash of a record; null where there is none. Known of the last one that retention has removed, too. */
export async function hashAt(read: Query, seq: number): Promise<string | null> {
  const known = 'SELECT hash FROM AuditRecord WHERE seq = ? UNION ALL SELECT hash FROM AuditRetained WHERE seq = ?';
  const [row] = await ask(read, known, [seq, seq]);
  return row === undefined ? null : String(row['hash']);
}

/** The last record that retention has removed: the log begins after it. Null: none was. */
export async function retainedFrom(read: Query): Promise<{ seq: number; hash: string } | null> {
  const [row] = await ask(read, 'SELECT seq, hash FROM AuditRetained', []);
  return row === undefined ? null : { seq: Number(row['seq']), hash: String(row['hash']) };
}
