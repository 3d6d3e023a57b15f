/** Distinct values of a column, numbered in the order in which they were first met, and how many rows have each. Number 0 is null. */
export class Dictionary {
  readonly values: (string | null)[] = [null];
  readonly counts: number[] = [0];
  readonly #codes = new Map<string, number>();

  get size(): number {
    return this.values.length;
  }

  /** The number of a value that is there; undefined for others. */
  find(value: string): number | undefined {
    return this.#codes.get(value);
  }

  /** The number of a value, given to it now if it is new. */
  code(value: string | null): number {
    if (value === null) return 0;
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.values.push(value);
    this.counts.push(0);
    this.#codes.set(value, code);
    return code;
  }
}

/** A column of texts as numbers into its dictionary. */
export class Coded {
  readonly dictionary = new Dictionary();
  codes = new Uint32Array(0);

  /** Puts a value into a row that is new. */
  add(row: number, value: string | null): void {
    const code = this.dictionary.code(value);
    this.codes[row] = code;
    this.dictionary.counts[code] = (this.dictionary.counts[code] ?? 0) + 1;
  }

  /** Puts a value in the place of a row's former one. */
  change(row: number, value: string | null): void {
    const former = this.codes[row] ?? 0;
    this.dictionary.counts[former] = (this.dictionary.counts[former] ?? 0) - 1;
    this.add(row, value);
  }

  valueAt(row: number): string | null {
    return this.dictionary.values[this.codes[row] ?? 0] ?? null;
  }
}
