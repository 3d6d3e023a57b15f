import type { IncomingMessage } from 'node:http';
import { spentMemory } from './spent-memory.ts';

/** What arrived together goes together: handed out at 64 KiB, or 20 ms after its first byte, whichever is sooner. */
const batchBytes = 64 * 1024;
const batchMs = 20;

/**
 * Reads an answer in batches of what `parse` makes of its chunks. The engine sends a log as one HTTP chunk a line, and Node hands out each by itself:
 * a consumer woken for every one of them costs several times the parsing. While a batch waits to be taken nothing is read.
 * Ends when the answer does; throws what broke it. Leaving early destroys the answer.
 */
export async function* batches<T>(
  answer: IncomingMessage,
  parse: (chunk: Buffer, out: T[]) => void,
  end: (out: T[]) => void,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  let bytes = 0;
  let over = false;
  let failure: unknown;
  let timer: NodeJS.Timeout | undefined;
  let wake: (() => void) | null = null;
  let due = false;

  const settle = () => {
    clearTimeout(timer);
    timer = undefined;
    due = true;
    wake?.();
  };
  const onError = (error: unknown) => {
    failure ??= error;
    over = true;
    settle();
  };
  const onData = (chunk: Buffer) => {
    try {
      parse(chunk, batch);
    } catch (error) {
      onError(error);
      answer.destroy();
      return;
    }
    bytes += chunk.length;
    spentMemory(chunk.length);
    if (bytes >= batchBytes) {
      answer.pause();
      settle();
    } else timer ??= setTimeout(settle, batchMs);
  };
  const onEnd = () => {
    over = true;
    end(batch);
    settle();
  };

  answer.on('data', onData);
  answer.once('end', onEnd);
  answer.on('error', onError);
  answer.once('close', () => {
    if (!over) onError(new Error('the connection was closed'));
  });
  try {
    for (;;) {
      if (!due) await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
      const ready = batch;
      const last = over;
      batch = [];
      bytes = 0;
      due = false;
      if (ready.length > 0) {
        answer.pause();
        yield ready;
      }
      if (last && failure !== undefined) throw failure;
      if (last) return;
      if (over) due = true;
      answer.resume();
    }
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
}
