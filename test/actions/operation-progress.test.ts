import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Operations } from '../../src/actions/operations/operations.ts';

const facts = {
  auditId: 'a',
  action: 'image.prune',
  host: 'local',
  target: { type: 'host', id: null, name: 'local', image: null, labels: {} },
  actorId: 'alice',
} as const;

test('who reads slowly is told the latest of each step and how many were left out; memory is bounded, and the end always comes', async () => {
  const operations = new Operations({ now: () => 0, onDefect: () => {} });
  const { work, close } = operations.open(facts);
  work.report({ id: 'early', status: 'done' });
  for (let n = 1; n <= 10_000; n += 1) work.report({ id: 'layer', status: 'downloading', current: n, total: 10_000 });
  close({ result: 'success', error: null, after: null });
  const messages = [];
  for await (const message of operations.follow('a', 0, new AbortController().signal) ?? []) messages.push(message);
  const steps = messages.flatMap((message) => message.steps);
  assert.equal(steps[0]?.id, 'early');
  assert.equal(steps.at(-1)?.current, 10_000);
  assert.ok(steps.length <= 1_001);
  assert.equal(messages.reduce((sum, { missed }) => sum + missed, 0) + steps.length, 10_001);
  assert.ok(messages.every((message) => message.steps.length <= 200));
  assert.equal(messages.at(-1)?.operation.status, 'succeeded');
  assert.deepEqual(
    operations.get('a')?.progress.map(({ id }) => id),
    ['early', 'layer'],
  );
});

test('of those that have ended the oldest are forgotten, of those that run none', () => {
  const operations = new Operations({ now: () => 0, onDefect: () => {} });
  operations.open({ ...facts, auditId: 'runs' });
  for (let n = 0; n < 1_001; n += 1)
    operations.open({ ...facts, auditId: `ended ${n}` }).close({ result: 'success', error: null, after: null });
  assert.equal(operations.get('ended 0'), null);
  assert.equal(operations.get('ended 1')?.status, 'succeeded');
  assert.equal(operations.get('runs')?.status, 'running');
});
