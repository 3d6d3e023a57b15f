import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { arrays, valuesOf, type Columns } from './columns.ts';
import { rare, type Sample } from './sample.ts';
import type { RowTest } from './tests.ts';

/** Below this many rows the index on disk is fast enough for everything. */
const worthwhile = 5_000;
const slots = 1 << 16;

/** Two or three letters, and a bit for each row that has them. */
interface Frequent {
  letters: string;
  bits: Uint8Array;
  passing: number;
}

/**
 * Groups of three letters that many texts have, and in memory which: an index on disk is slow for what it finds often. A bit a row each, for some hundred
 * groups; the same for every question, so that any combination of them with the columns is a matter of a few milliseconds. Pairs of letters as well, which
 * that index does not know at all.
 */
export class Trigrams {
  readonly #columns: Columns;
  readonly #sample: Sample;
  readonly #texts: StatementSync;
  #frequent: readonly Frequent[] = [];
  /** By the hash of its letters the number of a group, from 1; where two groups meet in a slot, the later one has the next free one. */
  #table = new Uint16Array(slots);
  /** What the groups were chosen from, the columns' generation then, and how many rows are in the bits. */
  #chosenFrom: readonly string[] = [];
  #generation = 0;
  #rows = 0;

  constructor(database: DatabaseSync, columns: Columns, sample: Sample) {
    this.#columns = columns;
    this.#sample = sample;
    this.#texts = arrays(database, 'SELECT id, c0 FROM AuditText_content WHERE id >= ? ORDER BY id');
  }

  /** Takes in what was stored since the last time: after the columns, and in their transaction. */
  catchUp(): void {
    const { length, generation, seq } = this.#columns;
    if (length < worthwhile) return;
    const { texts } = this.#sample;
    if (this.#chosenFrom !== texts || this.#generation !== generation) this.#choose(texts);
    if (this.#rows === length) return;
    for (const one of this.#frequent) if (one.bits.length * 8 < length) one.bits = grown(one.bits, length);
    let row = this.#rows;
    for (const values of this.#texts.iterate(seq[row] ?? 0)) {
      const [id, text] = valuesOf(values);
      while (row < length && (seq[row] ?? 0) < Number(id)) row += 1;
      if (seq[row] === Number(id)) this.#take(row, String(text));
    }
    this.#rows = length;
  }

  /** Tests that every row with the text passes. `all`: there is no part of it that they do not look for. */
  testsOf(needle: string): { tests: RowTest[]; all: boolean } {
    if (this.#columns.length < worthwhile || needle.length < 2) return { tests: [], all: false };
    const size = Math.min(3, needle.length);
    const groups = new Set(Array.from({ length: needle.length - size + 1 }, (_, at) => this.#find(needle, at, size)));
    const found = [...groups].filter((group) => group !== null);
    return { tests: found.map(testOf), all: found.length === groups.size };
  }

  #choose(texts: readonly string[]): void {
    const seen = new Map<string, number>();
    for (const text of texts) {
      const groups = [2, 3].flatMap((size) =>
        Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size)),
      );
      for (const letters of new Set(groups)) seen.set(letters, (seen.get(letters) ?? 0) + 1);
    }
    const frequent = [...seen].filter(([, count]) => count > rare).slice(0, slots / 4);
    this.#frequent = frequent.map(([letters]) => ({ letters, bits: new Uint8Array(0), passing: 0 }));
    this.#table = new Uint16Array(slots);
    for (const [index, { letters }] of this.#frequent.entries()) {
      let slot = slotOf(letters, 0, letters.length);
      while (this.#table[slot] !== 0) slot = (slot + 1) % slots;
      this.#table[slot] = index + 1;
    }
    this.#chosenFrom = texts;
    this.#generation = this.#columns.generation;
    this.#rows = 0;
  }

  /** A hundred million groups pass here for a million texts. */
  #take(row: number, text: string): void {
    for (let at = text.length - 2; at >= 0; at -= 1) {
      mark(this.#find(text, at, 2), row);
      if (at + 3 <= text.length) mark(this.#find(text, at, 3), row);
    }
  }

  /** The group at a place of a text; null where that is not frequent. */
  #find(text: string, at: number, size: number): Frequent | null {
    for (let slot = slotOf(text, at, size); ; slot = (slot + 1) % slots) {
      const number = this.#table[slot] ?? 0;
      if (number === 0) return null;
      const one = this.#frequent[number - 1];
      if (one?.letters.length === size && text.startsWith(one.letters, at)) return one;
    }
  }
}

function mark(group: Frequent | null, row: number): void {
  if (group === null) return;
  const { bits } = group;
  const [place, bit] = [row >>> 3, 1 << (row & 7)];
  if (((bits[place] ?? 0) & bit) !== 0) return;
  bits[place] = (bits[place] ?? 0) | bit;
  group.passing += 1;
}

function slotOf(text: string, at: number, size: number): number {
  const third = size === 2 ? 0 : text.charCodeAt(at + 2);
  const mixed = text.charCodeAt(at) * 0x9e3b + text.charCodeAt(at + 1) * 0x85eb + third * 0xc2b3;
  return (mixed ^ (mixed >>> 16)) & (slots - 1);
}

function grown(bits: Uint8Array, rows: number): Uint8Array {
  const larger = new Uint8Array(Math.ceil((rows * 1.25) / 8));
  larger.set(bits);
  return larger;
}

function testOf({ bits, passing }: Frequent): RowTest {
  return {
    passing,
    narrow(selection, count) {
      let kept = 0;
      for (let index = 0; index < count; index += 1) {
        const row = selection[index] ?? 0;
        selection[kept] = row;
        kept += ((bits[row >>> 3] ?? 0) >>> (row & 7)) & 1;
      }
      return kept;
    },
  };
}
