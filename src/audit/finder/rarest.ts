import type { DatabaseSync } from 'node:sqlite';
import { arrays, valuesOf, type Columns } from './columns.ts';

const sampleSize = 256;
const partLength = 5;
const maxParts = 40;
// Each action that has the part is then read; where many have it, the index itself compares faster. About one in sixty.
const rare = 4;

/**
 * Finds the part of a text by which the index finds the fewest: looking up all letters of a long name costs as much as its most frequent parts. How
 * frequent a part is, a few hundred texts of the log tell.
 */
export class Rarest {
  readonly #database: DatabaseSync;
  readonly #columns: Columns;
  #sample: readonly string[] = [];
  /** How many rows there were when the sample was taken. */
  #of = 0;

  constructor(database: DatabaseSync, columns: Columns) {
    this.#database = database;
    this.#columns = columns;
  }

  /** The text itself where it is short, or no part of it is rare. */
  partOf(needle: string): string {
    const letters = Array.from(needle);
    const places = letters.length - partLength + 1;
    if (places <= 1) return needle;
    if (this.#columns.length > this.#of * 2) this.#take();
    let best = { part: letters.slice(0, partLength).join(''), seen: Infinity };
    for (let place = 0; place < places; place += Math.ceil(places / maxParts)) {
      const part = letters.slice(place, place + partLength).join('');
      const seen = this.#sample.filter((text) => text.includes(part)).length;
      // Among equals the last: names end in what tells them apart.
      if (seen <= best.seen) best = { part, seen };
    }
    return best.seen <= rare ? best.part : needle;
  }

  #take(): void {
    const { seq, length } = this.#columns;
    const step = Math.max(1, Math.floor(length / sampleSize));
    const seqs = Array.from({ length: Math.min(sampleSize, length) }, (_, index) => seq[index * step] ?? 0);
    const texts = arrays(this.#database, 'SELECT c0 FROM AuditText_content WHERE id IN (SELECT value FROM json_each(?))');
    this.#sample = texts.all(JSON.stringify(seqs)).map((row) => String(valuesOf(row)[0]));
    this.#of = length;
  }
}
