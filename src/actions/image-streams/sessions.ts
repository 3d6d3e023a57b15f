import type { Caller } from '../../access/caller.ts';
import { badInput, conflict } from '../../errors.ts';
import { EndedAs } from '../ended-as.ts';

/** A client opens its session and asks for the build at the same time: so long the one is waited for. */
const waitMs = 5_000;

interface Open {
  id: string;
  host: string | null;
  actorId: string;
}

/** The sessions of BuildKit that are open, by the ids that their clients have given them: nobody builds in that of another. */
export class OpenSessions {
  readonly #open = new Map<string, Open>();
  readonly #opened = new Set<() => void>();

  /** CONFLICT where there is one of that id. */
  check(id: string): void {
    if (this.#open.has(id)) throw conflict('There is an open session of that id.');
  }

  /** The returned function takes it off again. */
  add(one: Open): () => void {
    this.check(one.id);
    this.#open.set(one.id, one);
    for (const look of this.#opened) look();
    return () => void this.#open.delete(one.id);
  }

  /** Resolves when the caller has a session of that id on that host. BAD_INPUT, where there is none in time. */
  async find(caller: Caller, host: string | null, id: string, signal: AbortSignal): Promise<void> {
    const found = Promise.withResolvers<void>();
    const look = () => {
      const one = this.#open.get(id);
      if (one?.actorId === caller.id && one.host === host) found.resolve();
    };
    const none = () =>
      found.reject(new EndedAs('not_executed', badInput('No session of that id was opened here by the same credential.')));
    const timer = setTimeout(none, waitMs);
    this.#opened.add(look);
    signal.addEventListener('abort', none, { once: true });
    look();
    if (signal.aborted) none();
    try {
      await found.promise;
    } finally {
      clearTimeout(timer);
      this.#opened.delete(look);
      signal.removeEventListener('abort', none);
    }
  }
}
