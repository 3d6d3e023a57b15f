import { badInput } from '../../errors.ts';

const compressions: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** BAD_INPUT for the beginning of a compressed archive: what is in it cannot be judged, and some engines can be attacked with one. */
export function refuseCompressed(chunk: Uint8Array): void {
  // Every tar that is taken has this here, even one whose first name begins like a compressed stream.
  if (Buffer.from(chunk.subarray(257, 262)).toString('latin1') === 'ustar') return;
  const found = compressions.find(([, magic]) => magic.every((byte, at) => chunk[at] === byte));
  if (found !== undefined) throw badInput(`The archive is compressed (${found[0]}); send it uncompressed.`);
}
