import {
  GraphQLError,
  OperationTypeNode,
  Source,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type SourceLocation,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Prepared } from './transports/operation.ts';

/** Runs one operation of one document, in a context. */
export type Compiled = (context: object, variables: Readonly<Record<string, unknown>>) => Promise<ExecutionResult>;

/** Compiling takes a millisecond or two, a list of 100 objects runs a millisecond faster for it: who asks a third time will ask often. */
const usesBefore = 2;

/**
 * Turns queries that are asked again and again into functions. Null for one that has not been asked often enough, or cannot be compiled: graphql-js
 * runs it. What is compiled here is forgotten with its document.
 */
export function compiler(schema: GraphQLSchema): (operation: Prepared) => Compiled | null {
  const documents = new WeakMap<DocumentNode, Map<string | null, { uses: number; run?: Compiled | null }>>();
  return ({ kind, document, parameters: { operationName, query } }) => {
    if (kind !== OperationTypeNode.QUERY) return null;
    const operations = documents.get(document) ?? new Map<string | null, { uses: number; run?: Compiled | null }>();
    documents.set(document, operations);
    const known = operations.get(operationName) ?? { uses: 0 };
    operations.set(operationName, known);
    known.uses += 1;
    if (known.uses <= usesBefore) return null;
    return (known.run ??= compile(schema, document, operationName, query));
  };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null, query: string): Compiled | null {
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  return async (context, variables) => {
    const { data, errors } = await compiled.query(undefined, context, { ...variables });
    return { data, ...(errors === undefined ? {} : { errors: errors.map((error) => executionError(error, query)) }) };
  };
}

/** The compiler's errors have the fields of graphql-js's, but not all of them: made anew, they are what all else expects. */
function executionError({ message, path, originalError, locations }: GraphQLError, query: string): GraphQLError {
  const positions = locations?.map((location) => offset(query, location));
  return new GraphQLError(message, { source: new Source(query), positions, path, originalError });
}

function offset(text: string, { line, column }: SourceLocation): number {
  const before = text.split(/\r\n|[\n\r]/g).slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}
