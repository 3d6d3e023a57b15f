import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { intentBody, outcomeBody } from '../../src/audit/event.ts';
import {
  origins,
  results,
  type AuditEntry,
  type AuditLog,
  type AuditQuery,
  type Intent,
  type Outcome,
} from '../../src/audit/log.ts';
import { actionNames } from '../../src/catalogue.ts';
import { intentOf, outcomeOf } from './events.ts';
import type { AuditLogDeps } from '../../src/audit/open.ts';
import { auditSearcher } from '../../src/audit/read.ts';
import { scratchLog } from './scratch-log.ts';

// Few values of each kind, so that random queries meet random events, and among them what patterns and quotation could trip over.
const actors = ['anna', 'a_na', 'a%', "o'brien", 'tok-1'];
const names = ['web', 'WEB', 'w_b', 'w%b', "x' OR '1'='1", 'nul\0after', '📦', 'größe', 'a1b2', '[ab]', 'a*'];
const ids = ['a1b2c3', 'a1b2ff', 'ffff00', 'sha256:a1b2c3'].map((start) => start + 'e'.repeat(58));
const targets = [...names, ...ids, 'a1b2', 'a1b', 'A1B2', 'sha256:a1b2', 'ffff', 'none'];
const images = ['nginx:1.27', 'nginx:1_27', 'app:ä'];
const labels = [
  { key: 'a', value: 'b' },
  { key: 'a', value: 'b,c=d' },
  { key: 'a,b', value: '' },
  { key: 'A', value: 'b' },
  { key: 'a', value: '%' },
];
const texts = [
  'deploy',
  'DEPLOY',
  'Größe',
  'GRÖSSE',
  '%',
  '_',
  '*',
  '?',
  '[a]',
  "'",
  '"',
  '\\',
  '\0',
  '📦',
  'ß',
  'Σ',
  'ς',
  'i',
  '\ud800',
];
const hosts = ['local', 'other'];
const start = Date.UTC(2026, 0, 1);

function oneOf<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

const anyText = fc.array(oneOf(texts), { maxLength: 3 }).map((parts) => parts.join(' '));
const time = fc.integer({ min: 0, max: 400 }).map((seconds) => new Date(start + seconds * 1000).toISOString());

const anyIntent: fc.Arbitrary<Partial<Intent>> = fc.record({
  action: oneOf(actionNames),
  actor: fc.record({ type: fc.constant('token'), id: oneOf(actors), name: oneOf(actors) }),
  host: fc.option(oneOf(hosts)),
  target: fc.option(
    fc.record({
      type: oneOf(['container', 'image']),
      id: fc.option(oneOf(ids)),
      name: fc.option(oneOf(names)),
      image: fc.option(oneOf(images)),
      labels: fc
        .array(oneOf(labels), { maxLength: 2 })
        .map((list) => Object.fromEntries(list.map(({ key, value }) => [key, value]))),
    }),
  ),
  params: fc.dictionary(oneOf(['ref', 'signal']), anyText.map(beforeNul)),
  reason: fc.option(anyText),
  origin: oneOf(['own', 'external'] as const),
});

const anyOutcome: fc.Arbitrary<Partial<Outcome>> = fc.record({
  result: oneOf(results),
  targetId: fc.option(oneOf(ids)),
  origin: oneOf(origins),
});

const everyFilter: fc.Arbitrary<AuditQuery> = fc.record({
  actor: oneOf(actors),
  action: fc.array(oneOf([...actionNames, 'container.*', 'token.*']), { maxLength: 4 }),
  target: oneOf(targets),
  targetType: fc.array(oneOf(['container', 'image', 'volume']), { maxLength: 2 }),
  image: oneOf(images),
  label: oneOf([...labels, ...labels.map(({ key }) => ({ key }))]),
  host: oneOf(hosts),
  result: fc.array(oneOf(['pending', ...results] as const), { maxLength: 3 }),
  origin: fc.array(oneOf(origins), { maxLength: 2 }),
  after: time,
  before: time,
  text: anyText,
});
const filterNames = [
  'actor',
  'action',
  'target',
  'targetType',
  'image',
  'label',
  'host',
  'result',
  'origin',
  'after',
  'before',
  'text',
];

// Three filters at most: with more, hardly an entry is left to find.
const anyQuery: fc.Arbitrary<AuditQuery> = fc
  .tuple(everyFilter, fc.subarray(filterNames, { maxLength: 3 }))
  .map(([query, names]) => Object.fromEntries(Object.entries(query).filter(([name]) => names.includes(name))));

// What SQLite shows of a parameter ends at its first NUL. (Names and reasons have a column of their own, without it.)
function beforeNul(text: string): string {
  return text.split('\0')[0] ?? '';
}

const codePoints = (text: string) => Array.from(text.toWellFormed());

function sameLetter(a: string, b: string): boolean {
  const forms = (c: string) =>
    [c, c.toLowerCase(), c.toUpperCase(), c.toUpperCase().toLowerCase()].filter(
      (form) => codePoints(form).length === 1 || form === c,
    );
  return forms(b).includes(a);
}

