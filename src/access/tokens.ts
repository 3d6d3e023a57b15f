import { hash, timingSafeEqual } from 'node:crypto';
import { badInput, conflict, notFound, unauthenticated } from '../errors.ts';
import { isBlock } from './addresses.ts';
import type { TokenRows } from './rows.ts';
import { hashSecret, isWellFormed, newSecret, type RandomBytes } from './secret.ts';
import { tokenOf, type NewToken, type TokenInfo, type TokenRow } from './token.ts';

export interface TokensDeps {
  rows: TokenRows;
  pepper: Uint8Array;
  /** Wall clock, in milliseconds. */
  now: () => number;
  randomBytes: RandomBytes;
  newId: () => string;
  /** Told when the times of last use could not be written; nothing else depends on them. */
  onLostUse: (error: unknown) => void;
}

interface Held {
  token: TokenInfo;
  hash: Buffer;
  /** The minute of its last use, in milliseconds, once it was used. */
  usedAt?: number;
}

/** What became of the first admin token. `ignored`: WHARFINGER_ADMIN_TOKEN is set, but there are tokens and it is none of the valid ones. */
export type FirstToken = { kind: 'made'; secret: string } | { kind: 'configured' } | { kind: 'present' } | { kind: 'ignored' };

const useFlushMs = 60_000;
const mostRecent = 10_000;

const plain = { description: '', permissions: [], scopes: [], addresses: [], expiresAt: null };

/**
 * All tokens, kept in memory (they are few) and on disk. A change is in force for the next request as soon as it is on disk; changes happen one
 * after the other, so that a token being revoked cannot make another that outlives it.
 */
export class Tokens {
  readonly #deps: TokensDeps;
  readonly #byId = new Map<string, Held>();
  readonly #byHash = new Map<string, Held>();
  /** By the plain hash of the secret. */
  readonly #recent = new Map<string, Held>();
  readonly #used = new Map<string, Date>();
  #timer: NodeJS.Timeout | undefined;
  #changes: Promise<unknown> = Promise.resolve();

  /** Reads all tokens. Rejects when the table cannot be read or holds what this program did not write. */
  static async open(deps: TokensDeps): Promise<Tokens> {
    const tokens = new Tokens(deps);
    for (const row of await deps.rows.all()) tokens.#hold(row);
    return tokens;
  }

  constructor(deps: TokensDeps) {
    this.#deps = deps;
  }

  list(): readonly TokenInfo[] {
    return [...this.#byId.values()].map((held) => held.token);
  }

  get(id: string): TokenInfo | undefined {
    return this.#byId.get(id)?.token;
  }

  /** The token of a secret that was found before, also when it has ended. */
  seen(secret: string): TokenInfo | undefined {
    return this.#recent.get(hash('sha256', secret))?.token;
  }

  /** The token that has this secret, also when it has ended. */
  find(secret: string): TokenInfo | undefined {
    // HMAC takes Node 30 microseconds, a plain hash takes it 1: what was found is found again by that. It is kept in memory alone, and no guess gets in.
    const plain = hash('sha256', secret);
    const known = this.#recent.get(plain) ?? this.#find(secret);
    if (known === undefined) return undefined;
    if (this.#recent.size >= mostRecent) this.#recent.clear();
    this.#recent.set(plain, known);
    return known.token;
  }

  #find(secret: string): Held | undefined {
    const keyed = hashSecret(this.#deps.pepper, secret);
    const held = this.#byHash.get(keyed.toString('hex'));
    // Found by a keyed hash, whose timing tells nothing about the secret; the comparison in constant time holds even if the map is replaced one day.
    return held !== undefined && timingSafeEqual(held.hash, keyed) ? held : undefined;
  }

  /** Whether it exists, was not revoked and has not expired. */
  isActive(id: string): boolean {
    const token = this.#byId.get(id)?.token;
    return token !== undefined && token.revokedAt === null && !this.isExpired(token);
  }

  /** Whether there is another admin than that of the first start: nobody needs that one any more. */
  isSetUp(): boolean {
    return [...this.#byId.values()].some(({ token }) => token.role === 'admin' && !token.bootstrap && this.isActive(token.id));
  }

  isExpired(token: TokenInfo): boolean {
    return token.expiresAt !== null && Date.parse(token.expiresAt) <= this.#deps.now();
  }

  /** Makes a token. BAD_INPUT for a name, address or expiry that is none; UNAUTHENTICATED where the maker has ended meanwhile. */
  create(token: NewToken, maker: { id: string | null; name: string }): Promise<{ token: TokenInfo; secret: string }> {
    return this.#inTurn(async () => {
      this.#check(token);
      if (maker.id !== null && !this.isActive(maker.id))
        throw unauthenticated('The token that was to make another has ended meanwhile.');
      return this.#insert(token, maker, newSecret('token', this.#deps.randomBytes), false);
    });
  }

  /** Ends a token and all that it made, at once and for good; `changed: false` where it was ended already. NOT_FOUND where there is none. */
  revoke(id: string): Promise<{ token: TokenInfo; changed: boolean }> {
    return this.#inTurn(async () => {
      if (!this.#byId.has(id)) throw notFound(`There is no token with the id "${id.slice(0, 64)}".`);
      const ending = this.#withDescendants(id).filter((held) => held.token.revokedAt === null);
      const at = new Date(this.#deps.now());
      if (ending.length > 0)
        await this.#deps.rows.revoke(
          ending.map((held) => held.token.id),
          at,
        );
      for (const held of ending) held.token = { ...held.token, revokedAt: at.toISOString() };
      const token = this.get(id);
      if (token === undefined) throw notFound(`There is no token with the id "${id.slice(0, 64)}".`);
      return { token, changed: ending.some((held) => held.token.id === id) };
    });
  }

