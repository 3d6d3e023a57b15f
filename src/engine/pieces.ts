import { finished, type Readable } from 'node:stream';

/**
 * What a stream gives, piece by piece, as it comes. Iterating over the stream itself joins all that waits, which copies it. While a piece is not taken nothing
 * more is read. Ends when the stream does, throws what broke it; leaving early pauses it.
 */
export async function* pieces(source: Readable): AsyncGenerator<Buffer, void, void> {
  const waiting: Buffer[] = [];
  const over: { failure: unknown }[] = [];
  let wake = () => {};
  const come = (piece: unknown) => {
    source.pause();
    if (Buffer.isBuffer(piece)) waiting.push(piece);
    wake();
  };
  const stop = finished(source, { writable: false }, (failure) => {
    over.push({ failure });
    wake();
  });
  source.on('data', come);
  try {
    for (;;) {
      const piece = waiting.shift();
      if (piece !== undefined) {
        yield piece;
        continue;
      }
      const [end] = over;
      if (end?.failure instanceof Error) throw end.failure;
      if (end !== undefined) return;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      source.resume();
      await woken;
    }
  } finally {
    source.off('data', come).pause();
    stop();
  }
}
