import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { referenceMatcher } from '../../src/view/reference.ts';

const cases: readonly (readonly [pattern: string, reference: string, matches: boolean])[] = [
  ['busybox', 'busybox:latest', true],
  ['busybox', 'busybox:1.36', true],
  ['busybox:latest', 'busybox:latest', true],
  ['busybox:latest', 'busybox:1.36', false],
  ['busy*', 'busybox:latest', true],
  ['*', 'busybox:latest', true],
  ['*', 'team/busybox:latest', false],
  ['*/*', 'team/busybox:latest', true],
  ['*:1.*', 'busybox:1.36', true],
  ['b?sybox', 'busybox:latest', true],
  ['b?sybox', 'bsybox:latest', false],
  ['[a-c]usybox', 'busybox:latest', true],
  ['[^a-c]usybox', 'busybox:latest', false],
  ['[xyb]usybox', 'busybox:latest', true],
  ['localhost:5000/*', 'localhost:5000/app:2', true],
  ['localhost:5000/app', 'localhost:5000/app:2', true],
  ['localhost:5000/app:[12]', 'localhost:5000/app:2', true],
  ['app@sha256:*', 'app@sha256:ab', true],
  ['app', 'app@sha256:ab', true],
  ['a\\*', 'abc:1', false],
  ['', 'abc:1', false],
];

for (const [pattern, reference, expected] of cases) {
  test(`reference=${pattern || '(empty)'} ${expected ? 'finds' : 'does not find'} ${reference}`, () => {
    assert.equal(referenceMatcher([pattern])(reference), expected);
  });
}

test('one of several patterns is enough', () => {
  const matches = referenceMatcher(['alpine', 'busy*']);
  assert.equal(matches('busybox:latest'), true);
  assert.equal(matches('debian:12'), false);
});

test('malformed patterns are BAD_INPUT', () => {
  for (const pattern of ['[', '[]', '[a-', 'a\\', '[a-]', '[-a]', 'a'.repeat(513)]) {
    assert.throws(() => referenceMatcher([pattern]), { code: 'BAD_INPUT' }, pattern);
  }
});

test('stars and question marks match as a regular expression of the same meaning does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (glob, name) => {
      const expression = new RegExp(`^${glob.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
      assert.equal(referenceMatcher([glob])(name), expression.test(name));
    }),
  );
});

test('a pattern of many stars on a name that almost matches takes no time', () => {
  const matches = referenceMatcher(['*a'.repeat(200) + '*b']);
  const begun = performance.now();
  assert.equal(matches('a'.repeat(10_000)), false);
  assert.ok(performance.now() - begun < 1000);
});
