import type { StoredRecord } from '../audit/chain-check.ts';
import { Bell } from '../audit/follow.ts';
import { hashAt, recordPages } from '../audit/records.ts';
import type { Reader } from '../store/operations.ts';
import type { Cursor } from './cursor.ts';
import type { Place, Sink } from './sink.ts';

export interface CourierDeps {
  read: Pick<Reader, 'query'>;
  /** The end of the log on disk. */
  head: () => { lastSeq: number };
  cursor: Pick<Cursor, 'path' | 'read' | 'write'>;
  clock: DeliveryClock;
  log: DeliveryLog;
}

/** Time and chance as delivery sees them. */
export interface DeliveryClock {
  /** From 0 up to but not including 1. */
  random(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where it is told that a receiver cannot be reached, and that it can again. */
export interface DeliveryLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface DeliveryStatus {
  sink: Sink['name'];
  /** Number of the last record that was delivered; null: not known yet. */
  seq: number | null;
  /** Records on disk that were not. */
  lag: number;
  /** How often it has failed since the start. */
  failures: number;
  /** Why it fails now; null when it does not. */
  problem: string | null;
}

const backoff = { firstMs: 200, mostMs: 30_000 };
/** How long a stop waits for what is left to be delivered. */
const drainMs = 5000;

/**
 * Brings the log to one receiver, record by record in order, from where it had got to. Reads what is on disk, so the log never waits for it, however slow or
 * dead the receiver is. Records whose arrival is not known come again.
 */
export class Courier {
  readonly #sink: Sink;
  readonly #deps: CourierDeps;
  readonly #bell = new Bell();
  readonly #closing = new AbortController();
  /** Ends what is under way. */
  readonly #cut = new AbortController();
  #place: Place | null = null;
  #failures = { total: 0, now: 0 };
  #problem: string | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(sink: Sink, deps: CourierDeps) {
    this.#sink = sink;
    this.#deps = deps;
  }

  get status(): DeliveryStatus {
    const seq = this.#place?.seq ?? null;
    const lag = Math.max(0, this.#deps.head().lastSeq - (seq ?? 0));
    return { sink: this.#sink.name, seq, lag, failures: this.#failures.total, problem: this.#problem };
  }

  start(): void {
    this.#running = this.#run();
  }

  /** To be called after each commit. */
  committed(): void {
    this.#bell.ring();
  }

  /** Delivers what is left, for a while and without trying again; the rest is for the next start. To be called when no more records come. */
  async close(): Promise<void> {
    this.#closing.abort();
    const done = new AbortController();
    void this.#deps.clock.delay(drainMs, done.signal).then(() => this.#cut.abort());
    await this.#running;
    done.abort();
    this.#sink.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (;;) {
      try {
        const place = (this.#place ??= await this.#begin());
        const { lastSeq } = this.#deps.head();
        if (place.seq < lastSeq) await this.#deliver(place.seq, lastSeq);
        else if (signal.aborted) return;
        else await this.#bell.next(signal);
      } catch (error) {
        this.#fail(error);
        if (signal.aborted) return;
        const longest = Math.min(backoff.mostMs, backoff.firstMs * 2 ** Math.min(this.#failures.now - 1, 8));
        await this.#deps.clock.delay(longest * this.#deps.clock.random(), signal);
      }
      if (this.#cut.signal.aborted) return;
    }
  }

  /** Where to go on. Rejects where that is no place in this log. */
  async #begin(): Promise<Place> {
    const { cursor, read, head } = this.#deps;
    const place = (await this.#sink.reached()) ?? (await cursor.read());
    if (place === null || place.seq === 0) return { seq: 0, hash: '' };
    const known = place.seq > head().lastSeq ? null : await hashAt(read, place.seq);
    if (known !== place.hash)
      throw new Error(
        `record ${place.seq}, up to which was delivered, is not in this log: another log, or an old copy, was put in its place; ` +
          `remove ${cursor.path} (and the file that was delivered to) to deliver from the beginning`,
      );
    return place;
  }

  async #deliver(after: number, upTo: number): Promise<void> {
    const { read, cursor, log } = this.#deps;
    for await (const page of recordPages(read, { after, upTo })) {
      for (let rest = page; rest.length > 0;) {
        const batch = fitting(rest, this.#sink.most);
        await this.#sink.send(batch, this.#cut.signal);
        const last = batch.at(-1);
        if (last === undefined) return;
        await cursor.write(last);
        this.#place = { seq: last.seq, hash: last.hash };
        if (this.#problem !== null) log.info({ sink: this.#sink.name, seq: last.seq }, 'the audit log is delivered again');
        this.#problem = null;
        this.#failures.now = 0;
        rest = rest.slice(batch.length);
      }
    }
  }

  #fail(error: unknown): void {
    const problem = problemOf(error);
    this.#failures = { total: this.#failures.total + 1, now: this.#failures.now + 1 };
    if (this.#problem === null)
      this.#deps.log.warn({ sink: this.#sink.name, problem }, 'the audit log cannot be delivered; trying again');
    this.#problem = problem;
  }
}

/** As many from the beginning as may go at once. */
function fitting(records: readonly StoredRecord[], most: Sink['most']): readonly StoredRecord[] {
  let bytes = 0;
  const end = records.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return index > 0 && (index >= most.records || bytes > most.bytes);
  });
  return end === -1 ? records : records.slice(0, end);
}

/** The words of an error and of what is behind it; addresses of receivers, which may hold a secret, are not in them. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return `${error.message}: ${code}`;
}
