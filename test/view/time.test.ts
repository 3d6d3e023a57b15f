import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeKey } from '../../src/view/time.ts';

test('moments sort as text whatever the engine leaves out of them', () => {
  const inOrder = [
    null,
    '2026-01-01T00:59:59.999999999+01:00',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.000000001Z',
    '2026-01-01T00:00:00.5Z',
    '2026-01-01T00:00:01Z',
    '2025-12-31T22:00:02-02:00',
  ];
  const keys = inOrder.map(timeKey);
  assert.deepEqual(keys, [...keys].sort());
  assert.equal(new Set(keys).size, inOrder.length);
});

test('one moment in two time zones is one moment', () => {
  assert.equal(timeKey('2026-03-01T00:30:00.25+05:30'), timeKey('2026-02-28T19:00:00.250Z'));
});
