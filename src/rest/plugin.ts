import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import type { View } from '../view/view.ts';
import { docs } from './docs.ts';
import type { Executor } from './executor.ts';
import { followHandler, type Connections } from './follow.ts';
import { logParameters, logsHandler } from './logs.ts';
import { openapi } from './openapi/document.ts';
import { planOf } from './plan.ts';
import { requestHandler } from './requests.ts';
import { routes } from './routes.ts';

export interface RestDeps {
  executor: Executor;
  connections: Connections;
  viewFor: (caller: Caller, source: Source) => View;
}

export const base = '/api/v1';

/** REST: the table of routes.ts, each row answered by the GraphQL field it names. To be registered in a scope of its own: it takes no body but JSON. */
export async function rest(scope: FastifyInstance, deps: RestDeps): Promise<void> {
  const { executor, connections } = deps;
  jsonOnly(scope);
  const plans = routes.flatMap(({ group, routes }) => routes.map((route) => planOf(executor, group, route)));
  for (const plan of plans) {
    const { method, path, kind } = plan.route;
    scope.route({
      method,
      url: base + path.replaceAll(/\{(\w+)\}/g, ':$1'),
      exposeHeadRoute: false,
      config: { transport: 'rest' },
      handler: kind === 'subscription' ? followHandler(plan, executor, connections) : requestHandler(plan, executor),
    });
  }
  scope.route<{ Params: { ref: string } }>({
    method: 'GET',
    url: `${base}/containers/:ref/logs`,
    exposeHeadRoute: false,
    config: { transport: 'rest' },
    handler: logsHandler(deps),
  });
  // Made when it is first asked for: it describes every field of the schema.
  let description: string | undefined;
  scope.get('/openapi.json', { exposeHeadRoute: false, config: { transport: 'rest' } }, (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send((description ??= JSON.stringify(openapi(plans, executor, logParameters(executor))))),
  );
  await scope.register(docs);
}

/** Bodies are JSON; one without a byte, as `curl -X POST` sends it, is none. */
function jsonOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request: FastifyRequest, body, done) => {
    if (body.length === 0) return done(null, null);
    return parse(request, typeof body === 'string' ? body : body.toString(), done);
  });
}
