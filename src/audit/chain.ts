import { hash } from 'node:crypto';

/**
 * The hash chain. Each record's hash covers its number, its time, the hash before it and its body:
 *
 *     hash = SHA-256( F(tag) F(seq) F(time) F(prevHash) F(bodyHash) )
 *
 * where F(x) is the length of x in bytes as an unsigned 32-bit big-endian integer, followed by x, and
 *
 * | field    | bytes | content                                                                                    |
 * |----------|-------|--------------------------------------------------------------------------------------------|
 * | tag      | 19    | ASCII "wharfinger-audit-v1": a hash of this chain can never be one of another protocol      |
 * | seq      | 8     | unsigned 64-bit big-endian; 1 for the first record, then each one more than the one before  |
 * | time     | 8     | signed 64-bit big-endian; milliseconds since 1970-01-01T00:00:00Z                            |
 * | prevHash | 32    | hash of record seq - 1; 32 zero bytes for the first record                                  |
 * | bodyHash | 32    | SHA-256 of the body's UTF-8 bytes, exactly as stored                                        |
 *
 * so that 5 × 4 + 19 + 8 + 8 + 32 + 32 = 119 bytes are hashed. Hashes are stored as 64 lower-case hexadecimal digits. The body holds the audit id and
 * the stage as well, so every column of a record is covered. Times may go backwards (a clock was set): the order is seq and nothing else.
 */
export interface Link {
  seq: number;
  /** Milliseconds since the epoch. */
  time: number;
  /** 64 hexadecimal digits. */
  prevHash: string;
  /** Canonical JSON, as stored. */
  body: string;
}

/** prevHash of the first record. */
export const genesisHash = '0'.repeat(64);

const tag = 'wharfinger-audit-v1';

// The 119 bytes that are hashed, made once with all the lengths and the tag in place: a hash is computed in one go, and the buffer is free again.
const layout = [tag.length, 8, 8, 32, 32];
const hashed = Buffer.alloc(4 * layout.length + layout.reduce((sum, size) => sum + size, 0));
const [, seqAt = 0, timeAt = 0, prevHashAt = 0, bodyHashAt = 0] = layout.map((size, index) => {
  const at = layout.slice(0, index).reduce((sum, before) => sum + 4 + before, 0);
  hashed.writeUInt32BE(size, at);
  return at + 4;
});
hashed.write(tag, 4, 'ascii');

/** The hash of one record, as 64 hexadecimal digits. Throws RangeError or SyntaxError for a number, time or prevHash that cannot be written as those bytes. */
export function recordHash({ seq, time, prevHash, body }: Link): string {
  hashed.writeBigUInt64BE(BigInt(seq), seqAt);
  hashed.writeBigInt64BE(BigInt(time), timeAt);
  if (prevHash.length !== 64 || hashed.write(prevHash, prevHashAt, 'hex') !== 32)
    throw new RangeError('a previous hash that is not 64 hexadecimal digits');
  hashed.write(hash('sha256', body, 'hex'), bodyHashAt, 'hex');
  return hash('sha256', hashed, 'hex');
}
