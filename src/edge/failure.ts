import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { badInput, internal, notFound, rateLimited, unauthenticated, WharfingerError } from '../errors.ts';
import { Overloaded } from './pressure.ts';
import { RateLimited } from './rate.ts';

/** The body of every answer that is an error and not GraphQL's. */
export interface ErrorBody {
  error: { code: string; message: string; requestId: string; auditId?: string };
}

interface Shown {
  error: WharfingerError;
  /** Where the framework's own status says more than our code's (413, 415). */
  status: number;
}

/**
 * What a client is told of any error. One of the catalogue goes out as it is; a refusal of the framework's (malformed JSON, a body too large) becomes
 * BAD_INPUT with its own status; anything else is a defect, is logged whole, and goes out as INTERNAL with nothing in it.
 */
export function shownAs(error: unknown, log: Pick<FastifyBaseLogger, 'error' | 'info'>): Shown {
  if (error instanceof WharfingerError) {
    if (error.cause !== undefined) log[error.http >= 500 ? 'error' : 'info']({ err: error, code: error.code }, error.message);
    return { error, status: error.http };
  }
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (error instanceof Error && status >= 400 && status < 500) {
    return { error: clientError(status, error.message), status };
  }
  log.error({ err: error }, 'unclassified error reached the edge');
  const masked = internal('Something went wrong inside Wharfinger; its log has the cause under the request id.', {
    cause: error,
  });
  return { error: masked, status: masked.http };
}

function clientError(status: number, message: string): WharfingerError {
  if (status === 401) return unauthenticated(message);
  if (status === 404) return notFound(message);
  if (status === 429) return rateLimited(message);
  return badInput(message);
}

export function errorBody(error: WharfingerError, requestId: string): ErrorBody {
  const { code, message, auditId } = error;
  return { error: { code, message, requestId, ...(auditId === undefined ? {} : { auditId }) } };
}

export function errorHandler(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const shown = shownAs(error, request.log);
  if (shown.error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="wharfinger"');
  if (error instanceof RateLimited || error instanceof Overloaded) reply.header('retry-after', error.retryAfterSeconds);
  if (shown.error.auditId !== undefined) reply.header('x-audit-id', shown.error.auditId);
  return reply.code(shown.status).type('application/json; charset=utf-8').send(errorBody(shown.error, request.id));
}

export function notFoundHandler(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return errorHandler(notFound(`There is nothing at ${request.method} ${pathOf(request.url).slice(0, 256)}.`), request, reply);
}

/** A URL without its query. */
export function pathOf(url: string): string {
  return url.replace(/\?.*$/s, '');
}
