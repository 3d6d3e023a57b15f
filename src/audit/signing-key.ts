import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that signs checkpoints. */
export interface SigningKey {
  privateKey: KeyObject;
  /** The 32 bytes of the public key, base64url. */
  publicKey: string;
  keyId: string;
}

// An Ed25519 private key is any 32 bytes; in front of them PKCS #8 (RFC 8410) has always the same sixteen.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key made of 32 random bytes. */
export function signingKey(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const { x: publicKey = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKey, keyId: keyIdOf(publicKey) };
}

/** Throws for what is no Ed25519 public key. */
export function publicKeyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** The first 32 hexadecimal digits of the SHA-256 of a public key's bytes. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32);
}
