import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { newSecret } from '../../src/access/secret.ts';
import { newToken, nobody, rig } from './rig.ts';

test('a token is found by its secret, which is not stored', async () => {
  const { tokens, table } = await rig();
  const { token, secret } = await tokens.create(newToken({ name: 'deploy bot' }), nobody);
  assert.equal(tokens.find(secret)?.id, token.id);
  assert.equal(tokens.find(newSecret('token', randomBytes)), undefined);
  assert.ok(!JSON.stringify([...table.values()]).includes(secret.slice(10, 37)));
});

test('tokens are there again after a restart, with all they were given', async () => {
  const { tokens, reopen } = await rig();
  const given = newToken({
    role: 'viewer',
    permissions: ['container.logs'],
    addresses: ['10.0.0.0/8'],
    expiresAt: '2027-01-01T00:00:00.000Z',
  });
  const { token, secret } = await tokens.create(given, nobody);
  const again = (await reopen()).find(secret);
  assert.deepEqual(again, token);
  assert.deepEqual(again?.permissions, ['container.logs']);
});

test('what was exchanged is forgotten a while after its end, with what it made, and nothing else', async () => {
  const { tokens, table, clock } = await rig();
  const inAnHour = new Date(clock.now + 3_600_000).toISOString();
  const exchanged = await tokens.create(newToken({ expiresAt: inAnHour }), { id: null, name: 'oidc:ci:job' });
  await tokens.create(newToken({ expiresAt: inAnHour }), { id: exchanged.token.id, name: 'job' });
  const kept = await tokens.create(newToken({ expiresAt: inAnHour }), nobody);
  await tokens.forget('oidc:', clock.now + 3_599_000);
  assert.equal(table.size, 3);
  await tokens.forget('oidc:', clock.now + 3_601_000);
  assert.deepEqual([...table.keys()], [kept.token.id]);
  assert.equal(tokens.find(exchanged.secret), undefined);
  assert.equal(tokens.find(kept.secret)?.id, kept.token.id);
});

test('a name, an address or an expiry that is none is refused and nothing is stored', async () => {
  const { tokens, table } = await rig();
  const wrong = [
    { name: '' },
    { name: ' ci' },
    { name: 'a\u001b[31mb' },
    { name: 'a\nb' },
    { name: 'x'.repeat(101) },
    { addresses: ['10.0.0.0/33'] },
    { addresses: ['everywhere'] },
    { expiresAt: '2026-11-24T08:00:30.000Z' },
  ];
  for (const one of wrong) {
    await assert.rejects(tokens.create(newToken(one), nobody), { code: 'BAD_INPUT' }, JSON.stringify(one));
  }
  assert.equal(table.size, 0);
});

test('revoking ends a token and all that it made, and theirs, at once and for good', async () => {
  const { tokens, reopen } = await rig();
  const make = async (maker: { id: string | null; name: string }) => (await tokens.create(newToken(), maker)).token;
  const [parent, other] = [await make(nobody), await make(nobody)];
  const child = await make(parent);
  const grandchild = await make(child);
  assert.equal((await tokens.revoke(parent.id)).changed, true);
  for (const { id } of [parent, child, grandchild]) assert.equal(tokens.isActive(id), false);
  assert.equal(tokens.isActive(other.id), true);
  assert.equal((await tokens.revoke(parent.id)).changed, false);
  const again = await reopen();
  assert.deepEqual(
    again.list().map(({ id }) => again.isActive(id)),
    [false, true, false, false],
  );
});

test('a token that is being revoked cannot make another that outlives it', async () => {
  const { tokens } = await rig();
  const { token } = await tokens.create(newToken({ role: 'admin' }), nobody);
  const revoked = tokens.revoke(token.id);
  await assert.rejects(tokens.create(newToken(), token), { code: 'UNAUTHENTICATED' });
  await revoked;
  assert.ok(tokens.list().every(({ id }) => !tokens.isActive(id)));
});

