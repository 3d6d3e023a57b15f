import { engineError, engineUnavailable, WharfingerError } from '../errors.ts';
import type { EngineAddress } from './address.ts';
import { underDeadline } from './deadline.ts';
import { accepted, type EngineRequest, readAll, send } from './exchange.ts';
import type { EngineVersion } from './model.ts';
import { type Modem, type Modems, modemsFor } from './modem.ts';
import { version } from './system.ts';

/** An engine that was found, and the API version agreed on. */
export interface Session {
  address: string;
  at: EngineAddress;
  apiVersion: string;
  modems: Modems;
}

/** Below 1.40 (Docker 19.03) answers lack too much. */
const oldestApi = '1.40';

/** Greets the engine and agrees on the newest API version that both sides speak. ENGINE_UNAVAILABLE or ENGINE_ERROR when that cannot be done within `greetMs`. */
export async function openSession(
  found: EngineAddress,
  { newestApi, greetMs }: { newestApi: string; greetMs: number },
): Promise<Session> {
  const modems = modemsFor(found);
  const engine = await greet(modems.single, found.address, greetMs);
  if (compareVersions(engine.apiVersion, oldestApi) < 0) {
    throw engineError(
      `the engine at ${found.address} speaks API ${engine.apiVersion}; at least ${oldestApi} (Docker 19.03) is needed`,
    );
  }
  if (engine.minApiVersion !== '' && compareVersions(engine.minApiVersion, newestApi) > 0) {
    throw engineError(
      `the engine at ${found.address} wants API ${engine.minApiVersion} or newer; this version of Wharfinger speaks ${newestApi}`,
    );
  }
  const apiVersion = compareVersions(engine.apiVersion, newestApi) < 0 ? engine.apiVersion : newestApi;
  return { address: found.address, at: found, apiVersion, modems };
}

/** Whatever goes wrong here was before the caller's own request: it says nothing about an object, and nothing can have been done. */
async function greet(modem: Modem, address: string, greetMs: number): Promise<EngineVersion> {
  const request: EngineRequest = { method: 'GET', path: '/version', deadlineMs: greetMs };
  try {
    return await underDeadline(
      request,
      () => address,
      async (deadline) => {
        const answer = await send(modem, request, deadline, null);
        return version(accepted(answer, await readAll(answer, address)).body);
      },
    );
  } catch (error) {
    if (!(error instanceof WharfingerError) || error.code === 'ENGINE_UNAVAILABLE') throw error;
    if (error.code === 'TIMEOUT') throw engineUnavailable(`the engine does not answer [${address}]`, { cause: error });
    throw engineError(`what answers at ${address} is not a Docker Engine (${error.message})`, { cause: error });
  }
}

/** "1.9" before "1.41". */
export function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}
