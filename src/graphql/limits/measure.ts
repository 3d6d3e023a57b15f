import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { multiplierOf, weightOf } from './weights.ts';

/** The size of a selection with its fragments put in. Sums can be astronomically large (fragment bombs) or Infinity; they are only compared. */
export interface Measure {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  directives: number;
  /** Fields of the selection itself, not of those below. */
  fields: number;
  cost: number;
}

const nothing: Measure = { depth: 0, introspectionDepth: 0, aliases: 0, directives: 0, fields: 0, cost: 0 };

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  defaults: ReadonlyMap<string, number>;
  /** Whether the size hangs on what a variable is. */
  varies: boolean;
  /** Each fragment is measured once, however often and deep it is spread: the walk is linear in the document. Null while it is being measured. */
  measured: Map<string, Measure | null>;
}

/**
 * Measures one operation. Runs before validation, since validation itself can be made expensive: what the schema does not know counts as a plain
 * field, a cycle of fragments as nothing (validation refuses both afterwards). `@skip` and `@include` are not looked at.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const known = measures.get(operation);
  if (known !== undefined) return known;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const walk: Walk = { schema, fragments, variables, defaults: defaultsOf(operation), varies: false, measured: new Map() };
  const total = selection(walk, operation.selectionSet, schema.getRootType(operation.operation) ?? null);
  const whole = { ...total, directives: total.directives + (operation.directives?.length ?? 0) };
  if (!walk.varies) measures.set(operation, whole);
  return whole;
}

/** Of operations that are as large with any variables, so that a document that is asked again is not measured again. A document is parsed for one schema. */
const measures = new WeakMap<OperationDefinitionNode, Measure>();

function defaultsOf(operation: OperationDefinitionNode): Map<string, number> {
  const found = new Map<string, number>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue?.kind === Kind.INT) found.set(variable.name.value, Number(defaultValue.value));
  }
  return found;
}

function selection(walk: Walk, set: SelectionSetNode, parent: GraphQLNamedType | null): Measure {
  return set.selections.map((node) => selected(walk, node, parent)).reduce(together, nothing);
}

function together(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    fields: a.fields + b.fields,
    cost: a.cost + b.cost,
  };
}

function selected(walk: Walk, node: SelectionNode, parent: GraphQLNamedType | null): Measure {
  const inside = node.kind === Kind.FIELD ? field(walk, node, parent) : fragment(walk, node, parent);
  return { ...inside, directives: inside.directives + (node.directives?.length ?? 0) };
}

function fragment(walk: Walk, node: Exclude<SelectionNode, FieldNode>, parent: GraphQLNamedType | null): Measure {
  if (node.kind === Kind.INLINE_FRAGMENT) {
    return selection(
      walk,
      node.selectionSet,
      node.typeCondition ? (walk.schema.getType(node.typeCondition.name.value) ?? null) : parent,
    );
  }
  const name = node.name.value;
  const known = walk.measured.get(name);
  if (known !== undefined) return known ?? nothing;
  const definition = walk.fragments.get(name);
  if (definition === undefined) return nothing;
  walk.measured.set(name, null);
  const result = selection(walk, definition.selectionSet, walk.schema.getType(definition.typeCondition.name.value) ?? null);
  walk.measured.set(name, result);
  return result;
}

function field(walk: Walk, node: FieldNode, parent: GraphQLNamedType | null): Measure {
  const name = node.name.value;
  const aliases = node.alias === undefined ? 0 : 1;
  if (name === '__schema' || name === '__type') {
    // Introspection answers from the schema, which has its own fixed size: only its depth and its fields count.
    const below = node.selectionSet ? selection(walk, node.selectionSet, null) : nothing;
    return { ...below, depth: 1, introspectionDepth: below.depth + 1, aliases: aliases + below.aliases, fields: 1 };
  }
  const definition = definitionOf(parent, name);
  const type = definition ? getNamedType(definition.type) : null;
  const below = node.selectionSet ? selection(walk, node.selectionSet, type) : nothing;
  const weight = weightOf(parent?.name ?? '', name, node.selectionSet !== undefined);
  return {
    ...below,
    depth: below.depth + 1,
    aliases: aliases + below.aliases,
    fields: 1,
    cost: weight + (below.cost === 0 ? 0 : below.cost * times(walk, node, definition, parent)),
  };
}

function definitionOf(parent: GraphQLNamedType | null, name: string): GraphQLField<unknown, unknown> | null {
  if (parent === null || !(isObjectType(parent) || isInterfaceType(parent))) return null;
  return parent.getFields()[name] ?? null;
}

function times(
  walk: Walk,
  node: FieldNode,
  definition: GraphQLField<unknown, unknown> | null,
  parent: GraphQLNamedType | null,
): number {
  if (definition === null) return 1;
  const named = getNamedType(definition.type);
  const shape = {
    isList: isListType(getNullableType(definition.type)),
    isConnection: isCompositeType(named) && named.name.endsWith('Connection'),
    inConnection: parent?.name.endsWith('Connection') === true,
  };
  return multiplierOf(shape, pageOf(walk, node, definition));
}

/** The number of items asked for: `first`, `last` or `tail`, written out, in a variable, or by default. */
function pageOf(walk: Walk, node: FieldNode, definition: GraphQLField<unknown, unknown>): number | null {
  const given = definition.args
    .filter((arg) => ['first', 'last', 'tail'].includes(arg.name))
    .map((arg) => {
      const value = node.arguments?.find((one) => one.name.value === arg.name)?.value;
      if (value?.kind === Kind.INT) return Number(value.value);
      if (value?.kind === Kind.VARIABLE) {
        walk.varies = true;
        return number(walk.variables[value.name.value]) ?? walk.defaults.get(value.name.value) ?? null;
      }
      return number(arg.defaultValue);
    })
    .filter((count) => count !== null);
  return given.length === 0 ? null : Math.max(...given);
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
