import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import { at } from './answer.ts';
import type { Executor, Outcome } from './executor.ts';
import type { Plan } from './plan.ts';
import { asked } from './requests.ts';

/** All connections that live longer than a request; looks whether their callers are still welcome, and whether they read. */
export interface Connections {
  /** Throws RATE_LIMITED where there are too many. The returned function takes it off again. */
  add(connection: {
    caller: Caller;
    close(why: 'revoked' | 'stuck' | 'shutdown'): void;
    progress(): { waiting: number; taken: number };
  }): () => void;
}

/** An empty line this often keeps proxies from closing a silent stream, and finds out that a client is gone. */
const heartbeatMs = 12_000;

/** Answers a row of the table that is a subscription: `application/x-ndjson`, one object a line. Empty lines mean nothing. */
export function followHandler(plan: Plan, executor: Executor, connections: Connections) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { document, variables } = asked(plan, executor, request);
    const over = watched(connections, request, reply);
    const asking = { caller: request.caller, source: request.source, recordedAs: () => {} };
    const results = await executor.follow(document, variables, asking, over);
    const lines = async function* (): AsyncGenerator<string> {
      // Sends the headers at once: clients wait for them.
      yield '\n';
      for await (const result of withSilences(results, over)) yield result === null ? '\n' : lineOf(plan, result);
    };
    return stream(reply, 'application/x-ndjson; charset=utf-8', lines());
  };
}

function lineOf({ route }: Plan, { data, errors }: Outcome): string {
  const [first] = errors;
  if (first !== undefined) return `${JSON.stringify({ error: { code: first.error.code, message: first.error.message } })}\n`;
  return `${JSON.stringify(at(data, [route.field]))}\n`;
}

/** Aborted when the client has left, or has to: its credential was revoked, it does not read, Wharfinger stops. */
export function watched(connections: Connections, request: FastifyRequest, reply: FastifyReply): AbortController {
  const over = new AbortController();
  const remove = connections.add({
    caller: request.caller,
    close: (why) => {
      over.abort(why);
      if (why === 'stuck') reply.raw.destroy();
    },
    progress: () => ({
      waiting: reply.raw.writableLength,
      taken: (request.raw.socket.bytesWritten ?? 0) - (request.raw.socket.writableLength ?? 0),
    }),
  });
  reply.raw.once('close', () => {
    remove();
    over.abort();
  });
  return over;
}

/** Sends what comes as it comes; a client that reads slowly slows its source. */
export function stream(reply: FastifyReply, type: string, chunks: AsyncIterable<string>): FastifyReply {
  return reply
    .headers({ 'content-type': type, 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
    .send(Readable.from(chunks, { objectMode: false, highWaterMark: 64 * 1024 }));
}

/** The results, with a null whenever nothing came for a while, until they end or are over. */
async function* withSilences<T>(results: AsyncIterable<T>, over: AbortController): AsyncGenerator<T | null> {
  const source = results[Symbol.asyncIterator]();
  try {
    let pending = source.next();
    while (!over.signal.aborted) {
      const step = await Promise.race([pending, silence(pending)]);
      if (step === null) {
        yield null;
        continue;
      }
      if (step.done === true) return;
      yield step.value;
      pending = source.next();
    }
  } finally {
    over.abort();
  }
}

/** Null after a while, unless something comes first; leaves no timer behind. */
function silence(until: Promise<unknown>): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, heartbeatMs, null);
    const clear = () => clearTimeout(timer);
    until.then(clear, clear);
  });
}
