import { auditUnavailable, internal } from '../errors.ts';
import { StoreError } from '../store/failure.ts';
import type { Store } from '../store/open.ts';
import { objection, place, type ChainEnd, type Pending, type Placed } from './batch.ts';
import { genesisHash } from './chain.ts';
import { outcomeBody, type Stage } from './event.ts';
import type { Also, AuditLog, Outcome, StoredStage } from './log.ts';
import { operations } from './statements.ts';

/** Where it is told that the log cannot be written, and that it can again; pino's logger fits. */
export interface Log {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface WriterDeps {
  store: Pick<Store, 'read' | 'transaction'>;
  /** Wall clock, milliseconds since the epoch. It may jump: the order of the log is seq. */
  now: () => number;
  log: Log;
  /** Called after each commit. */
  committed: () => void;
}

interface Write {
  stages: readonly Pending[];
  also: Also | undefined;
  resolve: (stored: StoredStage) => void;
  reject: (error: Error) => void;
}

// A commit costs one fsync whatever its size, so the more wait the more go together. The bound keeps one transaction below about 16 MiB (64 KiB each).
const maxBatch = 256;

// Ten seconds of work at a thousand writes a second: past that the disk hangs, and waiting would only fill the memory.
const maxWaiting = 10_000;

/**
 * Group commit: what arrives while a commit is in flight forms the next batch. Numbers and hashes are given when a batch is formed. When it cannot be
 * stored its writers get AUDIT_UNAVAILABLE, and the end of the chain is read from the database again before the next batch is formed: so there are no
 * gaps, and the log heals by itself with the next write.
 */
export class Writer {
  readonly #deps: WriterDeps;
  #waiting: Write[] = [];
  #running: Promise<void> | null = null;
  /** Null: not known, to be read before the next batch. */
  #end: ChainEnd | null = null;
  /** Intents whose writers were told that nothing was stored, when that is in truth unknown. */
  readonly #disowned = new Set<string>();
  #health: AuditLog['health'] = { writable: true, problem: null, lastSeq: 0, headHash: genesisHash };
  #closed = false;
  /** The error of a damaged database, which does not heal: only a restart with a restored file opens the log again. */
  #damage: StoreError | null = null;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  get health(): AuditLog['health'] {
    return this.#health;
  }

  /** Reads the end of the chain. Rejects with StoreError. */
  async open(): Promise<void> {
    this.#end = await this.#readEnd();
    this.#health = { ...this.#health, lastSeq: this.#end.seq, headHash: this.#end.hash };
  }

