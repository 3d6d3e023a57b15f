import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineFilter } from '../../src/view/stream-match.ts';

const steady = () => performance.now();
const of = (pattern: string, now = steady) => lineFilter(null, pattern, now);

test('a text, an expression, or nothing chooses lines', () => {
  assert.ok(lineFilter('a.c', null, steady)('xa.cx'));
  assert.ok(!lineFilter('a.c', null, steady)('abc'));
  assert.ok(of('^a.c$|level=(warn|error)')('abc'));
  assert.ok(of('\\d{3} é')('status 500 été'));
  assert.ok(lineFilter(null, null, steady)(''));
});

test('what is no expression, too long, or cannot run in linear time is BAD_INPUT', () => {
  for (const pattern of ['(', '(a)\\1', '(?=a)b', 'a{1,1000}', 'a'.repeat(101)])
    assert.throws(() => of(pattern), { code: 'BAD_INPUT' }, pattern);
  assert.throws(() => lineFilter('x'.repeat(1001), null, steady), { code: 'BAD_INPUT' });
  assert.throws(() => lineFilter('x', 'x', steady), { code: 'BAD_INPUT' });
});

test('expressions that take other engines years take milliseconds', () => {
  for (const pattern of ['(a+)+$', '(a*)*b', '(a|a)*b', '(a|aa)+$', '(.*a)(.*a)(.*a)(.*a)(.*a)b', 'a*a*a*a*a*a*a*a*b']) {
    const begun = performance.now();
    assert.equal(of(pattern)(`${'a'.repeat(4000)}!`), false, pattern);
    assert.ok(performance.now() - begun < 2000, pattern);
  }
});

test('an expression that goes on taking much time is stopped', () => {
  let now = 0;
  let cost = 30;
  const wanted = of('a', () => (now += cost / 2));
  assert.throws(() => {
    for (let n = 0; n < 100; n += 1) wanted('a');
  }, /too much time/);
  cost = 0.001;
  const cheap = of('a', () => (now += cost));
  for (let n = 0; n < 100_000; n += 1) cheap('a');
});
