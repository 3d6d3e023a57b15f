import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLType,
} from 'graphql';
import type { Executor } from '../executor.ts';
import { carries, isNode, isShown, referenceTo } from '../selection.ts';

export type Json = Record<string, unknown>;

const scalars: Readonly<Record<string, Json>> = {
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  Bytes: { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  DateTime: { type: 'string', format: 'date-time' },
};

/** JSON Schemas of the types of the GraphQL schema, each made when it is first referred to. */
export class Components {
  readonly schemas: Record<string, Json> = {};
  readonly #costs: Executor['costs'];

  constructor(costs: Executor['costs']) {
    this.#costs = costs;
  }

  /** A reference to a type's schema; of objects that others refer to, to the short form. */
  refer(type: GraphQLNamedType, short = false): Json {
    const isShort = short && isNode(type);
    const name = isShort ? `${type.name}Reference` : type.name;
    if (!isEnumType(type) && !isObjectType(type) && !isInputObjectType(type)) return scalars[name] ?? { type: 'string' };
    if (this.schemas[name] === undefined) {
      // Claimed first: types lead back to themselves.
      this.schemas[name] = {};
      this.schemas[name] = isShort ? this.#reference(type) : this.#schema(type);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** A type with its lists, and with null where that is allowed. */
  of(type: GraphQLType, short = false): Json {
    if (isNonNullType(type)) return this.of(type.ofType, short);
    return isListType(type)
      ? { type: 'array', items: this.#nullable(type.ofType, short) }
      : this.refer(getNamedType(type), short);
  }

  #nullable(type: GraphQLType, short = false): Json {
    return isNonNullType(type) ? this.of(type, short) : { anyOf: [this.of(type, short), { type: 'null' }] };
  }

  /** Fields of an input as an object's properties. */
  inputs(fields: readonly GraphQLInputField[]): Json {
    const properties = fields.map((field): [string, Json] => [
      field.name,
      { description: field.description ?? '', ...this.#nullable(field.type) },
    ]);
    const required = fields.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
    return {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required: required.map(({ name }) => name) }),
    };
  }

  #schema(type: GraphQLNamedType): Json {
    const description = type.description ?? '';
    if (isEnumType(type)) {
      const values = type.getValues();
      const words = values.map((value) => `- \`${value.name}\`: ${value.description ?? ''}`);
      return { type: 'string', description: [description, ...words].join('\n'), enum: values.map(({ name }) => name) };
    }
    if (isInputObjectType(type)) return { description, ...this.inputs(Object.values(type.getFields())) };
    return { description, type: 'object', properties: isObjectType(type) ? this.#properties(type) : {} };
  }

  #properties(type: GraphQLObjectType): Json {
    const fields = Object.values(type.getFields()).filter((field) => field.args.length === 0);
    return Object.fromEntries(
      fields.map((field) => {
        const more = isShown(type, field, this.#costs) ? '' : ' Only where `fields` names it.';
        return [field.name, { description: `${field.description ?? ''}${more}`, ...this.#nullable(field.type, !carries(type)) }];
      }),
    );
  }

  #reference(type: GraphQLNamedType): Json {
    const fields = isObjectType(type) ? type.getFields() : {};
    const names = [...(referenceTo(type)?.keys() ?? [])];
    const properties = names.flatMap((name) => (fields[name] === undefined ? [] : [[name, this.#nullable(fields[name].type)]]));
    return { description: `A reference. ${type.description ?? ''}`, type: 'object', properties: Object.fromEntries(properties) };
  }
}
