import { createHash, type KeyObject, sign as signBytes, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { canonicalJson } from './canonical.ts';
import { publicKeyOf } from './signing-key.ts';

/**
 * A checkpoint vouches for the log up to one record: whoever holds a checkpoint can prove later that what came before it was changed.
 *
 * It is one line of canonical JSON, `{"checkpoint": {...}, "nextSignature"?, "signature"}`. The signatures are Ed25519, base64url, over
 * "wharfinger-checkpoint-v1\n" and the canonical JSON of the inner object. The lines of a file form a chain of their own: `prevCheckpoint` is the
 * SHA-256 of the line before, without its line end.
 */
const base64url = Type.String({ pattern: '^[A-Za-z0-9_-]+$' });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

const statement = Type.Object(
  {
    version: Type.Literal(1),
    /** Random; the same for all checkpoints of one log. */
    logId: Type.String(),
    /** Number of the last record; 0 for an empty log. */
    size: Type.Integer({ minimum: 0 }),
    /** Its hash; zeros for an empty log. */
    headHash: hash,
    /** RFC 3339, by the clock of the machine. */
    time: Type.String(),
    /** Zeros in the first line of a file. */
    prevCheckpoint: hash,
    /** Which key has signed: the beginning of the SHA-256 of the public key. */
    keyId: Type.String(),
    /** The public key that keyId means. In the first line of a file only. */
    publicKey: Type.Optional(base64url),
    /** A rotation: the public key that signs from the next line on. It has signed this line too (`nextSignature`). */
    nextKey: Type.Optional(base64url),
    /** Somebody has accepted the log as it was found, although it did not fit the checkpoints before: why it did not fit. */
    accepted: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const form = Compile(
  Type.Object(
    { checkpoint: statement, signature: base64url, nextSignature: Type.Optional(base64url) },
    { additionalProperties: false },
  ),
);

export type Statement = Static<typeof statement>;

export interface Checkpoint {
  checkpoint: Statement;
  signature: string;
  nextSignature?: string | undefined;
}

const tag = 'wharfinger-checkpoint-v1\n';
const signAside = promisify<null, Buffer, KeyObject, Buffer>(signBytes);

/** Signs a statement, in a thread of its own, and gives the line, without a line end. A rotation is signed by the next key too. */
export async function signedLine(statement: Statement, key: KeyObject, nextKey?: KeyObject): Promise<string> {
  const bytes = signedBytes(statement);
  const [signature, nextSignature] = await Promise.all(
    [key, nextKey].map(async (one) => one && (await signAside(null, bytes, one)).toString('base64url')),
  );
  return canonicalJson({ checkpoint: statement, signature, nextSignature });
}

/** The checkpoint that a line is; null where it is none, in our form to the byte. */
export function readCheckpoint(line: string): Checkpoint | null {
  try {
    const value: unknown = JSON.parse(line);
    return form.Check(value) && canonicalJson(value) === line ? value : null;
  } catch {
    return null;
  }
}

/** What the next line calls this one. */
export function lineHash(line: string): string {
  return createHash('sha256').update(line, 'utf8').digest('hex');
}

/** Whether a signature is that of this key (base64url) under the statement. */
export function isSignedBy(statement: Statement, signature: string | undefined, publicKey: string): boolean {
  if (signature === undefined) return false;
  try {
    return verify(null, signedBytes(statement), publicKeyOf(publicKey), Buffer.from(signature, 'base64url'));
  } catch {
    // No point of the curve.
    return false;
  }
}

function signedBytes(statement: Statement): Buffer {
  return Buffer.from(tag + canonicalJson(statement), 'utf8');
}
