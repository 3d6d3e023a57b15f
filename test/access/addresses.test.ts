import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlock, isBlockWithin, isWithin, plainAddress } from '../../src/access/addresses.ts';

test('no blocks mean from anywhere', () => {
  assert.ok(isWithin('203.0.113.9', []));
  assert.ok(isWithin(null, []));
});

test('an address is within a block of its own family', () => {
  assert.ok(isWithin('10.1.2.3', ['192.168.0.0/16', '10.0.0.0/8']));
  assert.ok(!isWithin('11.1.2.3', ['10.0.0.0/8']));
  assert.ok(isWithin('fd00::1', ['fd00::/8']));
  assert.ok(!isWithin('10.0.0.1', ['::/0']));
  assert.ok(isWithin('10.0.0.1', ['10.0.0.1']));
  assert.ok(!isWithin('10.0.0.2', ['10.0.0.1']));
});

test('an IPv4 address that arrives in IPv6 clothes is judged as IPv4', () => {
  assert.equal(plainAddress('::ffff:10.0.0.1'), '10.0.0.1');
  assert.ok(isWithin('::ffff:10.0.0.1', ['10.0.0.0/8']));
});

test('an unknown or unreadable address is within no block', () => {
  for (const address of [null, '', 'unknown', '10.0.0', '10.0.0.1, 10.0.0.2'])
    assert.ok(!isWithin(address, ['0.0.0.0/0', '::/0']), String(address));
});

test('what is no address or CIDR block is known as such', () => {
  for (const block of ['10.0.0.0/8', '10.0.0.1', '::/0', 'fd00::1/128']) assert.ok(isBlock(block), block);
  for (const block of [
    '',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    '::/129',
    '10.0.0.0/8/1',
    'host',
    '10.0.0.0/',
    'fe80::1%eth0',
    '10.0.0.0/0x8',
  ])
    assert.ok(!isBlock(block), block);
});

test('a block lies within another when all its addresses do', () => {
  const within = (block: string, ...blocks: string[]) => isBlockWithin(block, blocks);
  assert.ok(within('10.1.0.0/16', '10.0.0.0/8') && within('10.0.0.1', '192.168.0.1', '10.0.0.1') && within('1.2.3.4'));
  assert.ok(within('2001:db8::/48', '2001:db8::/32'));
  assert.ok(!within('10.0.0.0/7', '10.0.0.0/8') && !within('0.0.0.0/0', '10.0.0.0/8') && !within('11.0.0.0/16', '10.0.0.0/8'));
  assert.ok(!within('10.0.0.1', '::/0') && !within('::1', '0.0.0.0/0') && !within('nonsense', '10.0.0.0/8'));
});
