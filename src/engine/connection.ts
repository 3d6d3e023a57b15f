import type { IncomingMessage } from 'node:http';
import { badInput, engineUnavailable, WharfingerError } from '../errors.ts';
import type { EngineAddress } from './address.ts';
import { Circuit } from './circuit.ts';
import { before, underDeadline } from './deadline.ts';
import { accepted, type EngineAnswer, type EngineRequest, readAll, send } from './exchange.ts';
import { connectionFailure, wasSent } from './failure.ts';
import type { Found } from './hijack.ts';
import { Places } from './places.ts';
import type { EngineLoad } from './ports.ts';
import { compareVersions, openSession, type Session } from './session.ts';

/** What this adapter was written against. Above 1.51 answers change shape (system/df in 1.53). */
export const newestApi = '1.51';

/** Longer than the busiest engine needs to tell its version; one that takes longer is taken for lost. */
const longestGreetingMs = 10_000;
const longestLine = 1_000;

export interface ConnectionOptions {
  /** Caps what is agreed on. */
  apiVersion?: string;
  /** How long the engine may take to be greeted, up to ten seconds. */
  negotiationMs: number;
  /** A steady clock, in milliseconds. */
  now?: () => number;
}

/**
 * The connection to one engine: finds it, agrees on an API version once, and does both again after the engine was lost or silent. Fails at once while the
 * engine is taken for lost, and asks it for a bounded number of things at the same time; streams are not counted.
 */
