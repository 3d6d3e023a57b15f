import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { hashSecret, isWellFormed, newSecret } from '../../src/access/secret.ts';

test('a secret names its kind, holds 160 random bits and ends in a checksum', () => {
  const secret = newSecret('token', randomBytes);
  assert.match(secret, /^whf_token_[0-9A-Za-z]{27}_[0-9A-Za-z]{6}$/);
  assert.ok(isWellFormed(secret));
});

test('the largest and the smallest random number have the same form', () => {
  assert.ok(isWellFormed(newSecret('token', (size) => Buffer.alloc(size, 0xff))));
  assert.ok(isWellFormed(newSecret('token', (size) => Buffer.alloc(size))));
});

test('the checksum is CRC-32 in base 62, so that a scanner can be written from the documentation', () => {
  // Computed with another implementation: zlib.crc32(b"whf_token_" + b"0" * 27) = 937071136.
  assert.equal(
    newSecret('token', (size) => Buffer.alloc(size)),
    'whf_token_000000000000000000000000000_11Pr0a',
  );
});

test('a secret with any one character changed is refused by its checksum', () => {
  const secret = newSecret('token', randomBytes);
  for (let at = 0; at < secret.length; at += 1) {
    const other = secret[at] === 'x' ? 'y' : 'x';
    assert.equal(isWellFormed(secret.slice(0, at) + other + secret.slice(at + 1)), false, `changed at ${at}`);
  }
});

test('what is not a whole secret is refused', () => {
  const secret = newSecret('token', randomBytes);
  for (const text of [
    '',
    'whf_',
    secret.slice(1),
    secret.slice(0, -1),
    `${secret} `,
    `${secret}\n`,
    secret.toUpperCase(),
    `${secret}${secret}`,
  ]) {
    assert.equal(isWellFormed(text), false, JSON.stringify(text));
  }
});

test('the hash depends on the pepper', () => {
  const secret = newSecret('token', randomBytes);
  const [one, other] = [hashSecret(Buffer.alloc(32, 1), secret), hashSecret(Buffer.alloc(32, 2), secret)];
  assert.equal(one.length, 32);
  assert.notDeepEqual(one, other);
  assert.deepEqual(one, hashSecret(Buffer.alloc(32, 1), secret));
});
