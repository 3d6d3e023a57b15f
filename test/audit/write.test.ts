import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { StoreError } from '../../src/store/failure.ts';
import type { Store } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from './events.ts';
import { scratchLog, scratchStore } from './scratch-log.ts';

/** The chain's rule as its description says it, written a second time. Gives the hash of the last record. */
async function verify(read: Store['read']): Promise<string> {
  const records = await read.auditRecord.findMany({ orderBy: { seq: 'asc' } });
  let prevHash = '0'.repeat(64);
  for (const [index, record] of records.entries()) {
    assert.equal(record.seq, index + 1);
    assert.equal(record.prevHash, prevHash);
    const bytes = Buffer.alloc(119);
    let at = 0;
    const field = (value: Buffer) => {
      at = bytes.writeUInt32BE(value.length, at);
      at += value.copy(bytes, at);
    };
    const int64 = (value: number) => {
      const buffer = Buffer.alloc(8);
      buffer.writeBigInt64BE(BigInt(value));
      return buffer;
    };
    field(Buffer.from('wharfinger-audit-v1'));
    field(int64(record.seq));
    field(int64(record.time.getTime()));
    field(Buffer.from(prevHash, 'hex'));
    field(createHash('sha256').update(record.body).digest());
    assert.equal(at, bytes.length);
    prevHash = createHash('sha256').update(bytes).digest('hex');
    assert.equal(record.hash, prevHash);
    assert.ok(record.body.includes(`"auditId":"${record.auditId}"`) && record.body.includes(`"stage":"${record.stage}"`));
  }
  return prevHash;
}

test('fifty concurrent writers leave dense numbers and one unbroken chain', async (t) => {
  const { audit, store } = await scratchLog(t);
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let round = 0; round < 10; round++) {
        const intent = intentOf();
        const stored = await audit.intent(intent);
        if (round % 3 === 0) await audit.started(intent.auditId, { stream: 'open' });
        const settled = await audit.outcome(outcomeOf(intent.auditId));
        assert.ok(settled.seq > stored.seq);
      }
    }),
  );
  const head = await verify(store.read);
  assert.equal(await store.read.auditRecord.count({}), 50 * (10 * 2 + 4));
  assert.deepEqual(audit.health, { writable: true, problem: null, lastSeq: 1200, headHash: head });
  assert.deepEqual(await audit.open(), []);
});

test('a log that is opened again goes on where it ended', async (t) => {
  const store = await scratchStore(t);
  const first = await scratchLog(t, { store });
  const intent = intentOf();
  await first.audit.intent(intent);
  await first.audit.close();

  const second = await scratchLog(t, { store });
  assert.equal(second.audit.health.lastSeq, 1);
  assert.equal((await second.audit.outcome(outcomeOf(intent.auditId))).seq, 2);
  await assert.rejects(second.audit.outcome(outcomeOf(intent.auditId)), { code: 'INTERNAL' });
  await verify(store.read);
});

test('an action has exactly one outcome, and none without an intent', async (t) => {
  const { audit, store } = await scratchLog(t);
  const intent = intentOf();
  await audit.intent(intent);
  const both = await Promise.allSettled([
    audit.outcome(outcomeOf(intent.auditId)),
    audit.outcome(outcomeOf(intent.auditId, { result: 'failure' })),
  ]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  );
  await assert.rejects(audit.outcome(outcomeOf(intent.auditId)), { code: 'INTERNAL' });
  await assert.rejects(audit.outcome(outcomeOf('never seen')), { code: 'INTERNAL' });
  await assert.rejects(audit.started(intent.auditId, {}), { code: 'INTERNAL' });
  assert.equal(audit.health.writable, true);
  assert.equal(await store.read.auditRecord.count({}), 2);
});

