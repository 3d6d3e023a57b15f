import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import { badInput, unauthenticated } from '../../errors.ts';
import { asGraphQLError, formatError } from '../errors.ts';
import { takesEventStream } from './accept.ts';
import type { Ending } from './connections.ts';
import type { TransportDeps } from './deps.ts';
import { noteMalformed } from './malformed.ts';
import { endable } from './endable.ts';
import { formatted } from './operation.ts';
import { readParameters, readUrlParameters } from './parameters.ts';

/** A comment this often keeps proxies from closing a silent stream, and finds out that a client is gone. */
const heartbeatMs = 12_000;

/**
 * /graphql/stream: one operation, its results as Server-Sent Events (the "distinct connections mode" of GraphQL over SSE): `event: next` with a result
 * each, `event: complete` at the end. By POST with JSON, or by GET with `?query=` for subscriptions and queries.
 */
export function streamHandler(deps: TransportDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const caller = await deps.callerOf(request);
    if (!takesEventStream(request.headers.accept))
      throw Object.assign(new Error('Accept: text/event-stream.'), { statusCode: 406 });
    const prepared = deps.operations.prepare(
      request.method === 'GET' ? readUrlParameters(request.query, deps.documents) : readParameters(request.body, deps.documents),
    );
    if (!prepared.ok) {
      noteMalformed(deps, caller, deps.sourceOf(request), prepared);
      const body = { errors: prepared.errors.map((error) => formatError(error, request.log)) };
      return reply.code(400).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
    }
    const { operation } = prepared;
    if (request.method === 'GET' && operation.kind === OperationTypeNode.MUTATION) {
      deps.refused({ reason: 'malformed', caller, what: 'a mutation by GET' }, deps.sourceOf(request));
      throw badInput('Mutations are sent by POST.');
    }

    if (operation.kind === OperationTypeNode.QUERY) deps.admitRead();
    const over = new AbortController();
    const asking = { caller, source: deps.sourceOf(request), signal: over.signal, recordedAs: () => {} };
    let ending: Ending | null = null;
    const remove = deps.connections.add({
      caller,
      close: (why) => {
        ending = why;
        over.abort(why);
        if (why === 'stuck') reply.raw.destroy();
      },
      progress: () => ({
        waiting: reply.raw.writableLength,
        taken: (request.raw.socket.bytesWritten ?? 0) - request.raw.socket.writableLength,
      }),
    });
    reply.raw.once('close', () => {
      remove();
      over.abort();
    });

    const frames = async function* (): AsyncGenerator<string> {
      // Sends the headers at once: clients wait for them.
      yield ':\n\n';
      try {
        const run = operation.kind === OperationTypeNode.SUBSCRIPTION ? deps.operations.follow : deps.operations.run;
        for await (const result of withHeartbeat(await run(operation, asking), over)) {
          yield result === null ? ':\n\n' : next(formatted(result, request.log));
        }
        if (ending === 'revoked') yield next({ errors: [formatError(asGraphQLError(revoked()), request.log)] });
      } catch (error) {
        yield next({ errors: [formatError(asGraphQLError(error), request.log)] });
      }
      yield 'event: complete\ndata:\n\n';
    };
    return reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        connection: 'close',
      })
      .send(Readable.from(frames(), { objectMode: false, highWaterMark: 64 * 1024 }));
  };
}

function next(result: FormattedExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

function revoked() {
  return unauthenticated('The credential has been revoked or has expired.');
}

/** The results, with a null whenever nothing came for a while. Reads one result ahead at most, so a client that does not read holds the source. */
async function* withHeartbeat(
  results: AsyncIterable<ExecutionResult> | ExecutionResult,
  over: AbortController,
): AsyncGenerator<ExecutionResult | null> {
  if (!(Symbol.asyncIterator in results)) {
    yield results;
    return;
  }
  const source = endable(results, over);
  const stop = () => void source.return().catch(() => {});
  over.signal.addEventListener('abort', stop, { once: true });
  try {
    let pending = source.next();
    while (!over.signal.aborted) {
      const step = await Promise.race([pending, silence(heartbeatMs, pending)]);
      if (step === null) {
        yield null;
        continue;
      }
      if (step.done === true) return;
      yield step.value;
      pending = source.next();
    }
  } finally {
    over.signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Null after `ms`, unless `until` settles first; leaves no timer behind. */
function silence(ms: number, until: Promise<unknown>): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, null);
    const clear = () => clearTimeout(timer);
    until.then(clear, clear);
  });
}
