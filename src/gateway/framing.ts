import type { Terminal } from '../actions/terminals.ts';
import type { OutputPiece } from '../engine/frames.ts';

/** Older clients know one name for both. */
export function contentType({ speaks }: { speaks(version: string): boolean }, { tty }: Pick<Terminal, 'tty'>): string {
  return `application/vnd.docker.${tty || !speaks('1.42') ? 'raw' : 'multiplexed'}-stream`;
}

/** Without a terminal each piece has its stream and its length in front. */
export function framed({ stream, bytes }: OutputPiece, tty: boolean): Buffer {
  if (tty) return bytes;
  const header = Buffer.alloc(8);
  header[0] = stream === 'stderr' ? 2 : 1;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}
