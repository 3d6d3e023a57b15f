import { engineUnavailable } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { accepted, readAll } from './exchange.ts';
import { pathSegment } from './ids.ts';

/** "not-running": at once where it does not run. "next-exit": of a run that may have yet to begin. "removed": gone. */
export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

export interface WaitAnswer {
  exitCode: number;
  /** Why waiting failed, in the engine's words; null where it did not. */
  problem: string | null;
}

/** Waits on one connection. The engine sends its headers when it begins to wait: until then `acceptMs` holds, afterwards only the signal. */
export async function wait(
  connection: EngineConnection,
  id: string,
  condition: WaitCondition,
  signal: AbortSignal,
  acceptMs: number,
  acceptedNow?: () => void,
): Promise<WaitAnswer> {
  const path = `/containers/${pathSegment('container', id)}/wait`;
  if (signal.aborted) throw engineUnavailable('the waiting was called off');
  const answer = await connection.stream({ method: 'POST', path, query: { condition }, deadlineMs: acceptMs }, signal);
  acceptedNow?.();
  const { body } = accepted(answer, await readAll(answer, connection.address));
  const root = new Reading(body, 'Wait');
  return { exitCode: root.at('StatusCode').number(), problem: root.at('Error').at('Message').textOrNull() };
}
