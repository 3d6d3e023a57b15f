import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Misuse } from '../../src/cli/command.ts';
import { duration, pointInTime } from '../../src/cli/time.ts';

const now = Date.parse('2026-11-24T08:00:00.000Z');

test('a duration is a number and a unit', () => {
  assert.deepEqual(
    ['90s', '15m', '12h', '30d', '2w'].map((text) => duration('expires', text) / 1000),
    [90, 900, 43_200, 2_592_000, 1_209_600],
  );
  for (const text of ['', '1', 'd', '1y', '-1d', '1.5h', '1 d', '9999999999d'])
    assert.throws(() => duration('expires', text), Misuse, text);
});

test('a point in time is a time, a date, or how long ago', () => {
  assert.equal(pointInTime('since', '2h', now), '2026-11-24T06:00:00.000Z');
  assert.equal(pointInTime('since', '2026-11-24', now), '2026-11-24T00:00:00.000Z');
  assert.equal(pointInTime('since', '2026-11-24T08:00:00+02:00', now), '2026-11-24T06:00:00.000Z');
  for (const text of ['', 'yesterday', '2026-13-01', '24.11.2026', '1'])
    assert.throws(() => pointInTime('since', text, now), Misuse, text);
});
