import { genesisHash } from './chain.ts';
import type { Point } from './chain-check.ts';
import { isSignedBy, lineHash, readCheckpoint, type Checkpoint, type Statement } from './checkpoint.ts';
import type { Problems } from './problem.ts';
import { keyIdOf } from './signing-key.ts';

/** What the lines of a file of checkpoints add up to. */
export interface CheckpointsFound {
  lines: number;
  logId: string | null;
  /** All keys that have signed, oldest first. */
  keyIds: readonly string[];
  lastSize: number;
  lastTime: string | null;
}

/**
 * Checks a file of checkpoints line by line: that each follows the one before, is signed by the key in force, and does not take back records. Collects
 * what they vouch for.
 */
export class CheckpointCheck {
  readonly points = new Map<number, Point[]>();
  readonly notes: string[] = [];
  readonly #problems: Problems;
  /** Hashes of lines that were kept elsewhere and have not been seen yet. */
  readonly #wanted: Set<string>;
  readonly #keys = new Map<string, string>();
  #key: string | null = null;
  #previous: { line: string; checkpoint: Statement } | null = null;
  #lines = 0;

  constructor(problems: Problems, wanted: Iterable<string>) {
    this.#problems = problems;
    this.#wanted = new Set(wanted);
  }

  get found(): CheckpointsFound {
    const last = this.#previous?.checkpoint;
    return {
      lines: this.#lines,
      logId: last?.logId ?? null,
      keyIds: [...this.#keys.keys()],
      lastSize: last?.size ?? 0,
      lastTime: last?.time ?? null,
    };
  }

  /** Hashes of lines kept elsewhere that are not in the file. */
  get unseen(): ReadonlySet<string> {
    return this.#wanted;
  }

  /** The public key of a key id that has signed in this file. */
  publicKey(keyId: string): string | undefined {
    return this.#keys.get(keyId);
  }

  take(line: string): void {
    const number = (this.#lines += 1);
    const wrong = (kind: 'checkpoint' | 'signature' | 'key', problem: string) => this.#problems.checkpoint(number, kind, problem);
    const read = readCheckpoint(line);
    if (read === null) {
      wrong('checkpoint', 'is no checkpoint');
      return;
    }
    this.#wanted.delete(lineHash(line));
    const { checkpoint } = read;
    const previous = this.#previous;
    if (previous === null) {
      if (checkpoint.prevCheckpoint !== genesisHash || checkpoint.publicKey === undefined)
        wrong('checkpoint', 'is not the first one of its log: those before it are missing');
      this.#introduce(checkpoint.publicKey);
    } else {
      if (checkpoint.prevCheckpoint !== lineHash(previous.line))
        wrong('checkpoint', 'does not follow the one before it: one was edited, removed, added or moved');
      if (checkpoint.logId !== previous.checkpoint.logId) wrong('checkpoint', 'is of another log');
      if (checkpoint.size < previous.checkpoint.size && checkpoint.accepted === undefined)
        wrong('checkpoint', `vouches for ${checkpoint.size} records, the one before it for ${previous.checkpoint.size}`);
    }
    this.#signatures(read, wrong);
    if (checkpoint.accepted !== undefined) this.#accept(number, checkpoint);
    this.#point(checkpoint, number);
    this.#previous = { line, checkpoint };
  }

  #signatures({ checkpoint, signature, nextSignature }: Checkpoint, wrong: (kind: 'signature' | 'key', problem: string) => void) {
    const key = this.#key;
    if (key === null) {
      wrong('key', 'has no public key to be checked with');
      return;
    }
    if (checkpoint.keyId !== keyIdOf(key)) wrong('key', `is signed with the key ${checkpoint.keyId}, not with ${keyIdOf(key)}`);
    else if (!isSignedBy(checkpoint, signature, key))
      wrong('signature', 'was edited or forged: the signature is not that of its key');
    if (checkpoint.nextKey === undefined) return;
    if (!isSignedBy(checkpoint, nextSignature, checkpoint.nextKey)) wrong('signature', 'names a next key that has not signed it');
    else this.#introduce(checkpoint.nextKey);
  }

  #introduce(key: string | undefined): void {
    if (key === undefined) return;
    this.#key = key;
    this.#keys.set(keyIdOf(key), key);
  }

  #accept(number: number, { size, time, accepted }: Statement): void {
    const larger = [...this.points.keys()].filter((one) => one > size);
    for (const one of larger) this.points.delete(one);
    const lost = larger.length === 0 ? '' : `; the records ${size + 1} to ${Math.max(...larger)} of before are lost`;
    this.notes.push(
      `checkpoint ${number}: at ${time} somebody accepted the log as it was found, with ${size} records${lost}. Found then: ${accepted}`,
    );
  }

  #point({ size, headHash, time }: Statement, number: number): void {
    const known = this.points.get(size) ?? [];
    if (known.some((point) => point.headHash === headHash)) return;
    this.points.set(size, [...known, { headHash, name: `checkpoint ${number} (${time})`, trusted: false }]);
  }
}
