import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Caller } from '../access/caller.ts';
import type { Config } from '../config.ts';
import { pathOf } from './failure.ts';

/** Where lines go, and whether a person reads them there. */
export interface LogOutput {
  stream: NodeJS.WritableStream;
  terminal: boolean;
}

/**
 * The program's log. Secrets do not get in: known places are redacted, and whatever has the form of a token is blotted out of the finished line,
 * wherever it came from.
 */
export function createLog({ level, format }: Config['log'], { stream, terminal }: LogOutput): Logger {
  const pretty = format === 'pretty' || (format === 'auto' && terminal);
  const out: DestinationStream = pretty
    ? PinoPretty({
        destination: stream,
        colorize: terminal,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
        singleLine: true,
      })
    : { write: (line) => void stream.write(line) };
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          'authorization',
          'headers.authorization',
          'headers.cookie',
          '*.authorization',
          '*.headers.authorization',
          '*.headers.cookie',
          'secret',
          '*.secret',
        ],
        censor: '[secret]',
      },
      serializers: { err: stdSerializers.errWithCause },
      hooks: { streamWrite: (line) => line.replace(/(whf_[a-z]+_)[0-9A-Za-z_]+/g, '$1[secret]') },
    },
    out,
  );
}

/** What the log says of a request that was answered. */
export interface AnswerLine {
  /** Left out where the log is the request's own. */
  reqId?: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  address: string | null;
  caller: Caller | null;
  auditId?: unknown;
}

/** One line for each request that was answered: who, what, how it ended, and under which audit event it is on record. Never the query of the URL. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const quiet = request.routeOptions.config.open === true && reply.statusCode < 500;
  logAnswer(request.log, quiet ? 'debug' : 'info', {
    method: request.method,
    path: pathOf(request.url),
    status: reply.statusCode,
    ms: reply.elapsedTime,
    address: request.source.address,
    caller: request.knownCaller,
    auditId: reply.getHeader('x-audit-id'),
  });
}

export function logAnswer(
  log: Pick<FastifyBaseLogger, 'debug' | 'info'>,
  level: 'debug' | 'info',
  { caller, auditId, ms, ...line }: AnswerLine,
): void {
  log[level](
    {
      ...line,
      ms: Math.round(ms * 10) / 10,
      ...(caller === null ? {} : { actor: caller.name, actorId: caller.id }),
      ...(auditId === undefined ? {} : { auditId }),
    },
    'request',
  );
}
