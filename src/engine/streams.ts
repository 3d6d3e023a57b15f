import type { IncomingMessage } from 'node:http';
import { badInput } from '../errors.ts';
import { batches } from './batches.ts';
import type { EngineConnection } from './connection.ts';
import type { EngineRequest } from './exchange.ts';
import { logParser } from './demux.ts';
import { engineEvent, JsonLines, jsonOf } from './events.ts';
import { pathSegment } from './ids.ts';
import type { EngineStreams } from './ports.ts';
import { statsSample } from './stats.ts';
import { engineTime } from './time.ts';

/** The streaming port over one connection. `openMs`: how long the engine may take to accept a stream. */
export function engineStreams(connection: EngineConnection, openMs: number): EngineStreams {
  /** Opens a stream and reads it; an abort ends it without an error, before it was accepted too. */
  const open = async <T>(
    path: string,
    query: EngineRequest['query'],
    signal: AbortSignal,
    read: (answer: IncomingMessage) => AsyncIterable<T>,
  ): Promise<AsyncIterable<T>> => {
    let answer: IncomingMessage;
    try {
      answer = await connection.stream({ method: 'GET', path, query, deadlineMs: openMs }, signal);
    } catch (error) {
      if (signal.aborted) return nothing();
      throw error;
    }
    return untilAborted(read(answer), signal, (cause) => connection.broken(cause));
  };

  return {
    events: async ({ since, until = null, signal }) => {
      const query = {
        since: since === null ? null : engineTime(since),
        until: until === null ? null : engineTime(until),
      };
      return open('/events', query, signal, (answer) => jsonStream(answer, engineEvent));
    },

    stats: async (id, signal) =>
      open(`/containers/${pathSegment('container', id)}/stats`, { stream: true }, signal, (answer) =>
        jsonStream(answer, (line) => statsSample(jsonOf(line))),
      ),

    logs: async (id, { stdout, stderr, since, until, tail, follow, tty, details = false }, signal) => {
      if (!stdout && !stderr) throw badInput('choose standard output, standard error, or both');
      if (tail !== null && (!Number.isInteger(tail) || tail < 0))
        throw badInput('the number of lines from the end is a whole number from 0');
      const query = {
        stdout,
        stderr,
        timestamps: true,
        details,
        follow,
        tail: tail ?? 'all',
        since: since === null ? null : engineTime(since),
        until: until === null ? null : engineTime(until),
      };
      return open(`/containers/${pathSegment('container', id)}/logs`, query, signal, (answer) => {
        const parser = logParser(tty, details);
        return batches(
          answer,
          (chunk, out) => parser.push(chunk, out),
          (out) => parser.end(out),
        );
      });
    },
  };
}

async function* nothing(): AsyncGenerator<never> {}

async function* jsonStream<T>(answer: IncomingMessage, parse: (line: string) => T | null): AsyncGenerator<T> {
  const lines = new JsonLines();
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    for (const line of lines.push(chunk)) {
      const item = parse(line);
      if (item !== null) yield item;
    }
  }
}

async function* untilAborted<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal,
  broken: (cause: unknown) => Error,
): AsyncGenerator<T> {
  try {
    for await (const item of items) {
      if (signal.aborted) return;
      yield item;
    }
  } catch (error) {
    if (!signal.aborted) throw broken(error);
  }
}