  /** Stores the stages next to each other in one transaction, together with what `also` gives. Resolves with the last one's place. */
  write(stages: readonly Pending[], also?: Also): Promise<StoredStage> {
    if (this.#closed) return Promise.reject(unavailable('Wharfinger is stopping'));
    if (this.#waiting.length >= maxWaiting) return Promise.reject(unavailable('too many writes are waiting for the disk'));
    const { promise, resolve, reject } = Promise.withResolvers<StoredStage>();
    this.#waiting.push({ stages, also, resolve, reject });
    this.#running ??= this.#run();
    return promise;
  }

  /** Lets what waits be stored; then refuses every write. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, maxBatch));
    this.#running = null;
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    let accepted = writes;
    try {
      if (this.#damage !== null) throw this.#damage;
      this.#end ??= await this.#recover();
      const admitted = admit(this.#end, writes);
      accepted = admitted.map(({ write }) => write);
      const further = admitted.flatMap(({ write }) => write.also ?? []);
      await this.#store(
        admitted.flatMap(({ placed }) => placed),
        further,
      );
      for (const { write, placed } of admitted) {
        const last = placed.at(-1);
        if (last !== undefined) write.resolve({ seq: last.seq, time: last.stage.time.toISOString(), hash: last.hash });
      }
    } catch (error) {
      this.#end = null;
      // Somebody used an audit id a second time: only that one is refused.
      if (isKind(error, 'unique') && accepted.length > 1) for (const write of accepted) await this.#commit([write]);
      else this.#fail(accepted, error);
    }
  }

  async #store(placed: readonly Placed[], further: readonly Also[] = []): Promise<void> {
    const last = placed.at(-1);
    if (last === undefined) return;
    await this.#deps.store.transaction((db) => [...operations(db, placed), ...further.flatMap((also) => also(db))]);
    if (!this.#health.writable) this.#deps.log.info({ seq: last.seq }, 'the audit log can be written again');
    this.#health = { writable: true, problem: null, lastSeq: last.seq, headHash: last.hash };
    this.#deps.committed();
  }

  #fail(writes: readonly Write[], error: unknown): void {
    if (isKind(error, 'unique')) {
      for (const write of writes) write.reject(internal('this audit event is on record already', { cause: error }));
      return;
    }
    const problem = problemOf(error);
    if (isKind(error, 'corrupt')) this.#damage = error;
    if (this.#health.writable)
      this.#deps.log.error({ err: error }, 'the audit log cannot be written: nothing is carried out until it can');
    this.#health = { ...this.#health, writable: false, problem };
    for (const write of writes) {
      const [first] = write.stages;
      if (isKind(error, 'lost') && first?.stage === 'intent') this.#disowned.add(first.auditId);
      write.reject(unavailable(problem, error));
    }
  }

  /**
   * Reads the end of the chain after a failure. When the writing thread died, its last transaction may have reached the disk: intents in it were
   * answered with AUDIT_UNAVAILABLE and nothing was done, which is now put on record.
   */
  async #recover(): Promise<ChainEnd> {
    const end = await this.#readEnd();
    const stored = [...this.#disowned].filter((auditId) => end.open.has(auditId));
    const stages = stored.map((auditId) => notExecuted(auditId, this.#deps.now()));
    await this.#store(place(end, stages));
    this.#disowned.clear();
    return end;
  }

  async #readEnd(): Promise<ChainEnd> {
    const { read } = this.#deps.store;
    const last = await read.auditRecord.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
    const pending = await read.auditAction.findMany({ where: { outcomeSeq: null }, select: { auditId: true } });
    const records = await read.auditRecord.findMany({
      where: { auditId: { in: pending.map(({ auditId }) => auditId) } },
      select: { auditId: true, stage: true },
    });
    const open = new Map<string, Set<Stage>>(pending.map(({ auditId }) => [auditId, new Set(['intent'])]));
    for (const { auditId, stage } of records) if (stage === 'started') open.get(auditId)?.add(stage);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash, open };
  }
}

/** Places the writes that may follow what is on record; the others are rejected with INTERNAL. */
function admit(end: ChainEnd, writes: readonly Write[]): { write: Write; placed: Placed[] }[] {
  return writes.flatMap((write) => {
    // Where a write has two stages they are an intent and its outcome: if the first may come, so may the second.
    const [first] = write.stages;
    const reason = first === undefined ? 'a write without a stage' : objection(end, first);
    if (reason === null) return [{ write, placed: place(end, write.stages) }];
    write.reject(internal(reason));
    return [];
  });
}

function notExecuted(auditId: string, now: number): Pending {
  const outcome: Outcome = {
    auditId,
    result: 'not_executed',
    engineStatus: null,
    error: { code: 'AUDIT_UNAVAILABLE', message: 'Whether the intent was stored was not known in time, so nothing was done.' },
    durationMs: 0,
    after: null,
    targetId: null,
    origin: 'recovered',
  };
  const { text, event } = outcomeBody(outcome);
  return { stage: 'outcome', auditId, time: new Date(now), body: text, event };
}

const problems: Partial<Record<StoreError['kind'], string>> = {
  full: 'no space is left on the disk',
  busy: 'another process holds the database',
  readonly: 'the database may not be written',
  corrupt: 'the database is damaged and has to be restored from a backup',
  io: 'the disk or the file system failed',
};

function problemOf(error: unknown): string {
  return (
    (error instanceof StoreError ? problems[error.kind] : undefined) ?? "the database failed; the program's log has the cause"
  );
}

function unavailable(problem: string, cause?: unknown) {
  return auditUnavailable(`The audit log cannot be written: ${problem}.`, { cause });
}

function isKind(error: unknown, kind: StoreError['kind']): error is StoreError {
  return error instanceof StoreError && error.kind === kind;
}
