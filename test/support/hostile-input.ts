import fc from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';

/** What is right for a field of this name: a hostile input gets far only where the rest of it is good. */
export type Good = (field: string) => readonly string[];

const absent = Symbol('absent');

/** Texts that have broken something somewhere. */
const nasty = [
  '',
  ' ',
  '\0',
  'web\0',
  '..',
  '../../images/json',
  'web/../../version',
  'web%2f..%2fidle',
  'web?force=1',
  'web#',
  '/',
  '//',
  '\\',
  'a\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'toString',
  '-rf',
  '--privileged',
  '$(id)',
  "';--",
  '{{.}}',
  '<script>',
  '\u202Eweb',
  '\uD800',
  'ﬀ',
  'ｗｅｂ',
  '🐳'.repeat(100),
  'ä'.repeat(300),
  'sha256:',
  `sha256:${'0'.repeat(64)}`,
  'f'.repeat(64),
  'a'.repeat(256),
  'x'.repeat(5_000),
  '0',
  '-1',
  'NaN',
  'null',
  '[]',
  '2026-01-01T00:00:00Z',
  '1s',
];

const scalars: Record<string, fc.Arbitrary<unknown>> = {
  Int: fc.constantFrom(0, -1, 1, 2, 10, 80, 443, 1000, 65_535, 65_536, 86_401, 2_147_483_647, -2_147_483_648),
  Float: fc.constantFrom(0, -1, 1, 0.5, 1e-9, 5e-324, 1e308, -1e308),
  Boolean: fc.boolean(),
  Bytes: fc.constantFrom(0, 1, 6_291_456, 67_108_864, Number.MAX_SAFE_INTEGER),
  Duration: fc.constantFrom('1s', '0s', '1ms', '10m', 'PT1H', '99999999h', '-1s', 'P9999Y', '1e9s', ''),
  DateTime: fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '2026-02-30T00:00:00Z',
    'now',
  ),
};

/** Of the right type as far as JSON goes, and hostile in what it says. */
export function hostile(type: GraphQLInputType, good: Good, field = '', depth = 0): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return hostile(type.ofType, good, field, depth);
  if (isListType(type)) return list(hostile(type.ofType, good, field, depth + 1));
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) return fc.oneof(record(type, good, depth, 14), record(type, good, depth, 150));
  return scalars[type.name] ?? text(good(field));
}

function text(good: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...good) },
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );
}

function list(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.array(item, { maxLength: 3 }) },
    // A body has room for ten thousand of what is short.
    {
      weight: 1,
      arbitrary: item.map((one) => {
        const size = JSON.stringify(one).length + 1;
        return Array.from({ length: Math.min(10_000, Math.floor(500_000 / size)) }, () => one);
      }),
    },
  );
}

/** `without`: how often a field that may be left out is left out, against six times that it is not. */
function record(type: GraphQLInputObjectType, good: Good, depth: number, without: number): fc.Arbitrary<unknown> {
  // A filter has filters in it: without an end to that there would be none to the input.
  const fields = Object.entries(type.getFields()).filter(([, field]) => depth < 3 || isNonNullType(field.type));
  const values = fields.map(([name, field]) => {
    const value = hostile(field.type, good, name, depth + 1);
    if (isNonNullType(field.type)) return value;
    return fc.oneof(
      { weight: without, arbitrary: fc.constant<unknown>(absent) },
      { weight: 5, arbitrary: value },
      { weight: 1, arbitrary: fc.constant<unknown>(null) },
    );
  });
  return fc
    .tuple(...values)
    .map((given) =>
      Object.fromEntries(fields.map(([name], index) => [name, given[index]] as const).filter(([, value]) => value !== absent)),
    );
}

/** JSON of a wrong type, for the whole input or for one field of it; also fields there are not, and the key that JavaScript gives a meaning. */
export function wrong(good: fc.Arbitrary<unknown>, names: readonly string[]): fc.Arbitrary<unknown> {
  const junk = fc.oneof(
    fc.constantFrom<unknown>(null, true, 1.5, Number.MAX_VALUE, -0, 'x', [], {}, [[]], [null], { a: { b: [] } }, '9'.repeat(400)),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const keys = fc.constantFrom(...names, '__proto__', 'constructor', 'unknown', '');
  const spoilt = fc.tuple(good, keys, junk).map(([input, key, value]) => {
    const copy: unknown = JSON.parse(JSON.stringify(input));
    const holder = typeof copy === 'object' && copy !== null ? copy : {};
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
    return holder;
  });
  return fc.oneof({ weight: 1, arbitrary: junk }, { weight: 4, arbitrary: spoilt });
}

/** One text of nearly the whole body, for the first field that takes text. */
export function huge(good: fc.Arbitrary<unknown>, field: string): fc.Arbitrary<unknown> {
  return good.map((input) => ({ ...Object(input), [field]: 'x'.repeat(1_000_000) }));
}
