import { indexed, labelNeedle } from '../columns.ts';
import { instant } from '../instant.ts';
import type { AuditQuery } from '../log.ts';
import type { CodedName, Columns } from './columns.ts';

/** One condition on the rows. */
export interface RowTest {
  /** About how many rows pass. */
  passing: number;
  /** Keeps those of the first `count` rows of the selection that pass, in their order; gives how many. */
  narrow(selection: Uint32Array, count: number): number;
}

/** A column and which of its values pass. */
interface Choice {
  codes: Uint32Array;
  passes: Uint8Array;
  passing: number;
}

/** The conditions of a query but for its text, the narrowest first. The query is one that `conditions` has accepted. */
export function testsOf(columns: Columns, query: AuditQuery): RowTest[] {
  const { actor, action, target, targetType, image, label, host, result, origin, after, before } = query;
  const equal = (name: CodedName, value: string) => choose(columns, name, [value]);
  const tests = [
    given(actor, (value) => either(equal('actorName', value), equal('actorId', value))),
    given(filled(action), (patterns) => one(chosenActions(columns, patterns))),
    given(target, (value) => either(equal('targetName', value), chosenTargets(columns, value))),
    given(filled(targetType), (values) => one(choose(columns, 'targetType', values))),
    given(image, (value) => one(equal('targetImage', value))),
    given(label, ({ key, value }) => one(chosenLabels(columns, labelNeedle(key, value ?? null)))),
    given(host, (value) => one(equal('host', value))),
    given(filled(result), (values) => one(choose(columns, 'result', values))),
    given(filled(origin), (values) => one(choose(columns, 'origin', values))),
    given(after, (value) => between(columns, instant('after', value).getTime(), Infinity)),
    given(before, (value) => between(columns, -Infinity, instant('before', value).getTime())),
  ];
  return tests.filter((test) => test !== null).toSorted((a, b) => a.passing - b.passing);
}

/** Passes these rows, of so many in all. */
export function rowsTest(rows: readonly number[], of: number): RowTest {
  const passes = new Uint8Array(of);
  for (const row of rows) passes[row] = 1;
  return {
    passing: rows.length,
    narrow(selection, count) {
      let kept = 0;
      for (let index = 0; index < count; index += 1) {
        const row = selection[index] ?? 0;
        selection[kept] = row;
        kept += passes[row] ?? 0;
      }
      return kept;
    },
  };
}

function given<T>(value: T | null | undefined, test: (value: T) => RowTest): RowTest | null {
  return value === null || value === undefined ? null : test(value);
}

function filled<T>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values === null || values === undefined || values.length === 0 ? null : values;
}

function choose(columns: Columns, name: CodedName, values: readonly string[]): Choice {
  const { dictionary, codes } = columns.column(name);
  const found = values.map((value) => dictionary.find(indexed(value))).filter((code) => code !== undefined);
  return choice(codes, dictionary.counts, found);
}

function chosenWhere(columns: Columns, name: CodedName, passes: (value: string) => boolean): Choice {
  const { dictionary, codes } = columns.column(name);
  const found: number[] = [];
  for (const [code, value] of dictionary.values.entries()) if (value !== null && passes(value)) found.push(code);
  return choice(codes, dictionary.counts, found);
}

function choice(codes: Uint32Array, counts: readonly number[], found: Iterable<number>): Choice {
  const passes = new Uint8Array(counts.length);
  let passing = 0;
  for (const code of new Set(found)) {
    passes[code] = 1;
    passing += counts[code] ?? 0;
  }
  return { codes, passes, passing };
}

function chosenActions(columns: Columns, patterns: readonly string[]): Choice {
  const rooms = patterns.filter((pattern) => pattern.endsWith('.*')).map((pattern) => pattern.slice(0, -1));
  const exact = new Set(patterns);
  return chosenWhere(columns, 'action', (name) => exact.has(name) || rooms.some((room) => name.startsWith(room)));
}

function chosenTargets(columns: Columns, target: string): Choice {
  const prefix = /^(?:sha256:)?[0-9a-f]{4,64}$/i.test(target) ? target.toLowerCase() : null;
  if (prefix === null) return choose(columns, 'targetId', [target]);
  const image = `sha256:${prefix}`;
  return chosenWhere(columns, 'targetId', (id) => id === target || id.startsWith(prefix) || id.startsWith(image));
}

function chosenLabels(columns: Columns, needle: string): Choice {
  return chosenWhere(columns, 'targetLabels', (labels) => labels.includes(needle));
}

function one({ codes, passes, passing }: Choice): RowTest {
  return {
    passing,
    narrow(selection, count) {
      let kept = 0;
      for (let index = 0; index < count; index += 1) {
        const row = selection[index] ?? 0;
        selection[kept] = row;
        kept += passes[codes[row] ?? 0] ?? 0;
      }
      return kept;
    },
  };
}

function either(a: Choice, b: Choice): RowTest {
  return {
    passing: a.passing + b.passing,
    narrow(selection, count) {
      let kept = 0;
      for (let index = 0; index < count; index += 1) {
        const row = selection[index] ?? 0;
        selection[kept] = row;
        kept += (a.passes[a.codes[row] ?? 0] ?? 0) | (b.passes[b.codes[row] ?? 0] ?? 0);
      }
      return kept;
    },
  };
}

/** Both exclusive. The clock may have jumped, so the rows are not in the order of their times. */
function between({ at, length }: Columns, after: number, before: number): RowTest {
  return {
    passing: length / 2,
    narrow(selection, count) {
      let kept = 0;
      for (let index = 0; index < count; index += 1) {
        const row = selection[index] ?? 0;
        const time = at[row] ?? 0;
        if (time > after && time < before) selection[kept++] = row;
      }
      return kept;
    },
  };
}
