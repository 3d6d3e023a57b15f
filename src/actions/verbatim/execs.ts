import type { Caller } from '../../access/caller.ts';
import { conflict, engineUnavailable, notFound, rateLimited } from '../../errors.ts';
import type { TerminalSize } from '../../engine/ports.ts';
import type { Serve, SessionResult } from '../terminals.ts';

/** How a command that was made is to be started: with somebody at its ends, or left alone. */
export interface Start {
  /** Null: it is left alone. */
  serve: Serve | null;
  done: PromiseWithResolvers<SessionResult>;
}

interface Held {
  host: string;
  actorId: string;
  /** Null once it has been started, or given up. */
  start: ((start: Start) => void) | null;
  resize: ((size: TerminalSize) => Promise<void>) | null;
}

/** Commands that were made and not started, at a time; and how long one waits for that. */
const mostPending = 256;
const waitMs = 5 * 60_000;
const mostHeld = 2_000;

/** Commands between being made and being started, and those that were, for whoever made them. */
export class Execs {
  readonly #held = new Map<string, Held>();
  readonly #stopping: AbortSignal;
  #pending = 0;

  /** `stopping`: aborted when nothing is waited for any more. */
  constructor(stopping: AbortSignal) {
    this.#stopping = stopping;
  }

  /** Throws RATE_LIMITED. */
  checkRoom(): void {
    if (this.#pending >= mostPending) throw rateLimited(`${mostPending} commands wait to be started already.`);
  }

  /** Resolves when it is to be started; with null when nobody has come. */
  async hold(execId: string, host: string, actorId: string): Promise<Start | null> {
    const asked = Promise.withResolvers<Start | null>();
    this.#held.set(execId, { host, actorId, start: asked.resolve, resize: null });
    for (const [oldest, { start }] of this.#held) {
      if (this.#held.size <= mostHeld) break;
      if (start === null) this.#held.delete(oldest);
    }
    const over = () => asked.resolve(null);
    const timer = setTimeout(over, waitMs);
    timer.unref();
    if (this.#stopping.aborted) over();
    this.#stopping.addEventListener('abort', over, { once: true });
    this.#pending += 1;
    try {
      return await asked.promise;
    } finally {
      this.#pending -= 1;
      clearTimeout(timer);
      this.#stopping.removeEventListener('abort', over);
      this.#of(execId).start = null;
    }
  }

  /** Starts one. NOT_FOUND for one of somebody else; CONFLICT for one that was started. */
  start(caller: Caller, execId: string, serve: Serve | null): Promise<SessionResult> {
    const held = this.find(caller, execId);
    if (held.start === null) throw conflict(`The command ${execId.slice(0, 12)} has been started already.`);
    const done = Promise.withResolvers<SessionResult>();
    held.start({ serve, done });
    held.start = null;
    return done.promise;
  }

  find(caller: Caller, execId: string): Readonly<Held> & { start: Held['start'] } {
    const held = this.#held.get(execId);
    if (held === undefined || held.actorId !== caller.id) throw notFound(`No such exec instance: ${execId.slice(0, 80)}`);
    return this.#of(execId);
  }

  opened(execId: string, resize: Held['resize']): void {
    this.#of(execId).resize = resize;
  }

  async resize(caller: Caller, execId: string, size: TerminalSize): Promise<void> {
    const { resize } = this.find(caller, execId);
    if (resize === null) throw conflict('The command does not run.');
    await resize(size);
  }

  #of(execId: string): Held {
    const held = this.#held.get(execId);
    if (held === undefined) throw engineUnavailable('the command is not known any more');
    return held;
  }
}
