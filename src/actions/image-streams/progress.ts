import type { Work } from '../operations/operation.ts';

/** How often it is told how many bytes have passed. */
const everyBytes = 16 * 1024 * 1024;

/** Passes bytes on; says to the operation how many there have been (of `total`, null where that is not known), and to `count` at every chunk. */
export async function* countedBytes(
  content: AsyncIterable<Uint8Array>,
  { report }: Pick<Work, 'report'>,
  total: number | null,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let told = 0;
  const tell = () => report({ id: 'archive', status: 'Transferring', current: bytes, total });
  for await (const chunk of content) {
    yield chunk;
    bytes += chunk.length;
    count(bytes);
    if (bytes - told < everyBytes) continue;
    told = bytes;
    tell();
  }
  tell();
}