function includesAnyCase(text: string, part: string): boolean {
  const [whole, wanted] = [codePoints(text), codePoints(part)];
  return whole.some((_, at) => wanted.every((c, i) => sameLetter(whole[at + i] ?? '', c))) || wanted.length === 0;
}

/** The filter as the contract states it, over what is in memory. */
function matches(entry: AuditEntry, query: AuditQuery): boolean {
  const { intent, outcome } = entry;
  const { target } = intent;
  const id = outcome?.targetId ?? target?.id ?? null;
  const among = <T>(list: readonly T[] | null | undefined, value: T | null | undefined) =>
    !list?.length || list.some((one) => one === value);
  const { label, text, target: wanted } = query;
  const isPrefix = (prefix: string) =>
    /^(sha256:)?[0-9a-f]{4,}$/i.test(prefix) &&
    [id, id?.replace('sha256:', '')].some((known) => known?.startsWith(prefix.toLowerCase()));
  return (
    (!query.actor || [intent.actor.name, intent.actor.id].includes(query.actor)) &&
    (!query.action?.length ||
      query.action.some((one) => (one.endsWith('*') ? intent.action.startsWith(one.slice(0, -1)) : one === intent.action))) &&
    (!wanted || wanted === target?.name || wanted === id || isPrefix(wanted)) &&
    among(query.targetType, target?.type) &&
    (!query.image || query.image === target?.image) &&
    (!label ||
      (label.value === undefined ? Object.hasOwn(target?.labels ?? {}, label.key) : target?.labels[label.key] === label.value)) &&
    (!query.host || query.host === intent.host) &&
    among(query.result, entry.result) &&
    among(query.origin, entry.origin) &&
    (!query.after || Date.parse(entry.at) > Date.parse(query.after)) &&
    (!query.before || Date.parse(entry.at) < Date.parse(query.before)) &&
    (text === undefined ||
      text === null ||
      [intent.reason, target?.name, ...Object.values(intent.params)].some(
        (one) => typeof one === 'string' && includesAnyCase(one, text),
      ))
  );
}

/** A log of `size` random actions, a third of them without an outcome, and the entries it should show. */
async function randomLog(
  t: TestContext,
  size: number,
): Promise<{ audit: AuditLog; store: AuditLogDeps['store']; expected: AuditEntry[] }> {
  const { audit, store } = await scratchLog(t);
  const writes = fc.sample(fc.tuple(anyIntent, anyOutcome, fc.nat(2)), size).map(async ([changes, ending, fate]) => {
    const intent = intentBody(intentOf(changes)).event;
    const stored = await audit.intent(intent);
    const outcome = fate === 0 ? null : outcomeBody(outcomeOf(intent.auditId, ending)).event;
    const settled = outcome && (await audit.outcome(outcome));
    const entry: AuditEntry = {
      auditId: intent.auditId,
      seq: stored.seq,
      outcomeSeq: settled?.seq ?? null,
      at: stored.time,
      finishedAt: settled?.time ?? null,
      intent,
      outcome,
      result: outcome?.result ?? 'pending',
      origin: outcome?.origin ?? intent.origin,
      hash: (settled ?? stored).hash,
    };
    return entry;
  });
  const entries = await Promise.all(writes);
  return { audit, store, expected: entries.toSorted((a, b) => a.seq - b.seq) };
}

test('every combination of filters finds what a filter over the whole log in memory finds', async (t) => {
  const { audit, expected } = await randomLog(t, 10_000);
  let found = 0;

  await fc.assert(
    fc.asyncProperty(anyQuery, fc.boolean(), fc.option(fc.nat(20_000)), async (query, oldestFirst, beyond) => {
      const all = expected.filter((entry) => matches(entry, query));
      assert.deepEqual(await audit.count(query), { count: all.length, atLeast: false });
      found += Number(all.length > 0);
      const ordered = oldestFirst ? all : all.toReversed();
      const rest = beyond === null ? ordered : ordered.filter(({ seq }) => (oldestFirst ? seq > beyond : seq < beyond));
      const page = await audit.search(query, { limit: 20, beyond, oldestFirst });
      assert.deepEqual(page, { entries: rest.slice(0, 20), hasMore: rest.length > 20 });
    }),
    { numRuns: 150 },
  );

  assert.ok(found > 75, 'most queries must have something to find');

  const { seq } = await audit.intent(intentOf({ reason: 'DEPLOY', params: { ref: 'Größe' } }));
  for (const query of [{ text: 'deploy' }, { text: 'größe', result: ['pending'] }] as const) {
    const { entries } = await audit.search(query, { limit: 1, beyond: null, oldestFirst: false });
    assert.equal(entries[0]?.seq, seq, 'what was stored since is found as well');
  }
});

test('without a search thread, as the command line reads, the same is found', async (t) => {
  const { store, expected } = await randomLog(t, 1000);
  const audit = auditSearcher(store.read);
  await fc.assert(
    fc.asyncProperty(anyQuery, fc.boolean(), async (query, oldestFirst) => {
      const all = expected.filter((entry) => matches(entry, query));
      const ordered = oldestFirst ? all : all.toReversed();
      const page = await audit.search(query, { limit: 20, beyond: null, oldestFirst });
      assert.deepEqual(page, { entries: ordered.slice(0, 20), hasMore: ordered.length > 20 });
      assert.deepEqual(await audit.count(query), { count: all.length, atLeast: false });
    }),
    { numRuns: 60 },
  );
});

