import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a secret is good for; part of its text, so that a leaked one says what leaked. */
export type SecretType = 'token';

/** Gives that many unpredictable bytes: node:crypto's randomBytes, or a fixed sequence in tests. */
export type RandomBytes = (size: number) => Uint8Array;

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomSize = 20; // 160 bits
const randomDigits = 27; // 62^27 > 2^160
const checkDigits = 6; // 62^6 > 2^32

const form = new RegExp(`^(whf_token_[0-9A-Za-z]{${randomDigits}})_([0-9A-Za-z]{${checkDigits}})$`);

/**
 * A new secret: `whf_<type>_<160 random bits>_<CRC-32 of all before>`, the numbers in base 62. The checksum lets a scanner tell a leaked token from
 * a look-alike, and lets us refuse a mistyped one without looking it up.
 */
export function newSecret(type: SecretType, randomBytes: RandomBytes): string {
  const random = BigInt(`0x${Buffer.from(randomBytes(randomSize)).toString('hex')}`);
  const body = `whf_${type}_${base62(random, randomDigits)}`;
  return `${body}_${checksum(body)}`;
}

/** Whether a text has the form of a secret and its checksum fits. Says nothing on whether it is known. */
export function isWellFormed(secret: string): boolean {
  const match = form.exec(secret);
  return match?.[1] !== undefined && checksum(match[1]) === match[2];
}

/** What is stored and compared instead of the secret: HMAC-SHA-256 under the pepper, so that a stolen database alone finds nothing. */
export function hashSecret(pepper: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', pepper).update(secret).digest();
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), checkDigits);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = (digits[Number(rest % 62n)] ?? '') + text;
  return text;
}
