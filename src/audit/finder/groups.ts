import { badInput } from '../../errors.ts';
import { origins, results, type AuditGroup, type AuditSummary, type Grouping, type Result } from '../log.ts';
import type { Coded } from './dictionary.ts';
import type { Columns } from './columns.ts';

// What one summary may hold in memory. A day of each of five hundred targets is far below; more is nothing that anybody reads.
const maxGroups = 200_000;
const dayMs = 86_400_000;

/** A part of a group's key: a number from 0 for each row, below `size`. */
interface Part {
  size: number;
  of(row: number): number;
}

function parts(columns: Columns, by: Grouping): Part[] {
  const column = ({ dictionary, codes }: Coded): Part => ({ size: dictionary.size, of: (row) => codes[row] ?? 0 });
  if (by === 'day') {
    const first = dayOf(columns.at.subarray(0, columns.length).reduce((least, at) => Math.min(least, at), Infinity));
    const last = dayOf(columns.at.subarray(0, columns.length).reduce((most, at) => Math.max(most, at), 0));
    return [{ size: Math.max(1, last - first + 1), of: (row) => dayOf(columns.at[row] ?? 0) - first }];
  }
  if (by === 'actor') return [column(columns.column('actorId')), column(columns.column('actorName'))];
  if (by !== 'target') return [column(columns.column(by))];
  // By name; by id where there is none.
  const [name, id] = [columns.column('targetName'), columns.column('targetId')];
  const names = name.dictionary.size;
  const of = (row: number) => name.codes[row] || names + (id.codes[row] ?? 0);
  return [column(columns.column('targetType')), { size: names + id.dictionary.size, of }];
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** Numbers what it has not met before. */
class Interner {
  readonly #known = new Map<number, number>();

  get size(): number {
    return this.#known.size;
  }

  number(key: number): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size === maxGroups)
      throw badInput(`groupBy: this makes more than ${maxGroups} groups; group by less, or filter.`);
    this.#known.set(key, this.#known.size);
    return this.#known.size - 1;
  }
}

/** Counts rows in groups. Throws BAD_INPUT when there are too many groups. */
export class Groups {
  readonly #columns: Columns;
  readonly #by: readonly Grouping[];
  readonly #keyOf: (row: number) => number;
  readonly #groups = new Interner();
  readonly #resultCodes: Coded;
  #total = 0;
  /** Of each group: its first row, how many, and their earliest and latest time. */
  readonly #row: number[] = [];
  readonly #count: number[] = [];
  readonly #firstAt: number[] = [];
  readonly #lastAt: number[] = [];
  /** Of each group, how many have each result. */
  readonly #results: Uint32Array[] = [];

  constructor(columns: Columns, by: readonly Grouping[]) {
    this.#columns = columns;
    this.#by = by;
    this.#keyOf = keyOf(by.flatMap((one) => parts(columns, one)));
    this.#resultCodes = columns.column('result');
  }

  add(rows: Uint32Array, count: number): void {
    const { at } = this.#columns;
    const { codes, dictionary } = this.#resultCodes;
    this.#total += count;
    for (let index = 0; index < count; index += 1) {
      const row = rows[index] ?? 0;
      const time = at[row] ?? 0;
      const group = this.#groups.number(this.#keyOf(row));
      if (group === this.#row.length) {
        this.#row.push(row);
        this.#count.push(0);
        this.#firstAt.push(time);
        this.#lastAt.push(time);
        this.#results.push(new Uint32Array(dictionary.size));
      }
      this.#count[group] = (this.#count[group] ?? 0) + 1;
      if (time < (this.#firstAt[group] ?? 0)) this.#firstAt[group] = time;
      if (time > (this.#lastAt[group] ?? 0)) this.#lastAt[group] = time;
      const results = this.#results[group];
      const code = codes[row] ?? 0;
      if (results !== undefined) results[code] = (results[code] ?? 0) + 1;
    }
  }

  /** The largest groups, and among equals by their keys. */
  summary(limit: number): AuditSummary {
    const order = this.#count.map((count, group) => ({ group, count })).toSorted((a, b) => b.count - a.count);
    const least = order[Math.min(limit, order.length) - 1]?.count ?? 0;
    // Keys are made of those only that may be shown.
    const candidates = order.filter(({ count }) => count >= least).map(({ group }) => this.#group(group));
    return {
      total: this.#total,
      groupCount: order.length,
      groups: candidates.toSorted((a, b) => b.count - a.count || compareKeys(a, b, this.#by)).slice(0, limit),
    };
  }

  #group(group: number): AuditGroup {
    const row = this.#row[group] ?? 0;
    const has = (by: Grouping) => this.#by.includes(by);
    const value = (by: Grouping, name: Parameters<Columns['column']>[0]) =>
      has(by) ? this.#columns.column(name).valueAt(row) : null;
    const { values } = this.#resultCodes.dictionary;
    const counts = [...(this.#results[group] ?? [])].flatMap((count, code) => {
      const result = count > 0 ? resultOf(values[code]) : null;
      return result === null ? [] : [{ result, count }];
    });
    return {
      actor: value('actor', 'actorName'),
      actorId: value('actor', 'actorId'),
      action: value('action', 'action'),
      targetType: value('target', 'targetType'),
      target: value('target', 'targetName') ?? value('target', 'targetId'),
      result: resultOf(value('result', 'result')),
      day: has('day') ? new Date(dayOf(this.#columns.at[row] ?? 0) * dayMs).toISOString().slice(0, 10) : null,
      host: value('host', 'host'),
      origin: origins.find((origin) => origin === value('origin', 'origin')) ?? null,
      count: this.#count[group] ?? 0,
      firstAt: new Date(this.#firstAt[group] ?? 0).toISOString(),
      lastAt: new Date(this.#lastAt[group] ?? 0).toISOString(),
      results: counts.toSorted((a, b) => b.count - a.count || (a.result < b.result ? -1 : 1)),
    };
  }
}

/** One number for all parts. Where their product would leave the whole numbers, what came so far is numbered anew. */
function keyOf(all: readonly Part[]): (row: number) => number {
  let key: (row: number) => number = () => 0;
  let space = 1;
  for (const { size, of } of all) {
    let before = key;
    if (space * size > Number.MAX_SAFE_INTEGER) {
      const [interner, wide] = [new Interner(), key];
      before = (row) => interner.number(wide(row));
      space = maxGroups;
    }
    key = (row) => before(row) * size + of(row);
    space *= size;
  }
  return key;
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
