import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlRow } from '../../store/operations.ts';
import { WharfingerError } from '../../errors.ts';
import type { AuditQuery, AuditSummary } from '../log.ts';
import { entryColumns } from '../columns.ts';
import { Columns } from './columns.ts';
import { Groups } from './groups.ts';
import type { Answer, Question } from './question.ts';
import { Sample } from './sample.ts';
import { countRows, firstRows, scan, type Span } from './scan.ts';
import { rowsTest, testsOf } from './tests.ts';
import { withText } from './text-search.ts';
import { Trigrams } from './trigrams.ts';

/**
 * Answers questions to the log from its columns in memory and, for text, its index on disk. Each answer is of one moment: what was stored before it was
 * asked is in it. Synchronous: it belongs into a thread of its own. Its connection is for reading.
 */
export class Finder {
  readonly #database: DatabaseSync;
  readonly #columns: Columns;
  readonly #entries: StatementSync;
  readonly #sample: Sample;
  readonly #trigrams: Trigrams;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#columns = new Columns(database);
    this.#sample = new Sample(database, this.#columns);
    this.#trigrams = new Trigrams(database, this.#columns, this.#sample);
    this.#entries = database.prepare(`${entryColumns} WHERE a.seq IN (SELECT value FROM json_each(?))`);
  }

  /** Throws SQLite's error when the database cannot be read. */
  answer(question: Question): Answer {
    this.#database.exec('BEGIN');
    try {
      this.#columns.catchUp();
      this.#trigrams.catchUp();
      if (question.kind === 'count') return { kind: 'count', count: this.#count(question.query, question.limit) };
      if (question.kind === 'summary') return { kind: 'summary', summary: this.#summary(question) };
      const { query, page } = question;
      const { seqs, hasMore } = this.#page(query, page);
      return { kind: 'page', rows: this.#rows(seqs), hasMore };
    } catch (error) {
      if (error instanceof WharfingerError && error.code === 'BAD_INPUT') return { kind: 'refused', message: error.message };
      throw error;
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #page(
    query: AuditQuery,
    { limit, beyond, oldestFirst }: { limit: number; beyond: number | null; oldestFirst: boolean },
  ): { seqs: readonly number[]; hasMore: boolean } {
    const columns = this.#columns;
    const span: Span = {
      from: oldestFirst && beyond !== null ? columns.rowFrom(beyond + 1) : 0,
      to: !oldestFirst && beyond !== null ? columns.rowFrom(beyond) : columns.length,
      oldestFirst,
    };
    const seqs = this.#find(query, span, limit + 1);
    return { seqs: seqs.slice(0, limit), hasMore: seqs.length > limit };
  }

  #count(query: AuditQuery, limit: number): number {
    const span: Span = { from: 0, to: this.#columns.length, oldestFirst: false };
    if (query.text != null) return this.#find(query, span, limit).length;
    return countRows(span, testsOf(this.#columns, query), limit);
  }

  #summary({ query, by, limit }: Extract<Question, { kind: 'summary' }>): AuditSummary {
    const span: Span = { from: 0, to: this.#columns.length, oldestFirst: true };
    const tests = testsOf(this.#columns, query);
    if (query.text != null) {
      const found = this.#find(query, span, this.#columns.length);
      tests.unshift(
        rowsTest(
          found.map((seq) => this.#columns.rowFrom(seq)),
          this.#columns.length,
        ),
      );
    }
    const groups = new Groups(this.#columns, by);
    scan(span, tests, (rows, count) => {
      groups.add(rows, count);
      return false;
    });
    return groups.summary(limit);
  }

  #find(query: AuditQuery, span: Span, limit: number): readonly number[] {
    if (span.from >= span.to) return [];
    const tests = testsOf(this.#columns, query);
    if (query.text != null) {
      const index = { database: this.#database, columns: this.#columns, sample: this.#sample, trigrams: this.#trigrams };
      return withText(index, { text: query.text, tests, span, limit });
    }
    return firstRows(span, tests, limit).map((row) => this.#columns.seq[row] ?? 0);
  }

  /** The rows as a Reader of the store gives them, in the order of the numbers. */
  #rows(seqs: readonly number[]): SqlRow[] {
    const rows = new Map(this.#entries.all(JSON.stringify(seqs)).map((row) => [row['seq'], row]));
    return seqs.flatMap((seq) => {
      const row = rows.get(seq);
      return row === undefined ? [] : [{ ...row, at: timeOf(row['at']), finishedAt: timeOf(row['finishedAt']) }];
    });
  }
}

function timeOf(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}
