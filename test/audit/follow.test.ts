import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { AuditEntry, AuditLog } from '../../src/audit/log.ts';
import { intentOf, outcomeOf } from './events.ts';
import { scratchLog } from './scratch-log.ts';

/** Takes `count` entries and leaves. */
async function take(feed: AsyncIterable<AuditEntry>, count: number): Promise<AuditEntry[]> {
  const taken: AuditEntry[] = [];
  for await (const entry of feed) {
    taken.push(entry);
    if (taken.length === count) break;
  }
  return taken;
}

const causes = (entries: readonly AuditEntry[]) => entries.map(({ seq, outcomeSeq }) => outcomeSeq ?? seq);

function signalOf(t: TestContext): AbortSignal {
  const ending = new AbortController();
  t.after(() => ending.abort());
  return ending.signal;
}

async function act(audit: AuditLog, action: 'container.stop' | 'container.start' = 'container.stop'): Promise<void> {
  const intent = intentOf({ action });
  await audit.intent(intent);
  await audit.started(intent.auditId, {});
  await audit.outcome(outcomeOf(intent.auditId, { result: action === 'container.stop' ? 'success' : 'failure' }));
}

test('a follower is given each action when its intent is stored and again when its outcome is', async (t) => {
  const { audit } = await scratchLog(t);
  await act(audit);
  const feed = take(audit.follow({}, null, signalOf(t)), 4);
  await act(audit);
  await act(audit);
  const seen = await feed;
  assert.deepEqual(causes(seen), [4, 6, 7, 9]);
  assert.deepEqual(
    seen.map(({ result }) => result),
    ['pending', 'success', 'pending', 'success'],
  );
  assert.deepEqual(seen[1], await audit.get(seen[0]?.auditId ?? ''));
  assert.deepEqual(seen[0], {
    ...seen[1],
    outcome: null,
    outcomeSeq: null,
    finishedAt: null,
    result: 'pending',
    hash: seen[0]?.hash,
  });
});

test('history and the live feed join without loss or repetition while fifty writers write', async (t) => {
  const { audit } = await scratchLog(t);
  for (let i = 0; i < 20; i++) await act(audit);
  const feeds = Array.from({ length: 8 }, (_, i) => take(audit.follow({}, i * 6, signalOf(t)), 2 * (20 - i * 2) + 1000));
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let i = 0; i < 10; i++) await act(audit);
    }),
  );
  const whole = causes((await feeds[0]) ?? []);
  assert.deepEqual(
    whole,
    [...new Set(whole)].sort((a, b) => a - b),
  );
  assert.equal(whole.length, 1040);
  for (const [i, feed] of feeds.entries())
    assert.deepEqual(
      causes(await feed),
      whole.filter((seq) => seq > i * 6),
    );
});

test('a client that resumes after the last seq it saw misses nothing, wherever it was cut off', async (t) => {
  const { audit } = await scratchLog(t);
  for (let i = 0; i < 10; i++) await act(audit, i % 2 === 0 ? 'container.stop' : 'container.start');
  const query = { action: ['container.stop'] };
  const whole = await take(audit.follow(query, 0, signalOf(t)), 10);
  for (let at = 1; at < 10; at++) {
    const last = causes(whole)[at - 1] ?? 0;
    assert.deepEqual(await take(audit.follow(query, last, signalOf(t)), 10 - at), whole.slice(at));
  }
});

test('filters judge an action as it was when the stage was stored', async (t) => {
  const { audit } = await scratchLog(t);
  const created = intentOf({ target: { type: 'container', id: null, name: 'new', image: null, labels: {} } });
  await audit.intent(created);
  await audit.outcome(outcomeOf(created.auditId, { targetId: 'f'.repeat(64), origin: 'recovered' }));
  const one = async (query: Parameters<AuditLog['follow']>[0]) => causes(await take(audit.follow(query, 0, signalOf(t)), 1));
  assert.deepEqual(await one({ result: ['success'] }), [2]);
  assert.deepEqual(await one({ result: ['pending'] }), [1]);
  assert.deepEqual(await one({ target: 'ffff' }), [2]);
  assert.deepEqual(await one({ origin: ['recovered'] }), [2]);
  assert.deepEqual(await one({ origin: ['own'] }), [1]);
});

test('a history longer than one read comes whole, with a filter that skips most of it', async (t) => {
  const { audit } = await scratchLog(t);
  const write = async (from: number, to: number) => {
    await Promise.all(
      Array.from({ length: to - from }, (_, i) => audit.intent(intentOf({ reason: (from + i) % 1500 === 0 ? 'rare' : 'usual' }))),
    );
  };
  await write(0, 4501);
  const rare = await take(audit.follow({ text: 'RARE' }, 0, signalOf(t)), 4);
  assert.equal(rare.length, 4);
  assert.equal((await take(audit.follow({}, 0, signalOf(t)), 4501)).at(-1)?.seq, 4501);
});

test('following ends when its signal aborts and when the log closes', async (t) => {
  const { audit } = await scratchLog(t);
  const leaving = new AbortController();
  const first = take(audit.follow({}, null, leaving.signal), 1);
  const second = take(audit.follow({}, null, signalOf(t)), 1);
  leaving.abort();
  assert.deepEqual(await first, []);
  await audit.close();
  assert.deepEqual(await second, []);
});

test('a seq beyond the end of the log is BAD_INPUT: the client followed another log', async (t) => {
  const { audit } = await scratchLog(t);
  await act(audit);
  for (const seq of [4, -1, 0.5, Number.NaN]) assert.throws(() => audit.follow({}, seq, signalOf(t)), { code: 'BAD_INPUT' });
});
