import type { AuditLog } from '../audit/log.ts';
import type { EngineStreams } from '../engine/ports.ts';
import type { Clock } from '../mirror/clock.ts';
import type { Mirror } from '../mirror/reader.ts';
import type { Store } from '../store/open.ts';
import { effectsOf, type CallName } from './calls.ts';
import { nanosOf, type Cursor } from './cursor.ts';
import { Dealer } from './deal.ts';
import { Expectations, type Expectation } from './expectations.ts';
import { Follower } from './follow.ts';
import { Keeper } from './keeper.ts';
import { Matcher } from './match.ts';
import { Objects } from './objects.ts';
import { Origins } from './origins.ts';
import { engineTime, gapRecord } from './record.ts';
import { remembered } from './remembered.ts';
import { isRecordable, type Sighting } from './sighting.ts';
import { differences, snapshotOf } from './snapshot.ts';

export interface ExternalDeps {
  host: string;
  streams: Pick<EngineStreams, 'events'>;
  mirror: Mirror;
  store: Pick<Store, 'read' | 'transaction'>;
  audit: Pick<AuditLog, 'external' | 'get' | 'health'>;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  /** A command line without what looks like a secret. */
  shown: (command: readonly string[]) => string;
  /** Labels with hashes in place of what looks like a secret. */
  labels: (labels: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** A name without what is a secret by its form. */
  names: (name: string) => string;
  /** Closes what a crash has left open; before that nothing is known of our own actions. Ends when the signal is aborted. */
  recover: (signal: AbortSignal) => Promise<void>;
}

/** Puts on record what happened on one engine behind Wharfinger's back. */
export class ExternalChanges {
  readonly #deps: ExternalDeps;
  readonly #closing = new AbortController();
  readonly #expectations: Expectations;
  readonly #objects: Objects;
  readonly #origins: Origins;
  readonly #matcher: Matcher;
  readonly #keeper: Keeper;
  readonly #follower: Follower;
  readonly #dealer: Dealer;
  /** Number of the last record when this process began: what came later are its own actions. */
  readonly #begunSeq: number;
  #working: Promise<unknown> = Promise.resolve();

  constructor(deps: ExternalDeps) {
    this.#deps = deps;
    this.#begunSeq = deps.audit.health.lastSeq;
    const now = () => deps.clock.now();
    this.#expectations = new Expectations(now);
    this.#expectations.listen(false);
    this.#objects = new Objects(deps.mirror);
    this.#origins = new Origins(this.#objects);
    this.#matcher = new Matcher({
      expectations: this.#expectations,
      now,
      graceMs: (id) => (Math.max(0, this.#objects.stopSeconds(id)) + 2) * 1000,
      bonds: {
        volumes: (id) => this.#objects.volumes(id),
        committed: (event) => this.#origins.committed(event),
      },
      context: {
        aloneSignal: (event) => this.#origins.aloneSignal(event),
        runs: (id) => this.#objects.runs(id),
        autoRemove: (id) => this.#objects.autoRemove(id),
      },
    });
    this.#keeper = new Keeper({
      ...deps,
      matcher: this.#matcher,
      awaited: () => this.#expectations.awaited,
      untold: () => this.#origins.untold(deps.mirror.volumes.list()),
    });
    this.#dealer = new Dealer({
      ...deps,
      objects: this.#objects,
      origins: this.#origins,
      matcher: this.#matcher,
      keeper: this.#keeper,
    });
    this.#follower = new Follower(
      {
        ...deps,
        keeper: this.#keeper,
        waiting: () => this.#matcher.waiting,
        begin: (cursor, again) => this.#begin(cursor, again),
        missing: (cause, cursor, again) => this.#missing(cause, cursor, again),
        listening: (yes) => this.#expectations.listen(yes),
        see: () => this.#expectations.see(),
        past: () => this.#expectations.past,
        offer: (event, how) =>
          this.#matcher.offer(event, { dull: !isRecordable(event) || this.#origins.repeated(event), ...how }),
      },
      this.#closing.signal,
    );
  }

  /** A call that is about to be sent to this engine. Gives what is to be told of its output and its end. */
  expect(auditId: string, method: CallName, args: readonly unknown[]): Pick<Expectation, 'told' | 'answered'> {
    const away = this.#deps.mirror.connection.status !== 'connected';
    const { told, answered } = this.#expectations.add(auditId, effectsOf(method, args, this.#objects), { away });
    return {
      told: (line) => {
        const more = told(line);
        if (more) this.#matcher.claimAgain();
        return more;
      },
      answered: (how, answer) => {
        answered(how, answer);
        this.#matcher.claimAgain();
      },
    };
  }

  start(): void {
    this.#working = Promise.all([this.#follower.run(this.#recover()), this.#dealer.run(this.#closing.signal)]);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
    const { log, host } = this.#deps;
    // What is not stored now, the engine tells again.
    await this.#keeper.keep().catch((error: unknown) => {
      log.warn({ host, err: error }, 'how far the events have come could not be stored');
    });
  }

  async #recover(): Promise<void> {
    const { log, host, recover } = this.#deps;
    try {
      await recover(this.#closing.signal);
    } catch (error) {
      log.warn({ host, err: error }, 'what the last run left open could not be closed; the next start tries again');
    }
  }

  /** Our own actions of before this process: the engine sends their events again. */
  async #begin(cursor: Cursor, again: readonly Sighting[]): Promise<void> {
    const { store, audit, host } = this.#deps;
    this.#origins.begin(cursor.snapshot);
    const past = await remembered(store, audit, host, cursor, this.#begunSeq, this.#objects);
    for (const { auditId, at, effects, how, answer } of past)
      this.#expectations.add(auditId, effects, { past: BigInt(nanosOf(at)) }).answered(how, answer);
    for (const { auditId, seen } of cursor.waiting) this.#expectations.seenBefore(auditId, seen);
    this.#expectations.heardAgain(again);
  }

  async #missing(cause: string, cursor: Cursor, again: readonly Sighting[]): Promise<void> {
    const { host, mirror } = this.#deps;
    await mirror.relist('container');
    const now = snapshotOf(mirror, this.#deps.names);
    const params = { cause, lastSeen: engineTime(cursor.timeNano), ...differences(cursor.snapshot, now) };
    await this.#keeper.record(gapRecord(host, params), [], now);
    this.#origins.count(now.containers);
    this.#origins.have(Object.keys(now.volumes), again);
    if (cause !== 'engine restarted') return;
    this.#expectations.restarted();
    const heard = mirror.info?.systemTime ?? null;
    if (heard !== null) this.#origins.engineRestarted(BigInt(nanosOf(heard)));
  }
}
