import { setTimeout as delay } from 'node:timers/promises';
import type { IncomingMessage } from 'node:http';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { readAll } from './exchange.ts';
import { jsonOf } from './events.ts';
import { pathSegment } from './ids.ts';
import { OutputCollector, type Output } from './output.ts';
import type { WriteResult } from './ports.ts';

export interface WaitOptions {
  tty: boolean;
  /** Removed by the engine when it has ended: then that is waited for too. */
  autoRemove: boolean;
  timeoutMs: number;
  /** Of each stream. */
  limitBytes: number;
}

export interface Ended extends WriteResult {
  /** Null: it had not ended in time, and goes on. */
  exitCode: number | null;
  output: Output;
}

/** How long its last words may take after it has ended. */
const lastWordsMs = 2_000;

/**
 * Starts a container and waits for its end, attached to its output before it starts, as `docker run` does: nothing of it is missed, whatever keeps its
 * logs, and though it may be gone when it has ended. Rejects when it could not be started, the engine was lost, or `stop` aborted; with
 * the last it goes on where it was started.
 */
export async function startAndWait(
  connection: EngineConnection,
  actMs: number,
  id: string,
  options: WaitOptions,
  stop: AbortSignal,
): Promise<Ended> {
  const path = `/containers/${pathSegment('container', id)}`;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, stop]);
  const open = (verb: string, query: Record<string, string | boolean>): Promise<IncomingMessage> =>
    connection.stream({ method: 'POST', path: `${path}/${verb}`, query, deadlineMs: actMs }, signal);
  try {
    const collector = new OutputCollector(options.tty, options.limitBytes);
    const attached = await open('attach', { stream: true, stdout: true, stderr: true });
    const written = collect(attached, collector, signal);
    const waiting = await open('wait', { condition: options.autoRemove ? 'removed' : 'next-exit' });
    const ended = exitOf(waiting, connection.address);
    // Looked at below; until then a failure must not count as one nobody looks at.
    ended.catch(() => {});
    written.catch(() => {});
    const { status } = await connection.call({ method: 'POST', path: `${path}/start`, deadlineMs: actMs });
    const exitCode = await Promise.race([ended, delay(options.timeoutMs, null, { signal })]);
    if (exitCode !== null) await Promise.race([written, delay(lastWordsMs, undefined, { signal })]);
    return { changed: true, status, exitCode, output: collector.result() };
  } catch (error) {
    stop.throwIfAborted();
    throw error;
  } finally {
    closing.abort();
  }
}

async function exitOf(answer: IncomingMessage, address: string): Promise<number> {
  return new Reading(jsonOf(await readAll(answer, address)), 'Wait').at('StatusCode').number();
}

async function collect(answer: IncomingMessage, collector: OutputCollector, signal: AbortSignal): Promise<void> {
  try {
    for await (const chunk of answer) if (Buffer.isBuffer(chunk)) collector.push(chunk);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
