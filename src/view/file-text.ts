import { firstFile } from '../engine/first-file.ts';
import type { FileReader } from '../engine/ports-files.ts';
import { badInput } from '../errors.ts';

/** The text of a regular file of at most so many bytes. BAD_INPUT where it is no file, is larger, or is not UTF-8. */
export async function fileText(
  reader: Pick<FileReader, 'statPath' | 'readArchive'>,
  id: string,
  path: string,
  maxBytes: number,
): Promise<string> {
  const named = JSON.stringify(path.slice(0, 200));
  const { type, size } = await reader.statPath(id, path);
  if (type !== 'file') throw badInput(`${named} is no regular file (${type}).`);
  const tooLarge = (bytes: number) => badInput(`${named} has ${bytes} bytes, more than maxBytes (${maxBytes}).`);
  if (size > maxBytes) throw tooLarge(size);
  const archive = await reader.readArchive(id, path, new AbortController().signal);
  try {
    // It may have grown since it was looked at.
    const { header, content } = await firstFile(archive.bytes);
    if (header.size > maxBytes) throw tooLarge(header.size);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return decoded(Buffer.concat(chunks), named);
  } finally {
    archive.close();
  }
}

function decoded(bytes: Buffer, named: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw badInput(`${named} is not text in UTF-8; it can be had over REST.`, { cause: error });
  }
}