test('an audit id that was used before is refused alone: those committed with it are stored', async (t) => {
  const { audit, store } = await scratchLog(t);
  const used = intentOf();
  await audit.refused(used, outcomeOf(used.auditId, { result: 'denied' }));
  const results = await Promise.allSettled([
    audit.intent(intentOf()),
    audit.intent(intentOf()),
    audit.intent(used),
    audit.intent(intentOf()),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(await store.read.auditRecord.count({}), 5);
  assert.equal(audit.health.writable, true);
  await verify(store.read);
});

test('while the store fails writers get AUDIT_UNAVAILABLE; it heals with the next write and leaves no gap', async (t) => {
  const real = await scratchStore(t);
  let fails = false;
  const told: string[] = [];
  const store: Pick<Store, 'path' | 'read' | 'transaction'> = {
    path: real.path,
    read: real.read,
    transaction: (build) =>
      fails ? Promise.reject(new StoreError({ kind: 'full', code: null, message: 'disk' })) : real.transaction(build),
  };
  const log = {
    error: (_: unknown, message: string) => told.push(message),
    info: (_: unknown, message: string) => told.push(message),
  };
  const { audit } = await scratchLog(t, { store, log });
  await audit.intent(intentOf());

  fails = true;
  const writes = await Promise.allSettled(Array.from({ length: 20 }, () => audit.intent(intentOf())));
  for (const write of writes) {
    assert.equal(write.status, 'rejected');
    assert.match(String(write.reason), /no space is left/);
  }
  assert.deepEqual(
    { ...audit.health, headHash: '' },
    { writable: false, problem: 'no space is left on the disk', lastSeq: 1, headHash: '' },
  );

  fails = false;
  assert.equal((await audit.intent(intentOf())).seq, 2);
  assert.equal(audit.health.writable, true);
  assert.equal(told.length, 2);
  assert.equal(await verify(real.read), audit.health.headHash);
});

test('an intent whose commit was answered with a failure but reached the disk is closed as not executed', async (t) => {
  const real = await scratchStore(t);
  let dies = true;
  const store: Pick<Store, 'path' | 'read' | 'transaction'> = {
    path: real.path,
    read: real.read,
    transaction: async (build) => {
      const results = await real.transaction(build);
      if (!dies) return results;
      dies = false;
      throw new StoreError({ kind: 'lost', code: null, message: 'the thread died' });
    },
  };
  const { audit } = await scratchLog(t, { store });
  const lost = intentOf();
  await assert.rejects(audit.intent(lost), { code: 'AUDIT_UNAVAILABLE' });
  assert.equal((await audit.intent(intentOf())).seq, 3);
  const entry = await audit.get(lost.auditId);
  assert.deepEqual([entry?.result, entry?.origin, entry?.outcomeSeq], ['not_executed', 'recovered', 2]);
  await verify(real.read);
});

test('a damaged database closes the log for good', async (t) => {
  const real = await scratchStore(t);
  let calls = 0;
  const store: Pick<Store, 'path' | 'read' | 'transaction'> = {
    path: real.path,
    read: real.read,
    transaction: () => {
      calls += 1;
      return Promise.reject(new StoreError({ kind: 'corrupt', code: null, message: 'malformed' }));
    },
  };
  const { audit } = await scratchLog(t, { store });
  await assert.rejects(audit.intent(intentOf()), { code: 'AUDIT_UNAVAILABLE', message: /damaged/ });
  await assert.rejects(audit.intent(intentOf()), { code: 'AUDIT_UNAVAILABLE', message: /damaged/ });
  assert.equal(calls, 1);
});

test('a clock that jumps back breaks neither order nor chain', async (t) => {
  const times = [5_000_000, 1_000, 9_000_000, -1];
  const { audit, store } = await scratchLog(t, { now: () => times.shift() ?? 0 });
  for (let i = 0; i < 4; i++) await audit.intent(intentOf());
  await verify(store.read);
  const page = await audit.search({}, { limit: 10, beyond: null, oldestFirst: true });
  assert.deepEqual(
    page.entries.map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
  assert.equal(page.entries[3]?.at, '1969-12-31T23:59:59.999Z');
});

test('closing stores what waits and refuses what comes later', async (t) => {
  const { audit, store } = await scratchLog(t);
  const writes = Array.from({ length: 5 }, () => audit.intent(intentOf()));
  // The writes reach the queue in a microtask.
  await Promise.resolve();
  await audit.close();
  await Promise.all(writes);
  await assert.rejects(audit.intent(intentOf()), { code: 'AUDIT_UNAVAILABLE' });
  assert.equal(await store.read.auditRecord.count({}), 5);
});
