import type { FastifyRequest, onRequestHookHandler } from 'fastify';

/**
 * Hands a request whose body takes longer than this to arrive to `late`. In place of Node's own limit, which knows no exceptions: routes that take
 * streams (`streams: true` in their `config`) see to the pace of theirs themselves. The headers have a limit of their own.
 */
export function arrivalLimit(ms: number, late: (request: FastifyRequest) => void): onRequestHookHandler {
  return (request, reply, next) => {
    const { raw, headers } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody && request.routeOptions.config.streams !== true) {
      const timer = setTimeout(late, ms, request);
      const there = () => clearTimeout(timer);
      raw.once('end', there).once('close', there);
      reply.raw.once('close', there);
    }
    next();
  };
}
