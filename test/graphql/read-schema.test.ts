import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType, validateSchema } from 'graphql';
import { executableSchema } from '../../src/graphql/schema.ts';
import { schema } from './read-rig.ts';

const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));

test('the schema is valid', () => assert.deepEqual(validateSchema(schema), []));

test('every type, field, argument and enum value is described: the schema is the manual', () => {
  const bare: string[] = [];
  const check = (name: string, description: string | null | undefined) => {
    if (!description || description.length < 4) bare.push(name);
  };
  for (const type of types) {
    check(type.name, type.description);
    if (isEnumType(type)) for (const { name, description } of type.getValues()) check(`${type.name}.${name}`, description);
    if (isInputObjectType(type))
      for (const { name, description } of Object.values(type.getFields())) check(`${type.name}.${name}`, description);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field.description);
      // The one input of a mutation is described by its type.
      for (const { name, description } of field.args)
        if (name !== 'input') check(`${type.name}.${field.name}(${name})`, description);
    }
  }
  assert.deepEqual(bare, []);
});

test('every field of Query, Mutation and Subscription is answered', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const idle = roots.flatMap((root) => Object.values(root?.getFields() ?? {}).filter(({ resolve }) => resolve === undefined));
  assert.deepEqual(
    idle.map(({ name }) => name),
    [],
  );
});

test('attaching something to what the schema does not have fails at start', () => {
  const sdl = 'type Query { a: String } enum E { ONE TWO }';
  const resolve = () => null;
  assert.throws(() => executableSchema(sdl, { Query: { b: resolve } }, [], {}), /no field Query\.b/);
  assert.throws(() => executableSchema(sdl, { Other: { a: resolve } }, [], {}), /no object type Other/);
  assert.throws(() => executableSchema(sdl, { Query: { a: 'x' } }, [], {}), /does not resolve/);
  assert.throws(() => executableSchema(sdl, {}, [], { E: { ONE: 1 } }), /E\.TWO has no inner value/);
  assert.throws(() => executableSchema(sdl, {}, [], { E: { ONE: 1, TWO: 2, THREE: 3 } }), /no E\.THREE/);
  assert.throws(() => executableSchema(sdl, {}, [], { F: {} }), /no enum F/);
});
