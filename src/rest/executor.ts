import type { GraphQLSchema } from 'graphql';
import type { Caller, Source } from '../access/caller.ts';
import type { WharfingerError } from '../errors.ts';

/** Who asks, and where from. */
export interface Asking {
  caller: Caller;
  source: Source;
  /** Aborted when the client has left. */
  signal: AbortSignal;
  /** Told the audit id of each action. */
  recordedAs: (auditId: string) => void;
}

/** What came of a document: the data, and what could not be had, each with its place in the data. */
export interface Outcome {
  data: unknown;
  errors: readonly Failure[];
}

export interface Failure {
  path: readonly (string | number)[];
  error: WharfingerError;
}

type Variables = Readonly<Record<string, unknown>>;

/** What answers this room's requests: the same schema, context, decisions and records that GraphQL has. */
export interface Executor {
  schema: GraphQLSchema;
  /** Whether a field asks the engine, or writes to the audit log, before it answers. */
  costs(type: string, field: string): boolean;
  /** Takes a document written here, once, which the limits on clients' documents are not for. */
  learn(document: string): void;
  run(document: string, variables: Variables, asking: Asking): Promise<Outcome>;
  /** A subscription's results; `over` is aborted when they have been left. Throws what keeps it from beginning. */
  follow(
    document: string,
    variables: Variables,
    asking: Omit<Asking, 'signal'>,
    over: AbortController,
  ): Promise<AsyncIterable<Outcome>>;
}
