import { badInput } from '../../errors.ts';
import { ahead } from '../files/ahead.ts';
import type { Body } from '../files/upload-input.ts';

/** What a client has begun to send, or why it is not taken. */
export type Opened = { content: AsyncIterable<Uint8Array>; wrong: null } | { wrong: { error: unknown } };

/** Looks at the beginning of what is sent. Never rejects: what is wrong with it is to be on record. */
export async function openArchive({ content, length }: Body, limit: number): Promise<Opened> {
  try {
    if (length !== null && length > limit)
      throw badInput(`The body has ${length} bytes: at most ${limit} (WHARFINGER_UPLOAD_LIMIT).`, { http: 413 });
    return { content: await ahead(judged(content), 1), wrong: null };
  } catch (error) {
    return { wrong: { error } };
  }
}

/** The header of the first entry. */
const headerBytes = 512;

/** The content; throws BAD_INPUT in place of its first byte where it is neither a tar nor packed with gzip. */
async function* judged(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Buffer | null = Buffer.alloc(0);
  for await (const chunk of content) {
    if (first === null) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < headerBytes) continue;
    judge(first);
    yield first;
    first = null;
  }
  if (first === null) return;
  judge(first);
  yield first;
}

function judge(first: Buffer): void {
  if (first.length === 0) throw badInput('The body is empty: it has to be a tar, plain or packed with gzip.');
  const gzip = first[0] === 0x1f && first[1] === 0x8b && first[2] === 0x08;
  if (!gzip && !isTarHeader(first)) throw badInput('The body is neither a tar nor one packed with gzip.');
}

/** The header of an entry has the sum of its bytes in it, in octal, counted with blanks in the place of the sum (148 to 155). */
function isTarHeader(first: Buffer): boolean {
  if (first.length < headerBytes) return false;
  const said = Number.parseInt(first.toString('latin1', 148, 156).replace(/[\0 ]/g, ''), 8);
  const header = first.subarray(0, headerBytes);
  const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  return said === sum;
}
