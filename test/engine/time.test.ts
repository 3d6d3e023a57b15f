import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineTime, timeOfSeconds } from '../../src/engine/time.ts';

test('times keep their nanoseconds on the way to the engine', () => {
  assert.equal(engineTime('2026-11-24T06:40:16.996820145Z'), '1795502416.996820145');
  assert.equal(engineTime('2026-11-24T07:40:16.5+01:00'), '1795502416.500000000');
  assert.equal(engineTime('2026-11-24T06:40:16Z'), '1795502416.000000000');
  assert.equal(engineTime('1795502416996820145'), '1795502416.996820145');
  assert.equal(engineTime('1795502416.25'), '1795502416.250000000');
});

test('anything else is BAD_INPUT', () => {
  for (const text of ['', 'now', '10m', '2026-13-40T00:00:00Z', '2026-11-24', '1e9', '-1', '2026-11-24T06:40:16Z&tail=1']) {
    assert.throws(() => engineTime(text), { code: 'BAD_INPUT' }, text);
  }
});

test('seconds become RFC 3339, and none or the zero of Go null', () => {
  assert.equal(timeOfSeconds(1795502416), '2026-11-24T06:40:16.000Z');
  assert.equal(timeOfSeconds(0), null);
  assert.equal(timeOfSeconds(-62135596800), null);
});
