import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { mayWatch } from '../access/authorize.ts';

/** One thing that must be well for requests to be served. */
export interface Probe {
  name: string;
  check: () => { ok: boolean; problem?: string; detail?: string };
}

/**
 * `/livez`: the process answers. `/readyz`: all probes are well (200) or not (503); which, and why, is told only to who may see the host. Neither needs
 * a credential.
 */
export const health = fp<{ probes: readonly Probe[] }>(
  (app: FastifyInstance, { probes }, done) => {
    app.get('/livez', { config: { open: true } }, (_request, reply) => reply.send({ status: 'alive' }));

    app.get('/readyz', { config: { open: true } }, (request, reply): FastifyReply => {
      const checks = probes.map(({ name, check }) => ({ name, ...check() }));
      const ready = checks.every(({ ok }) => ok);
      reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
      return reply.send({ status: ready ? 'ready' : 'not ready', ...(maySeeDetails(request) ? { checks } : {}) });
    });
    done();
  },
  { name: 'health', dependencies: ['identity'] },
);

function maySeeDetails(request: FastifyRequest): boolean {
  return request.headers.authorization !== undefined && mayWatch(request.caller).allow;
}
