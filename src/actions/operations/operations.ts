import { Bell } from '../../audit/follow.ts';
import type { Outcome } from '../../audit/log.ts';
import { badInput, conflict } from '../../errors.ts';
import { statusOf, type OperationState, type ProgressMessage, type Work } from './operation.ts';
import { Progress } from './progress.ts';

export interface OperationsDeps {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called with what went wrong inside Wharfinger in an operation that nobody waits for. */
  onDefect: (error: unknown) => void;
}

/** Long work that has begun. */
export interface Opened {
  readonly work: Work;
  /** To be called once, with what is on record. */
  close(end: Pick<Outcome, 'result' | 'error' | 'after'>): void;
}

type Facts = Omit<OperationState, 'finishedAt' | 'status' | 'error' | 'details' | 'progress' | 'startedAt'> & {
  /** The operation this one is part of: cancelling that cancels this. */
  parent?: string | null;
};

interface One {
  state: Omit<OperationState, 'progress'>;
  readonly parent: string | null;
  /** Set when it has been asked to stop. */
  why?: string;
  readonly progress: Progress;
  readonly cancel: AbortController;
  readonly news: Bell;
}

const mostEnded = 1_000;
/** Some 200 bytes each. */
const mostEntriesOfEnded = 50_000;

/** The operations that run, and those that have ended since the start, of which the oldest are forgotten: the audit log knows them longer. */
export class Operations {
  readonly #deps: OperationsDeps;
  readonly #all = new Map<string, One>();
  /** In the order in which they ended, with the number of entries each holds. */
  readonly #ended = new Map<string, number>();
  #entriesOfEnded = 0;
  /** Set when nothing is to begin any more. */
  #stopped: string | undefined;

  constructor(deps: OperationsDeps) {
    this.#deps = deps;
  }

  open({ parent = null, ...facts }: Facts): Opened {
    const one: One = {
      parent,
      state: { ...facts, startedAt: this.#time(), finishedAt: null, status: 'running', error: null, details: {} },
      progress: new Progress(),
      cancel: new AbortController(),
      news: new Bell(),
    };
    this.#all.set(facts.auditId, one);
    const why = this.#stopped ?? (parent === null ? undefined : this.#all.get(parent)?.why);
    if (why !== undefined) halt(one, why);
    return {
      work: {
        signal: one.cancel.signal,
        report: (step) => {
          if (one.state.finishedAt !== null) return;
          one.progress.add(step, this.#time());
          one.news.ring();
        },
      },
      close: ({ result, error, after }) => {
        const details = after?.details ?? {};
        one.state = { ...one.state, finishedAt: this.#time(), status: statusOf(result), error, details };
        this.#keep(one);
        one.news.ring();
      },
    };
  }

  get(auditId: string): OperationState | null {
    const one = this.#all.get(auditId);
    return one === undefined ? null : stateOf(one);
  }

  /** Asks the work to stop, with all that is part of it, and says whether it was running. `why` is what the work then ends with. */
  cancel(auditId: string, why: string): boolean {
    const one = this.#all.get(auditId);
    if (one === undefined || one.state.finishedAt !== null) return false;
    halt(one, why);
    for (const part of this.#all.values()) if (part.parent === auditId && part.state.finishedAt === null) halt(part, why);
    return true;
  }

  /** Asks all work to stop, now and from now on. */
  stop(why: string): void {
    this.#stopped = why;
    for (const one of this.#all.values()) if (one.state.finishedAt === null) halt(one, why);
  }

  /** Tells of what went wrong where nobody waits for it. */
  defect(error: unknown): void {
    this.#deps.onDefect(error);
  }

  /**
   * How it stands now, then what comes after the step `after` (null: all that is kept), and the end. A slow reader costs nothing: what it has not read is
   * read from what is kept anyway. Null for one that is not known (any more); BAD_INPUT for a step that has not come yet.
   */
  follow(auditId: string, after: number | null, signal: AbortSignal): AsyncIterable<ProgressMessage> | null {
    const one = this.#all.get(auditId);
    if (one === undefined) return null;
    const from = after ?? 0;
    if (from < 0 || from > one.progress.seq) throw badInput(`after: from 0 to ${one.progress.seq}, the last step; not ${from}.`);
    return messages(one, from, signal);
  }

  #keep({ state: { auditId }, progress }: One): void {
    progress.end();
    this.#ended.set(auditId, progress.size);
    this.#entriesOfEnded += progress.size;
    for (const [oldest, size] of this.#ended) {
      if (this.#ended.size <= mostEnded && this.#entriesOfEnded <= mostEntriesOfEnded) return;
      this.#ended.delete(oldest);
      this.#entriesOfEnded -= size;
      this.#all.delete(oldest);
    }
  }

  #time(): string {
    return new Date(this.#deps.now()).toISOString();
  }
}

/** Each has an error of its own: it will carry the audit id. */
function halt(one: One, why: string): void {
  one.why ??= why;
  one.cancel.abort(conflict(why));
}

function stateOf({ state, progress }: One): OperationState {
  return { ...state, progress: progress.latest };
}

async function* messages(one: One, from: number, signal: AbortSignal): AsyncGenerator<ProgressMessage> {
  let seen = from;
  for (let first = true; !signal.aborted;) {
    const { entries, missed } = one.progress.after(seen);
    const ended = one.state.finishedAt !== null;
    if (!first && entries.length === 0 && !ended) {
      await one.news.next(signal);
      continue;
    }
    first = false;
    seen = entries.at(-1)?.seq ?? seen;
    yield { seq: seen, missed, steps: entries, operation: stateOf(one) };
    if (ended && seen === one.progress.seq) return;
  }
}
