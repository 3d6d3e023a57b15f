import { finished } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';
import type { Offer } from '../actions/files/serve.ts';
import { attachment } from './disposition.ts';
import type { Outgoing } from './outgoing.ts';

/** Sends what is offered, at the client's pace. False where the client has left; rejects with what the content throws, the answer broken off. */
export function download(outgoing: Outgoing, reply: FastifyReply, offer: Offer): Promise<boolean> {
  const { auditId, name, form, size, modifiedAt, content } = offer;
  return deliver(outgoing, reply, content, {
    'content-type': form === 'raw' ? 'application/octet-stream' : 'application/x-tar',
    'content-disposition': attachment(name),
    'x-audit-id': auditId,
    ...(size === null ? {} : { 'content-length': String(size) }),
    ...(modifiedAt === null ? {} : { 'last-modified': modifiedAt.toUTCString() }),
  });
}

/** Sends a content under these headers, as `download` does. */
export async function deliver(
  outgoing: Outgoing,
  reply: FastifyReply,
  content: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  outgoing.begin(headers);
  try {
    for await (const chunk of content) await outgoing.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    outgoing.end();
    await finished(reply.raw);
    return true;
  } catch (error) {
    if (outgoing.left.aborted || reply.raw.destroyed) return false;
    outgoing.cut();
    throw error;
  }
}
