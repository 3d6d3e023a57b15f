import { isCanonical } from './canonical.ts';
import { genesisHash, recordHash } from './chain.ts';
import { intentOf, outcomeOf, startedOf } from './event.ts';
import type { Intent, Outcome } from './log.ts';
import type { Problems } from './problem.ts';

/** A record as the checks see it. */
export interface StoredRecord {
  seq: number;
  auditId: string;
  stage: string;
  /** Milliseconds since 1970; NaN for what is no time. */
  time: number;
  body: string;
  prevHash: string;
  hash: string;
}

/** What a checkpoint says about one record. */
export interface Point {
  headHash: string;
  /** How to call the checkpoint in a sentence. */
  name: string;
  /** Kept elsewhere. */
  trusted: boolean;
}

/** What a body says, where it could be read. */
export type ReadBody = { stage: 'intent'; event: Intent } | { stage: 'started' } | { stage: 'outcome'; event: Outcome };

export interface ChainCheckOptions {
  problems: Problems;
  /** By the number of the record. */
  points?: ReadonlyMap<number, readonly Point[]>;
  /** The record before the first; null: whatever the first one says, where it is not number 1. */
  after?: { seq: number; hash: string } | null;
}

/**
 * Checks records one after the other: that the numbers are dense, that each hash is that of its record and of the one before, that each body is
 * canonical and says what its columns say, that each action has one intent and at most one outcome, and that the checkpoints agree.
 * Keeps nothing but the open actions.
 */
export class ChainCheck {
  readonly #problems: Problems;
  readonly #points: ReadonlyMap<number, readonly Point[]>;
  readonly #open = new Map<string, boolean>();
  #head: { seq: number; hash: string } | null;
  /** The chain does not begin with record 1: what was begun before is not known. */
  #partial: boolean;
  #agreed: number;
  #forked = false;
  records = 0;
  firstSeq = 0;

  constructor({ problems, points = new Map(), after = { seq: 0, hash: genesisHash } }: ChainCheckOptions) {
    this.#problems = problems;
    this.#points = points;
    this.#head = after;
    this.#agreed = after?.seq ?? 0;
    this.#partial = after !== null && after.seq > 0;
  }

  /** The end of the chain as far as it was read. */
  get head(): { seq: number; hash: string } {
    return this.#head ?? { seq: 0, hash: genesisHash };
  }

  get partial(): boolean {
    return this.#partial;
  }

  /** Actions without an outcome. */
  get open(): number {
    return this.#open.size;
  }

  /** Gives what the record's body says; null where that is not what it should be, which is then told. */
  take(record: StoredRecord): ReadBody | null {
    const { seq } = record;
    const head = (this.#head ??= this.#begin(record));
    if (this.records === 0) {
      this.firstSeq = seq;
      this.#compare(head.seq, head.hash);
    }
    if (seq > head.seq + 1) this.#problems.record(head.seq + 1, 'missing', missing(head.seq + 1, seq - 1));
    if (seq <= head.seq) this.#problems.record(seq, 'inserted', `comes after record ${head.seq}`);
    if (record.prevHash !== head.hash)
      this.#problems.record(seq, 'unlinked', 'does not follow the record before it: prevHash is not its hash');
    if (record.hash !== hashOf(record))
      this.#problems.record(seq, 'edited', 'was edited: the hash is not that of its number, time, prevHash and body');
    this.#head = { seq, hash: record.hash };
    this.records += 1;
    this.#compare(seq, record.hash);
    this.#follow(record);
    return this.#read(record);
  }

  /** After the last record: what checkpoints vouch for and is not there. */
  end(): void {
    const beyond = [...this.#points].filter(([seq]) => seq > this.head.seq).sort(([a], [b]) => b - a);
    const [last] = beyond;
    const [point] = last?.[1] ?? [];
    if (last === undefined || point === undefined) return;
    const known = beyond.some(([, points]) => points.some(({ trusted }) => !trusted));
    this.#problems.record(
      this.head.seq + 1,
      known ? 'truncated' : 'trust',
      `is missing, with all up to ${last[0]}, for which ${point.name} vouches: the end was cut off, or an old copy was put back`,
    );
  }

  #begin({ seq, prevHash }: StoredRecord): { seq: number; hash: string } {
    this.#partial = seq > 1;
    this.#agreed = seq - 1;
    return { seq: seq - 1, hash: seq === 1 ? genesisHash : prevHash };
  }

  #compare(seq: number, hash: string): void {
    const points = this.#points.get(seq);
    if (points === undefined) return;
    const against = points.filter(({ headHash }) => headHash !== hash);
    if (against.length === 0) this.#agreed = seq;
    for (const { name, trusted } of against) {
      // The first one says where; those after it would only repeat that.
      if (this.#forked && !trusted) continue;
      this.#forked = true;
      this.#problems.record(
        seq,
        trusted ? 'trust' : 'fork',
        `is not the record for which ${name} vouches: the log was written anew from somewhere after record ${this.#agreed}`,
      );
    }
  }

  #follow({ seq, auditId, stage }: StoredRecord): void {
    const started = this.#open.get(auditId);
    if (stage === 'intent') {
      if (started !== undefined) this.#problems.record(seq, 'stage', 'is a second intent of its action');
      this.#open.set(auditId, false);
      return;
    }
    if (started === undefined && !this.#partial)
      this.#problems.record(seq, 'stage', `is the stage "${stage}" of an action that has no open intent before it`);
    if (stage === 'outcome') {
      this.#open.delete(auditId);
      return;
    }
    if (started === true) this.#problems.record(seq, 'stage', `is a second stage "${stage}" of its action`);
    if (started !== undefined) this.#open.set(auditId, true);
  }

  #read({ seq, auditId, stage, body }: StoredRecord): ReadBody | null {
    try {
      const value: unknown = JSON.parse(body);
      if (!isCanonical(body, value)) this.#problems.record(seq, 'form', 'has a body that is not in canonical form');
      const read = bodyOf(stage, value);
      if (read.auditId !== auditId) this.#problems.record(seq, 'form', 'has an audit id that is not the one in its body');
      return read.body;
    } catch {
      this.#problems.record(seq, 'form', `has a body that is no ${stage}`);
      return null;
    }
  }
}

function bodyOf(stage: string, value: unknown): { body: ReadBody; auditId: string } {
  if (stage === 'intent') {
    const { event } = intentOf(value);
    return { body: { stage, event }, auditId: event.auditId };
  }
  if (stage === 'outcome') {
    const { event } = outcomeOf(value);
    return { body: { stage, event }, auditId: event.auditId };
  }
  return { body: { stage: 'started' }, auditId: startedOf(value).event.auditId };
}

function missing(from: number, to: number): string {
  return from === to ? 'is missing' : `is missing, with all up to ${to}`;
}

function hashOf(record: StoredRecord): string {
  try {
    return recordHash(record);
  } catch {
    // A time or a prevHash that cannot be written as the bytes the hash is made of.
    return '';
  }
}
