import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Source } from '../../src/access/caller.ts';
import type { Refusal } from '../../src/access/identify.ts';
import { refusalRecorder } from '../../src/edge/refusals.ts';
import { memoryAudit } from './rig.ts';

const source = (address: string): Source => ({
  transport: 'rest',
  address,
  port: 1,
  userAgent: 'curl/8',
  requestId: 'r',
  claimed: {},
});
const fail = (error: unknown) => assert.fail(String(error));
const refusal = (reason: Refusal['reason']): Refusal => ({ reason, message: 'no', token: null });

test('the first is recorded at once, the rest of a minute as one event with their number', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const audit = memoryAudit();
  const refusals = refusalRecorder({ audit, onLost: fail });
  const attempts = () => audit.recorded.map(({ intent }) => intent.params['attempts']);
  for (let attempt = 0; attempt < 1001; attempt += 1) refusals.note(refusal('unknown'), source('10.0.0.1'));
  assert.deepEqual(attempts(), ['1']);
  t.mock.timers.tick(60_000);
  assert.deepEqual(attempts(), ['1', '1000']);
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  t.mock.timers.tick(60_000);
  assert.deepEqual(attempts(), ['1', '1000', '1']);
  t.mock.timers.tick(60_000);
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  assert.deepEqual(attempts(), ['1', '1000', '1', '1']);
  await refusals.close();
});

test('another reason and another address are counted apart', async () => {
  const audit = memoryAudit();
  const refusals = refusalRecorder({ audit, onLost: fail });
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  refusals.note(refusal('missing'), source('10.0.0.1'));
  refusals.note(refusal('unknown'), source('10.0.0.2'));
  assert.equal(audit.recorded.length, 3);
  assert.equal(new Set(audit.recorded.map(({ intent }) => intent.auditId)).size, 3);
  await refusals.close();
});

test('a flood from a hundred thousand addresses is a few hundred events, none of them lost from the count', async () => {
  const audit = memoryAudit();
  const refusals = refusalRecorder({ audit, onLost: fail });
  for (let address = 0; address < 100_000; address += 1)
    refusals.note(refusal('unknown'), source(`2001:db8::${address.toString(16)}`));
  await refusals.close();
  assert.ok(audit.recorded.length <= 202, String(audit.recorded.length));
  assert.equal(
    audit.recorded.reduce((sum, { intent }) => sum + Number(intent.params['attempts']), 0),
    100_000,
  );
});

test('closing records what is still being counted and waits until it is stored', async () => {
  const audit = memoryAudit();
  const refusals = refusalRecorder({ audit, onLost: fail });
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  await refusals.close();
  assert.deepEqual(
    audit.recorded.map(({ intent }) => intent.params['attempts']),
    ['1', '1'],
  );
});

test('a refusal that cannot be recorded is told', async () => {
  const lost: unknown[] = [];
  const refusals = refusalRecorder({
    audit: { refused: () => Promise.reject(new Error('disk full')) },
    onLost: (error) => lost.push(error),
  });
  refusals.note(refusal('unknown'), source('10.0.0.1'));
  await refusals.close();
  assert.equal(lost.length, 1);
});
