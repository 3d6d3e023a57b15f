import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RateLimited, rateLimiter } from '../../src/edge/rate.ts';

function takes(limit: (key: string) => void, key: string): boolean {
  try {
    limit(key);
    return true;
  } catch (error) {
    assert.ok(error instanceof RateLimited);
    return false;
  }
}

test('never more than the rate and one burst in any stretch of time, and never less than the rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 600 }),
      fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }),
      (perMinute, gaps) => {
        const time = { now: 0 };
        const limit = rateLimiter(perMinute, () => time.now);
        const taken: number[] = [];
        for (const gap of gaps) {
          time.now += gap;
          if (takes(limit, 'a')) taken.push(time.now);
          else assert.ok(taken.length > 0, 'the first is always taken');
        }
        const interval = 60_000 / perMinute;
        const burst = Math.max(1, perMinute / 6);
        taken.forEach((start, from) => {
          taken.slice(from).forEach((end, count) => {
            assert.ok(
              count + 1 <= (end - start) / interval + burst + 1e-6,
              `${count + 1} in ${end - start} ms at ${perMinute} a minute`,
            );
          });
        });
      },
    ),
  );
});

test('the time that a refusal names is enough', () => {
  const time = { now: 0 };
  const limit = rateLimiter(60, () => time.now);
  while (takes(limit, 'a'));
  assert.throws(
    () => limit('a'),
    (error) => error instanceof RateLimited && error.retryAfterSeconds === 1 && error.code === 'RATE_LIMITED',
  );
  time.now += 1000;
  assert.ok(takes(limit, 'a'));
});

test('each key has an allowance of its own; 0 is no limit', () => {
  const limit = rateLimiter(6, () => 0);
  assert.ok(takes(limit, 'a') && takes(limit, 'b'));
  assert.ok(!takes(limit, 'a'));
  const none = rateLimiter(0, () => 0);
  for (let request = 0; request < 1000; request += 1) none('a');
});

test('a flood of addresses costs no memory to speak of, and whoever comes often is remembered through it', () => {
  const limit = rateLimiter(6, () => 0);
  const before = process.memoryUsage().heapUsed;
  assert.ok(takes(limit, 'often'));
  for (let address = 0; address < 200_000; address += 1) {
    limit(`address 2001:db8::${address.toString(16)}`);
    if (address === 5000) assert.ok(!takes(limit, 'often'));
  }
  assert.ok(process.memoryUsage().heapUsed - before < 50_000_000);
});
