import type { DatabaseSync } from 'node:sqlite';
import { arrays, valuesOf, type Columns } from './columns.ts';

const size = 1024;

/** A thousand texts of the log, from all of its length, which tell how frequent a part of a text is. Taken anew once the log has doubled. */
export class Sample {
  readonly #database: DatabaseSync;
  readonly #columns: Columns;
  #texts: readonly string[] = [];
  /** How many rows there were when it was taken. */
  #of = 0;

  constructor(database: DatabaseSync, columns: Columns) {
    this.#database = database;
    this.#columns = columns;
  }

  get texts(): readonly string[] {
    if (this.#columns.length > this.#of * 2) this.#take();
    return this.#texts;
  }

  #take(): void {
    const { seq, length } = this.#columns;
    const step = Math.max(1, Math.floor(length / size));
    const seqs = Array.from({ length: Math.min(size, length) }, (_, index) => seq[index * step] ?? 0);
    const texts = arrays(this.#database, 'SELECT c0 FROM AuditText_content WHERE id IN (SELECT value FROM json_each(?))');
    this.#texts = texts.all(JSON.stringify(seqs)).map((row) => String(valuesOf(row)[0]));
    this.#of = length;
  }
}

/** What is in more of the sample's texts is frequent, about one in a hundred and thirty: the index on disk finds it in so many that reading them takes long. */
export const rare = 8;
