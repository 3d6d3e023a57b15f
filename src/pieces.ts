import { finished, type Readable } from 'node:stream';

/** What is read before it is wanted: who gives and who takes need not wait for each other at every piece. */
const aheadBytes = 128 * 1024;

/** How long a stream may give nothing while it is waited for, and what is thrown then. */
export interface Idle {
  /** 0 and Infinity: as long as it takes. */
  ms: number;
  late: () => Error;
}

/**
 * What a stream gives, piece by piece, as it comes. Iterating over the stream itself joins all that waits, which copies it. Little is read before
 * it is taken. Ends when the stream does, throws what broke it; leaving early pauses it.
 */
export async function* pieces(source: Readable, idle?: Idle): AsyncGenerator<Buffer, void, void> {
  const waiting: Buffer[] = [];
  const over: { failure: unknown }[] = [];
  let wake = () => {};
  let bytes = 0;
  const come = (piece: unknown) => {
    if (!Buffer.isBuffer(piece)) return;
    waiting.push(piece);
    bytes += piece.length;
    if (bytes >= aheadBytes) source.pause();
    wake();
  };
  const stop = finished(source, { writable: false }, (failure) => {
    over.push({ failure });
    wake();
  });
  source.on('data', come);
  // One for all pieces: it is set anew where one is waited for, which of many is few.
  let waited = false;
  const timer = timerFor(idle, (failure) => {
    if (!waited) return;
    over.push({ failure });
    wake();
  });
  try {
    for (;;) {
      const piece = waiting.shift();
      if (piece !== undefined) {
        bytes -= piece.length;
        yield piece;
        continue;
      }
      const [end] = over;
      if (end?.failure instanceof Error) throw end.failure;
      if (end !== undefined) return;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      source.resume();
      waited = true;
      timer?.refresh();
      await woken;
      waited = false;
    }
  } finally {
    clearTimeout(timer);
    source.off('data', come).pause();
    stop();
  }
}

function timerFor(idle: Idle | undefined, over: (failure: Error) => void): NodeJS.Timeout | undefined {
  if (idle === undefined || idle.ms === 0 || !Number.isFinite(idle.ms)) return undefined;
  return setTimeout(() => over(idle.late()), idle.ms);
}
