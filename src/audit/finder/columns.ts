import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { internal } from '../../errors.ts';
import { Coded } from './dictionary.ts';

const coded = [
  'action',
  'actorId',
  'actorName',
  'host',
  'targetType',
  'targetId',
  'targetName',
  'targetImage',
  'targetLabels',
  'result',
  'origin',
] as const;
export type CodedName = (typeof coded)[number];

// What an outcome changes.
const settled = ['targetId', 'result', 'origin'] as const satisfies readonly CodedName[];

/**
 * The searchable columns of AuditAction in memory, a row for each action in the order of seq: 56 bytes each, and every distinct text once. A copy, brought
 * up to date from the database before each question, so that it never knows less than what is stored.
 */
export class Columns {
  /** How many rows there are. */
  length = 0;
  /** How often it was begun anew: rows have other places then. */
  generation = 0;
  seq = new Uint32Array(0);
  /** Milliseconds since 1970. */
  at = new Float64Array(0);
  /** In the order of `coded`. */
  #coded: readonly Coded[] = coded.map(() => new Coded());
  readonly #state: StatementSync;
  readonly #begun: StatementSync;
  readonly #ended: StatementSync;
  /** Number of the last record that is known. */
  #known = 0;

  constructor(database: DatabaseSync) {
    this.#state = arrays(
      database,
      `SELECT (SELECT MAX(seq) FROM AuditRecord), r.seq, (SELECT COUNT(*) FROM AuditAction WHERE seq <= r.seq)
        FROM (SELECT COALESCE(MAX(seq), 0) AS seq FROM AuditRetained) AS r`,
    );
    this.#begun = arrays(database, `SELECT seq, at, ${coded.join(', ')} FROM AuditAction WHERE seq > ? ORDER BY seq`);
    this.#ended = arrays(database, `SELECT seq, ${settled.join(', ')} FROM AuditAction WHERE outcomeSeq > ? AND seq <= ?`);
  }

  column(name: CodedName): Coded {
    const column = this.#coded[coded.indexOf(name)];
    if (column === undefined) throw internal(`there is no column ${name}`);
    return column;
  }

  /** Takes in what was stored since the last time. To be called in the transaction that the rows are then read in. */
  catchUp(): void {
    const known = this.#known;
    const [last, retained, left] = numbersOf(this.#state.get());
    // Retention took away what was oldest, but for actions that have ended later: begin anew, which is rare and costs what the start did.
    if (this.length > 0 && left !== this.rowFrom((retained ?? 0) + 1)) return this.#reload();
    // Not from what is known on: reading may have failed half-way the last time.
    const newest = this.seq[this.length - 1] ?? 0;
    for (const row of this.#begun.iterate(newest)) this.#append(row);
    if (newest > 0) for (const row of this.#ended.iterate(known, newest)) this.#settle(row);
    this.#known = last ?? 0;
  }

  /** The row of the first action whose number is `seq` or more. */
  rowFrom(seq: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.seq[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #reload(): void {
    this.length = 0;
    this.generation += 1;
    this.#known = 0;
    this.#coded = coded.map(() => new Coded());
    this.seq = new Uint32Array(0);
    this.at = new Float64Array(0);
    this.catchUp();
  }

  #append(row: unknown): void {
    const values = valuesOf(row);
    if (this.length === this.seq.length) this.#grow();
    const index = this.length;
    this.seq[index] = Number(values[0]);
    this.at[index] = Date.parse(String(values[1]));
    // A million rows of eleven columns pass here at each start.
    for (let position = 0; position < coded.length; position += 1)
      this.#coded[position]?.add(index, textOf(values[position + 2]));
    this.length += 1;
  }

  #settle(row: unknown): void {
    const [seq, ...texts] = valuesOf(row);
    const index = this.rowFrom(Number(seq));
    if (this.seq[index] !== Number(seq)) return;
    for (const [position, name] of settled.entries()) this.column(name).change(index, textOf(texts[position]));
  }

  #grow(): void {
    const size = Math.max(1024, Math.ceil(this.length * 1.5));
    this.seq = larger(new Uint32Array(size), this.seq);
    this.at = larger(new Float64Array(size), this.at);
    for (const column of this.#coded) column.codes = larger(new Uint32Array(size), column.codes);
  }
}

function larger<T extends Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(into: T, from: T): T {
  into.set(from);
  return into;
}

/** A statement whose rows are arrays. */
export function arrays(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

export function valuesOf(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [];
}

function numbersOf(row: unknown): (number | null)[] {
  return valuesOf(row).map((value) => (typeof value === 'number' ? value : null));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
