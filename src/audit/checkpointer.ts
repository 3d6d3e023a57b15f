import { lineHash, signedLine, type Statement } from './checkpoint.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
import { genesisHash } from './chain.ts';
import type { SigningKey } from './signing-key.ts';

/** Time as the checkpoints see it. */
export interface CheckpointClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where checkpoints are told, so that whoever collects the program's log keeps them, and where that they cannot be written. */
export interface CheckpointLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** The end of the chain on disk. */
export interface Head {
  readonly lastSeq: number;
  readonly headHash: string;
}

export interface CheckpointerDeps {
  head: () => Head;
  file: CheckpointFile;
  key: SigningKey;
  logId: string;
  /** Records that the last checkpoint vouches for; null: there is none yet. */
  size: number | null;
  clock: CheckpointClock;
  log: CheckpointLog;
}

export interface CheckpointStatus {
  /** Number of the last record that a checkpoint vouches for. */
  seq: number;
  /** When the last one was written, milliseconds since 1970; null: none yet by this process. */
  at: number | null;
  /** How often one could not be written. */
  failures: number;
  /** Why the last one could not be written; null when it could. */
  problem: string | null;
}

const every = { young: 100, old: 1000 } as const;
/** A log is young up to this record. */
const young = 1000;
const heartbeatMs = 60_000;
/** How often is looked whether a heartbeat is due; and how soon a failure is tried again. */
const tickMs = 5000;

/**
 * Writes checkpoints: every 1,000 records (100 while the log is young) and every 60 s, also when nothing happens. All of it beside the writing of
 * records: they wait for none, and one that fails stops nothing but is told, counted and tried again.
 */
export class Checkpointer {
  readonly #deps: CheckpointerDeps;
  #key: SigningKey;
  #status: CheckpointStatus;
  #last: Promise<unknown> = Promise.resolve();
  #queued = false;
  #ticks = 0;
  readonly #closing = new AbortController();
  #beating: Promise<void> = Promise.resolve();

  constructor(deps: CheckpointerDeps) {
    this.#deps = deps;
    this.#key = deps.key;
    this.#status = { seq: deps.size ?? 0, at: null, failures: 0, problem: null };
  }

  get status(): CheckpointStatus {
    return this.#status;
  }

  get keyId(): string {
    return this.#key.keyId;
  }

  /** Writes the one of the start, and from then on those that are due. */
  async start(): Promise<void> {
    await this.#beat();
    this.#beating = this.#keepTime();
  }

  /** To be called after each commit. */
  committed(): void {
    const { lastSeq } = this.#deps.head();
    const due = lastSeq - this.#status.seq >= (lastSeq <= young ? every.young : every.old);
    if (due && !this.#queued && this.#status.problem === null && !this.#closing.signal.aborted) void this.#beat();
  }

  /**
   * From the next checkpoint on another key signs, and is put in its place by `install`. Both sign the one that says so. Rejects when that could not be
   * written; then nothing has changed.
   */
  async rotate(next: SigningKey, install: () => void): Promise<void> {
    await this.#inTurn(async () => {
      await this.#write({ nextKey: next.publicKey }, this.#deps.head(), next);
      this.#key = next;
      install();
    });
  }

  /** Writes one that says that the log was accepted as it is. Rejects when it could not be written. */
  async accept(found: string, head: Head): Promise<void> {
    await this.#inTurn(() => this.#write({ accepted: found }, head));
  }

  /** Writes the last one. To be called when no more records come. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#beating;
    await this.#beat();
  }

  async #keepTime(): Promise<void> {
    const { signal } = this.#closing;
    for (;;) {
      await this.#deps.clock.delay(tickMs, signal);
      if (signal.aborted) return;
      this.#ticks += 1;
      if (this.#ticks * tickMs >= heartbeatMs || this.#status.problem !== null) await this.#beat();
    }
  }

  /** Never rejects. */
  async #beat(): Promise<void> {
    this.#queued = true;
    try {
      await this.#inTurn(() => this.#write({}, this.#deps.head()));
    } catch (error) {
      if (this.#status.problem === null)
        this.#deps.log.error({ err: error }, 'a checkpoint of the audit log cannot be written; trying again');
      const problem = error instanceof Error ? error.message : String(error);
      this.#status = { ...this.#status, failures: this.#status.failures + 1, problem };
    } finally {
      this.#queued = false;
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #write(more: Partial<Statement>, { lastSeq: size, headHash }: Head, nextKey?: SigningKey): Promise<void> {
    const { file, logId, clock, log } = this.#deps;
    const now = clock.now();
    const before = file.lastLine;
    const statement: Statement = {
      version: 1,
      logId,
      size,
      headHash,
      time: new Date(now).toISOString(),
      prevCheckpoint: before === null ? genesisHash : lineHash(before),
      keyId: this.#key.keyId,
      ...(before === null ? { publicKey: this.#key.publicKey } : {}),
      ...more,
    };
    const line = await signedLine(statement, this.#key.privateKey, nextKey?.privateKey);
    await file.append(line);
    if (this.#status.problem !== null) log.info({ size }, 'checkpoints of the audit log can be written again');
    this.#status = { ...this.#status, seq: size, at: now, problem: null };
    this.#ticks = 0;
    log.info({ checkpoint: line }, 'checkpoint of the audit log');
  }
}
