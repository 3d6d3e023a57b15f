import type { Caller } from '../access/caller.ts';
import type { Ending } from '../actions/terminals.ts';
import { rateLimited } from '../errors.ts';

/** How many there may be. */
export interface Most {
  total: number;
  perCaller: number;
}

const usual: Most = { total: 200, perCaller: 20 };

/** A revocation is to take effect within 5 s. */
const checkEveryMs = 2000;

interface Open {
  caller: Caller;
  end: (why: Ending) => void;
}

/** All terminals, or transfers of files, that are open. One timer looks whether their callers are still welcome. */
export class Sessions {
  readonly #open = new Set<Open>();
  readonly #timer: NodeJS.Timeout;
  readonly #what: string;
  readonly #most: Most;

  /** `what`: how they are called in a refusal. */
  constructor(isActive: (caller: Caller) => boolean, what: string, most = usual) {
    this.#what = what;
    this.#most = most;
    this.#timer = setInterval(() => {
      for (const { caller, end } of this.#open) if (!isActive(caller)) end('revoked');
    }, checkEveryMs);
    this.#timer.unref();
  }

  /** Throws RATE_LIMITED where there are too many. The returned function takes it off again. */
  add(caller: Caller, end: (why: Ending) => void): () => void {
    const same = [...this.#open].filter((one) => one.caller.id === caller.id).length;
    if (same >= this.#most.perCaller) throw rateLimited(`This credential has ${same} open ${this.#what}; close some first.`);
    if (this.#open.size >= this.#most.total) throw rateLimited(`There are too many open ${this.#what}; try again later.`);
    const one = { caller, end };
    this.#open.add(one);
    return () => void this.#open.delete(one);
  }

  /** Ends all of them, for a shutdown. */
  close(): void {
    clearInterval(this.#timer);
    for (const { end } of this.#open) end('shutdown');
  }
}
