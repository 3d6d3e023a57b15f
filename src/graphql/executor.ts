import { getOperationAST, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { internal, type WharfingerError } from '../errors.ts';
import { catalogued } from './errors.ts';
import type { QueryLimits } from './limits/limits.ts';
import { weightOf } from './limits/weights.ts';
import type { Api } from './api.ts';
import { endable } from './transports/endable.ts';
import { operations, type Asking, type Prepared } from './transports/operation.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What came of a document: the data, and what could not be had, each with its place in the data. */
export interface Outcome {
  data: unknown;
  errors: readonly { path: readonly (string | number)[]; error: WharfingerError }[];
}

/** Runs documents that transports other than GraphQL write, against the same schema and in the same context. */
export interface Executor {
  schema: GraphQLSchema;
  /** Whether a field asks the engine, or writes to the audit log, before it answers. */
  costs(type: string, field: string): boolean;
  /** Takes a document of the program's own, once, which the limits are not for. Throws where the schema does not allow it. */
  learn(document: string): void;
  /** A query or mutation. Throws BAD_INPUT or QUERY_TOO_COMPLEX where a document that was not learnt is refused. */
  run(document: string, variables: Variables, asking: Asking): Promise<Outcome>;
  /** A subscription's results; `over` is aborted when they have been left. Throws what keeps it from beginning. */
  follow(
    document: string,
    variables: Variables,
    asking: Omit<Asking, 'signal'>,
    over: AbortController,
  ): Promise<AsyncIterable<Outcome>>;
}

export function executor({ schema, context }: Api, limits: QueryLimits): Executor {
  const { prepare, run, follow } = operations(schema, context, limits);
  const own = new Map<string, DocumentNode>();

  const prepared = (query: string, variables: Variables): Prepared => {
    const parameters = { query, variables, operationName: null };
    const document = own.get(query);
    const kind = document && getOperationAST(document)?.operation;
    if (document !== undefined && kind !== undefined) return { kind, parameters, document };
    const preparation = prepare(parameters);
    if (!preparation.ok) throw catalogued(preparation.errors[0]);
    return preparation.operation;
  };

  return {
    schema,
    costs: (type, field) => weightOf(type, field, false) > 0,
    learn(text) {
      if (own.has(text)) return;
      const document = parse(text);
      const [problem] = validate(schema, document);
      if (problem !== undefined) throw internal(`a document of our own is wrong: ${problem.message}: ${text}`);
      own.set(text, document);
    },
    run: async (document, variables, asking) => outcome(await run(prepared(document, variables), asking)),
    async follow(document, variables, asking, over) {
      const results = await follow(prepared(document, variables), { ...asking, signal: over.signal });
      if (!(Symbol.asyncIterator in results)) throw catalogued(results.errors?.[0]);
      return outcomes(endable(results, over));
    },
  };

  function outcome({ data, errors = [] }: ExecutionResult): Outcome {
    return { data, errors: errors.map((error) => ({ path: error.path ?? [], error: catalogued(error) })) };
  }

  async function* outcomes(results: AsyncIterable<ExecutionResult>): AsyncGenerator<Outcome> {
    for await (const result of results) yield outcome(result);
  }
}
