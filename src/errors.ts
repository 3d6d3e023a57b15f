/**
 * The error catalogue. Every error a client can meet is one of these; anything else is a defect of ours and is masked as INTERNAL at the edge.
 * Codes are a contract: they are never reused for another meaning. `http` is the status REST and the gateway answer with.
 */
export const errorCodes = {
  UNAUTHENTICATED: { http: 401, meaning: 'No credential was given, or it is malformed, unknown, revoked or expired.' },
  FORBIDDEN: { http: 403, meaning: 'The caller is known and may not do this.' },
  NOT_FOUND: { http: 404, meaning: 'No such object, or none that this caller may see.' },
  CONFLICT: { http: 409, meaning: 'The object is in a state, or has a name, that does not allow this.' },
  BAD_INPUT: { http: 400, meaning: 'The request itself is wrong; nothing was done.' },
  ENGINE_UNAVAILABLE: { http: 503, meaning: 'The Docker Engine cannot be reached.' },
  ENGINE_ERROR: { http: 502, meaning: 'The Docker Engine answered with a failure of its own.' },
  TIMEOUT: { http: 504, meaning: 'The Docker Engine did not answer in time; whether the action took effect is unknown.' },
  AUDIT_UNAVAILABLE: { http: 503, meaning: 'The audit log cannot be written, so nothing was done.' },
  EXECUTED_NOT_RECORDED: {
    http: 500,
    meaning: 'The action was carried out, but its outcome could not be recorded. Do not retry.',
  },
  RATE_LIMITED: { http: 429, meaning: 'Too many requests; try again later.' },
  OVERLOADED: { http: 503, meaning: 'Wharfinger is too busy for reads; try again later. Actions are still taken.' },
  QUERY_TOO_COMPLEX: { http: 400, meaning: 'The GraphQL document exceeds a limit on size, depth, aliases or cost.' },
  INTERNAL: { http: 500, meaning: 'A defect in Wharfinger. The log has the cause under the request id.' },
} as const satisfies Record<string, { http: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorOptions {
  cause?: unknown;
  /** The audit event under which the attempt is on record. */
  auditId?: string;
  /** The HTTP status the engine answered with, where it did. */
  engineStatus?: number;
  /** Where HTTP has a status that says more than the code's: 411, 413, 415. */
  http?: number;
}

/** An error whose message and code may be shown to the client as they are. The cause stays in our log. */
export class WharfingerError extends Error {
  readonly code: ErrorCode;
  readonly engineStatus: number | undefined;
  readonly http: number;
  auditId: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'WharfingerError';
    this.code = code;
    this.auditId = options.auditId;
    this.engineStatus = options.engineStatus;
    this.http = options.http ?? errorCodes[code].http;
  }
}

const kind = (code: ErrorCode) => (message: string, options?: ErrorOptions) => new WharfingerError(code, message, options);

export const unauthenticated = kind('UNAUTHENTICATED');
export const forbidden = kind('FORBIDDEN');
export const notFound = kind('NOT_FOUND');
export const conflict = kind('CONFLICT');
export const badInput = kind('BAD_INPUT');
export const engineUnavailable = kind('ENGINE_UNAVAILABLE');
export const engineError = kind('ENGINE_ERROR');
export const timedOut = kind('TIMEOUT');
export const auditUnavailable = kind('AUDIT_UNAVAILABLE');
export const executedNotRecorded = kind('EXECUTED_NOT_RECORDED');
export const rateLimited = kind('RATE_LIMITED');
export const queryTooComplex = kind('QUERY_TOO_COMPLEX');
export const internal = kind('INTERNAL');

/** An error as it is told: one of those above as it is, any other as our own failure, with itself as the cause. */
export function told(error: unknown): WharfingerError {
  if (error instanceof WharfingerError) return error;
  return internal('Something went wrong inside Wharfinger; its log has the cause.', { cause: error });
}