test('what is asked right after a write has it, whatever was asked before: a new action, an outcome, a target learnt late', async (t) => {
  const { audit } = await scratchLog(t);
  const intent = intentOf({ target: { type: 'container', id: null, name: 'new', image: null, labels: {} } });
  const count = async (query: AuditQuery) => (await audit.count(query)).count;
  assert.equal(await count({}), 0);
  await audit.intent(intent);
  assert.deepEqual([await count({ result: ['pending'] }), await count({ text: 'NEW' })], [1, 1]);
  await audit.outcome(outcomeOf(intent.auditId, { targetId: 'f'.repeat(64), result: 'failure' }));
  assert.deepEqual(
    [await count({ result: ['pending'] }), await count({ result: ['failure'] }), await count({ target: 'ffffff' })],
    [0, 1, 1],
  );
});

test('a text is found by any part of it, whatever the case, and never across two texts', async (t) => {
  const { audit } = await scratchLog(t);
  await audit.intent(intentOf({ reason: 'Größe ÄNDERN', params: { command: 'tar -x' } }));
  const found = async (text: string) => (await audit.count({ text })).count === 1;
  const asked = [
    'größe',
    'GRÖßE',
    'ändern',
    'ße ä',
    'rn',
    'R',
    'web',
    'TAR -X',
    '-',
    'GRÖSSE',
    'ndernweb',
    'ndern\u001fweb',
    'größen',
    'xyz',
  ];
  const all = await Promise.all(asked.map(async (text) => [text, await found(text)] as const));
  assert.deepEqual(
    all.filter(([, is]) => is).map(([text]) => text),
    asked.slice(0, 9),
  );
});

test('a log from before the text index is put into it when it is opened', async (t) => {
  const { audit, store } = await scratchLog(t);
  await audit.intent(intentOf({ reason: 'written long ago' }));
  await audit.close();
  await store.transaction((db) => [db.execute('DELETE FROM AuditText')]);
  const again = await scratchLog(t, { store });
  assert.equal((await again.audit.count({ text: 'LONG AGO' })).count, 1);
});

test('pages in both directions show every entry once', async (t) => {
  const { audit, expected } = await randomLog(t, 500);
  for (const oldestFirst of [true, false]) {
    const seen: AuditEntry[] = [];
    let beyond: number | null = null;
    for (let more = true; more;) {
      const page = await audit.search({}, { limit: 37, beyond, oldestFirst });
      seen.push(...page.entries);
      beyond = page.entries.at(-1)?.seq ?? null;
      more = page.hasMore;
    }
    assert.deepEqual(oldestFirst ? seen : seen.toReversed(), expected);
  }
});

test('one entry is found by its audit id, the latest ones by target ids, the open ones by being open', async (t) => {
  const { audit, expected } = await randomLog(t, 300);
  assert.deepEqual(await audit.get(expected[7]?.auditId ?? ''), expected[7]);
  assert.equal(await audit.get("' OR 1=1 --"), null);
  const last = new Map(
    expected.flatMap((entry) =>
      [entry.outcome?.targetId ?? entry.intent.target?.id]
        .filter((id) => typeof id === 'string')
        .map((id) => [id, entry] as const),
    ),
  );
  const found = await audit.lastFor([...ids, 'unknown']);
  assert.deepEqual(found, last);
  assert.deepEqual(await audit.lastFor([]), new Map());
  assert.deepEqual(
    await audit.open(),
    expected.filter(({ outcome }) => outcome === null),
  );
});

test('a count stops at ten thousand and says so', async (t) => {
  const { audit } = await scratchLog(t);
  await Promise.all(Array.from({ length: 10_001 }, () => audit.intent(intentOf())));
  assert.deepEqual(await audit.count({ target: 'web' }), { count: 10_000, atLeast: true });
});

const wrong: [string, AuditQuery][] = [
  ['a date without a zone', { after: '2026-01-01T00:00:00' }],
  ['a day that does not exist', { before: '2026-02-30T00:00:00Z' }],
  ['no date at all', { after: 'yesterday' }],
  ['an action that does not exist', { action: ['container.explode'] }],
  ['a room without actions', { action: ['contaîner.*'] }],
  ['a text beyond all measure', { text: 'x'.repeat(1001) }],
];
for (const [what, query] of wrong) {
  test(`a query with ${what} is BAD_INPUT`, async (t) => {
    const { audit } = await scratchLog(t);
    await assert.rejects(audit.search(query, { limit: 10, beyond: null, oldestFirst: false }), { code: 'BAD_INPUT' });
    await assert.rejects(audit.count(query), { code: 'BAD_INPUT' });
    assert.throws(() => audit.follow(query, null, AbortSignal.timeout(1)), { code: 'BAD_INPUT' });
  });
}
