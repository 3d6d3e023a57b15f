import type { DatabaseSync } from 'node:sqlite';
import { textCondition } from '../search.ts';
import { matchOf, needleOf } from '../text.ts';
import { arrays, valuesOf, type Columns } from './columns.ts';
import { scan, type Span } from './scan.ts';
import type { Rarest } from './rarest.ts';
import type { RowTest } from './tests.ts';

// Up to so many rows that pass all else, it is cheaper to look at the text of each than to ask the index, which may know many more that have the text.
const few = 2000;

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
 * Numbers of the actions that have the text and whose rows pass the tests, in order, `limit` at most. Texts of three letters or more come from the index;
 * shorter ones, and the few characters whose cases are not symmetrical, are looked for in every text until there are enough.
 */
export function withText(
  database: DatabaseSync,
  columns: Columns,
  rarest: Rarest,
  asked: { text: string; tests: readonly RowTest[]; span: Span; limit: number },
): number[] {
  const { text, tests, span, limit } = asked;
  const needle = needleOf(text);
  const source = needle === null ? compared(text) : indexedText(needle, rarest);
  if (tests.length === 0) return run(database, source, spanOf(columns, span), span, limit);
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
    const within = { sql: `IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(rows)] };
    return run(database, needle === null ? source : lookedAt(needle), within, span, limit);
  }
  // Where what passes lies together (a time, say), the index is read there only.
  const [low, high] = [mask.indexOf(1), mask.lastIndexOf(1)];
  const between = { sql: 'BETWEEN ? AND ?', values: [firstSeq + low, firstSeq + high] };
  const passes = `AND substr(?, ${source.id} - ${firstSeq - 1}, 1) = X'01'`;
  return run(database, source, { sql: `${between.sql} ${passes}`, values: [...between.values, mask] }, span, limit);
}

/** By the index where the text is long enough for it: by its rarest part, and then by all of it. */
function indexedText(needle: string, rarest: Rarest): Source {
  const part = rarest.partOf(needle);
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
  { oldestFirst }: Span,
  limit: number,
): number[] {
  const sql = `${source.sql} AND ${source.id} ${within.sql} ORDER BY ${source.id} ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ?`;
  return arrays(database, sql)
    .all(...source.values, ...within.values, limit)
    .map((row) => Number(valuesOf(row)[0]));
}
