import type { Writable } from 'node:stream';
import { spentMemory } from './spent-memory.ts';

/** What may wait to be taken: in one call of the system several pieces go out. */
const aheadBytes = 128 * 1024;

/** A stream to be sent. */
export interface Upload {
  /** Read at the pace at which the engine takes it. What it throws ends the request, and is what the request fails with. */
  content: AsyncIterable<Uint8Array>;
  /** Content-Type. */
  type: string;
  /** Bytes; null where that is not known. The content has to keep to it. */
  length: number | null;
}

/**
 * Writes all of it and ends the writable. Resolves when the last byte is out of our hands, or when the writable was closed by whoever reads it, which
 * an answer in time explains. Rejects with what the content threw, and with `late()` when the other side takes nothing for so long.
 */
export async function pump(content: AsyncIterable<Uint8Array>, to: Writable, idleMs: number, late: () => Error): Promise<void> {
  for await (const bytes of content) {
    if (to.destroyed) return;
    if (!to.write(bytes) && to.writableLength >= aheadBytes) await taken(to, 'drain', idleMs, late);
    spentMemory(bytes.length);
  }
  if (to.destroyed) return;
  const done = taken(to, 'finish', idleMs, late);
  to.end();
  await done;
}

async function taken(to: Writable, signal: 'drain' | 'finish', idleMs: number, late: () => Error): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = Number.isFinite(idleMs) ? setTimeout(() => reject(late()), idleMs) : undefined;
  const done = () => resolve();
  to.once(signal, done).once('close', done);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    to.off(signal, done).off('close', done);
  }
}
