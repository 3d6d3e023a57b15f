import { origins, results, type AuditGroup, type AuditSummary, type Grouping, type Result } from '../log.ts';
import type { Columns } from './columns.ts';
import type { Coded } from './dictionary.ts';
import { dayName, dayOf, keysOf } from './group-keys.ts';
import { Numbering } from './numbering.ts';

// What one summary may hold in memory. A day of each of five hundred targets is far below; more is nothing that anybody reads.
const maxGroups = 200_000;

/** Counts rows in groups. Throws BAD_INPUT when there are too many groups. */
export class Groups {
  readonly #columns: Columns;
  readonly #by: readonly Grouping[];
  readonly #keysOf: ReturnType<typeof keysOf>;
  readonly #groups = new Numbering(maxGroups);
  readonly #result: Coded;
  #keys = new Float64Array(0);
  #total = 0;
  /** Of each group: its first row, how many, and their earliest and latest time. */
  readonly #row: number[] = [];
  readonly #count: number[] = [];
  readonly #firstAt: number[] = [];
  readonly #lastAt: number[] = [];
  /** How many have each result: as many numbers for each group as there are results. */
  #results = new Uint32Array(0);

  constructor(columns: Columns, by: readonly Grouping[]) {
    this.#columns = columns;
    this.#by = by;
    this.#keysOf = keysOf(columns, by, maxGroups);
    this.#result = columns.column('result');
  }

  add(rows: Uint32Array, count: number): void {
    const { at } = this.#columns;
    const { codes, dictionary } = this.#result;
    if (this.#keys.length < count) this.#keys = new Float64Array(count);
    this.#keysOf(rows, count, this.#keys);
    this.#total += count;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      const time = at[row] ?? 0;
      const group = this.#groups.number(this.#keys[index] ?? 0);
      if (group === this.#row.length) this.#begin(row, time);
      this.#count[group] = (this.#count[group] ?? 0) + 1;
      if (time < (this.#firstAt[group] ?? 0)) this.#firstAt[group] = time;
      if (time > (this.#lastAt[group] ?? 0)) this.#lastAt[group] = time;
      const place = group * dictionary.size + (codes[row] ?? 0);
      this.#results[place] = (this.#results[place] ?? 0) + 1;
    }
  }

  #begin(row: number, time: number): void {
    this.#row.push(row);
    this.#count.push(0);
    this.#firstAt.push(time);
    this.#lastAt.push(time);
    const size = this.#row.length * this.#result.dictionary.size;
    if (size <= this.#results.length) return;
    const larger = new Uint32Array(size * 2);
    larger.set(this.#results);
    this.#results = larger;
  }

  /** The largest groups, and among equals by their keys. */
  summary(limit: number): AuditSummary {
    const least = Uint32Array.from(this.#count).sort().at(-limit) ?? 0;
    // Keys are made of those only that may be shown.
    const shown = this.#count.flatMap((count, group) => (count >= least ? [group] : []));
    const candidates = shown.map((group) => this.#group(group));
    return {
      total: this.#total,
      groupCount: this.#count.length,
      groups: candidates.toSorted((a, b) => b.count - a.count || compareKeys(a, b, this.#by)).slice(0, limit),
    };
  }

  #group(group: number): AuditGroup {
    const row = this.#row[group] ?? 0;
    const has = (by: Grouping) => this.#by.includes(by);
    const value = (by: Grouping, name: Parameters<Columns['column']>[0]) =>
      has(by) ? this.#columns.column(name).valueAt(row) : null;
    const { values, size } = this.#result.dictionary;
    const counts = values.flatMap((value, code) => {
      const count = this.#results[group * size + code] ?? 0;
      const result = count > 0 ? resultOf(value) : null;
      return result === null ? [] : [{ result, count }];
    });
    return {
      actor: value('actor', 'actorName'),
      actorId: value('actor', 'actorId'),
      action: value('action', 'action'),
      targetType: value('target', 'targetType'),
      target: value('target', 'targetName') ?? value('target', 'targetId'),
      result: resultOf(value('result', 'result')),
      day: has('day') ? dayName(dayOf(this.#columns.at[row] ?? 0)) : null,
      host: value('host', 'host'),
      origin: origins.find((origin) => origin === value('origin', 'origin')) ?? null,
      count: this.#count[group] ?? 0,
      firstAt: new Date(this.#firstAt[group] ?? 0).toISOString(),
      lastAt: new Date(this.#lastAt[group] ?? 0).toISOString(),
      results: counts.toSorted((a, b) => b.count - a.count || (a.result < b.result ? -1 : 1)),
    };
  }
}

function resultOf(value: string | null | undefined): Result | 'pending' | null {
  return value === 'pending' ? value : (results.find((result) => result === value) ?? null);
}

function compareKeys(a: AuditGroup, b: AuditGroup, by: readonly Grouping[]): number {
  for (const one of by) {
    const names =
      one === 'actor'
        ? (['actor', 'actorId'] as const)
        : one === 'target'
          ? (['target', 'targetType'] as const)
          : ([one] as const);
    for (const name of names) {
      const [left, right] = [a[name] ?? '', b[name] ?? ''];
      if (left !== right) return left < right ? -1 : 1;
    }
  }
  return 0;
}
