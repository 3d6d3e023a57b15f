import { GraphQLError, Kind, OperationTypeNode, valueFromASTUntyped, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Caller, Source } from '../../access/caller.ts';
import { blotter } from '../../actions/secrets.ts';
import { WharfingerError } from '../../errors.ts';
import { asGraphQLError, catalogued } from '../errors.ts';
import type { TransportDeps } from './deps.ts';
import type { Parameters } from './parameters.ts';

const mostFields = 5;

/** Puts a mutation on record that was refused before it came to an action. */
export function noteMalformed(
  deps: Pick<TransportDeps, 'refused'>,
  caller: Caller,
  source: Source,
  { mutation }: { mutation: string | null },
): void {
  if (mutation !== null) deps.refused({ reason: 'malformed', caller, what: mutation }, source);
}

/**
 * What a document that is refused would have changed, by the names that the schema has; null where it would have changed nothing. One that cannot be
 * read could have been anything.
 */
export function mutationIn(schema: GraphQLSchema, document: DocumentNode | null): string | null {
  if (document === null) return 'a document that cannot be read';
  const mutations = document.definitions.filter(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION,
  );
  if (mutations.length === 0) return null;
  const known = schema.getMutationType()?.getFields() ?? {};
  const named = mutations
    .flatMap((one) => ('selectionSet' in one ? (one.selectionSet?.selections ?? []) : []))
    .flatMap((one) => (one.kind === Kind.FIELD && Object.hasOwn(known, one.name.value) ? [one.name.value] : []));
  const fields = [...new Set(named)].sort().slice(0, mostFields);
  return fields.length === 0 ? 'a mutation that there is not' : fields.join(', ');
}

/** What is wrong with an operation, without the secrets that it was given: graphql-js repeats values that are of the wrong type. */
export function blotted(errors: readonly unknown[], parameters: Parameters, document: DocumentNode | null): GraphQLError[] {
  const clean = blotter({ variables: parameters.variables, literals: document === null ? [] : literalsOf(document, parameters) });
  return errors.map((one) => {
    const error = asGraphQLError(one);
    const { code, message } = catalogued(error);
    const told = clean(document === null ? withoutText(message) : message);
    if (told === message) return error;
    const { nodes, source, positions, path } = error;
    return new GraphQLError(told, { nodes, source, positions, path, originalError: new WharfingerError(code, told) });
  });
}

function literalsOf(document: DocumentNode, { variables }: Parameters): unknown[] {
  return document.definitions
    .flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION
        ? one.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? (field.arguments ?? []) : []))
        : [],
    )
    .map(({ value }) => {
      const found: unknown = valueFromASTUntyped(value, { ...variables });
      return plain(found);
    });
}

/** graphql-js makes objects without a prototype, and has no end to what is nested. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The text that a document was found to be wrong at. */
function withoutText(message: string): string {
  return message.replace(/((?:found|Unexpected|got) (?:Block)?String) ".*"/is, '$1');
}
