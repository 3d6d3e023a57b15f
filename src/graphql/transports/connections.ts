import type { Caller } from '../../access/caller.ts';
import { rateLimited } from '../../errors.ts';

/** Why a connection is closed from our side. */
export type Ending = 'revoked' | 'stuck' | 'shutdown';

export interface OpenConnection {
  caller: Caller;
  close(why: Ending): void;
  /** Bytes that wait because the client does not read, and bytes it has taken so far. */
  progress(): { waiting: number; taken: number };
}

export interface ConnectionLimits {
  total: number;
  perCaller: number;
  /** How often callers are asked whether they are still welcome. A revocation is to take effect within 5 s. */
  checkEveryMs: number;
  /** A client that takes nothing for this long while something waits is let go. One that pauses for a minute is to be told what it missed. */
  stuckAfterMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  total: 1000,
  perCaller: 100,
  checkEveryMs: 2000,
  stuckAfterMs: 120_000,
};

/** All connections that live longer than a request: WebSockets and event streams. One timer looks after all of them. */
export interface Connections {
  readonly open: number;
  /** Throws RATE_LIMITED where there are too many. The returned function takes it off again. */
  add(connection: OpenConnection): () => void;
  /** Ends all of them, for a shutdown. */
  close(): void;
}

interface Watched {
  connection: OpenConnection;
  taken: number;
  /** Since when it has made no progress; null while nothing waits. */
  stuckSince: number | null;
}

export function connections(
  isActive: (caller: Caller) => boolean,
  now: () => number,
  limits = defaultConnectionLimits,
): Connections {
  const all = new Set<Watched>();

  const look = (watched: Watched) => {
    if (!isActive(watched.connection.caller)) return watched.connection.close('revoked');
    const { waiting, taken } = watched.connection.progress();
    if (waiting === 0 || taken !== watched.taken) {
      watched.taken = taken;
      watched.stuckSince = waiting === 0 ? null : now();
      return;
    }
    watched.stuckSince ??= now();
    if (now() - watched.stuckSince >= limits.stuckAfterMs) watched.connection.close('stuck');
  };
  const timer = setInterval(() => all.forEach(look), limits.checkEveryMs);
  timer.unref();

  return {
    get open() {
      return all.size;
    },
    add(connection) {
      const same = [...all].filter((one) => one.connection.caller.id === connection.caller.id).length;
      if (same >= limits.perCaller) throw rateLimited(`This credential has ${same} open streams; close some first.`);
      if (all.size >= limits.total) throw rateLimited('There are too many open streams; try again later.');
      const watched = { connection, taken: 0, stuckSince: null };
      all.add(watched);
      return () => void all.delete(watched);
    },
    close() {
      clearInterval(timer);
      for (const { connection } of all) connection.close('shutdown');
    },
  };
}
