import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Kind, parseValue, type GraphQLScalarType } from 'graphql';
import { bytes, dateTime, duration } from '../../src/graphql/scalars.ts';

const refused = (scalar: GraphQLScalarType, value: unknown) =>
  assert.throws(() => scalar.parseValue(value), { extensions: { code: 'BAD_INPUT' } }, JSON.stringify(value));

test('DateTime keeps nanoseconds and turns offsets to UTC', () => {
  const cases = [
    ['2026-11-24T06:40:00Z', '2026-11-24T06:40:00Z'],
    ['2026-11-24t06:40:00.123456789z', '2026-11-24T06:40:00.123456789Z'],
    ['2026-11-24T06:40:00.120+05:30', '2026-11-24T01:10:00.120Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ] as const;
  for (const [written, understood] of cases) assert.equal(dateTime.parseValue(written), understood);
});

test('DateTime refuses what is no moment', () => {
  const wrong = [
    '',
    '2026-11-24',
    '2026-11-24 06:40:00Z',
    '2026-11-24T06:40:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T06:60:00Z',
    '2026-11-24T06:40:60Z',
    '2026-11-24T06:40:00.1234567890Z',
    '2026-11-24T06:40:00+24:00',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    1_764_000_000,
    null,
    {},
  ];
  for (const value of wrong) refused(dateTime, value);
});

test('any moment that JavaScript writes is understood as it is', () => {
  const date = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
  fc.assert(fc.property(date, (moment) => assert.equal(dateTime.parseValue(moment.toISOString()), moment.toISOString())));
});

test('Bytes are whole numbers that JSON carries exactly', () => {
  for (const value of [0, 1, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
    assert.equal(bytes.parseValue(value), value);
    assert.equal(bytes.parseLiteral({ kind: Kind.INT, value: String(value) }), value);
    assert.equal(bytes.serialize(value), value);
  }
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN, '1', null, true]) refused(bytes, value);
});

test('Durations are understood in ISO 8601 and as Docker writes them', () => {
  const cases = [
    ['PT0S', 0],
    ['0', 0],
    ['PT1H30M', 5_400_000],
    ['P1DT1S', 86_401_000],
    ['P2W', 1_209_600_000],
    ['PT0.5S', 500],
    ['PT0,25S', 250],
    ['10s', 10_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5h', 5_400_000],
    ['250us', 0.25],
    ['30d', 2_592_000_000],
  ] as const;
  for (const [written, length] of cases) assert.equal(duration.parseValue(written), length, written);
});

test('Durations that are negative, of no fixed length, endless or none are refused', () => {
  const wrong = [
    '',
    'P',
    'PT',
    'P1DT',
    'P1Y',
    'P1M',
    '-PT1S',
    '-1s',
    '1',
    '1x',
    's',
    '1h 30m',
    'PT1.0000000001S',
    'pt1s',
    '9'.repeat(65),
    '1000001d',
    10,
    null,
  ];
  for (const value of wrong) refused(duration, value);
});

test('a duration that was written is understood as what it was', () => {
  assert.equal(duration.serialize(90_061_500), 'P1DT1H1M1.5S');
  assert.equal(duration.serialize(0), 'PT0S');
  assert.equal(duration.serialize(0.000001), 'PT0.000000001S');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (length) => {
      assert.equal(duration.parseValue(duration.serialize(length)), length);
    }),
  );
});

test('literals are read as variables are', () => {
  assert.equal(duration.parseLiteral(parseValue('"10s"'), {}), 10_000);
  assert.equal(dateTime.parseLiteral(parseValue('"2026-11-24T06:40:00Z"'), {}), '2026-11-24T06:40:00Z');
  assert.throws(() => dateTime.parseLiteral(parseValue('10'), {}), { extensions: { code: 'BAD_INPUT' } });
});
