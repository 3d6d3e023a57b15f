import type { Store } from '../../store/open.ts';
import { checkpointFor, sizeOf } from '../export/checkpoint-for.ts';
import { instant } from '../instant.ts';
import type { AuditLog, Intent, Outcome } from '../log.ts';
import { checkpointsPath } from '../paths.ts';
import { ask } from '../read.ts';
import { hashAt, retainedFrom } from '../records.ts';
import { archive, type Segment } from './archive.ts';
import { removeUpTo } from './remove.ts';

export interface RetentionDeps {
  /** 0: no limit. */
  retention: { days: number; events: number; archiveDir: string };
  stateDir: string;
  store: Pick<Store, 'read' | 'transaction'>;
  audit: Pick<AuditLog, 'intent' | 'outcome' | 'health'>;
  /** What comes after this record was not delivered to every receiver yet, and stays. */
  delivered: () => number;
  clock: { now(): number; delay(ms: number, signal: AbortSignal): Promise<void> };
  log: {
    info(fields: Readonly<Record<string, unknown>>, message: string): void;
    error(fields: Readonly<Record<string, unknown>>, message: string): void;
  };
  newId: () => string;
}

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** What one archive holds at most, where a checkpoint allows it: it is read back in this thread. */
const largest = 20_000;

/**
 * Keeps the log within its limits. What is over them is removed in whole segments that end at a checkpoint: archived, the archive verified, the removal put
 * on record, and only then removed. What fails leaves the log as it is, and is tried again an hour later.
 */
export class Retention {
  readonly #deps: RetentionDeps;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: RetentionDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#finish();
        while (!signal.aborted && (await this.#once()));
      } catch (error) {
        this.#deps.log.error({ err: error }, 'the audit log cannot be brought within its limits; trying again in an hour');
      }
      await this.#deps.clock.delay(hourMs, signal);
    }
  }

  /** What a removal that was cut short has left. */
  async #finish(): Promise<void> {
    const { store } = this.#deps;
    const begin = await retainedFrom(store.read);
    if (begin !== null) await removeUpTo(store, begin, this.#closing.signal);
  }

  /** False: there is nothing to remove. */
  async #once(): Promise<boolean> {
    const segment = await this.#segment();
    if (segment === null) return false;
    const { store, audit, stateDir, retention, clock, log, newId } = this.#deps;
    const begun = clock.now();
    const deps = { read: store.read, checkpoints: checkpointsPath(stateDir) };
    const { name, sha256 } = await archive(deps, segment, retention.archiveDir);
    const auditId = newId();
    const { upTo, hash } = segment;
    await audit.intent(intentOf(auditId, { after: String(segment.after), upTo: String(upTo), hash, archive: name, sha256 }));
    await removeUpTo(store, { seq: upTo, hash }, this.#closing.signal);
    await audit.outcome(outcomeOf(auditId, Math.max(0, clock.now() - begun)));
    log.info({ upTo, archive: name }, 'the oldest part of the audit log was archived and removed');
    return true;
  }

  /** The next one to be removed; null: none. */
  async #segment(): Promise<Segment | null> {
    const { store, stateDir, delivered } = this.#deps;
    const after = (await retainedFrom(store.read))?.seq ?? 0;
    // An action that still runs keeps its intent, and all that comes after it.
    const [open] = await ask(store.read, `SELECT MIN(seq) AS seq FROM AuditAction WHERE result = 'pending'`, []);
    const oldestOpen = open?.['seq'] === null ? Number.MAX_SAFE_INTEGER : Number(open?.['seq']);
    const most = Math.min(await this.#over(), oldestOpen - 1, delivered());
    if (most <= after) return null;
    const path = checkpointsPath(stateDir);
    const small = sizeOf(await checkpointFor(path, Math.min(most, after + largest)));
    const upTo = small > after ? small : sizeOf(await checkpointFor(path, most));
    const hash = upTo > after ? await hashAt(store.read, upTo) : null;
    return hash === null ? null : { after, upTo, hash };
  }

  /** The last record that is over a limit. */
  async #over(): Promise<number> {
    const { retention, store, audit, clock } = this.#deps;
    const { days, events } = retention;
    // Some more than asked for, and whole days: so that not every hour makes an archive of its own.
    const excess = audit.health.lastSeq - events;
    const byNumber = events > 0 && excess >= Math.min(1000, Math.ceil(events / 10)) ? excess : 0;
    if (days === 0) return byNumber;
    const oldest = new Date(Math.floor((clock.now() - days * dayMs) / dayMs) * dayMs).toISOString();
    const before = 'SELECT seq FROM AuditAction WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1';
    const [row] = await ask(store.read, before, [instant('retention', oldest)]);
    return Math.max(byNumber, Number(row?.['seq'] ?? 0));
  }
}

function intentOf(auditId: string, params: Readonly<Record<string, string>>): Intent {
  return {
    auditId,
    action: 'audit.retention',
    actor: { type: 'system', id: 'wharfinger', name: 'wharfinger' },
    authMethod: 'none',
    tokenId: null,
    source: { transport: 'system', address: null, port: null, userAgent: null, requestId: null, claimed: {} },
    host: null,
    target: { type: 'audit', id: null, name: 'audit log', image: null, labels: {} },
    params,
    reason: null,
    decision: { allow: true, rule: 'system', policyHash: '' },
    before: null,
    origin: 'own',
    parent: null,
  };
}

function outcomeOf(auditId: string, durationMs: number): Outcome {
  return {
    auditId,
    result: 'success',
    engineStatus: null,
    error: null,
    durationMs,
    after: null,
    targetId: null,
    origin: 'own',
  };
}
