/** What kind of thing is wrong. */
export type ProblemKind =
  | 'edited'
  | 'missing'
  | 'unlinked'
  | 'inserted'
  | 'form'
  | 'stage'
  | 'index'
  /** The log is another one than a checkpoint vouches for. */
  | 'fork'
  /** The log ends before the record that a checkpoint vouches for. */
  | 'truncated'
  /** A line of the checkpoints. */
  | 'checkpoint'
  | 'signature'
  | 'key'
  /** What was kept elsewhere says otherwise. */
  | 'trust'
  | 'manifest';

/** One thing that is wrong, and where. */
export interface Problem {
  kind: ProblemKind;
  /** The number of the record it was seen at; null where it is a line of the checkpoints. */
  seq: number | null;
  /** The line of the checkpoints it was seen at; null where it is a record. */
  checkpoint: number | null;
  /** The rest of a sentence that begins with the place. */
  problem: string;
}

/** One edit breaks one hash; what comes after a hundred says nothing new. */
const problemsKept = 100;

/** Collects the first problems. */
export class Problems {
  readonly #records: Problem[] = [];
  readonly #checkpoints: Problem[] = [];

  record(seq: number, kind: ProblemKind, problem: string): void {
    if (this.#records.length < problemsKept) this.#records.push({ kind, seq, checkpoint: null, problem });
  }

  checkpoint(line: number, kind: ProblemKind, problem: string): void {
    if (this.#checkpoints.length < problemsKept) this.#checkpoints.push({ kind, seq: null, checkpoint: line, problem });
  }

  /** Those of the records by number, then those of the checkpoints. */
  list(): Problem[] {
    return [...this.#records.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)), ...this.#checkpoints];
  }

  get none(): boolean {
    return this.#records.length + this.#checkpoints.length === 0;
  }
}
