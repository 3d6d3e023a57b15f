import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineError } from '../../src/errors.ts';
import { gate } from '../mirror/rig.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { container } from '../support/fake-objects.ts';
import { settle } from '../support/manual-clock.ts';
import { onDemand } from '../../src/view/on-demand.ts';

const containers = Array.from({ length: 20 }, (_, n) => container({ name: `c${n}` }));
const ids = containers.map(({ id }) => id);

test('whoever asks for what is being read already shares the answer, and later ones read anew', async () => {
  const engine = fakeEngine({ containers });
  const { release } = gate(engine, 'before', () => true);
  const reads = onDemand(engine.reader);
  const asked = [reads.containerSizes(ids[0] ?? ''), reads.containerSizes(ids[0] ?? '')];
  await settle();
  assert.equal(engine.reads.length, 1);
  release();
  const [one, other] = await Promise.all(asked);
  assert.equal(one, other);

  const again = reads.containerSizes(ids[0] ?? '');
  await settle();
  release();
  await again;
  assert.equal(engine.reads.length, 2);
});

test('at most eight reads are at the engine at once, and all are answered', async () => {
  const engine = fakeEngine({ containers });
  const { held, release } = gate(engine, 'before', () => true);
  const reads = onDemand(engine.reader);
  const asked = Promise.all(ids.map((id) => reads.containerSizes(id)));
  for (let answered = 0; answered < ids.length; answered += 1) {
    await settle();
    assert.equal(held.length - answered, Math.min(8, ids.length - answered));
    release();
  }
  assert.equal((await asked).length, ids.length);
});

test('a failed read fails for those who shared it and leaves its place to others', async () => {
  const engine = fakeEngine({ containers });
  engine.habits.before = () => {
    throw engineError('no');
  };
  const reads = onDemand(engine.reader);
  const failed = await Promise.allSettled(ids.map((id) => reads.containerSizes(id)));
  assert.ok(failed.every(({ status }) => status === 'rejected'));
  engine.habits.before = () => {};
  await reads.containerSizes(ids[0] ?? '');
});
