import { badInput, conflict, engineError, engineUnavailable, notFound, timedOut, told, WharfingerError } from '../errors.ts';
import { noPermission } from './discover.ts';

/** The messages under which engines answer 500, or 403 about networks, although the cause is the request or the object's state. Texts of 20.10 to 28. */
const misfiled: readonly (readonly [RegExp, typeof conflict])[] = [
  [/is not paused/i, conflict],
  [/is already paused/i, conflict],
  [/is not running/i, conflict],
  [/no such process/i, conflict],
  [/is marked read-only|read-only file system|cannot overwrite (non-)?directory/i, conflict],
  [/extraction point is not a directory|^lstat .*: not a directory/i, badInput],
  [/port is already allocated|address already in use/i, conflict],
  [/is already in progress/i, conflict],
  [/^ps: |error running ps|unsupported option|unknown gnu long option/i, badInput],
  [/^strconv\./, badInput],
  [/no such (container|image|network|volume)/i, notFound],
  [/pool overlaps|has active endpoints|already exists in network|is not connected to/i, conflict],
  [/pre-?defined network/i, badInput],
];

const byStatus: Record<number, typeof conflict> = { 400: badInput, 404: notFound, 409: conflict };

/** The engine answered with a failure: its message is kept, its status is in `engineStatus`. */
export function answeredFailure(status: number, message: string): WharfingerError {
  const text = message.trim().slice(0, 2_000) || `the engine answered ${status} without a word`;
  // A route the engine does not have is not an object it does not have.
  if (status === 404 && /^(404 )?page not found/i.test(text)) return engineError(text, { engineStatus: status });
  const kind =
    byStatus[status] ??
    (status === 500 || status === 403 ? misfiled.find(([pattern]) => pattern.test(text))?.[1] : undefined) ??
    engineError;
  return kind(text, { engineStatus: status });
}

/** The cause of a failure that came before anything of the request had left: nothing can have been done. */
export class NotSent extends Error {}

/** Whether the engine may have seen anything of a request that failed like this. */
export function wasSent(error: unknown): boolean {
  return !(error instanceof WharfingerError && error.cause instanceof NotSent);
}

/** The same failure, of a request that was not sent for it. */
export function unsent(cause: unknown): WharfingerError {
  const { code, message } = told(cause);
  return new WharfingerError(code, message, { cause: new NotSent('the request was not sent', { cause }) });
}

/** No answer came within the deadline; `unsentFor`: why the request had not even left. */
export function lateFailure(what: string, deadlineMs: number, unsentFor?: NotSent): WharfingerError {
  const within = `within ${deadlineMs / 1000} s: ${what}`;
  if (unsentFor === undefined) return timedOut(`the engine did not answer ${within}`);
  return timedOut(`the request could not be sent to the engine ${within} (${unsentFor.message})`, { cause: unsentFor });
}

/** Codes of a connection that was never made. */
const neverMade = new Set(['ECONNREFUSED', 'ENOENT', 'EACCES', 'EPERM', 'ENOTFOUND', 'EAI_AGAIN']);

/** No connection, or one that broke before or inside the answer. Names the address and what to do. */
export function connectionFailure(cause: unknown, address: string): WharfingerError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  // OpenSSL's messages end with a line break.
  const message = (cause instanceof Error ? cause.message : String(cause)).trim().slice(0, 300);
  const sent = !neverMade.has(code);
  return engineUnavailable(`${sentence(code, message, address)} [${address}]`, {
    cause: sent ? cause : new NotSent(message, { cause }),
  });
}

function sentence(code: string, message: string, address: string): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no engine: the socket does not exist. Start Docker, or set DOCKER_HOST';
    case 'EACCES':
    case 'EPERM':
      return noPermission(address.replace('unix://', ''));
    case 'ECONNREFUSED':
      return 'nothing listens there. Is the Docker daemon running?';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of the host cannot be resolved. Check DOCKER_HOST';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'the host cannot be reached. Check DOCKER_HOST and the network';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection to the engine broke before it had answered';
    default:
      if (code.startsWith('HPE_'))
        return 'what answers there does not speak HTTP. Does the port want TLS (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH)?';
      if (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code))
        return `TLS failed (${message}). Check DOCKER_CERT_PATH and the engine's certificate`;
      return `the engine cannot be reached (${message})`;
  }
}
