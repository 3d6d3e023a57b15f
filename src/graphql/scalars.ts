import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { formatDuration, parseDuration } from './duration.ts';
import { parseTime } from './time.ts';

/** What is wrong with a value, in words that name the value. */
function refuse(name: string, expected: string, value: unknown): GraphQLError {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? String(value);
  return new GraphQLError(`${name}: ${expected}; not ${shown}.`, { extensions: { code: 'BAD_INPUT' } });
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind === Kind.INT) return Number(node.value);
  return undefined;
}

/** Builds a scalar of one reader, for variables and literals alike; the reader answers undefined for what is not of its kind. */
function scalar<T>(name: string, expected: string, read: (value: unknown) => T | undefined, write: (value: unknown) => unknown) {
  const parse = (value: unknown) => {
    const parsed = read(value);
    if (parsed === undefined) throw refuse(name, expected, value);
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    parseValue: parse,
    parseLiteral: (node) => parse(literal(node)),
    serialize: (value) => {
      const written = write(value);
      if (written === undefined) throw new TypeError(`${name} cannot express ${String(value)}`);
      return written;
    },
  });
}

const isBytes = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Moments: text inside as outside. What comes in is checked, and turned to UTC with its fraction of a second kept. */
export const dateTime = scalar(
  'DateTime',
  'a moment as RFC 3339 text, for example "2026-11-24T06:40:00Z", with at most nine decimals',
  (value) => (typeof value === 'string' ? parseTime(value) : undefined),
  (value) => (typeof value === 'string' ? value : undefined),
);

/** Whole numbers of bytes. */
export const bytes = scalar(
  'Bytes',
  'a whole number from 0 to 9007199254740991',
  (value) => (isBytes(value) ? value : undefined),
  (value) => (isBytes(value) ? value : undefined),
);

/** Lengths of time: milliseconds inside, fractions allowed. */
export const duration = scalar(
  'Duration',
  'a length of time such as "PT1H30M", "90s" or "1h30m"',
  (value) => (typeof value === 'string' ? parseDuration(value) : undefined),
  (value) => (typeof value === 'number' && value >= 0 && Number.isFinite(value) ? formatDuration(value) : undefined),
);

export const scalars = [dateTime, bytes, duration] as const;
