import {
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { isOrder, isText } from './text.ts';

/** A value that a request gives in its path or query. */
export interface Parameter {
  name: string;
  in: 'path' | 'query';
  /** Where the value goes among the arguments: `['filter', 'state']`. */
  to: readonly string[];
  type: GraphQLInputType;
  /** Whether it may be given more than once. */
  list: boolean;
  required: boolean;
  description: string;
  defaultValue: unknown;
}

type Input = GraphQLArgument | GraphQLInputField;

/** Pages go forward only: `Link` leads on. */
const unused = ['last', 'before'];

/** Names of filters that an argument has already. */
const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AuditFilter: { after: 'since', before: 'until' },
};

/**
 * What a path and query may give for these arguments: those that can be written as text, and the fields of the filter as if they were arguments. What
 * cannot (filters inside filters) is for GraphQL.
 */
export function parametersOf(args: readonly Input[], inPath: readonly string[]): Parameter[] {
  const paged = args.some(({ name }) => name === 'after') && args.some(({ name }) => name === 'first');
  const found = args
    .filter(({ name }) => !(paged && unused.includes(name)))
    .flatMap((arg): Parameter[] => {
      const type = getNamedType(arg.type);
      if (arg.name === 'filter' && isInputObjectType(type))
        return filters(type).filter(({ name }) => !(name === 'host' && args.some((one) => one.name === name)));
      return isWritten(arg) ? [parameter(arg, inPath.includes(arg.name) ? 'path' : 'query', [arg.name])] : [];
    });
  const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) throw new Error(`rest: two parameters are called ${twice.name}`);
  return found;
}

function filters(filter: GraphQLInputObjectType): Parameter[] {
  const names = otherNames[filter.name] ?? {};
  return Object.values(filter.getFields())
    .filter(isWritten)
    .map((field) => ({ ...parameter(field, 'query', ['filter', field.name]), name: names[field.name] ?? field.name }));
}

function isWritten({ type }: Input): boolean {
  const named = getNamedType(type);
  return isLeafType(named) || isOrder(named) || isText(named);
}

function parameter(input: Input, place: Parameter['in'], to: readonly string[]): Parameter {
  return {
    name: input.name,
    in: place,
    to,
    type: input.type,
    list: isListType(getNullableType(input.type)),
    required: place === 'path' || (isNonNullType(input.type) && input.defaultValue === undefined),
    description: input.description ?? '',
    defaultValue: input.defaultValue,
  };
}
