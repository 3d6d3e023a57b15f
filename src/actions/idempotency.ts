import { createHash } from 'node:crypto';
import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import { badInput, conflict, type WharfingerError } from '../errors.ts';
import { recorded, type RecorderDeps } from './recorded.ts';

/** What is on record under a key from before the last start. */
export interface PastUse {
  auditId: string;
  result: string;
}

/** A request that came with a key. */
export interface KeyUse {
  caller: Caller;
  source: Source;
  action: Action;
  key: string;
  /** All that was asked for. */
  input: { reason?: string | null };
}

export interface IdempotencyDeps {
  recorder: RecorderDeps;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The latest recorded action of this actor under this key, not older than `since` (RFC 3339). */
  recall: (actorId: string, key: string, since: string) => Promise<PastUse | null>;
}

interface Claim {
  fingerprint: string;
  expiresAt: number;
  forget: () => void;
}

/**
 * Runs `work` once for a key; the same request again gets the same answer, or the same error, without doing anything. `work` calls `usedUp` when something
 * may have happened: until then a failure leaves the key free.
 */
export type Once<T> = (use: KeyUse, work: (usedUp: () => void) => Promise<T>) => Promise<T>;

const unusable = 'idempotencyKey: 1 to 255 printable ASCII characters without spaces.';
const taken = 'idempotencyKey: this key was used for another request within the last 24 hours. Use a new one.';
const keptMs = 24 * 60 * 60 * 1000;
/** About 1 KB each: 10 MB when full. Beyond it the oldest are forgotten here, and are still found in the audit log. */
const keptAtMost = 10_000;
const keyPattern = /^[\x21-\x7e]{1,255}$/;

/**
 * Idempotency keys, scoped to the actor, kept for 24 hours (as in the IETF draft "The Idempotency-Key HTTP Header Field"). Answers are kept in
 * memory; a key from before the last start is known from the audit log, which knows what came of it but not the answer: that is a CONFLICT that names the
 * audit event, and so is another request under a key that was used. A request that was refused before anything could happen does not use up its key.
 */
export class IdempotencyKeys {
  readonly #deps: IdempotencyDeps;
  readonly #claims = new Map<string, Claim>();

  constructor(deps: IdempotencyDeps) {
    this.#deps = deps;
  }

  /** A memory for answers of one type. All memories share the keys: a key used for one action cannot be used for another. */
  memory<T>(): Once<T> {
    const answers = new Map<string, Promise<T>>();
    return async (use, work) => {
      if (!keyPattern.test(use.key)) return this.#refuse(use, badInput(unusable));
      const id = JSON.stringify([use.caller.id, use.key]);
      const fingerprint = createHash('sha256')
        .update(JSON.stringify([use.action, use.input]))
        .digest('base64');
      this.#expire();
      const claim = this.#claims.get(id);
      if (claim !== undefined) {
        const answer = answers.get(id);
        if (answer !== undefined && claim.fingerprint === fingerprint) return answer;
        return this.#refuse(use, conflict(taken));
      }
      // Claimed before anything is awaited: two of the same at once must not both run.
      let used = false;
      const answer = this.#first(use, () => work(() => (used = true)));
      answers.set(id, answer);
      const forget = () => answers.delete(id);
      this.#claims.set(id, { fingerprint, expiresAt: this.#deps.now() + keptMs, forget });
      try {
        return await answer;
      } catch (error) {
        if (!used) this.#drop(id);
        throw error;
      }
    };
  }

  async #first<T>(use: KeyUse, work: () => Promise<T>): Promise<T> {
    const past = await this.#deps.recall(use.caller.id, use.key, new Date(this.#deps.now() - keptMs).toISOString());
    if (past === null) return work();
    const { auditId, result } = past;
    return this.#refuse(
      use,
      conflict(`idempotencyKey: used before Wharfinger's last start, for what is on record as ${auditId} (${result}).`),
    );
  }

  /** On record as an attempt at the action, like any other that is refused. */
  async #refuse({ caller, source, action, input }: KeyUse, error: WharfingerError): Promise<never> {
    const params: Record<string, string> = 'ref' in input && typeof input.ref === 'string' ? { ref: input.ref } : {};
    const request = { caller, source, action, host: null, params, input, reason: input.reason ?? null, idempotencyKey: null };
    const refusal = () => {
      throw error;
    };
    await recorded<never>(this.#deps.recorder, request, refusal, refusal);
    throw error;
  }

  #expire(): void {
    // Insertion order is age, so the first that is young enough ends the search.
    for (const [id, claim] of this.#claims) {
      if (claim.expiresAt > this.#deps.now() && this.#claims.size < keptAtMost) return;
      this.#drop(id);
    }
  }

  #drop(id: string): void {
    this.#claims.get(id)?.forget();
    this.#claims.delete(id);
  }
}