export class EngineConnection {
  readonly #locate: () => Promise<EngineAddress>;
  readonly #newestApi: string;
  readonly #greetMs: number;
  readonly #circuit: Circuit;
  /** Apart, so that neither what reads nor what walks through file systems keeps an action waiting. */
  readonly #places = {
    reads: new Places({ places: 32, line: longestLine }),
    walks: new Places({ places: 8, line: longestLine }),
    acts: new Places({ places: 128, line: longestLine }),
  };
  #session: Session | null = null;
  #opening: Promise<Session> | null = null;
  #address = 'not found yet';

  constructor(
    locate: () => Promise<EngineAddress>,
    { apiVersion = newestApi, negotiationMs, now = () => performance.now() }: ConnectionOptions,
  ) {
    this.#locate = locate;
    this.#newestApi = apiVersion;
    this.#greetMs = Math.min(negotiationMs, longestGreetingMs);
    this.#circuit = new Circuit(now);
  }

  /** Where the engine was last found. */
  get address(): string {
    return this.#address;
  }

  get load(): EngineLoad {
    const all = Object.values(this.#places);
    const sum = (count: (places: Places) => number) => all.reduce((total, one) => total + count(one), 0);
    return { lost: this.#circuit.lost, running: sum(({ taken }) => taken), waiting: sum(({ waiting }) => waiting) };
  }

  /** Whether the agreed API version is at least this one. */
  async speaks(apiVersion: string): Promise<boolean> {
    return compareVersions((await this.#open()).apiVersion, apiVersion) >= 0;
  }

  /** BAD_INPUT where it is older: engines silently ignore what they do not know. `what`: what this one cannot do. */
  async needs(apiVersion: string, what: string): Promise<void> {
    if (!(await this.speaks(apiVersion))) throw badInput(`this engine cannot ${what} (that needs API ${apiVersion})`);
  }

  /** Waits for the turn of what is read `apart`; gives what ends it. */
  turn(request: EngineRequest): Promise<() => void> {
    return underDeadline(
      request,
      () => this.#address,
      (deadline) => this.#places.reads.take(deadline),
    );
  }

  /** Sends a request and reads the whole answer. Rejects for every status outside 2xx and 304. The time it waits for its turn counts. */
  async call(request: EngineRequest): Promise<EngineAnswer> {
    const places = request.method !== 'GET' ? this.#places.acts : request.walks ? this.#places.walks : this.#places.reads;
    return this.#guarded(request, async (deadline) => {
      // What may take as long as it likes would hold its place as long.
      const leave = Number.isFinite(request.deadlineMs) ? await places.take(deadline) : () => {};
      try {
        return await this.#exchange(request, deadline);
      } catch (error) {
        // A kept connection that the engine had closed, or the end of the engine, which the second attempt tells apart. Actions are never sent twice.
        if (request.method !== 'GET' || !isBroken(error)) throw error;
        return await this.#exchange(request, deadline);
      } finally {
        leave();
      }
    });
  }

  async #exchange(request: EngineRequest, deadline: AbortSignal): Promise<EngineAnswer> {
    const { address, apiVersion, modems } = await before(deadline, this.#open());
    const answer = await send(request.method === 'GET' ? modems.keeping : modems.single, request, deadline, apiVersion);
    return accepted(answer, await readAll(answer, address));
  }

  /** Sends a request whose answer goes on: resolves with it once the engine has accepted. Aborting the signal closes it, before or after. */
  async stream(request: EngineRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const closing = new AbortController();
    const close = () => closing.abort();
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
    try {
      return await this.#guarded(request, async (deadline) => {
        if (deadline.aborted) close();
        else deadline.addEventListener('abort', close, { once: true });
        const session = await before(deadline, this.#open());
        const answer = await send(session.modems.single, request, closing.signal, session.apiVersion);
        if (answer.statusCode !== 200) accepted(answer, await readAll(answer, session.address));
        deadline.removeEventListener('abort', close);
        // A peer that vanished without a word must not leave a stream open for ever.
        answer.socket.setKeepAlive(true, 30_000);
        answer.once('close', () => signal.removeEventListener('abort', close));
        return answer;
      });
    } catch (error) {
      signal.removeEventListener('abort', close);
      throw error;
    }
  }

  /** For what dockerode cannot do: `work` speaks to the engine itself, under the request's deadline; its failures are told as those of any request. */
  async apart<T>(request: EngineRequest, work: (found: Found, deadline: AbortSignal) => Promise<T>): Promise<T> {
    return this.#guarded(request, async (deadline) => work(await before(deadline, this.#open()), deadline));
  }

  /** Finds the engine anew and agrees on a version anew with the next request. */
  forget(): void {
    this.#session = null;
  }

  /** The failure of a stream that broke after it had been accepted. */
  broken(cause: unknown): WharfingerError {
    this.forget();
    return cause instanceof WharfingerError ? cause : connectionFailure(cause, this.#address);
  }

  async #guarded<T>(request: EngineRequest, work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const used = this.#session;
    try {
      return await underDeadline(request, () => this.#address, work);
    } catch (error) {
      if (!(error instanceof WharfingerError)) throw error;
      // One that is silent is greeted before it is asked again, which soon tells whether it is lost.
      if (error.code === 'ENGINE_UNAVAILABLE' || (error.code === 'TIMEOUT' && wasSent(error))) this.#doubt(used);
      // Another engine, with an older API, answers now where the known one did.
      if (error.engineStatus === 400 && /client version .* is too new/i.test(error.message)) {
        this.forget();
        throw engineUnavailable(`the engine was replaced by an older one; connecting again [${this.#address}]`, { cause: error });
      }
      throw error;
    }
  }

  /** One that was opened since the failed request began has proved itself meanwhile. */
  #doubt(used: Session | null): void {
    if (used === null || used === this.#session) this.forget();
  }

  #open(): Promise<Session> {
    if (this.#session !== null) return Promise.resolve(this.#session);
    // Who comes while a lost engine is being tried does not wait for what will most likely fail.
    if (this.#circuit.lost) return this.#attempt();
    this.#opening ??= this.#attempt().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #attempt(): Promise<Session> {
    this.#session = await this.#circuit.attempt(async () => {
      const found = await this.#locate();
      this.#address = found.address;
      return openSession(found, { newestApi: this.#newestApi, greetMs: this.#greetMs });
    });
    return this.#session;
  }
}

/** A connection that the engine has closed, perhaps before it was asked anything. */
export function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
