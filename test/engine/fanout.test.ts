import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SharedStream } from '../../src/engine/fanout.ts';
import { BoundedQueue } from '../../src/engine/queue.ts';
import { until } from '../support/until.ts';
import { collect } from './stand-in.ts';

interface Upstream {
  key: string;
  signal: AbortSignal;
  queue: BoundedQueue<number>;
}

/** Upstreams that the test writes to; each ends when it is aborted. */
function rig(t: TestContext, { capacity = 100, lingerMs = 0, refuse = false } = {}) {
  const opened: Upstream[] = [];
  const shared = new SharedStream<number>({
    capacity,
    lingerMs,
    open: async (key, signal) => {
      if (refuse) throw new Error('refused');
      const queue = new BoundedQueue<number>({ capacity: 1_000_000 });
      signal.addEventListener('abort', () => queue.end());
      opened.push({ key, signal, queue });
      return numbers(queue);
    },
  });
  const over = new AbortController();
  t.after(() => over.abort());
  return { shared, opened, signal: over.signal };
}

async function* numbers(queue: BoundedQueue<number>): AsyncGenerator<number> {
  for await (const item of queue) if (typeof item === 'number') yield item;
}

test('however many follow one object, there is one upstream, and all get everything', async (t) => {
  const { shared, opened, signal } = rig(t);
  const all = Array.from({ length: 50 }, () => shared.subscribe('web', signal));
  await Promise.all(all.map((subscription) => subscription.opened));
  assert.equal(opened.length, 1);
  for (const n of [1, 2, 3]) opened[0]?.queue.push(n);
  opened[0]?.queue.end();
  for (const got of await Promise.all(all.map(collect))) assert.deepEqual(got, [1, 2, 3]);
  assert.equal(shared.size, 0);
});

test('each object has an upstream of its own', async (t) => {
  const { shared, opened, signal } = rig(t);
  shared.subscribe('a', signal);
  shared.subscribe('b', signal);
  assert.deepEqual(opened.map(({ key }) => key).sort(), ['a', 'b']);
});

test('the upstream is closed when the last one leaves, by whichever way', async (t) => {
  const { shared, opened } = rig(t);
  const over = new AbortController();
  const first = shared.subscribe('web', over.signal);
  const second = shared.subscribe('web', over.signal);
  await second.return?.();
  assert.equal(opened[0]?.signal.aborted, false);
  over.abort();
  assert.deepEqual(await collect(first), []);
  await until(() => opened[0]?.signal.aborted, 'the upstream is closed');
  assert.equal(shared.size, 0);
});

test('one who comes back at once finds the upstream open', async (t) => {
  const { shared, opened, signal } = rig(t, { lingerMs: 50 });
  await shared.subscribe('web', signal).return?.();
  const again = shared.subscribe('web', signal);
  opened[0]?.queue.push(1);
  assert.deepEqual(await again.next(), { done: false, value: 1 });
  assert.equal(opened.length, 1);
  await again.return?.();
  await until(() => opened[0]?.signal.aborted, 'closed after the linger');
});

test('a slow subscriber misses the oldest and is told; the upstream and the others never wait for it', async (t) => {
  const { shared, opened, signal } = rig(t, { capacity: 10 });
  const slow = shared.subscribe('web', signal);
  const roomy = shared.subscribe('web', signal, 1_000);
  await slow.opened;
  for (let n = 0; n < 100; n++) opened[0]?.queue.push(n);
  opened[0]?.queue.end();
  assert.equal((await collect(roomy)).length, 100);
  assert.deepEqual(await collect(slow), [{ missed: 90 }, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
});

test('a break of the upstream reaches every subscriber, and the next one gets a new upstream', async (t) => {
  const { shared, opened, signal } = rig(t);
  const both = [shared.subscribe('web', signal), shared.subscribe('web', signal)];
  await both[0]?.opened;
  opened[0]?.queue.push(1);
  opened[0]?.queue.fail(new Error('cut'));
  for (const subscription of both) await assert.rejects(collect(subscription), /cut/);
  const next = shared.subscribe('web', signal);
  await next.opened;
  assert.equal(opened.length, 2);
  assert.equal(shared.last('web'), undefined);
});

test('a refused upstream is told to those who wait for it and to those who read', async (t) => {
  const { shared, signal } = rig(t, { refuse: true });
  const subscription = shared.subscribe('web', signal);
  await assert.rejects(subscription.opened, /refused/);
  await assert.rejects(collect(subscription), /refused/);
});

test('who has left already opens nothing', async (t) => {
  const { shared, opened } = rig(t);
  assert.deepEqual(await collect(shared.subscribe('web', AbortSignal.abort())), []);
  assert.equal(opened.length, 0);
});