  /**
   * Forgets the tokens made for `maker` (the beginning of a name) by none of ours that ended before `time`, and what those made: pipelines get one for each
   * run, and all tokens are held in memory. What was done with them is in the audit log.
   */
  forget(maker: string, time: number): Promise<void> {
    return this.#inTurn(async () => {
      const ended = [...this.#byId.values()].filter(
        ({ token }) =>
          token.createdById === null &&
          token.createdBy.startsWith(maker) &&
          token.expiresAt !== null &&
          Date.parse(token.expiresAt) < time,
      );
      const gone = ended.flatMap(({ token }) => this.#withDescendants(token.id));
      if (gone.length === 0) return;
      await this.#deps.rows.forget(gone.map(({ token }) => token.id));
      for (const held of gone) {
        this.#byId.delete(held.token.id);
        this.#byHash.delete(held.hash.toString('hex'));
      }
      this.#recent.clear();
    });
  }

  /**
   * Where there is no token at all, makes the admin token of the first start: with the secret `configured`, or else with one of its own, which is
   * returned and nowhere kept. Throws BAD_INPUT for a configured one that is no secret.
   */
  ensureFirst(configured: string | null): Promise<FirstToken> {
    return this.#inTurn(async () => {
      if (configured !== null && !isWellFormed(configured)) {
        throw badInput(
          'WHARFINGER_ADMIN_TOKEN is not a token. Make one with "wharfinger token generate" and set it to that, whole.',
        );
      }
      if (this.#byId.size > 0) {
        const known = configured === null ? undefined : this.find(configured);
        return { kind: configured === null || (known !== undefined && this.isActive(known.id)) ? 'present' : 'ignored' };
      }
      const admin: NewToken = { ...plain, name: 'admin', role: 'admin' };
      const secret = configured ?? newSecret('token', this.#deps.randomBytes);
      await this.#insert(admin, { id: null, name: 'first start' }, secret, true);
      return configured === null ? { kind: 'made', secret } : { kind: 'configured' };
    });
  }

  /** Notes that a token was used just now. It reaches the disk within a minute, all tokens in one transaction. */
  touch(id: string): void {
    const held = this.#byId.get(id);
    if (held === undefined) return;
    const minute = Math.floor(this.#deps.now() / 60_000) * 60_000;
    if (held.usedAt === minute) return;
    held.usedAt = minute;
    const used = new Date(minute);
    if (held.token.lastUsedAt === used.toISOString()) return;
    held.token = { ...held.token, lastUsedAt: used.toISOString() };
    this.#used.set(id, used);
    this.#timer ??= setTimeout(() => void this.#flush(), useFlushMs).unref();
  }

  /** Writes the times of last use that are not on disk yet. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#flush());
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const times = new Map(this.#used);
    this.#used.clear();
    if (times.size === 0) return;
    try {
      await this.#deps.rows.used(times);
    } catch (error) {
      this.#deps.onLostUse(error);
    }
  }

  #check({ name, description, addresses, expiresAt }: NewToken): void {
    if (name.trim() !== name || name.length < 1 || name.length > 100 || /\p{C}/u.test(name)) {
      throw badInput('name: 1 to 100 printable characters, with no blank at either end.');
    }
    if (description.length > 500 || /\p{C}/u.test(description)) throw badInput('description: at most 500 printable characters.');
    const wrong = addresses.find((address) => !isBlock(address));
    if (wrong !== undefined)
      throw badInput(`addresses: IP addresses or CIDR blocks, for example 10.0.0.0/8; not "${wrong.slice(0, 64)}".`);
    if (addresses.length > 100) throw badInput('addresses: at most 100.');
    if (expiresAt !== null && !(Date.parse(expiresAt) > this.#deps.now())) throw badInput('expiresAt: a time to come.');
  }

  async #insert(token: NewToken, maker: { id: string | null; name: string }, secret: string, bootstrap: boolean) {
    const keyed = hashSecret(this.#deps.pepper, secret).toString('hex');
    if (this.#byHash.has(keyed)) throw conflict('There is a token with this secret already.');
    const row: TokenRow = {
      id: this.#deps.newId(),
      name: token.name,
      hash: keyed,
      role: token.role,
      permissions: JSON.stringify([...new Set(token.permissions)].sort()),
      addresses: JSON.stringify(token.addresses),
      scopes: JSON.stringify(token.scopes),
      description: token.description,
      createdById: maker.id,
      createdBy: maker.name,
      createdAt: new Date(this.#deps.now()),
      expiresAt: token.expiresAt === null ? null : new Date(token.expiresAt),
      lastUsedAt: null,
      revokedAt: null,
      bootstrap,
    };
    await this.#deps.rows.insert(row);
    return { token: this.#hold(row), secret };
  }

  #hold(row: TokenRow): TokenInfo {
    const held = { token: tokenOf(row), hash: Buffer.from(row.hash, 'hex') };
    this.#byId.set(row.id, held);
    this.#byHash.set(row.hash, held);
    return held.token;
  }

  #withDescendants(id: string): Held[] {
    const family = new Set([id]);
    // Oldest first: whoever made a token comes before it, so one pass finds all generations.
    for (const { token } of this.#byId.values())
      if (token.createdById !== null && family.has(token.createdById)) family.add(token.id);
    return [...this.#byId.values()].filter((held) => family.has(held.token.id));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(work);
    this.#changes = done.catch(() => undefined);
    return done;
  }
}
