import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pageOf, type Order, type Page } from '../../src/view/page.ts';

interface Item {
  id: string;
  rank: number;
}

const order = (descending: boolean): Order<Item> => ({
  name: `rank ${descending ? 'desc' : 'asc'}`,
  descending,
  place: ({ id, rank }) => ({ value: rank, id }),
});

const items = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), rank: fc.integer({ min: 0, max: 3 }) }), {
  selector: ({ id }) => id,
  maxLength: 40,
});

function sorted(all: readonly Item[], descending: boolean): Item[] {
  return [...all].sort((a, b) => (descending ? b.rank - a.rank : a.rank - b.rank) || (a.id < b.id ? -1 : 1));
}

test('pages walked forwards give exactly the list, each entry once and in order', () => {
  fc.assert(
    fc.property(items, fc.boolean(), fc.integer({ min: 1, max: 7 }), (all, descending, first) => {
      const walked: Item[] = [];
      for (let after: string | null = null; ;) {
        const page: Page<Item> = pageOf(all, order(descending), { first, after });
        walked.push(...page.nodes);
        assert.equal(page.totalCount, all.length);
        assert.equal(page.pageInfo.hasPreviousPage, walked.length > page.nodes.length);
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      assert.deepEqual(walked, sorted(all, descending));
    }),
  );
});

test('pages walked backwards give exactly the list as well', () => {
  fc.assert(
    fc.property(items, fc.boolean(), fc.integer({ min: 1, max: 7 }), (all, descending, last) => {
      const walked: Item[] = [];
      for (let before: string | null = null; ;) {
        const page: Page<Item> = pageOf(all, order(descending), { last, before });
        walked.unshift(...page.nodes);
        if (!page.pageInfo.hasPreviousPage) break;
        before = page.pageInfo.startCursor;
      }
      assert.deepEqual(walked, sorted(all, descending));
    }),
  );
});

test('a cursor stays good when entries come and go, its own among them', () => {
  fc.assert(
    fc.property(items, items, fc.integer({ min: 1, max: 7 }), (before, now, first) => {
      const { endCursor } = pageOf(before, order(false), { first }).pageInfo;
      const seen = sorted(before, false).slice(0, first).at(-1);
      const rest = pageOf(now, order(false), { first: 1000, after: endCursor }).nodes;
      const expected = sorted(now, false).filter(
        (one) => seen === undefined || one.rank > seen.rank || (one.rank === seen.rank && one.id > seen.id),
      );
      assert.deepEqual(rest, expected);
    }),
  );
});

test('first: 0 gives no entries, but the count', () => {
  const page = pageOf([{ id: 'a', rank: 1 }], order(false), { first: 0 });
  assert.deepEqual(page, {
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    totalCount: 1,
  });
});

test('without a size a page has 100 entries', () => {
  const all = Array.from({ length: 150 }, (_, rank) => ({ id: String(rank), rank }));
  assert.equal(pageOf(all, order(false), {}).nodes.length, 100);
});

test('sizes out of range, first with last, and cursors that are not of the list are BAD_INPUT', () => {
  const all = [{ id: 'a', rank: 1 }];
  const other = pageOf(all, order(true), {}).pageInfo.endCursor;
  const odd = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const wrong = [
    { first: -1 },
    { first: 1001 },
    { last: 1001 },
    { first: 1, last: 1 },
    { after: '' },
    { after: 'nonsense' },
    { before: '%00' },
    { after: other },
    { after: odd({}) },
    { after: odd(['rank asc', null, 'a']) },
    { after: odd(['rank asc', 1]) },
  ];
  for (const args of wrong) {
    assert.throws(() => pageOf(all, order(false), args), { code: 'BAD_INPUT' }, JSON.stringify(args));
  }
});
