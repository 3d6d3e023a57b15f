import {
  execute,
  getOperationAST,
  getVariableValues,
  subscribe,
  GraphQLError,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import type { Caller, Source } from '../../access/caller.ts';
import type { Reads } from '../../view/reads.ts';
import { badInput } from '../../errors.ts';
import { formatError, type ErrorLog } from '../errors.ts';
import { checkLimits, tooManyTokens } from '../limits/check.ts';
import type { QueryLimits } from '../limits/limits.ts';
import { documentCache } from './documents.ts';
import { blotted, mutationIn } from './malformed.ts';
import type { Parameters } from './parameters.ts';

/** Who asks, where from, and what ends the operation. */
export interface Asking {
  caller: Caller;
  source: Source;
  /** Aborted when the client has left or the operation is over. */
  signal: AbortSignal;
  /** Told the audit id of each action the operation carried out. */
  recordedAs: (auditId: string) => void;
  /** Notes what the answer is made of, where it may be given again. */
  reads?: Reads;
}

/** Gives what the schema's resolvers are given. */
export type MakeContext = (asking: Asking) => object;

/** A document that has passed the parser, the limits and the validation: the only thing that is ever run. */
export interface Prepared {
  kind: OperationTypeNode;
  parameters: Parameters;
  document: DocumentNode;
}

export type Preparation =
  | { ok: true; operation: Prepared }
  /** `mutation`: what would have been changed; null where nothing. */
  | { ok: false; errors: readonly GraphQLError[]; mutation: string | null };

/** The one way from a document to its results, the same for every transport. */
export interface Operations {
  prepare(parameters: Parameters): Preparation;
  /** What graphql-js is to run, in the context of who asks. */
  argsFor(operation: Prepared, asking: Asking): ExecutionArgs;
  /** A query or mutation. */
  run(operation: Prepared, asking: Asking): Promise<ExecutionResult>;
  /** The results of a subscription, or the one result that says why there are none. */
  follow(operation: Prepared, asking: Asking): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

export function operations(schema: GraphQLSchema, makeContext: MakeContext, limits: QueryLimits): Operations {
  const documents = documentCache(schema, limits);

  const argsFor = ({ document, parameters }: Prepared, asking: Asking): ExecutionArgs => ({
    schema,
    document,
    operationName: parameters.operationName,
    variableValues: parameters.variables,
    contextValue: makeContext(asking),
    hideSuggestions: true,
  });

  return {
    prepare(parameters) {
      let document: DocumentNode | null = null;
      const refuse = (...errors: unknown[]): Preparation => ({
        ok: false,
        errors: blotted(errors, parameters, document),
        mutation: mutationIn(schema, document),
      });
      try {
        document = documents.parsed(parameters.query);
      } catch (error) {
        return refuse(
          error instanceof GraphQLError && error.message.endsWith('Parsing aborted.') ? tooManyTokens(limits) : error,
        );
      }
      const operation = getOperationAST(document, parameters.operationName);
      if (!operation) return refuse(badInput(noOperation(parameters.operationName)));
      const exceeded = checkLimits(schema, document, operation, parameters.variables, limits);
      if (exceeded !== null) return refuse(exceeded);
      const problems = documents.validated(parameters.query, document);
      if (problems.length > 0) return refuse(...problems);
      const definitions = operation.variableDefinitions ?? [];
      const variables = getVariableValues(schema, definitions, parameters.variables, { maxErrors: 20, hideSuggestions: true });
      if (variables.errors) return refuse(...variables.errors);
      return { ok: true, operation: { kind: operation.operation, parameters, document } };
    },
    argsFor,
    run: async (operation, asking) => execute(argsFor(operation, asking)),
    follow: (operation, asking) => subscribe(argsFor(operation, asking)),
  };
}

function noOperation(name: string | null): string {
  return name === null
    ? 'The document has no operation, or several and "operationName" does not say which.'
    : `The document has no operation named "${name.slice(0, 100)}".`;
}

/** A result with its errors as clients get them. */
export function formatted(result: ExecutionResult, log: ErrorLog): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors === undefined ? rest : { errors: errors.map((error) => formatError(error, log)), ...rest };
}
