import type { Header } from 'tar-stream';
import { conflict, engineError, WharfingerError } from '../errors.ts';
import { tarEntries } from './tar.ts';

/** The one file that is in a tar of the engine's. CONFLICT where it has become something else since it was looked at. Close the tar afterwards. */
export async function firstFile(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ header: Header; content: AsyncIterable<Uint8Array> }> {
  const entries = tarEntries(bytes);
  const first = await entries.next().catch((error: unknown) => fail(error));
  if (first.done === true) throw engineError('the engine sent an empty archive');
  const { header, content } = first.value;
  if (header.type !== 'file') throw conflict('The path is no file any more.');
  return { header, content: chunks(content, () => entries.return(undefined)) };
}

async function* chunks(content: AsyncIterable<unknown>, over: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    fail(error);
  } finally {
    await over();
  }
}

function fail(error: unknown): never {
  throw error instanceof WharfingerError ? error : engineError("the engine's archive cannot be read", { cause: error });
}
