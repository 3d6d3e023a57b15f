import { pack, type Pack } from 'tar-stream';
import { taken, tarEntries } from '../../engine/tar.ts';
import { badInput, WharfingerError } from '../../errors.ts';
import { refuseCompressed } from './compressed.ts';
import type { Entry, Judge } from './judge.ts';

/** What stands in the place of a file's content; null for the content itself, of which nothing may have been read then. */
export type Rewrite = (entry: Entry, content: AsyncIterable<unknown>) => Promise<Buffer | null>;

const asItIs: Rewrite = () => Promise.resolve(null);

/**
 * Reads a tar and writes it anew, entry by entry, as each has passed the judge: what reaches the engine is what was understood here, however the original
 * was written. Nothing is held but the chunk that is on its way. Throws BAD_INPUT for what is no tar, is cut short, or has an entry that does not pass,
 * and what the source and `rewrite` throw.
 */
export function repack(source: AsyncIterable<Uint8Array>, judge: Judge, rewrite: Rewrite = asItIs): AsyncGenerator<Uint8Array> {
  return packed(async (writer) => {
    try {
      for await (const { header, content } of tarEntries(uncompressed(source))) {
        const entry = judge.pass(header);
        const other = await rewrite(entry, content);
        if (other === null) await copy(content, entry, writer);
        else await copy([other], { ...entry, size: other.length }, writer);
      }
    } catch (error) {
      throw error instanceof WharfingerError ? error : broken(error);
    }
    if (judge.entries === 0) throw badInput('The archive has no entries.');
  });
}

/** A tar with one file. The source has to have exactly the size of it. */
export function wrap(source: AsyncIterable<Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  return packed((writer) => copy(source, entry, writer));
}

async function* packed(fill: (writer: Pack) => Promise<void>): AsyncGenerator<Uint8Array> {
  const writer = pack();
  fill(writer).then(
    () => writer.finalize(),
    (error: unknown) => writer.destroy(asError(error)),
  );
  try {
    for await (const chunk of writer) if (chunk instanceof Uint8Array) yield chunk;
  } finally {
    writer.destroy(null);
  }
}

async function copy(
  content: AsyncIterable<unknown> | Iterable<unknown>,
  { linkname, pax, ...entry }: Entry,
  writer: Pack,
): Promise<void> {
  const { promise: written, resolve, reject } = Promise.withResolvers<void>();
  written.catch(() => undefined);
  const header = { ...entry, ...(linkname === null ? {} : { linkname }), ...(pax === null ? {} : { pax }) };
  const sink = writer.entry(header, (error) => (error ? reject(error) : resolve()));
  sink.on('error', reject);
  if (entry.type === 'file') {
    for await (const chunk of content) if (!sink.write(chunk)) await taken(sink);
    sink.end(null);
  }
  await written;
}

/** The source with its first bytes looked at. */
async function* uncompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of source) {
    if (first) refuseCompressed(chunk);
    first = false;
    yield chunk;
  }
}

function broken(cause: unknown): WharfingerError {
  const why = cause instanceof Error && /unexpected end/i.test(cause.message) ? 'is cut short' : 'is no tar, or a damaged one';
  return badInput(`The archive ${why}.`, { cause });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
