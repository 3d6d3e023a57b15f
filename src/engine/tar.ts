import { extract, type Extract, type Header, type Pack } from 'tar-stream';

/** One entry of a tar: its header, and what follows it, to be read before the next entry is asked for, or skipped. */
export interface TarEntry {
  header: Header;
  content: AsyncIterable<unknown>;
  skip(): void;
}

/**
 * The entries of a tar, as it comes. Reads no further than what is asked for. Throws what the source throws, and otherwise an Error for what is no tar or
 * is cut short. Whoever stops early closes the source.
 */
export async function* tarEntries(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = extract();
  let cause: unknown;
  feed(source, reader).catch((error: unknown) => {
    cause = error;
    reader.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const entry of reader) yield { header: entry.header, content: entry, skip: () => void entry.resume() };
  } catch (error) {
    throw cause ?? error;
  } finally {
    reader.destroy(null);
  }
}

/** Hands the source to the reader of entries, at its pace. */
async function feed(source: AsyncIterable<Uint8Array>, reader: Extract): Promise<void> {
  for await (const chunk of source) {
    if (reader.destroying) return;
    if (!reader.write(chunk)) await taken(reader);
  }
  reader.end(null);
}

/** Resolves when there is room again, or will never be. */
export function taken(to: Extract | ReturnType<Pack['entry']>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done).off('close', done);
      resolve();
    };
    if (to.destroying) resolve();
    else to.on('drain', done).on('close', done);
  });
}
