import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BoundedQueue } from '../../src/engine/queue.ts';
import { collect } from './stand-in.ts';

test('a slow reader misses the oldest and is told before what came after', async () => {
  const queue = new BoundedQueue<number>({ capacity: 2 });
  for (const n of [1, 2, 3, 4, 5]) queue.push(n);
  queue.end();
  assert.deepEqual(await collect(queue), [{ missed: 3 }, 4, 5]);
});

test('weight bounds it, count tells it, and one item is kept however heavy', async () => {
  const queue = new BoundedQueue<string>({ capacity: 4, weigh: (text) => text.length, count: (text) => text.length * 10 });
  queue.push('abc');
  queue.push('defghijk');
  queue.end();
  assert.deepEqual(await collect(queue), [{ missed: 30 }, 'defghijk']);
});

test('a failure comes after what waits, and only once', async () => {
  const queue = new BoundedQueue<number>({ capacity: 2 });
  queue.push(1);
  queue.fail(new Error('cut'));
  queue.push(2);
  assert.deepEqual(await queue.next(), { done: false, value: 1 });
  await assert.rejects(queue.next(), /cut/);
  assert.deepEqual(await queue.next(), { done: true, value: undefined });
});

test('a reader that waits is woken by an item, by an end and by leaving', async () => {
  for (const wake of [
    (q: BoundedQueue<number>) => q.push(7),
    (q: BoundedQueue<number>) => q.end(),
    (q: BoundedQueue<number>) => q.close(),
  ]) {
    const queue = new BoundedQueue<number>({ capacity: 2 });
    const next = queue.next();
    wake(queue);
    const { value } = await next;
    assert.ok(value === 7 || value === undefined);
  }
});

test('leaving early is told once; leaving after the end is not', async () => {
  let left = 0;
  const leave = () => (left += 1);
  const early = new BoundedQueue<number>({ capacity: 2 }, leave);
  early.push(1);
  for await (const _ of early) break;
  await early.return();
  assert.equal(left, 1);
  const late = new BoundedQueue<number>({ capacity: 2 }, leave);
  late.end();
  await late.return();
  assert.equal(left, 1);
});

test('a writer that may wait goes on when half is free, or when the reader has left', async () => {
  const queue = new BoundedQueue<number>({ capacity: 4 });
  for (const n of [1, 2, 3, 4]) queue.push(n);
  let free = false;
  const room = queue.room().then(() => (free = true));
  await queue.next();
  assert.equal(free, false);
  await queue.next();
  await room;
  for (const n of [5, 6]) queue.push(n);
  const waiting = queue.room();
  queue.close();
  await waiting;
});

test('what was given and what was missed are together all that was pushed, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), async (steps, capacity) => {
      const queue = new BoundedQueue<number>({ capacity });
      const got: unknown[] = [];
      let pushed = 0;
      let waiting = 0;
      for (const push of steps) {
        if (push) {
          queue.push(pushed++);
          waiting = 1;
        } else if (waiting > 0) {
          const { value } = await queue.next();
          got.push(value);
          waiting = value !== undefined && typeof value === 'object' ? 1 : Number(value !== pushed - 1);
        }
      }
      queue.end();
      got.push(...(await collect(queue)));
      let next = 0;
      for (const item of got) {
        if (typeof item === 'number') assert.equal(item, next++);
        else if (typeof item === 'object' && item !== null && 'missed' in item) next += Number(item.missed);
      }
      assert.equal(next, pushed);
    }),
  );
});
