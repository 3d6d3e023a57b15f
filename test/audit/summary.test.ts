import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { groupings, type AuditEntry, type AuditLog, type AuditQuery, type Grouping } from '../../src/audit/log.ts';
import { intentOf, outcomeOf } from './events.ts';
import { scratchLog } from './scratch-log.ts';

const oneOf = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const anyAction = fc.record({
  action: oneOf('container.stop', 'container.start', 'image.pull'),
  actor: oneOf({ type: 'token', id: 'tok-1', name: 'anna' }, { type: 'token', id: 'tok-2', name: 'anna' }),
  host: oneOf('local', 'other', null),
  origin: oneOf('own', 'external'),
  reason: oneOf(null, 'deploy it'),
  target: fc.option(
    fc.record({
      type: oneOf('container', 'project'),
      id: oneOf('a'.repeat(64), null),
      name: oneOf('web', 'db', null),
      image: fc.constant(null),
      labels: fc.constant({}),
    }),
  ),
});

/** What each grouping is by, of an entry: what the schema says. */
const keyOf: Record<Grouping, (entry: AuditEntry) => Record<string, string | null>> = {
  actor: ({ intent }) => ({ actor: intent.actor.name, actorId: intent.actor.id }),
  action: ({ intent }) => ({ action: intent.action }),
  target: ({ intent: { target } }) => ({ targetType: target?.type ?? null, target: target?.name ?? target?.id ?? null }),
  result: ({ result }) => ({ result }),
  day: ({ at }) => ({ day: at.slice(0, 10) }),
  host: ({ intent }) => ({ host: intent.host }),
  origin: ({ origin }) => ({ origin }),
};

function fold(entries: readonly AuditEntry[], by: readonly Grouping[]) {
  const groups = Map.groupBy(entries, (entry) => JSON.stringify(Object.assign({}, ...by.map((one) => keyOf[one](entry)))));
  return [...groups].map(([key, all]) => {
    const times = all.map(({ at }) => at).toSorted();
    const results = Object.groupBy(all, ({ result }) => result);
    const counts = Object.fromEntries(Object.entries(results).map(([result, some]) => [result, some.length]));
    return { key, count: all.length, firstAt: times[0], lastAt: times.at(-1), counts };
  });
}

async function everything(audit: AuditLog): Promise<AuditEntry[]> {
  return [...(await audit.search({}, { limit: 1000, beyond: null, oldestFirst: true })).entries];
}

test('every grouping counts what a fold over all entries counts, largest first', async (t) => {
  // Half an hour a stage: three weeks of days.
  let time = Date.UTC(2026, 0, 1);
  const { audit } = await scratchLog(t, { now: () => (time += 1_800_000) });
  for (const [index, changes] of fc.sample(anyAction, 500).entries()) {
    const intent = intentOf(changes);
    await audit.intent(intent);
    if (index % 3 > 0)
      await audit.outcome(outcomeOf(intent.auditId, { result: index % 2 === 0 ? 'success' : 'failure', origin: intent.origin }));
  }
  const all = await everything(audit);
  const queries: readonly [AuditQuery, (entry: AuditEntry) => boolean][] = [
    [{}, () => true],
    [{ actor: 'tok-2', result: ['success'] }, ({ intent, result }) => intent.actor.id === 'tok-2' && result === 'success'],
    [{ text: 'DEPLOY' }, ({ intent }) => intent.reason !== null],
    [{ host: 'nowhere' }, () => false],
  ];
  const anyBy = fc.subarray([...groupings], { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(oneOf(...queries), anyBy, async ([query, matches], by) => {
      const entries = all.filter(matches);
      const expected = fold(entries, by);
      const { groups, groupCount, total } = await audit.summarize(query, by, 1000);
      assert.deepEqual([total, groupCount, groups.length], [entries.length, expected.length, expected.length]);
      const found = groups.map((group) => {
        const names = by.flatMap((one) => Object.keys(keyOf[one](all[0] ?? assert.fail())));
        const key = JSON.stringify(Object.fromEntries(Object.entries(group).filter(([name]) => names.includes(name))));
        const counts = Object.fromEntries(group.results.map(({ result, count }) => [result, count]));
        return { key, count: group.count, firstAt: group.firstAt, lastAt: group.lastAt, counts };
      });
      const sorted = (list: readonly { key: string }[]) =>
        list
          .map((one) => ({ ...one, key: Object.entries(JSON.parse(one.key)).toSorted(([a], [b]) => (a < b ? -1 : 1)) }))
          .toSorted((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
      assert.deepEqual(sorted(found), sorted(expected));
      assert.deepEqual(
        groups.map(({ count }) => count),
        groups.map(({ count }) => count).toSorted((a, b) => b - a),
      );
    }),
    { numRuns: 60 },
  );
});

test('equal groups come in the order of their keys, and a limit takes the first', async (t) => {
  const { audit } = await scratchLog(t);
  for (const name of ['c', 'a', 'b', 'b']) await audit.intent(intentOf({ actor: { type: 'token', id: name, name } }));
  const { groups, groupCount } = await audit.summarize({}, ['actor', 'result'], 2);
  assert.deepEqual([groupCount, groups.map(({ actor }) => actor)], [3, ['b', 'a']]);
});

test('a summary that cannot be meant is BAD_INPUT', async (t) => {
  const { audit } = await scratchLog(t);
  for (const [by, limit] of [
    [[], 10],
    [['day', 'day'], 10],
    [['day'], 0],
    [['day'], 1001],
  ] as const)
    await assert.rejects(audit.summarize({}, by, limit), { code: 'BAD_INPUT' });
  await assert.rejects(audit.summarize({ after: 'yesterday' }, ['day'], 10), { code: 'BAD_INPUT' });
});
