import type { IncomingMessage } from 'node:http';
import { badInput, engineError, engineUnavailable, WharfingerError } from '../errors.ts';
import type { EngineAddress } from './address.ts';
import { accepted, type EngineAnswer, type EngineRequest, readAll, send } from './exchange.ts';
import { connectionFailure, lateFailure } from './failure.ts';
import type { Found } from './hijack.ts';
import type { EngineVersion } from './model.ts';
import { type Modem, type Modems, modemsFor } from './modem.ts';
import { version } from './system.ts';

interface Session {
  address: string;
  at: EngineAddress;
  apiVersion: string;
  modems: Modems;
}

/** What this adapter was written against. Above 1.51 answers change shape (system/df in 1.53); below 1.40 (Docker 19.03) they lack too much. */
export const newestApi = '1.51';
const oldestApi = '1.40';

/**
 * The connection to one engine: finds it, agrees on an API version once, and does both again after the engine was lost.
 */
export class EngineConnection {
  readonly #locate: () => Promise<EngineAddress>;
  readonly #newestApi: string;
  readonly #negotiationMs: number;
  #session: Promise<Session> | null = null;
  #address = 'not found yet';

  /** `apiVersion` caps what is agreed on; `negotiationMs` is how long the engine may take for it. */
  constructor(
    locate: () => Promise<EngineAddress>,
    { apiVersion = newestApi, negotiationMs }: { apiVersion?: string; negotiationMs: number },
  ) {
    this.#locate = locate;
    this.#newestApi = apiVersion;
    this.#negotiationMs = negotiationMs;
  }

  /** Where the engine was last found. */
  get address(): string {
    return this.#address;
  }

  /** Whether the agreed API version is at least this one. */
  async speaks(apiVersion: string): Promise<boolean> {
    return compareVersions((await this.#open()).apiVersion, apiVersion) >= 0;
  }

  /** BAD_INPUT where it is older: engines silently ignore what they do not know. `what`: what this one cannot do. */
  async needs(apiVersion: string, what: string): Promise<void> {
    if (!(await this.speaks(apiVersion))) throw badInput(`this engine cannot ${what} (that needs API ${apiVersion})`);
  }

  /** Sends a request and reads the whole answer. Rejects for every status outside 2xx and 304. */
  async call(request: EngineRequest): Promise<EngineAnswer> {
    const exchange = async (deadline: AbortSignal) => {
      const { address, apiVersion, modems } = await this.#open();
      const answer = await send(request.method === 'GET' ? modems.keeping : modems.single, request, deadline, apiVersion);
      return accepted(answer, await readAll(answer, address));
    };
    return this.#guarded(request, async (deadline) => {
      try {
        return await exchange(deadline);
      } catch (error) {
        // A kept connection that the engine had closed, or the end of the engine, which the second attempt tells apart. Actions are never sent twice.
        if (request.method !== 'GET' || !isBroken(error)) throw error;
        return exchange(deadline);
      }
    });
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
        const session = await this.#open();
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
    return this.#guarded(request, async (deadline) => work(await this.#open(), deadline));
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
    const deadline = new AbortController();
    const { signal } = request;
    signal?.throwIfAborted();
    const stop = () => deadline.abort();
    signal?.addEventListener('abort', stop, { once: true });
    const timer = Number.isFinite(request.deadlineMs) ? setTimeout(() => deadline.abort(), request.deadlineMs) : undefined;
    try {
      return await work(deadline.signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.signal.aborted) throw lateFailure(`${request.method} ${request.path}`, request.deadlineMs);
      const failure = error instanceof WharfingerError ? error : connectionFailure(error, this.#address);
      if (failure.code === 'ENGINE_UNAVAILABLE') this.forget();
      // Another engine, with an older API, answers now where the known one did.
      if (failure.engineStatus === 400 && /client version .* is too new/i.test(failure.message)) {
        this.forget();
        throw engineUnavailable(`the engine was replaced by an older one; connecting again [${this.#address}]`, { cause: error });
      }
      throw failure;
    } finally {
      signal?.removeEventListener('abort', stop);
      clearTimeout(timer);
    }
  }

  #open(): Promise<Session> {
    if (this.#session !== null) return this.#session;
    const opening = this.#negotiate();
    this.#session = opening;
    opening.catch(() => {
      if (this.#session === opening) this.#session = null;
    });
    return opening;
  }

  async #negotiate(): Promise<Session> {
    const found = await this.#locate();
    this.#address = found.address;
    const modems = modemsFor(found);
    const engine = await this.#greet(modems.single, found.address);
    if (compareVersions(engine.apiVersion, oldestApi) < 0) {
      throw engineError(
        `the engine at ${found.address} speaks API ${engine.apiVersion}; at least ${oldestApi} (Docker 19.03) is needed`,
      );
    }
    if (engine.minApiVersion !== '' && compareVersions(engine.minApiVersion, this.#newestApi) > 0) {
      throw engineError(
        `the engine at ${found.address} wants API ${engine.minApiVersion} or newer; this version of Wharfinger speaks ${this.#newestApi}`,
      );
    }
    const apiVersion = compareVersions(engine.apiVersion, this.#newestApi) < 0 ? engine.apiVersion : this.#newestApi;
    return { address: found.address, at: found, apiVersion, modems };
  }

  /** Whatever goes wrong here was before the caller's own request: it says nothing about an object, and nothing can have been done. */
  async #greet(modem: Modem, address: string): Promise<EngineVersion> {
    const request: EngineRequest = { method: 'GET', path: '/version', deadlineMs: this.#negotiationMs };
    try {
      return await this.#guarded(request, async (deadline) => {
        const answer = await send(modem, request, deadline, null);
        return version(accepted(answer, await readAll(answer, address)).body);
      });
    } catch (error) {
      if (!(error instanceof WharfingerError) || error.code === 'ENGINE_UNAVAILABLE') throw error;
      if (error.code === 'TIMEOUT') throw engineUnavailable(`the engine does not answer [${address}]`, { cause: error });
      throw engineError(`what answers at ${address} is not a Docker Engine (${error.message})`, { cause: error });
    }
  }
}

/** "1.9" before "1.41". */
function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
