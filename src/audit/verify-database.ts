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
const texts = 'SELECT COUNT(*) AS n FROM AuditText_content WHERE id > ? AND id <= ?';
const strayTexts = `SELECT t.id AS seq FROM AuditText_content AS t LEFT JOIN AuditRecord AS r ON r.seq = t.id AND r.stage = 'intent'
  WHERE t.id > ? AND r.seq IS NULL`;
// Whether the words of the text index are those of the texts beside it.
const textWords = `PRAGMA integrity_check('AuditText')`;
const actions = 'SELECT COUNT(*) AS n FROM AuditAction WHERE seq > ? AND seq <= ?';
const retained = `SELECT 1 AS n FROM sqlite_master WHERE name = 'AuditRetained'`;
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
export function checkDatabase(
  path: string,
  check: ChainCheck,
  problems: Problems,
  onProgress: Progress,
  begin: Removed | null,
): void {
  const database = openDatabase(path, 'read');
  try {
    const end = Number(database.prepare(`SELECT MAX(seq) AS seq FROM AuditRecord WHERE seq <= ${largest}`).get()?.['seq'] ?? 0);
    const index = new IndexCheck(problems, (column, seq) =>
      prepare(database, `SELECT * FROM AuditAction WHERE ${column} = ?`).get(seq),
    );
    const statement = prepare(database, page);
    statement.setReturnArrays(true);
    const removals: Removed[] = [];
    for (;;) {
      const rows: unknown[] = statement.all(check.head.seq, end);
      for (const row of rows) if (Array.isArray(row)) removals.push(...takeRow(row, check, index));
      onProgress(check.records, end);
      if (rows.length < pageSize) break;
    }
    checkRest(database, check, index, problems, begin?.seq ?? 0);
    if (begin !== null && !removals.some(({ seq, hash }) => seq === begin.seq && hash === begin.hash))
      problems.record(begin.seq, 'missing', 'is missing with all before it, and no retention is on record that has removed them');
  } finally {
    database.close();
  }
}

/** The last record that retention has removed, for the log goes on from it. */
export interface Removed {
  seq: number;
  hash: string;
}

/** Where the log in a database begins; null: with record 1. Throws SQLite's error for a file that is no database. */
export function beginOf(path: string): Removed | null {
  const database = openDatabase(path, 'read');
  try {
    // A database from before there was retention has no such table.
    if (prepare(database, retained).get() === undefined) return null;
    const row = prepare(database, 'SELECT seq, hash FROM AuditRetained').get();
    return row === undefined ? null : { seq: Number(row['seq']), hash: String(row['hash']) };
  } finally {
    database.close();
  }
}

/** Gives what the record says was removed. */
function takeRow(row: readonly unknown[], check: ChainCheck, index: IndexCheck): Removed[] {
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
  const read = check.take(record);
  index.take(record, written, read, { begins, ends, durationMs, text });
  if (read?.stage !== 'intent' || read.event.action !== 'audit.retention') return [];
  const { upTo, hash: removedHash = '' } = read.event.params;
  return [{ seq: Number(upTo), hash: removedHash }];
}

/** `begin`: actions up to that record may have outcomes after it; their intents are in the archive. */
function checkRest(database: DatabaseSync, check: ChainCheck, index: IndexCheck, problems: Problems, begin: number): void {
  const { seq: end } = check.head;
  const count = (sql: string, ...values: number[]) => Number(prepare(database, sql).get(...values)?.['n']);
  const numbers = (sql: string, ...values: number[]) =>
    prepare(database, sql)
      .all(...values)
      .map((row) => Number(row['seq']));

  if (count(unnumbered) > 0) problems.record(0, 'inserted', 'is no number of a record, yet there are records with such numbers');
  // As many rows as intents that have one: then none is a stray, and only those after the end are left to be looked at.
  const first = begin === 0 ? -largest : begin;
  const from = count(actions, first, end) === index.found ? end : first;
  for (const seq of numbers(stray, from))
    problems.record(seq, 'index', 'is an action in the index that no intent is on record for');
  if (count(texts, first, end) !== index.texts)
    for (const seq of numbers(strayTexts, first)) problems.record(seq, 'index', 'is in the text index, but no intent on record');
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
