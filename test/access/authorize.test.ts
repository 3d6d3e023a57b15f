import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize, policyHash } from '../../src/access/authorize.ts';
import { builtInPolicy } from '../../src/access/policy.ts';
import { callerOf as callerUnder, localCaller, systemCaller, type TokenInfo } from '../../src/access/token.ts';
import { actionNames, roles, type Action, type Role } from '../../src/catalogue.ts';

const callerOf = (info: TokenInfo) => callerUnder(info, builtInPolicy);

const token = (role: Role, permissions: readonly Action[] = []): TokenInfo => ({
  id: 't1',
  name: 'ci',
  role,
  description: '',
  permissions,
  scopes: [],
  addresses: [],
  createdById: null,
  createdBy: 'admin',
  createdAt: '2026-11-24T00:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  bootstrap: false,
});

for (const role of ['viewer', 'operator', 'auditor', 'admin'] as const) {
  test(`${role}: exactly what the role allows is allowed, and the rule says so`, () => {
    const allowed: readonly Action[] = roles[role].allows;
    for (const action of actionNames) {
      const decision = authorize(callerOf(token(role)), action, null);
      assert.equal(decision.allow, allowed.includes(action), action);
      assert.equal(decision.rule, decision.allow ? `role:${role}` : 'default-deny');
      assert.equal(decision.policyHash, policyHash);
    }
  });
}

test('a grant adds one action to the role, and the rule tells it from the role', () => {
  const caller = callerOf(token('viewer', ['container.logs']));
  assert.equal(authorize(caller, 'container.logs', null).rule, 'token:grant');
  assert.equal(authorize(caller, 'container.read', null).rule, 'role:viewer');
  assert.equal(authorize(caller, 'container.stop', null).allow, false);
});

test('a refusal names the permission that is missing and who lacks it', () => {
  const { reason } = authorize(callerOf(token('viewer')), 'container.stop', null);
  assert.equal(reason, 'To stop a container takes the permission container.stop, which "ci" (role viewer) does not have.');
});

test('viewers read no environment and no logs; operators no audit log; auditors nothing else', () => {
  const allows = (role: Role, action: Action) => authorize(callerOf(token(role)), action, null).allow;
  assert.ok(!allows('viewer', 'container.env') && !allows('viewer', 'container.logs'));
  assert.ok(!allows('operator', 'audit.read') && !allows('operator', 'token.create') && !allows('operator', 'container.env'));
  assert.ok(allows('auditor', 'audit.read') && !allows('auditor', 'container.read'));
});

test('the command line and Wharfinger itself may do everything', () => {
  for (const action of actionNames) {
    assert.ok(authorize(localCaller, action, null).allow);
    assert.ok(authorize(systemCaller, action, null).allow);
  }
});

test('the policy hash is 16 hexadecimal digits', () => assert.match(policyHash, /^[0-9a-f]{16}$/));
