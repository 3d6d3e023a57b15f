import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { identifier } from '../../src/access/identify.ts';
import { newSecret } from '../../src/access/secret.ts';
import { newToken, nobody, rig } from './rig.ts';

const here = '10.0.0.9';

async function identified(changes: Parameters<typeof newToken>[0] = {}) {
  const made = await rig();
  const { token, secret } = await made.tokens.create(newToken(changes), nobody);
  const { identify, isActive } = identifier(made.tokens);
  const refusal = (header: string | undefined, address: string | null = here) => {
    const found = identify({ authorization: header, certificate: null }, address);
    return found.ok ? assert.fail('it was let in') : found.refusal;
  };
  return { ...made, token, secret, identify, isActive, refusal };
}

test('the holder of a token is who it says, with the permissions of role and grants', async () => {
  const { identify, secret, token } = await identified({ role: 'viewer', permissions: ['container.logs'] });
  const found = identify({ authorization: `Bearer ${secret}`, certificate: null }, here);
  assert.ok(found.ok);
  assert.deepEqual(
    [found.caller.type, found.caller.id, found.caller.name, found.caller.role],
    ['token', token.id, 'ci', 'viewer'],
  );
  assert.ok(found.caller.permissions.has('container.logs') && found.caller.permissions.has('container.read'));
  assert.ok(!found.caller.permissions.has('container.stop'));
});

test('the scheme is read without regard to case', async () => {
  const { identify, secret } = await identified();
  assert.ok(identify({ authorization: `bearer   ${secret}`, certificate: null }, here).ok);
});

test('no credential, and what is none, is refused before anything is looked up', async () => {
  const { refusal, secret } = await identified();
  assert.equal(refusal(undefined).reason, 'missing');
  assert.equal(refusal('  ').reason, 'missing');
  for (const header of [
    'Bearer',
    secret,
    `Basic ${secret}`,
    `Bearer ${secret}x`,
    `Bearer ${secret} ${secret}`,
    `Bearer ${secret.slice(0, -1)}`,
    'Bearer admin',
  ]) {
    assert.equal(refusal(header).reason, 'malformed', header);
  }
});

test('unknown, revoked and used from elsewhere are one and the same to the client, and apart in the record', async () => {
  const { refusal, secret, tokens, token } = await identified({ addresses: ['10.0.0.0/24'] });
  const [unknown, elsewhere] = [refusal(`Bearer ${newSecret('token', randomBytes)}`), refusal(`Bearer ${secret}`, '10.0.1.9')];
  await tokens.revoke(token.id);
  const revoked = refusal(`Bearer ${secret}`);
  assert.deepEqual([unknown.reason, elsewhere.reason, revoked.reason], ['unknown', 'address', 'revoked']);
  assert.equal(new Set([unknown.message, elsewhere.message, revoked.message]).size, 1);
  assert.deepEqual([unknown.token?.id, elsewhere.token?.id, revoked.token?.id], [undefined, token.id, token.id]);
});

test('a token with addresses is refused where the address is not known', async () => {
  const { refusal, secret } = await identified({ addresses: ['0.0.0.0/0'] });
  assert.equal(refusal(`Bearer ${secret}`, null).reason, 'address');
});

test('the holder of an expired token is told when it expired', async () => {
  const { refusal, secret, clock } = await identified({ expiresAt: '2026-11-25T00:00:00.000Z' });
  clock.now += 86_400_000;
  assert.deepEqual(
    [refusal(`Bearer ${secret}`).reason, refusal(`Bearer ${secret}`).message],
    ['expired', 'The token expired at 2026-11-25T00:00:00.000Z.'],
  );
});

test('a caller ceases to be active with their token', async () => {
  const { identify, isActive, secret, tokens, token } = await identified();
  const found = identify({ authorization: `Bearer ${secret}`, certificate: null }, here);
  assert.ok(found.ok);
  assert.equal(isActive(found.caller), true);
  await tokens.revoke(token.id);
  assert.equal(isActive(found.caller), false);
});

test('a refused use is no use', async () => {
  const { refusal, secret, tokens, token } = await identified({ addresses: ['192.0.2.0/24'] });
  refusal(`Bearer ${secret}`);
  assert.equal(tokens.get(token.id)?.lastUsedAt, null);
});
