import type { FastifyRequest } from 'fastify';
import { badInput } from '../errors.ts';
import { incoming, withinTime } from '../rest/incoming.ts';
import { parseBody } from './json.ts';

/** A body, and what came behind it on a connection that is to be taken over. */
export interface ReadBody {
  /** Null where there is none. */
  value: unknown;
  rest: Buffer;
}

/**
 * Reads JSON whole, strictly. BAD_INPUT for anything else than JSON, for what is encoded, and for what is too large: it is refused, never cut.
 * `head`: what has come of a connection that is to be taken over, the body before all.
 */
export async function readBody(
  request: FastifyRequest,
  head: Buffer | null,
  { bodyLimit, requestTimeoutMs }: { bodyLimit: number; requestTimeoutMs: number },
): Promise<ReadBody> {
  const { headers } = request;
  if (headers['content-encoding'] !== undefined) throw badInput('Content-Encoding: bodies are taken as they are.', { http: 415 });
  const { bytes, rest } =
    head === null
      ? { bytes: await whole(request, bodyLimit, requestTimeoutMs), rest: Buffer.alloc(0) }
      : await beforeTheRest(request, head, bodyLimit, requestTimeoutMs);
  if (bytes.length === 0) return { value: null, rest };
  if (!/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? ''))
    throw badInput('A body is JSON, and says so (Content-Type: application/json).', { http: 415 });
  return { value: parseBody(bytes), rest };
}

async function whole(request: FastifyRequest, limit: number, timeoutMs: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const read = async () => {
    for await (const chunk of incoming(request, { bytes: limit, idleMs: 0 }).content) chunks.push(chunk);
  };
  await withinTime(read(), timeoutMs, slow);
  return Buffer.concat(chunks);
}

const slow = () => badInput('The body took too long to arrive.', { http: 408 });

/** On a connection that is upgraded the body comes in front of what is typed, as long as it says. */
async function beforeTheRest(request: FastifyRequest, head: Buffer, limit: number, timeoutMs: number) {
  const { headers, raw } = request;
  if (headers['transfer-encoding'] !== undefined) throw badInput('With an upgrade the body says its length.', { http: 411 });
  const length = Number(headers['content-length'] ?? 0);
  if (length > limit) throw badInput(`The body is larger than ${limit} bytes.`, { http: 413 });
  const chunks = [head];
  let have = head.length;
  const read = async () => {
    for await (const chunk of raw.socket.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (!Buffer.isBuffer(bytes)) continue;
      chunks.push(bytes);
      have += bytes.length;
      if (have >= length) return;
    }
  };
  if (have < length) await withinTime(read(), timeoutMs, slow);
  const all = Buffer.concat(chunks);
  if (all.length < length) throw badInput('The body broke off.');
  return { bytes: all.subarray(0, length), rest: all.subarray(length) };
}
