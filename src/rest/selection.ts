import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { badInput } from '../errors.ts';
import type { Executor } from './executor.ts';

/** Fields by name, each with those below it; null for a value. */
export type Selection = ReadonlyMap<string, Selection | null>;

type Costs = Executor['costs'];

/** What is shown of an object that another one refers to. */
const referenceFields = ['id', 'dockerId', 'name', 'tags', 'state', 'auditId', 'tokenId'];

/** Types that only carry others: what is in them is shown whole, not by reference. */
const carrier = /(?:Payload|Change)$/;

const maxDepth = 8;
const maxFields = 100;

/** Whether something is known by an id of its own, and so is referred to. */
export function isNode(type: GraphQLNamedType): type is GraphQLObjectType {
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
}

/**
 * What is shown of a type when nothing else is asked for: its values, the objects that are part of it, and references to those related to it. Left out is
 * what costs (a question to the engine, a record), what takes arguments, and what leads back.
 */
export function wholeOf(type: GraphQLNamedType, costs: Costs, within: readonly string[] = []): Selection | null {
  if (!isObjectType(type)) return null;
  const inside = [...within, type.name];
  const fields = Object.values(type.getFields()).filter((field) => isShown(type, field, costs));
  const shown = fields.flatMap((field): [string, Selection | null][] => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [[field.name, null]];
    if (!isObjectType(named) || inside.includes(named.name)) return isSame(type, named) ? [[field.name, referenceTo(named)]] : [];
    const below = isNode(named) && !carrier.test(type.name) ? referenceTo(named) : wholeOf(named, costs, inside);
    return [[field.name, below]];
  });
  return new Map(shown);
}

/** Whether a field is shown without being asked for. */
export function isShown(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, costs: Costs): boolean {
  return field.args.length === 0 && !costs(type.name, field.name);
}

/** Whether a type only carries others. */
export function carries(type: GraphQLNamedType): boolean {
  return carrier.test(type.name);
}

/** An image's parent is an image, which leads on and not back. */
function isSame(type: GraphQLObjectType, named: GraphQLNamedType): boolean {
  return isNode(type) && type === named;
}

export function referenceTo(type: GraphQLNamedType): Selection | null {
  if (!isObjectType(type)) return null;
  const fields = type.getFields();
  return new Map(referenceFields.filter((name) => name in fields).map((name) => [name, null]));
}

/** What `fields=name,ports,image.tags` names. Throws BAD_INPUT that says what is wrong with which. */
export function named(text: string, type: GraphQLNamedType, costs: Costs): Selection {
  const paths = text.split(',').map((path) => path.trim());
  if (paths.length > maxFields) throw badInput(`fields: at most ${maxFields} of them.`);
  const tree = new Map<string, Selection | null>();
  for (const path of paths) put(tree, path.split('.'), type, costs, path);
  return tree;
}

function put(
  tree: Map<string, Selection | null>,
  [name = '', ...rest]: readonly string[],
  type: GraphQLNamedType,
  costs: Costs,
  path: string,
): void {
  const complain = (what: string) => badInput(`fields: ${JSON.stringify(path.slice(0, 100))}: ${what}`);
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw complain(`${type.name} has no such field.`);
  if (field.args.some(isRequiredArgument)) throw complain('takes arguments, which only GraphQL can give.');
  const of = getNamedType(field.type);
  if (rest.length >= maxDepth) throw complain(`at most ${maxDepth} deep.`);
  if (rest.length === 0) {
    tree.set(name, wholeOf(of, costs));
    return;
  }
  if (isLeafType(of)) throw complain(`${name} is a value and has no fields.`);
  const before = tree.get(name);
  const below = new Map(before ?? []);
  put(below, rest, of, costs, path);
  tree.set(name, below);
}

/** In GraphQL's own words. */
export function written(selection: Selection): string {
  const fields = [...selection].map(([name, below]) => (below === null ? name : `${name} ${written(below)}`));
  return `{ ${fields.join(' ')} }`;
}
