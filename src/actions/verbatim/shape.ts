import { Type, type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { badInput } from '../../errors.ts';

/** Fields of the Engine API. Every one may be left out or null, which the engine reads as "nothing said". */
const maybe = <T extends TSchema>(type: T) => Type.Optional(Type.Union([type, Type.Null()]));

export const text = maybe(Type.String());
export const flag = maybe(Type.Boolean());
export const whole = maybe(Type.Integer());
export const number = maybe(Type.Number());
export const texts = maybe(Type.Array(Type.String()));
export const textMap = maybe(Type.Record(Type.String(), Type.String()));
export const list = <T extends TSchema>(item: T) => maybe(Type.Array(item));
export const mapOf = <T extends TSchema>(item: T) => maybe(Type.Record(Type.String(), item));
/** A set, as Go writes it: an object of empty objects. */
export const keys = maybe(
  Type.Record(Type.String(), Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()])),
);
/** An object with these fields and no other. */
export const fields = <T extends Record<string, TSchema>>(of: T) => Type.Object(of, { additionalProperties: false });
export const nested = <T extends Record<string, TSchema>>(of: T) => maybe(fields(of));

/** Reads a body of this shape. BAD_INPUT, with the field, for any other, and for every field that the shape does not know. */
export function bodyReader<T extends TSchema>(shape: T): (body: unknown) => Static<T> {
  const form = Compile(shape);
  return (body) => {
    if (form.Check(body)) return body;
    const found = form.Errors(body);
    const unknown = found.find(({ keyword }) => keyword === 'additionalProperties');
    const [error] = unknown === undefined ? found : [unknown];
    const where = error?.instancePath.slice(1).replaceAll('/', '.') || 'the body';
    if (unknown !== undefined) throw badInput(`Not offered through Wharfinger: a field of ${where} (${strange(unknown)}).`);
    throw badInput(`${where}: ${error?.message ?? 'is not as expected'}.`);
  };
}

function strange(error: object): string {
  const { params } = Object(error);
  const names: unknown = params?.additionalProperties;
  return Array.isArray(names) ? names.map(String).join(', ').slice(0, 200) : 'one that is not known';
}
