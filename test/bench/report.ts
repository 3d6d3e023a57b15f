/** One measured figure and its bar. */
export interface Row {
  what: string;
  figure: number;
  unit: string;
  /** What it should be at least or at most; null: for information. */
  bar: { atLeast: number } | { atMost: number } | null;
}

/** Prints a table for people, and on the last line the same as JSON for programs. */
export function report(rows: readonly Row[]): void {
  console.table(
    rows.map(({ what, figure, unit, bar }) => ({ what, figure, unit, bar: words(bar), reached: reached(figure, bar) })),
  );
  console.log(JSON.stringify(rows));
}

export function reached(figure: number, bar: Row['bar']): string {
  if (bar === null) return '';
  return ('atLeast' in bar ? figure >= bar.atLeast : figure <= bar.atMost) ? 'yes' : 'NO';
}

function words(bar: Row['bar']): string {
  if (bar === null) return '';
  return 'atLeast' in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`;
}

export function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
