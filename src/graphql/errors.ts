import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { errorCodes, internal, WharfingerError, type ErrorCode } from '../errors.ts';

/** Where the full story of an unexpected error goes: the request's logger. */
export interface ErrorLog {
  error(fields: object, message: string): void;
}

/**
 * An error as the client gets it: `extensions.code` from the catalogue, `auditId` where the attempt is on record, and nothing of what is not ours to
 * show. What is not in the catalogue is a defect: it is logged once with its cause, and masked as INTERNAL.
 */
export function formatError(error: GraphQLError, log: ErrorLog): GraphQLFormattedError {
  const shown = catalogued(error);
  if (shown.code === 'INTERNAL')
    log.error({ err: shown.cause ?? error, path: error.path }, 'a GraphQL field failed unexpectedly');
  return {
    message: shown.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: {
      code: shown.code,
      ...(shown.auditId === undefined ? {} : { auditId: shown.auditId }),
      ...(shown.engineStatus === undefined ? {} : { engineStatus: shown.engineStatus }),
    },
  };
}

/** The catalogue's error inside one of graphql-js; a GraphQLError with no cause is the document's or its variables' own fault. */
export function catalogued(error: unknown): WharfingerError {
  if (error instanceof WharfingerError) return error;
  if (!(error instanceof GraphQLError)) return masked(error);
  const code = error.extensions['code'];
  if (isCode(code)) return new WharfingerError(code, error.message, { cause: error });
  if (error.originalError === undefined) return new WharfingerError('BAD_INPUT', error.message, { cause: error });
  return catalogued(error.originalError);
}

/** As an error of graphql-js, which keeps it as the original. */
export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const shown = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(shown.message, { originalError: shown });
}

function masked(cause: unknown): WharfingerError {
  return internal('Something went wrong inside Wharfinger; its log has the cause under the request id.', { cause });
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}
