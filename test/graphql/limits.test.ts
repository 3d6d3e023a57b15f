import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse, getOperationAST } from 'graphql';
import { checkLimits } from '../../src/graphql/limits/check.ts';
import { measure } from '../../src/graphql/limits/measure.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    hello: String
    containers(first: Int = 100): ContainerConnection!
    audit(first: Int): ContainerConnection!
  }
  type Mutation {
    act: String
  }
  type ContainerConnection {
    nodes: [Container!]!
    edges: [ContainerEdge!]!
  }
  type ContainerEdge {
    node: Container!
  }
  type Container {
    name: String
    sizeRw: Int
    labels: [Label!]!
    self: Container
    siblings(first: Int): ContainerConnection!
    logs(tail: Int = 100): [Line!]
  }
  type Label {
    key: String
    container: Container
  }
  type Line {
    text: String
    container: Container
  }
`);

const limits = { maxDepth: 8, maxAliases: 3, maxRootFields: 4, maxTokens: 10_000, maxCost: 5000 };

function of(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  assert.ok(operation);
  return {
    size: measure(schema, document, operation, variables),
    refusal: checkLimits(schema, document, operation, variables, limits)?.message ?? null,
  };
}

test('depth is counted through fragments, named and inline', () => {
  assert.equal(of('{ hello }').size.depth, 1);
  assert.equal(
    of('{ containers { nodes { ...F } } } fragment F on Container { self { ... on Container { self { name } } } }').size.depth,
    5,
  );
  const deep = of(`{ containers { nodes { ${'self { '.repeat(10)} name ${'}'.repeat(10)} } } }`);
  assert.match(deep.refusal ?? '', /^The depth of this operation is 13; the limit is 8, set by WHARFINGER_MAX_DEPTH\.$/);
});

test('aliases are counted through fragments', () => {
  const { size, refusal } = of('{ a: hello ...F ...F } fragment F on Query { b: hello c: hello }');
  assert.equal(size.aliases, 5);
  assert.match(refusal ?? '', /number of aliases .* 5; the limit is 3, set by WHARFINGER_MAX_ALIASES/);
});

test('root fields are counted, also those of fragments', () => {
  assert.match(of('{ hello ...F ...F ...F ...F } fragment F on Query { hello }').refusal ?? '', /number of root fields .* 5/);
});

test('a list costs what is asked of it: written, in a variable, by default', () => {
  const cost = (query: string, variables = {}) => of(query, variables).size.cost;
  assert.equal(cost('{ containers(first: 10) { nodes { name } } }'), 11);
  assert.equal(cost('{ containers(first: 10) { edges { node { name } } } }'), 21);
  assert.equal(cost('query ($n: Int = 20) { containers(first: $n) { nodes { name } } }'), 21);
  assert.equal(cost('query ($n: Int = 20) { containers(first: $n) { nodes { name } } }', { n: 30 }), 31);
  assert.equal(cost('{ containers { nodes { name } } }'), 101);
  assert.equal(cost('{ audit { nodes { name } } }'), 101);
  assert.equal(cost('{ containers(first: 10) { nodes { labels { key } } } }'), 21);
  assert.equal(cost('{ containers(first: 10) { nodes { labels { container { name } } } } }'), 1 + 10 * (1 + 1 + 10));
});

test('nested lists multiply, and fields that ask the engine weigh more', () => {
  assert.match(
    of('{ containers { nodes { siblings { nodes { name } } } } }').refusal ?? '',
    /cost .* the limit is 5000, set by WHARFINGER_MAX_COST/,
  );
  assert.ok(of('{ containers { nodes { name } } }').size.cost < of('{ containers { nodes { name sizeRw } } }').size.cost / 10);
});

test('a bomb of fragments is measured in no time', () => {
  const levels = 90;
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment F${n} on Container { self { ...F${n + 1} } self { ...F${n + 1} } }`,
  );
  const begun = performance.now();
  const { refusal, size } = of(
    `{ containers { nodes { ...F0 } } } ${fragments.join(' ')} fragment F${levels} on Container { name }`,
  );
  assert.ok(performance.now() - begun < 1000);
  assert.ok(size.cost > 1e25);
  assert.match(refusal ?? '', /depth/);
});

test('a wide bomb of little depth is refused by cost', () => {
  const body = (n: number) => `fragment F${n} on Query { ${`...F${n + 1} `.repeat(10)} }`;
  const { refusal } = of(`{ ...F0 } ${Array.from({ length: 30 }, (_, n) => body(n)).join(' ')} fragment F30 on Query { hello }`);
  assert.match(refusal ?? '', /beyond counting/);
});

test('cycles of fragments, unknown fields and unknown fragments are measured without failing', () => {
  assert.equal(of('{ ...A } fragment A on Query { hello ...B } fragment B on Query { ...A }').refusal, null);
  assert.equal(of('{ nothing { of(first: 1000) { the { kind } } } ...Gone }').refusal, null);
});

test('directives are counted', () => {
  assert.match(
    of(`{ hello ${'@skip(if: false) '.repeat(51)} }`).refusal ?? '',
    /number of directives .* 51; the limit is 50, which is fixed/,
  );
});

test('repeated fields are counted in the whole document, for all of it is validated', () => {
  const { refusal } = of(`query A { hello } fragment F on Query { ${'hello '.repeat(52)} }`);
  assert.match(refusal ?? '', /number of repeated fields .* 51; the limit is 50, which is fixed/);
  assert.match(of(`{ ${'... { hello } '.repeat(52)} }`).refusal ?? '', /number of (root|repeated) fields/);
  assert.match(of(`{ containers { ${'... { nodes { name } } '.repeat(52)} } }`).refusal ?? '', /number of repeated fields .* 51/);
});

test('fragments are counted', () => {
  const fragments = Array.from({ length: 101 }, (_, n) => `fragment F${n} on Query { hello }`).join(' ');
  assert.match(of(`{ hello } ${fragments}`).refusal ?? '', /number of fragments .* 101; the limit is 100/);
});

test("graphql-js's own introspection query passes, a deeper one does not", async () => {
  const { getIntrospectionQuery } = await import('graphql');
  assert.equal(of(getIntrospectionQuery()).refusal, null);
  assert.match(
    of(`{ __schema { types { ${'ofType { '.repeat(30)} name ${'}'.repeat(30)} } } }`).refusal ?? '',
    /introspection depth/,
  );
});
