import { randomUUID } from 'node:crypto';
import { auditUnavailable, WharfingerError } from '../errors.ts';
import type { Pending } from './batch.ts';
import type { Intent, Outcome } from './log.ts';
import type { Spool } from './spool.ts';

export interface OutageDeps {
  /** Stores stages; rejects with AUDIT_UNAVAILABLE while that is not possible. */
  write: (stages: readonly Pending[]) => Promise<unknown>;
  /** Stores the event that tells of the time without a log. */
  report: (intent: Intent, outcome: Outcome) => Promise<unknown>;
  /** Audit ids of the actions without an outcome. */
  open: () => Promise<ReadonlySet<string>>;
  /** Null: there is none, for a log that only a command line writes to. */
  spool: Spool | null;
  now: () => number;
  /** How long after a failure it is tried again whether the log can be written, in milliseconds. */
  retryMs: number;
}

/**
 * What becomes of outcomes while the log cannot be written, and how the log finds out that it can be again.
 *
 * An outcome that the database does not take is kept in memory and in the spool. Nothing new is begun before all of them are in the log. From the first
 * failure on the log is tried every few seconds, by writing an event that says how long it was closed and how many attempts were turned away.
 */
export class Outage {
  readonly #deps: OutageDeps;
  readonly #held = new Map<string, Pending>();
  #unsaved = false;
  #since: number | null = null;
  #problem = '';
  #turnedAway = 0;
  #settling: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(deps: OutageDeps, kept: readonly Pending[]) {
    this.#deps = deps;
    for (const stage of kept) this.#held.set(stage.auditId, stage);
  }

  /** Why nothing may be begun although the database may be well; null when it may. */
  get problem(): string | null {
    if (this.#unsaved) return 'an outcome could be written neither to the log nor to its spool file';
    return this.#held.size > 0 ? 'outcomes wait in the spool file' : null;
  }

  /** A write has failed. `turnedAway`: that of an attempt, with which nothing was done. */
  begin(problem: string, turnedAway: boolean): void {
    if (turnedAway) this.#turnedAway += 1;
    this.#since ??= this.#deps.now();
    this.#problem = problem;
    this.#tryLater();
  }

  /** Keeps an outcome that the log did not take. Gives the sentence that tells of it. */
  async hold(stage: Pending): Promise<string> {
    this.#held.set(stage.auditId, stage);
    try {
      if (this.#deps.spool === null) throw new Error('there is no spool');
      await this.#deps.spool.append(stage);
      return 'It is kept in the spool file and goes into the log once that can be written.';
    } catch {
      this.#unsaved = true;
      return 'It could not be kept in the spool file either; nothing more is carried out until it is in the log.';
    }
  }

  /** Puts what is held into the log. Rejects with AUDIT_UNAVAILABLE while that is not possible. */
  settle(): Promise<void> {
    if (this.#held.size === 0) return Promise.resolve();
    this.#settling ??= this.#settle().finally(() => (this.#settling = null));
    return this.#settling;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#settling?.catch(() => undefined);
    await this.#deps.spool?.close();
  }

  async #settle(): Promise<void> {
    const held = [...this.#held.values()];
    try {
      // One that reached the disk although its writer was told otherwise is not open any more.
      const open = await this.#deps.open();
      await Promise.all(held.filter(({ auditId }) => open.has(auditId)).map((stage) => this.#deps.write([stage])));
    } catch (error) {
      if (error instanceof WharfingerError && error.code === 'AUDIT_UNAVAILABLE') throw error;
      throw auditUnavailable('The audit log cannot be read to see which outcomes it lacks.', { cause: error });
    }
    for (const { auditId } of held) this.#held.delete(auditId);
    if (this.#held.size > 0) return;
    this.#unsaved = false;
    // What stays in the file, should this fail, is recognised as stored at the next start.
    await this.#deps.spool?.clear().catch(() => undefined);
  }

  #tryLater(): void {
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#try(), this.#deps.retryMs).unref();
  }

  async #try(): Promise<void> {
    const told = this.#turnedAway;
    let again = true;
    try {
      await this.settle();
      await this.#deps.report(...this.#event(told));
      this.#since = null;
      this.#turnedAway -= told;
      // Another write may have failed meanwhile.
      again = this.#held.size > 0 || this.#turnedAway > 0;
    } catch {
      // Not yet.
    }
    this.#timer = undefined;
    if (again) this.#tryLater();
  }

  #event(turnedAway: number): [Intent, Outcome] {
    const auditId = randomUUID();
    const since = this.#since ?? this.#deps.now();
    return [
      {
        auditId,
        action: 'audit.interrupted',
        actor: { type: 'system', id: 'wharfinger', name: 'wharfinger' },
        authMethod: 'none',
        tokenId: null,
        source: { transport: 'system', address: null, port: null, userAgent: null, requestId: null, claimed: {} },
        host: null,
        target: null,
        params: { since: new Date(since).toISOString(), turnedAway: String(turnedAway) },
        reason: null,
        decision: { allow: true, rule: 'system', policyHash: '' },
        before: null,
        origin: 'own',
        parent: null,
      },
      {
        auditId,
        result: 'failure',
        engineStatus: null,
        error: { code: 'AUDIT_UNAVAILABLE', message: this.#problem },
        durationMs: Math.max(0, this.#deps.now() - since),
        after: null,
        targetId: null,
        origin: 'own',
      },
    ];
  }
}
