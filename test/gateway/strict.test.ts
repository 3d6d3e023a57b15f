import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../src/gateway/json.ts';
import { readTarget } from '../../src/gateway/target.ts';

const refused = { name: 'WharfingerError', code: 'BAD_INPUT' };

test('a target that could be read in two ways is refused', () => {
  const bad = [
    'http://x/engine/local/info',
    '/engine/local/containers//json',
    '/engine/local/containers/../info',
    '/engine/local/containers/./json',
    '/engine/local/containers/%2e%2e/json',
    '/engine/local/containers/a%2fb/json',
    '/engine/local/containers/a%5cb/json',
    '/engine/local/containers/%61/json',
    '/engine/local/containers/a;b/json',
    '/engine/local/containers/a%00/json',
    '/engine/local/containers/a b/json',
    '/engine/local/info?a=1;b=2',
    '/engine/local/info?a=%zz',
    '/engine//info',
  ];
  for (const url of bad) assert.throws(() => readTarget(url), refused, url);
  const twice = readTarget('/engine/local/containers/json?all=1&all=0');
  assert.throws(() => twice.query.check(['all'], []), refused);
  assert.throws(() => readTarget('/engine/local/info?x=1').query.check([], []), refused);
  readTarget('/engine/local/containers/create?name=a&Cmd=a&Cmd=b').query.check(['name'], []);
});

test('a target is read into its parts', () => {
  const { host, version, segments, query } = readTarget('/engine/local/v1.41/images/host:5000/a/b@sha256:1/json?a=b+c%2B&d=');
  assert.deepEqual([host, version, segments.join(' ')], ['local', '1.41', 'images host:5000 a b@sha256:1 json']);
  assert.deepEqual([query.text('a'), query.text('d'), query.flag('d')], ['b c+', null, false]);
  assert.equal(readTarget('/engine/local/images/a%40sha256%3A1/json').segments[1], 'a@sha256:1');
});

test('JSON that Go would read otherwise is refused', () => {
  const bad = [
    '{"a":1,"a":2}',
    '{"Image":"a","image":"b"}',
    '{"HostConfig":{"Privileged":false,"PRIVILEGED":true}}',
    '{"HostConfig":{},"Ho\\u0073tConfig":{"Privileged":true}}',
    '{"Binds":1,"Bind\\u017f":2}',
    '{"Links":1,"Lin\\u212as":2}',
    '[{"x":[{"a":1,"A":1}]}]',
    '{"a":9007199254740993}',
    '{"a":"\\ud800"}',
    '{"\\ud800":1}',
    '{"a":1e999}',
    '{"a":1,}',
    '\ufeff{}',
    '{"a":1} {"b":2}',
    '['.repeat(100) + ']'.repeat(100),
  ];
  for (const text of bad) assert.throws(() => parseJson(text), refused, text);
  for (const text of ['null', '{"a":{"b":1},"c":{"b":1}}', '{"a":"{\\"a\\":1,\\"a\\":2}"}', '[{"a":1},{"a":2}]'])
    assert.deepEqual(parseJson(text), JSON.parse(text));
});

/** Decodes as encoding/json does into a map that keys are folded for: the last of several wins. */
function asGoReads(value: Written): unknown {
  if (Array.isArray(value)) return value.map(asGoReads);
  if (typeof value !== 'object' || value === null) return value;
  const read = new Map<string, unknown>();
  for (const [key, one] of value.pairs) read.set(fold(key), asGoReads(one));
  return Object.fromEntries(read);
}

type Written = null | boolean | number | string | Written[] | { pairs: [string, Written][] };

const fold = (key: string) => key.normalize('NFC').toLowerCase().replaceAll('ſ', 's').replaceAll('K', 'k');

function folded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(folded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [fold(key), folded(one)]));
}

function text(value: Written): string {
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${value.pairs.map(([key, one]) => `${JSON.stringify(key)}: ${text(one)}`).join(' ,')}}`;
}

test('what is not refused is to Go what it is to JavaScript, and stays so when it is written again', () => {
  const key = fc.constantFrom('Image', 'image', 'IMAGE', 'HostConfig', 'Hoſtconfig', 'Links', 'linKs', 'a"b', '{', '\\', ':', '');
  const { value } = fc.letrec<{ value: Written }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Written[]>(null, true, 3, 'text', '{"a":1,"a":2}'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => ({ pairs })),
    ),
  }));
  let passed = 0;
  fc.assert(
    fc.property(value, (written) => {
      let read: unknown;
      try {
        read = parseJson(text(written));
      } catch {
        return;
      }
      passed += 1;
      assert.deepEqual(folded(read), asGoReads(written));
      assert.deepEqual(parseJson(JSON.stringify(read)), read);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(passed > 200, `${passed} passed`);
});
