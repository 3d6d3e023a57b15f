import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { textCondition } from '../search.ts';
import { matchOf, needleOf } from '../text.ts';
import { arrays, valuesOf, type Columns } from './columns.ts';
import { scan, type Span } from './scan.ts';
import { rarestPart } from './rarest.ts';
import type { Sample } from './sample.ts';
import type { RowTest } from './tests.ts';
import type { Trigrams } from './trigrams.ts';

// Up to so many rows that pass all else, it is cheaper to look at the text of each than to ask the index, which may know many more that have the text.
const few = 2000;
const batch = 100;

/** What is known of the texts. */
export interface TextIndex {
  database: DatabaseSync;
  columns: Columns;
  sample: Sample;
  trigrams: Trigrams;
}

type Value = string | number | Uint8Array;

/** SQL that gives `seq` of the actions that have a text, and its parameters; `id` is the name of seq in it. */
interface Source {
  sql: string;
  id: string;
  values: readonly Value[];
}

/** Every action whose text is at hand, looked at one by one. */
const lookedAt = (needle: string): Source => ({
  sql: 'SELECT id AS seq FROM AuditText_content WHERE instr(c0, ?) > 0',
  id: 'id',
  values: [needle],
});

/**
 * Numbers of the actions that have the text and whose rows pass the tests, in order, `limit` at most. What is frequent is narrowed by its groups of letters and
 * looked at in turn; what is rare comes from the index. Single letters, rare pairs, and the few characters whose cases are not symmetrical are looked for
 * in every text until there are enough.
 */
export function withText(
  { database, columns, sample, trigrams }: TextIndex,
  asked: { text: string; tests: readonly RowTest[]; span: Span; limit: number },
): number[] {
  const { text, span, limit } = asked;
  const needle = needleOf(text);
  const frequent = trigrams.testsOf(needle ?? '');
  const tests = [...asked.tests, ...frequent.tests].toSorted((a, b) => a.passing - b.passing);
  const common = frequent.all || (frequent.tests.length > 0 && sample.texts.some((one) => one.includes(needle ?? '')));
  if (needle !== null && common && limit <= few) {
    const found = inTurn(database, columns, lookedAt(needle), { tests, span, limit });
    if (found !== null) return found;
  }
  if (needle !== null && !common && matchOf(needle) !== null)
    return narrowed(database, columns, indexedText(needle, sample), { tests: asked.tests, span, limit });
  const source = needle === null ? compared(text) : indexedText(needle, sample);
  if (asked.tests.length === 0) return run(database, source, spanOf(columns, span), span, limit);
  const rows: number[] = [];
  const firstSeq = columns.seq[0] ?? 0;
  const mask = new Uint8Array((columns.seq[columns.length - 1] ?? 0) - firstSeq + 1);
  scan(span, tests, (selection, count) => {
    for (let index = 0; index < count; index += 1) {
      const seq = columns.seq[selection[index] ?? 0] ?? 0;
      mask[seq - firstSeq] = 1;
      if (rows.length <= few) rows.push(seq);
    }
    return false;
  });
  if (rows.length === 0) return [];
  if (rows.length <= few) {
    return run(database, needle === null ? source : lookedAt(needle), among(rows), span, limit);
  }
  // Where what passes lies together (a time, say), the index is read there only.
  const [low, high] = [mask.indexOf(1), mask.lastIndexOf(1)];
  const between = { sql: 'BETWEEN ? AND ?', values: [firstSeq + low, firstSeq + high] };
  const passes = `AND substr(?, ${source.id} - ${firstSeq - 1}, 1) = X'01'`;
  return run(database, source, { sql: `${between.sql} ${passes}`, values: [...between.values, mask] }, span, limit);
}

/**
 * Rows that pass are looked at as they come, until there are enough: hardly one of them has all parts of a text and not the text. Null where many are like that.
 */
function inTurn(
  database: DatabaseSync,
  { seq }: Columns,
  source: Source,
  { tests, span, limit }: { tests: readonly RowTest[]; span: Span; limit: number },
): number[] | null {
  const found: number[] = [];
  let looked = 0;
  scan(span, tests, (selection, count) => {
    for (let start = 0; start < count && found.length < limit && looked <= few; start += batch) {
      const seqs = Array.from(selection.subarray(start, Math.min(count, start + batch)), (row) => seq[row] ?? 0);
      looked += seqs.length;
      found.push(...run(database, source, among(seqs), span, limit - found.length));
    }
    return found.length >= limit || looked > few;
  });
  return found.length < limit && looked > few ? null : found;
}

/** What the index finds, which is little, as far as it passes. */
function narrowed(
  database: DatabaseSync,
  columns: Columns,
  source: Source,
  { tests, span, limit }: { tests: readonly RowTest[]; span: Span; limit: number },
): number[] {
  const within = spanOf(columns, span);
  if (tests.length === 0) return run(database, source, within, span, limit);
  const rows = new Uint32Array(batch);
  const found: number[] = [];
  let waiting = 0;
  const flush = () => {
    const count = tests.reduce((left, test) => test.narrow(rows, left), waiting);
    for (const row of rows.subarray(0, count)) found.push(columns.seq[row] ?? 0);
    waiting = 0;
    return found.length >= limit;
  };
  for (const values of ordered(database, source, within, span).iterate(...source.values, ...within.values, -1)) {
    rows[waiting++] = columns.rowFrom(Number(valuesOf(values)[0]));
    if (waiting === batch && flush()) break;
  }
  flush();
  return found.slice(0, limit);
}

function among(seqs: readonly number[]): { sql: string; values: readonly Value[] } {
  return { sql: `IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(seqs)] };
}

/** By the index where the text is long enough for it: by its rarest part, and then by all of it. */
function indexedText(needle: string, sample: Sample): Source {
  const part = rarestPart(needle, sample);
  const match = matchOf(part);
  if (match === null) return lookedAt(needle);
  const sql = 'SELECT rowid AS seq FROM AuditText WHERE AuditText MATCH ?';
  return part === needle
    ? { sql, id: 'rowid', values: [match] }
    : { sql: `${sql} AND instr(text, ?) > 0`, id: 'rowid', values: [match, needle] };
}

function compared(text: string): Source {
  const { sql, values } = textCondition(text);
  return { sql: `SELECT a.seq AS seq FROM AuditAction AS a WHERE ${sql}`, id: 'a.seq', values: values.map(String) };
}

function spanOf({ seq }: Columns, { from, to }: Span): { sql: string; values: readonly Value[] } {
  return { sql: 'BETWEEN ? AND ?', values: [seq[from] ?? 0, seq[to - 1] ?? 0] };
}

function run(
  database: DatabaseSync,
  source: Source,
  within: { sql: string; values: readonly Value[] },
  span: Span,
  limit: number,
): number[] {
  return ordered(database, source, within, span)
    .all(...source.values, ...within.values, limit)
    .map((row) => Number(valuesOf(row)[0]));
}

/** The last parameter is the limit; -1 for none. */
function ordered(database: DatabaseSync, { sql, id }: Source, within: { sql: string }, { oldestFirst }: Span): StatementSync {
  return arrays(database, `${sql} AND ${id} ${within.sql} ORDER BY ${id} ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ?`);
}
