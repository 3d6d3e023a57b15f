import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pieces } from '../pieces.ts';
import { badInput, WharfingerError } from '../errors.ts';

/** The body of a request, as a stream. */
export interface Incoming {
  /** The bytes as they arrive, to be read once. Throws BAD_INPUT past the limit, and where the client stalls or leaves. */
  content: AsyncIterable<Buffer>;
  /** What the client says the length is; null where it does not. */
  length: number | null;
  /** How many bytes have come so far. */
  readonly bytes: number;
}

export interface IncomingLimits {
  /** Of the body. */
  bytes: number;
  /** That the client may send nothing while it is waited for; 0: for ever. */
  idleMs: number;
}

/** Lets the routes of a scope take bodies of these types as streams (`config: { streams: true }`); any other type is answered with 415. */
export function takeStreams(scope: FastifyInstance, types: readonly string[]): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([...types], (_request, _body, done) => done(null));
}

/** The body of a request whose route takes streams. BAD_INPUT (413) where it is known to be too large. */
export function incoming(request: FastifyRequest, limits: IncomingLimits): Incoming {
  const given = request.headers['content-length'];
  const length = given === undefined ? null : Number(given);
  if (length !== null && length > limits.bytes) throw tooLarge(limits.bytes);
  const counted = { bytes: 0 };
  return {
    content: arriving(request, limits, counted),
    length,
    get bytes() {
      return counted.bytes;
    },
  };
}

async function* arriving(
  { raw }: FastifyRequest,
  { bytes: limit, idleMs }: IncomingLimits,
  counted: { bytes: number },
): AsyncGenerator<Buffer> {
  try {
    // Counts only while the client is waited for: that the engine takes its time is no fault of the client's.
    for await (const bytes of pieces(raw, { ms: idleMs, late: () => stalled(idleMs) })) {
      counted.bytes += bytes.length;
      if (counted.bytes > limit) throw tooLarge(limit);
      yield bytes;
    }
  } catch (error) {
    throw error instanceof WharfingerError
      ? error
      : badInput(`The body broke off after ${counted.bytes} bytes.`, { cause: error });
  }
}

/** `work`, or what `late` makes once the time is over; 0: no limit. */
export async function withinTime<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  if (ms === 0) return work;
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(late()), ms);
  return Promise.race([work, over.promise]).finally(() => clearTimeout(timer));
}

function tooLarge(limit: number) {
  return badInput(`The body is larger than ${limit} bytes (WHARFINGER_UPLOAD_LIMIT).`, { http: 413 });
}

function stalled(idleMs: number) {
  return badInput(`Nothing of the body came for ${idleMs / 1000} s (WHARFINGER_CONNECTION_TIMEOUT).`, { http: 408 });
}
