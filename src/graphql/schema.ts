import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  valueFromAST,
  type GraphQLArgument,
  type GraphQLFieldConfig,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import type { GraphqlContext } from './context.ts';

type Field = GraphQLFieldConfig<unknown, GraphqlContext>;
type FieldResolver = NonNullable<Field['resolve']> | { subscribe: NonNullable<Field['subscribe']>; resolve?: Field['resolve'] };

/** What is attached to the types of the SDL: functions to fields, inner values to enums, a whole scalar to a scalar. */
export type ResolverMap = Readonly<Record<string, object>>;

/**
 * Makes an executable schema of the SDL and what is attached to it. Throws on anything attached to a type, field or value the SDL does not have:
 * a typing error in a name would otherwise be a field that silently answers null.
 */
export function executableSchema(
  sdl: string,
  resolvers: ResolverMap,
  scalars: readonly GraphQLScalarType[],
  enums: ResolverMap,
): GraphQLSchema {
  // Whether the SDL is right is found out when the types are generated from it, not at each start.
  const schema = buildSchema(sdl, { assumeValidSDL: true, noLocation: true });
  for (const scalar of scalars) attachScalar(schema, scalar);
  for (const [name, values] of Object.entries(enums)) attachValues(schema, name, values);
  for (const [name, fields] of Object.entries(resolvers)) attachFields(schema, name, fields);
  for (const type of Object.values(schema.getTypeMap())) recomputeDefaults(type);
  return schema;
}

function attachScalar(schema: GraphQLSchema, scalar: GraphQLScalarType): void {
  const type = schema.getType(scalar.name);
  if (!isScalarType(type)) throw new Error(`schema: there is no scalar ${scalar.name}`);
  type.serialize = scalar.serialize;
  type.parseValue = scalar.parseValue;
  type.parseLiteral = scalar.parseLiteral;
}

function attachValues(schema: GraphQLSchema, name: string, values: object): void {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`schema: there is no enum ${name}`);
  const inner = new Map<string, unknown>(Object.entries(values));
  // graphql-js builds its lookup from these objects at the first use, which is still to come.
  for (const value of type.getValues()) {
    if (!inner.has(value.name)) throw new Error(`schema: ${name}.${value.name} has no inner value`);
    value.value = inner.get(value.name);
    inner.delete(value.name);
  }
  for (const unknown of inner.keys()) throw new Error(`schema: there is no ${name}.${unknown}`);
}

function attachFields(schema: GraphQLSchema, name: string, fields: object): void {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`schema: there is no object type ${name}`);
  for (const [field, resolver] of Object.entries(fields)) attachField(type, field, resolver);
}

function attachField(type: GraphQLObjectType, name: string, resolver: unknown): void {
  const field = type.getFields()[name];
  if (field === undefined) throw new Error(`schema: there is no field ${type.name}.${name}`);
  if (!isFieldResolver(resolver))
    throw new Error(`schema: ${type.name}.${name} is given something that does not resolve a field`);
  if (typeof resolver === 'function') {
    field.resolve = resolver;
  } else {
    field.subscribe = resolver.subscribe;
    field.resolve = resolver.resolve;
  }
}

function isFieldResolver(value: unknown): value is FieldResolver {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && 'subscribe' in value && typeof value.subscribe === 'function';
}

/** Defaults were read while scalars and enums had only their names: read them again with what is now attached. */
function recomputeDefaults(type: GraphQLNamedType): void {
  if (isInputObjectType(type)) Object.values(type.getFields()).forEach(recomputeDefault);
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) field.args.forEach(recomputeDefault);
  }
}

function recomputeDefault(input: GraphQLArgument | GraphQLInputField): void {
  const written = input.astNode?.defaultValue;
  if (written) input.defaultValue = valueFromAST(written, input.type);
}
