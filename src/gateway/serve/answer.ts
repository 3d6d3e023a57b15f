import { Readable } from 'node:stream';
import type { Verbatim } from '../../view/verbatim.ts';
import type { Call } from '../call.ts';

/** Sends what the engine has answered, as it came where all of it is for the caller. */
export async function answer({ reply }: Call, verbatim: Verbatim): Promise<unknown> {
  if (verbatim.bytes === null) return reply.type('application/json').send(JSON.stringify(verbatim.value));
  const { contentType, bytes } = verbatim.bytes;
  const rest = bytes[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  for (let length = 0; length <= atOnce;) {
    const next = await rest.next();
    if (next.done === true) return reply.type(contentType).send(Buffer.concat(first));
    first.push(next.value);
    length += next.value.length;
  }
  return reply.type(contentType).send(Readable.from(joined(first, rest), { objectMode: false }));
}

/** Bytes of an answer that is sent at once where that is all of it, which takes half the time of a stream. */
const atOnce = 64 * 1024;

async function* joined(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** A stream of bytes to the client, begun at once, so that it knows that it has come through. */
export function flow(
  { request, reply, streams }: Call,
  headers: Readonly<Record<string, string>>,
  open: (signal: AbortSignal) => Promise<{ headers?: Readonly<Record<string, string>>; bytes: AsyncIterable<Buffer | string> }>,
): Promise<unknown> {
  return streams.answer(request, reply, async (outgoing, signal) => {
    const opened = await open(signal);
    outgoing.begin({ ...headers, ...opened.headers });
    flush(reply);
    for await (const piece of opened.bytes) await outgoing.write(piece);
    outgoing.end();
  });
}

/** Sends the headers of an answer that has begun before there is anything behind them. */
export function flush(reply: Call['reply']): void {
  if (!reply.raw.headersSent) reply.raw.flushHeaders();
}
