import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Executor } from './executor.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import type { Route } from './route.ts';
import { wholeOf, written, type Selection } from './selection.ts';

/** `page`: a connection; `items`: a list that is always whole. */
export type Shape = 'page' | 'items' | 'object';

/** A row of the table held against the schema: all that is needed to answer it and to describe it. */
export interface Plan {
  route: Route;
  group: string;
  /** Unique among all, for code generators. */
  id: string;
  description: string;
  parameters: readonly Parameter[];
  /** What the body of a mutation may hold; empty where it takes none. */
  body: readonly GraphQLInputField[];
  /** Whether a mutation can be sent again under a key. */
  takesKey: boolean;
  /** Of what is shown: of one item of a list. */
  type: GraphQLObjectType;
  shape: Shape;
  /** What is shown unless the client says what. */
  readonly standard: Selection;
  /** Asks for a selection. */
  document: (selection: Selection) => string;
}

type Field = GraphQLField<unknown, unknown>;

/** Throws where a row names what the schema does not have: a mistake in the table, found at the start. */
export function planOf({ schema, costs }: Pick<Executor, 'schema' | 'costs'>, group: string, route: Route): Plan {
  const root = fieldOf(rootType(schema, route.kind), route.field);
  const part = route.part === undefined ? null : fieldOf(getNamedType(root.type), route.part);
  const { type, shape } = shown(part ?? root);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const input = route.kind === 'mutation' ? inputOf(root) : null;
  const inputs = input?.filter(({ name }) => name !== 'idempotencyKey') ?? [];
  const args = [...root.args, ...(part?.args ?? [])];
  const isBody = (one: GraphQLInputField) => route.method === 'POST' && !inPath.includes(one.name);
  let standard: Selection | undefined;

  return {
    route,
    group,
    id: idOf(route),
    description: (part ?? root).description ?? '',
    parameters: parametersOf(input === null ? args : inputs.filter((one) => !isBody(one)), inPath),
    body: inputs.filter(isBody),
    takesKey: input?.some(({ name }) => name === 'idempotencyKey') ?? false,
    type,
    shape,
    // Made at the first request: to make it for all routes would delay the start.
    get standard() {
      return (standard ??= wholeOf(type, costs) ?? new Map());
    },
    document: (selection) => documentOf(route, root, part, paged(shape, written(selection))),
  };
}

function rootType(schema: GraphQLSchema, kind: Route['kind']): GraphQLNamedType | null | undefined {
  if (kind === 'query') return schema.getQueryType();
  return kind === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType();
}

function fieldOf(type: GraphQLNamedType | null | undefined, name: string): Field {
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`rest: the schema has no ${type?.name ?? '?'}.${name}`);
  return field;
}

function inputOf(root: Field): GraphQLInputField[] {
  const type = root.args[0] && getNamedType(root.args[0].type);
  if (root.args.length !== 1 || !isInputObjectType(type)) throw new Error(`rest: ${root.name} does not take one input`);
  return Object.values(type.getFields());
}

function shown(field: Field): { type: GraphQLObjectType; shape: Shape } {
  const named = getNamedType(field.type);
  const isPage = named.name.endsWith('Connection');
  const type = isPage ? getNamedType(fieldOf(named, 'nodes').type) : named;
  if (!isObjectType(type)) throw new Error(`rest: ${field.name} gives no objects`);
  return { type, shape: isPage ? 'page' : isListType(getNullableType(field.type)) ? 'items' : 'object' };
}

function idOf({ kind, field, part }: Route): string {
  if (kind === 'subscription') return `follow${capital(field)}`;
  return part === undefined ? field : `${field}${capital(part)}`;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function paged(shape: Shape, selection: string): string {
  return shape === 'page' ? `{ nodes ${selection} pageInfo { endCursor hasNextPage } totalCount }` : selection;
}

function documentOf({ kind }: Route, root: Field, part: Field | null, selection: string): string {
  const args = [...root.args, ...(part?.args ?? [])];
  const inner = part === null ? selection : `{ ${part.name}${applied(part.args)} ${selection} }`;
  const variables = args.map((arg) => `$${arg.name}: ${variableType(arg)}`).join(', ');
  return `${kind}${variables === '' ? '' : ` (${variables})`} { ${root.name}${applied(root.args)} ${inner} }`;
}

function applied(args: readonly GraphQLArgument[]): string {
  return args.length === 0 ? '' : `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})`;
}

/** Where the argument has a default the variable may be left out. */
function variableType({ type, defaultValue }: GraphQLArgument): string {
  return String(defaultValue === undefined ? type : getNullableType(type));
}
