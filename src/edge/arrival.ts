import type { FastifyRequest, onRequestHookHandler } from 'fastify';

/**
 * Hands a request whose body takes longer than this to arrive to `late`. In place of Node's own limit, which knows no exceptions: routes that take
 * streams (`streams: true` in their `config`) see to the pace of theirs themselves. The headers have a limit of their own.
 *
 * What still arrives of a request that has been answered (it was refused, mostly) is read by Node to its end, for as long as that takes: it gets this time
 * once more, and then its connection is closed.
 */
export function arrivalLimit(ms: number, late: (request: FastifyRequest) => void): onRequestHookHandler {
  return (request, reply, next) => {
    const { raw, headers } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody) {
      let timer = request.routeOptions.config.streams === true ? undefined : setTimeout(late, ms, request);
      raw.once('end', () => clearTimeout(timer));
      reply.raw.once('close', () => {
        clearTimeout(timer);
        if (!raw.complete && !raw.socket.destroyed) timer = setTimeout(() => raw.destroy(), ms).unref();
      });
    }
    next();
  };
}
