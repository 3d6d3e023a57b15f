import { coerceInputValue, getNamedType, type GraphQLInputType } from 'graphql';
import { blotter } from '../actions/secrets.ts';
import { badInput } from '../errors.ts';
import type { Parameter } from './parameters.ts';
import { formOf, valueOf } from './text.ts';

type Values = Record<string, unknown>;

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The arguments that path and query give. Throws BAD_INPUT that names what is unknown, twice there, or not of its type. */
export function readParameters(parameters: readonly Parameter[], path: unknown, query: unknown, more: readonly string[]): Values {
  const given = { path: isRecord(path) ? path : {}, query: isRecord(query) ? query : {} };
  const known = [...parameters.filter((one) => one.in === 'query').map(({ name }) => name), ...more];
  const unknown = Object.keys(given.query).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const hint = known.length === 0 ? 'There are none here.' : `Known here: ${known.join(', ')}.`;
    throw badInput(`There is no query parameter ${JSON.stringify(unknown.slice(0, 80))}. ${hint}`);
  }
  const values: Values = {};
  for (const parameter of parameters) {
    const raw = given[parameter.in][parameter.name];
    if (raw !== undefined) put(values, parameter.to, read(parameter, raw));
  }
  return values;
}

/** A query parameter that is text and there once; null where it is not there. */
export function readText(query: unknown, name: string): string | null {
  const raw = isRecord(query) ? query[name] : undefined;
  if (raw === undefined) return null;
  if (typeof raw !== 'string') throw badInput(`${name}: given more than once.`);
  return raw;
}

function read({ name, type, list }: Parameter, raw: unknown): unknown {
  const texts = [raw].flat().filter((one) => typeof one === 'string');
  if (!list && texts.length !== 1) throw badInput(`${name}: given more than once.`);
  const named = getNamedType(type);
  const values = texts.map((text) => valueOf(named, text));
  const value = list ? values : values[0];
  check(type, value, (path) => [name, ...path], formOf(named));
  return value;
}

function put(into: Values, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const known = into[name];
  const below = isRecord(known) ? known : {};
  into[name] = below;
  put(below, rest, value);
}

/** Holds a value against a type of the schema. Throws BAD_INPUT with the place of what is wrong: `ports[2].hostPort: ...`. */
export function check(
  type: GraphQLInputType,
  value: unknown,
  place: (path: readonly (string | number)[]) => readonly (string | number)[] = (path) => path,
  form: string | null = null,
): void {
  const problems: string[] = [];
  coerceInputValue(
    value,
    type,
    (path, _value, error) => {
      const where = written(place(path));
      problems.push(where === '' ? error.message : `${where}: ${form === null ? error.message : `it is written as ${form}.`}`);
    },
    true,
  );
  if (problems.length > 0) throw badInput(blotter(value)(problems.slice(0, 10).join(' ')));
}

function written(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** A body of JSON that is an object; no body at all is an empty one. */
export function readBody(body: unknown): Values {
  if (body === undefined || body === null) return {};
  if (!isRecord(body)) throw badInput('The body must be a JSON object.');
  return body;
}

/** The input of a mutation out of what the body, path and header say; none of them may say what is another's. */
export function joined(body: Values, path: Values, header: string | undefined, takesKey: boolean): Values {
  const twice = Object.keys(path).find((name) => Object.hasOwn(body, name));
  if (twice !== undefined) throw badInput(`${twice}: the address says it already; leave it out of the body.`);
  if (Object.hasOwn(body, 'idempotencyKey')) throw badInput('idempotencyKey: it is sent as the header Idempotency-Key.');
  if (header !== undefined && !takesKey)
    throw badInput('Idempotency-Key: this changes nothing, and can be sent again without one.');
  return { ...body, ...path, ...(header === undefined ? {} : { idempotencyKey: header }) };
}
