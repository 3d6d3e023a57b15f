import { readFileSync, statSync } from 'node:fs';
import { builtInPolicy, policyOf, type Policy } from './policy.ts';
import { readPolicy } from './policy-read.ts';

/** What became of a file that was looked at. */
export type PolicyNews = { kind: 'loaded'; policy: Policy } | { kind: 'rejected'; problems: readonly string[]; inForce: Policy };

export interface PolicyFileDeps {
  /** Null: the built-in rules alone. */
  path: string | null;
  /** Nobody changes anything, whatever the file says. */
  readOnly: boolean;
  /** Told of each file that comes into force, and of each that does not; not of the first, which `open` gives or rejects. */
  heard: (news: PolicyNews) => void;
}

const lookEveryMs = 1_000;

/** The rules in force. A file that is no policy leaves those before it in force. */
export class PolicyInForce {
  readonly #deps: PolicyFileDeps;
  readonly #path: string | null;
  #current: Policy;
  #problems: readonly string[] = [];
  /** What the file looked like when it was read, and when it was last looked at. */
  #read = '';
  #seen = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #followers = new Set<(policy: Policy) => void>();

  /** Throws a plain Error, with what is wrong, where there is a path and no good policy: there is no last good one to go on with. */
  constructor(deps: PolicyFileDeps) {
    this.#deps = deps;
    this.#path = deps.path;
    this.#current = deps.readOnly ? policyOf({ ...builtInPolicy, readOnly: true }) : builtInPolicy;
    if (this.#path === null) return;
    this.#read = this.#seen = look(this.#path);
    const found = this.#load(this.#path);
    if (!Array.isArray(found)) this.#current = found;
    else throw new Error(`The policy ${this.#path} (WHARFINGER_POLICY) cannot be used. ${found.join(' ')}`);
  }

  get current(): Policy {
    return this.#current;
  }

  /** What is wrong with the file that is there now; empty where it is the one in force. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Reads the file again. */
  reload(): void {
    if (this.#path === null) return;
    this.#read = this.#seen = look(this.#path);
    const found = this.#load(this.#path);
    if (Array.isArray(found)) {
      this.#problems = found;
      this.#deps.heard({ kind: 'rejected', problems: found, inForce: this.#current });
      return;
    }
    this.#problems = [];
    this.#current = found;
    this.#deps.heard({ kind: 'loaded', policy: found });
    for (const told of this.#followers) told(found);
  }

  /** From now on `told` hears of each policy that comes into force. Gives what ends it. */
  follow(told: (policy: Policy) => void): () => void {
    this.#followers.add(told);
    return () => void this.#followers.delete(told);
  }

  /** Looks every second whether the file has changed, until closed. */
  watch(): void {
    const path = this.#path;
    if (path === null) return;
    this.#timer = setInterval(() => {
      const now = look(path);
      const settled = now === this.#seen;
      this.#seen = now;
      // One that is just being written is left alone until it has been the same for a second.
      if (settled && now !== this.#read) this.reload();
    }, lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #load(path: string): Policy | string[] {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      return [`It cannot be read: ${error instanceof Error ? error.message : String(error)}.`];
    }
    const read = readPolicy(text);
    if (!read.ok) return [...read.problems];
    const { policy } = read.value;
    return this.#deps.readOnly && !policy.readOnly ? policyOf({ ...policy, readOnly: true }) : policy;
  }
}

/** What tells one state of a file from another; also of a link, which points elsewhere once a mounted configuration has changed. */
function look(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return 'not there';
  }
}
