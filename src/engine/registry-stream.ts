import { WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { JsonLines, jsonOf } from './events.ts';
import type { Follower } from './ports-registry.ts';
import { authHeader, registryFailure, withoutSecrets, type RegistryAuth } from './registry.ts';
import { transfer } from './transfer.ts';

/** The engine tells of every layer as it goes on; one that says nothing for so long hangs. It says nothing at all before the registry has answered. */
const silentMs = 10 * 60_000;

/** A pull or a push, and whose credentials go with it. */
export interface RegistryRequest {
  path: string;
  query: Readonly<Record<string, string | null>>;
  registry: string;
  auth: RegistryAuth | null;
}

/**
 * Sends it and follows it to its end: the engine says 200 before it has begun, so what goes wrong later is told in the stream. `heed` sees each line.
 * Gives the engine's status.
 */
export async function followRegistry(
  connection: EngineConnection,
  { path, query, registry, auth }: RegistryRequest,
  { signal, report }: Follower,
  heed: (line: Reading) => void,
): Promise<number> {
  try {
    const headers = { 'x-registry-auth': authHeader(auth) };
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
    const wanted = { method: 'POST', path, query: given, headers, acceptMs: silentMs, idleMs: silentMs } as const;
    const { status, output } = await transfer(connection, wanted, signal);
    const lines = new JsonLines();
    for await (const chunk of output) {
      for (const text of lines.push(chunk)) {
        const line = new Reading(jsonOf(text), 'Progress');
        const failure = line.at('error').text();
        if (failure !== '') throw registryFailure(failure, registry, auth);
        heed(line);
        const told = line.at('status').text();
        if (told === '') continue;
        const detail = line.at('progressDetail');
        const [current, total] = [detail.at('current').limit(), detail.at('total').limit()];
        report({ id: line.at('id').textOrNull(), status: withoutSecrets(told, auth), current, total });
      }
    }
    return status;
  } catch (error) {
    if (signal.aborted || !(error instanceof WharfingerError)) throw error;
    throw registryFailure(error, registry, auth);
  }
}
