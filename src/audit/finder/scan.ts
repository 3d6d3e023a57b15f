import type { RowTest } from './tests.ts';

// Small enough for the processor's nearest memory, large enough that going from test to test costs nothing.
const block = 4096;

/** Rows `from` up to but not including `to`. */
export interface Span {
  from: number;
  to: number;
  oldestFirst: boolean;
}

/**
 * Gives the rows that pass all tests to `take`, in order and some at a time (the first `count` of the list, which is used again), until it answers that it
 * has enough.
 */
export function scan(span: Span, tests: readonly RowTest[], take: (rows: Uint32Array, count: number) => boolean): void {
  const rows = new Uint32Array(block);
  if (tests.some(({ passing }) => passing === 0)) return;
  for (let done = 0, all = span.to - span.from; done < all; done += block) {
    const size = Math.min(block, all - done);
    if (span.oldestFirst) for (let index = 0; index < size; index += 1) rows[index] = span.from + done + index;
    else for (let index = 0; index < size; index += 1) rows[index] = span.to - 1 - done - index;
    let count = size;
    for (const test of tests) {
      count = test.narrow(rows, count);
      if (count === 0) break;
    }
    if (count > 0 && take(rows, count)) return;
  }
}

/** The first rows that pass, `limit` at most. */
export function firstRows(span: Span, tests: readonly RowTest[], limit: number): number[] {
  const found: number[] = [];
  scan(span, tests, (rows, count) => {
    for (let index = 0; index < count && found.length < limit; index += 1) found.push(rows[index] ?? 0);
    return found.length >= limit;
  });
  return found;
}

/** How many pass; what is above `limit` is not counted. */
export function countRows(span: Span, tests: readonly RowTest[], limit: number): number {
  let sum = 0;
  scan(span, tests, (_rows, count) => (sum += count) >= limit);
  return Math.min(sum, limit);
}
