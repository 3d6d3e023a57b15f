import { createHash } from 'node:crypto';

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

const tag = Buffer.from('wharfinger-audit-v1', 'ascii');

/** The hash of one record, as 64 hexadecimal digits. */
export function recordHash(link: Link): string {
  const seq = Buffer.alloc(8);
  seq.writeBigUInt64BE(BigInt(link.seq));
  const time = Buffer.alloc(8);
  time.writeBigInt64BE(BigInt(link.time));
  const fields = [tag, seq, time, Buffer.from(link.prevHash, 'hex'), createHash('sha256').update(link.body, 'utf8').digest()];

  const hash = createHash('sha256');
  for (const field of fields) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    hash.update(length).update(field);
  }
  return hash.digest('hex');
}
