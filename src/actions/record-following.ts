import type { Caller, Source, Target } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Clock } from '../mirror/clock.ts';
import { recorded, type RecorderDeps } from './recorded.ts';

/** A dashboard that reconnects every few seconds makes a record a minute at most; and retention waits for no record longer than a day. */
const leastMs = 60_000;
const mostMs = 86_400_000;

export interface Following {
  /** What is followed, given out once it is on record. Throws FORBIDDEN or AUDIT_UNAVAILABLE before anything is. `signal`: as that of the stream. */
  follow: <T>(
    caller: Caller,
    source: Source,
    action: Action,
    host: string,
    pieces: AsyncIterable<T>,
    signal: AbortSignal,
  ) => AsyncIterable<T>;
  /** Puts on record that all of it is over. */
  close: () => void;
}

/**
 * Puts on record that somebody follows what happens on a host as a whole: an intent and a `started` before the first piece leaves, and one outcome. All streams
 * of the same caller from the same address are one record, which ends when the last of them has, after a minute at the earliest; after a day it ends in any
 * case, and what goes on has another one.
 */
export function recordFollowing(deps: RecorderDeps, clock: Pick<Clock, 'delay'>): Following {
  const closing = new AbortController();
  const sessions = new Map<string, Session>();

  const begin = (key: string, caller: Caller, source: Source, action: Action, host: string): Session => {
    const begun = Promise.withResolvers<void>();
    const session = new Session(begun.promise);
    sessions.set(key, session);
    const target: Target = { type: 'host', id: null, name: host, image: null, labels: {} };
    recorded(
      deps,
      { caller, source, action, host, params: {}, reason: null, idempotencyKey: null },
      () => ({ target, before: null }),
      async (_aim, auditId) => {
        await deps.audit.started(auditId, {});
        begun.resolve();
        await session.lasts(clock, closing.signal);
        const after = { state: 'closed', exitCode: null, details: session.details(closing.signal.aborted) };
        return { changed: true, engineStatus: null, after, targetId: null, value: undefined };
      },
    )
      .catch(begun.reject)
      .finally(() => {
        session.over = true;
        if (sessions.get(key) === session) sessions.delete(key);
      });
    return session;
  };

  return {
    async *follow(caller, source, action, host, pieces, signal) {
      const key = JSON.stringify([caller.type, caller.id, caller.tokenId, source.transport, source.address, action, host]);
      const join = async () => {
        const known = sessions.get(key);
        const session = known?.over === false ? known : begin(key, caller, source, action, host);
        session.enter();
        try {
          await session.begun;
        } catch (error) {
          session.leave('refused');
          throw error;
        }
        return session;
      };
      let session = await join();
      let ending = 'left';
      try {
        for await (const piece of pieces) {
          if (session.over) session = await join();
          session.pieces += 1;
          yield piece;
        }
        ending = 'ended';
      } finally {
        session.leave(typeof signal.reason === 'string' ? signal.reason : ending);
      }
    },
    close: () => closing.abort(),
  };
}

/** The streams that are one record. */
class Session {
  /** Once its intent is on disk. */
  readonly begun: Promise<void>;
  /** The next stream begins another one. */
  over = false;
  pieces = 0;
  #open = 0;
  #opened = 0;
  #ending = '';
  #emptied = new AbortController();

  constructor(begun: Promise<void>) {
    this.begun = begun;
  }

  enter(): void {
    this.#open += 1;
    this.#opened += 1;
  }

  leave(ending: string): void {
    this.#open -= 1;
    this.#ending = ending;
    if (this.#open === 0) this.#emptied.abort();
  }

  /** Resolves when it is over. */
  async lasts(clock: Pick<Clock, 'delay'>, closing: AbortSignal): Promise<void> {
    await clock.delay(leastMs, closing);
    this.#emptied = new AbortController();
    if (this.#open > 0) await clock.delay(mostMs - leastMs, AbortSignal.any([closing, this.#emptied.signal]));
    this.over = true;
  }

  details(shutdown: boolean): Record<string, string> {
    const ending = shutdown ? 'shutdown' : this.#open > 0 ? 'continued' : this.#ending;
    return { ending, streams: String(this.#opened), events: String(this.pieces) };
  }
}
