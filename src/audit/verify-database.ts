import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDatabase } from '../store/connection.ts';
import type { ChainCheck, StoredRecord } from './chain-check.ts';
import type { Problems } from './problem.ts';
import { IndexCheck, indexColumns, indexJoins } from './verify-index.ts';

const pageSize = 1000;
const largest = Number.MAX_SAFE_INTEGER;

const page = `SELECT r.seq, r.auditId, r.stage, r.time, r.body, r.prevHash, r.hash, ${indexColumns}
  FROM AuditRecord AS r ${indexJoins} WHERE r.seq > ? AND r.seq <= ? ORDER BY r.seq LIMIT ${pageSize}`;

// Each of these is one statement, so what a server stores meanwhile is there whole or not at all.
const unnumbered = `SELECT COUNT(*) AS n FROM AuditRecord WHERE seq < 1 OR seq > ${largest}`;
const actions = 'SELECT COUNT(*) AS n FROM AuditAction WHERE seq <= ?';
const texts = 'SELECT COUNT(*) AS n FROM AuditText_content WHERE id <= ?';
const strayTexts = `SELECT t.id AS seq FROM AuditText_content AS t LEFT JOIN AuditRecord AS r ON r.seq = t.id AND r.stage = 'intent'
  WHERE r.seq IS NULL`;
// Whether the words of the text index are those of the texts beside it.
const textWords = `PRAGMA integrity_check('AuditText')`;
const stray = `SELECT a.seq FROM AuditAction AS a LEFT JOIN AuditRecord AS r ON r.seq = a.seq AND r.stage = 'intent' AND r.auditId = a.auditId
  WHERE a.seq > ? AND r.seq IS NULL`;
const twice = 'SELECT MAX(seq) AS seq FROM AuditRecord GROUP BY auditId, stage HAVING COUNT(*) > 1';

/** Told now and then: records read, and how many there are where that is known. */
export type Progress = (records: number, of: number | null) => void;

/**
 * Takes every record of a database through the checks, with what the index says of it. Reads with SQLite itself, a page at a time, so that neither the
 * memory grows with the log nor a server that writes meanwhile is held up. What is stored after it began is not looked at.
 * Throws SQLite's error for a file that is no database of ours.
 */
export function checkDatabase(path: string, check: ChainCheck, problems: Problems, onProgress: Progress): void {
  const database = openDatabase(path, 'read');
  try {
    const end = Number(database.prepare(`SELECT MAX(seq) AS seq FROM AuditRecord WHERE seq <= ${largest}`).get()?.['seq'] ?? 0);
    const index = new IndexCheck(problems, (column, seq) =>
      prepare(database, `SELECT * FROM AuditAction WHERE ${column} = ?`).get(seq),
    );
    const statement = prepare(database, page);
    statement.setReturnArrays(true);
    for (;;) {
      const rows: unknown[] = statement.all(check.head.seq, end);
      for (const row of rows) if (Array.isArray(row)) takeRow(row, check, index);
      onProgress(check.records, end);
      if (rows.length < pageSize) break;
    }
    checkRest(database, check, index, problems);
  } finally {
    database.close();
  }
}

function takeRow(row: readonly unknown[], check: ChainCheck, index: IndexCheck): void {
  const [seq, auditId, stage, time, body, prevHash, hash, begins, ends, durationMs, text] = row;
  const written = String(time);
  const record: StoredRecord = {
    seq: Number(seq),
    auditId: String(auditId),
    stage: String(stage),
    time: timeOf(written),
    body: String(body),
    prevHash: String(prevHash),
    hash: String(hash),
  };
  index.take(record, written, check.take(record), { begins, ends, durationMs, text });
}

function checkRest(database: DatabaseSync, check: ChainCheck, index: IndexCheck, problems: Problems): void {
  const { seq: end } = check.head;
  const count = (sql: string, ...values: number[]) => Number(prepare(database, sql).get(...values)?.['n']);
  const numbers = (sql: string, ...values: number[]) =>
    prepare(database, sql)
      .all(...values)
      .map((row) => Number(row['seq']));

  if (count(unnumbered) > 0) problems.record(0, 'inserted', 'is no number of a record, yet there are records with such numbers');
  // As many rows as intents that have one: then none is a stray, and only those after the end are left to be looked at.
  const from = count(actions, end) === index.found ? end : -largest;
  for (const seq of numbers(stray, from))
    problems.record(seq, 'index', 'is an action in the index that no intent is on record for');
  if (count(texts, end) !== index.texts)
    for (const seq of numbers(strayTexts)) problems.record(seq, 'index', 'is in the text index, but no intent on record');
  if (prepare(database, textWords).get()?.['integrity_check'] !== 'ok')
    problems.record(0, 'index', 'is where the text index does not fit its texts: a search for text may not find all');
  for (const seq of numbers(twice)) {
    if (seq <= end) problems.record(seq, 'stage', 'is a stage of its action that is on record twice');
  }
}

/** A statement that does not fail at numbers which are too large to be ours. */
function prepare(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}

/** Milliseconds since 1970. NaN for any other way to write the same time: who searches for the time would not find it. */
function timeOf(text: string): number {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || text.length !== 29 || !text.endsWith('+00:00')) return Number.NaN;
  return text.startsWith(time.toISOString().slice(0, 23)) ? time.getTime() : Number.NaN;
}
