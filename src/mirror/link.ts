import type { EngineEvent } from '../engine/model.ts';
import type { EngineStreams } from '../engine/ports.ts';
import { WharfingerError, engineUnavailable } from '../errors.ts';
import { type Clock, backoffMs, rhythm } from './clock.ts';
import type { Log } from './log.ts';
import type { Connection } from './reader.ts';
import { unlessAborted, withDeadline } from './waiting.ts';

export interface LinkParts {
  host: string;
  streams: Pick<EngineStreams, 'events'>;
  clock: Clock;
  log: Log;
  /** First words on a new connection: what the engine is. Rejects when it cannot be reached. */
  greet: () => Promise<void>;
  /** Reads everything. Rejects when the engine cannot be asked. */
  relist: () => Promise<void>;
  onEvent: (event: EngineEvent) => void;
  /** Everything has been read since the event stream was opened. */
  onComplete: () => void;
}

// Some five seconds of failed attempts: a restarting engine is back by then.
const unreachableAfter = 5;

/**
 * Holds the connection to one engine, for ever: event stream first, then a full read, so that nothing falls between them; "connected" only after that.
 * On any doubt the session ends and a new one begins, one attempt at a time.
 */
export class Link {
  readonly #parts: LinkParts;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(connection: Connection) => void>();
  #status: Connection['status'] = 'reconnecting';
  #problem: string | null = 'Not connected yet.';
  #seenAt: number | null = null;
  #reached = false;
  #session = new AbortController();
  #running: Promise<void> | null = null;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get connection(): Connection {
    const lastSeenAt = this.#seenAt === null ? null : new Date(this.#seenAt).toISOString();
    return { status: this.#status, lastSeenAt, problem: this.#problem };
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  /** The engine has answered something. */
  heard(): void {
    this.#seenAt = this.#parts.clock.now();
  }

  /** The engine could not be reached: ends the present session, if it is not over already. */
  doubt(error: unknown): void {
    this.#session.abort(error);
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts;
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      const { error, lasted } = await this.#hold();
      if (this.#closing.signal.aborted) return;
      // A session that does not even last until its second relist counts as a failed attempt, or a flapping engine would be asked for everything ten times a second.
      failures = lasted ? 1 : failures + 1;
      this.#lost(error, failures);
      await clock.delay(backoffMs(failures, clock.random()), this.#closing.signal);
    }
  }

  /** One session, from its first words to its end. */
  async #hold(): Promise<{ error: unknown; lasted: boolean }> {
    const session = new AbortController();
    this.#session = session;
    const signal = AbortSignal.any([session.signal, this.#closing.signal]);
    const { clock, greet, streams, relist } = this.#parts;
    const step = async <T>(work: Promise<T>): Promise<T> => {
      const value = await unlessAborted(signal, work);
      // A delay ends early when the session does, and may win that race.
      signal.throwIfAborted();
      return value;
    };
    let lasted = false;
    try {
      await step(withDeadline(clock, 'its version', greet()));
      const events = await step(withDeadline(clock, 'its events', streams.events({ since: null, signal })));
      void this.#follow(events, session);
      await step(relist());
      this.#connected();
      await step(clock.delay(rhythm.relistSoon, signal));
      await step(this.#again());
      lasted = true;
      for (;;) {
        await step(clock.delay(rhythm.relist, signal));
        await step(this.#again());
      }
    } catch (error) {
      return { error, lasted };
    } finally {
      session.abort(engineUnavailable('This session is over.'));
    }
  }

  async #follow(events: AsyncIterable<EngineEvent>, session: AbortController): Promise<void> {
    try {
      for await (const event of events) {
        this.heard();
        this.#parts.onEvent(event);
      }
      session.abort(engineUnavailable('The engine ended its event stream.'));
    } catch (error) {
      session.abort(error);
    }
  }

  /** A relist that the engine answers with a failure of its own is tried again next time; only silence ends the session. */
  async #again(): Promise<void> {
    try {
      await this.#parts.relist();
    } catch (error) {
      if (!(error instanceof WharfingerError) || error.code !== 'ENGINE_ERROR') throw error;
      this.#parts.log.warn({ host: this.#parts.host, err: error }, 'the engine refused a list; what was known stays');
    }
  }

  #connected(): void {
    this.#reached = true;
    this.#parts.onComplete();
    this.#parts.log.info({ host: this.#parts.host }, 'connected to the engine');
    this.#change('connected', null);
  }

  #lost(error: unknown, failures: number): void {
    const problem = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
    const status = this.#reached && failures < unreachableAfter ? 'reconnecting' : 'unreachable';
    if (status !== this.#status || problem !== this.#problem) {
      // The catalogue's errors say all there is to say in one sentence; of anything else the stack is wanted.
      const cause = error instanceof WharfingerError ? {} : { err: error };
      this.#parts.log.warn(
        { host: this.#parts.host, failures, ...cause },
        `no connection to the engine, trying again: ${problem}`,
      );
    }
    this.#change(status, problem);
  }

  #change(status: Connection['status'], problem: string | null): void {
    if (status === this.#status && problem === this.#problem) return;
    this.#status = status;
    this.#problem = problem;
    for (const listener of this.#listeners) listener(this.connection);
  }
}
