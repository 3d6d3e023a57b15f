import { isDeepStrictEqual } from 'node:util';
import type { Policy, SocketRule } from '../access/policy.ts';

/** A socket that is listened on. */
export interface OpenSocket {
  /** At once takes no more connections, and the file is gone; resolves when what was going on has come to its end. */
  close(): Promise<void>;
}

/** Where a socket is; whom it stands for is looked up with each request. */
type Place = Pick<SocketRule, 'name' | 'path' | 'mode' | 'owner' | 'group' | 'host'>;

export interface PolicySocketsDeps {
  /** Rejects with the fix in a sentence. */
  open: (place: Place) => Promise<OpenSocket>;
  /** Told of one that could not be opened. */
  failed: (place: Place, error: unknown) => void;
}

/** Keeps open the sockets that the policy in force has. One that cannot be opened is tried again with the next policy. */
export class PolicySockets {
  readonly #deps: PolicySocketsDeps;
  readonly #open = new Map<string, { place: Place; socket: OpenSocket }>();
  readonly #closing = new Set<Promise<void>>();
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: PolicySocketsDeps) {
    this.#deps = deps;
  }

  /** Closes those that this policy has not, or elsewhere, and then opens its new ones: a path can go from one to the other. Never rejects. */
  apply({ sockets }: Pick<Policy, 'sockets'>): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const wanted = new Map((this.#closed ? [] : sockets).map((rule) => [rule.name, placeOf(rule)]));
      for (const [name, { place, socket }] of this.#open) {
        if (isDeepStrictEqual(wanted.get(name), place)) continue;
        this.#open.delete(name);
        const closing = socket.close().finally(() => this.#closing.delete(closing));
        this.#closing.add(closing);
      }
      for (const [name, place] of wanted) {
        if (this.#open.has(name)) continue;
        try {
          this.#open.set(name, { place, socket: await this.#deps.open(place) });
        } catch (error) {
          this.#deps.failed(place, error);
        }
      }
    });
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.apply({ sockets: [] });
    await Promise.all(this.#closing);
  }
}

function placeOf({ name, path, mode, owner, group, host }: SocketRule): Place {
  return { name, path, mode, owner, group, host };
}
