import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container } from '../engine/model.ts';
import { aimAt } from './containers.ts';
import { recorded, type RecorderDeps } from './recorded.ts';

/** How much a piece of a stream is. */
export interface Size {
  lines: number;
  bytes: number;
}

export interface Streamed<T> {
  /** Opens it, once the intent is on disk. */
  open: () => Promise<AsyncIterable<T>>;
  size: (piece: T) => Size;
  /** Aborted when whoever reads it has left; the reason, where it is text, goes on record. */
  signal: AbortSignal;
}

/**
 * Authorises a read that flows and puts it on record: an intent before it is opened, a `started` when it is, and one outcome when it is over, with how
 * much came of it and why it ended. Throws FORBIDDEN, also on record, when refused.
 */
export function recordStream(deps: RecorderDeps) {
  return async <T>(
    caller: Caller,
    source: Source,
    action: Action,
    host: string,
    container: Container,
    { open, size, signal }: Streamed<T>,
  ): Promise<AsyncIterable<T>> => {
    const opened = Promise.withResolvers<AsyncIterable<T>>();
    recorded(
      deps,
      { caller, source, action, host, params: {}, reason: null, idempotencyKey: null },
      () => ({ ...aimAt(container), before: null }),
      async (_aim, auditId) => {
        const pieces = await open();
        await deps.audit.started(auditId, {});
        const sum: Size = { lines: 0, bytes: 0 };
        const over = Promise.withResolvers<string>();
        // One that is opened and never read is over as well when its reader leaves.
        const leave = () => over.resolve(typeof signal.reason === 'string' ? signal.reason : 'left');
        signal.addEventListener('abort', leave, { once: true });
        if (signal.aborted) leave();
        opened.resolve(counted(pieces, size, sum, { ended: () => over.resolve('ended'), failed: over.reject, left: leave }));
        const ending = await over.promise.finally(() => signal.removeEventListener('abort', leave));
        const details = { ending, lines: String(sum.lines), bytes: String(sum.bytes) };
        const after = { state: 'closed', exitCode: null, details };
        return { changed: true, engineStatus: null, after, targetId: container.id, value: undefined };
      },
    ).catch((error: unknown) => opened.reject(error));
    return opened.promise;
  };
}

interface Over {
  ended: () => void;
  failed: (error: unknown) => void;
  left: () => void;
}

async function* counted<T>(
  pieces: AsyncIterable<T>,
  size: (piece: T) => Size,
  sum: Size,
  over: Over,
): AsyncGenerator<T, void, void> {
  try {
    for await (const piece of pieces) {
      const { lines, bytes } = size(piece);
      sum.lines += lines;
      sum.bytes += bytes;
      yield piece;
    }
    over.ended();
  } catch (error) {
    over.failed(error);
    throw error;
  } finally {
    over.left();
  }
}