test('a revocation or creation that could not be stored is not in force, and the next one is', async () => {
  const { tokens, fail } = await rig();
  const { token } = await tokens.create(newToken(), nobody);
  fail(new Error('disk full'));
  await assert.rejects(tokens.revoke(token.id), /disk full/);
  assert.equal(tokens.isActive(token.id), true);
  fail(new Error('disk full'));
  await assert.rejects(tokens.create(newToken(), nobody), /disk full/);
  assert.equal(tokens.list().length, 1);
  await tokens.revoke(token.id);
  assert.equal(tokens.isActive(token.id), false);
});

test('an unknown token cannot be revoked', async () => {
  const { tokens } = await rig();
  await assert.rejects(tokens.revoke('nope'), { code: 'NOT_FOUND' });
});

test('a token ends on the millisecond', async () => {
  const { tokens, clock } = await rig();
  const { token } = await tokens.create(newToken({ expiresAt: new Date(clock.now + 1000).toISOString() }), nobody);
  clock.now += 999;
  assert.equal(tokens.isActive(token.id), true);
  clock.now += 1;
  assert.equal(tokens.isActive(token.id), false);
});

test('the first start makes one admin token; the next makes none', async () => {
  const { tokens, reopen } = await rig();
  const first = await tokens.ensureFirst(null);
  assert.equal(first.kind, 'made');
  const found = first.kind === 'made' ? tokens.find(first.secret) : undefined;
  assert.deepEqual([found?.role, found?.bootstrap, found?.name], ['admin', true, 'admin']);
  assert.deepEqual(await (await reopen()).ensureFirst(null), { kind: 'present' });
});

test('a configured admin token is used on the first start and told to be ignored later, unless it is one of ours', async () => {
  const { tokens } = await rig();
  const configured = newSecret('token', randomBytes);
  assert.deepEqual(await tokens.ensureFirst(configured), { kind: 'configured' });
  assert.equal(tokens.find(configured)?.role, 'admin');
  assert.deepEqual(await tokens.ensureFirst(configured), { kind: 'present' });
  assert.deepEqual(await tokens.ensureFirst(newSecret('token', randomBytes)), { kind: 'ignored' });
});

test('a configured admin token that anybody could guess is refused, with the command that makes a good one', async () => {
  const { tokens } = await rig();
  await assert.rejects(tokens.ensureFirst('correct-horse-battery-staple'), { message: /wharfinger token generate/ });
  assert.equal(tokens.list().length, 0);
});

test('last use is noted to the minute and written once for many uses', async () => {
  const { tokens, table, clock, reopen } = await rig();
  const { token } = await tokens.create(newToken(), nobody);
  for (let use = 0; use < 100; use += 1) tokens.touch(token.id);
  assert.equal(tokens.get(token.id)?.lastUsedAt, '2026-11-24T08:00:00.000Z');
  assert.equal(table.get(token.id)?.lastUsedAt, null);
  clock.now += 60_000;
  tokens.touch(token.id);
  await tokens.close();
  assert.equal((await reopen()).get(token.id)?.lastUsedAt, '2026-11-24T08:01:00.000Z');
});

test('a last use that cannot be written is told and harms nothing', async () => {
  const { tokens, fail, lostUses } = await rig();
  const { token } = await tokens.create(newToken(), nobody);
  tokens.touch(token.id);
  fail(new Error('disk full'));
  await tokens.close();
  assert.equal(lostUses.length, 1);
  assert.equal(tokens.isActive(token.id), true);
});

test('a row that this program did not write is refused, not guessed at', async () => {
  const { tokens, table, reopen } = await rig();
  const { token } = await tokens.create(newToken(), nobody);
  const row = table.get(token.id);
  assert.ok(row);
  table.set(token.id, { ...row, scopes: '[{"limits":{"lables":"team=web"}}]' });
  await assert.rejects(reopen(), /scope that cannot be read/);
  table.set(token.id, { ...row, permissions: '{}' });
  await assert.rejects(reopen(), /damaged/);
});
