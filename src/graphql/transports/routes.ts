import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { badInput, WharfingerError } from '../../errors.ts';
import { catalogued, formatError } from '../errors.ts';
import type { TransportDeps } from './deps.ts';
import { getHandler, postHandler } from './http.ts';
import { streamHandler } from './sse.ts';
import { upgradeCheck, websocketHandler } from './websocket.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of a GraphQL request as it came; empty where there was none. */
    bodyText: string;
  }
}

/**
 * The GraphQL endpoint: `/graphql` for queries and mutations and for WebSockets, `/graphql/stream` for Server-Sent Events. To be registered in a scope
 * of its own: it takes no other body than JSON and answers errors, those of the edge's hooks included, in GraphQL's shape.
 */
export async function graphqlRoutes(scope: FastifyInstance, deps: TransportDeps): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.decorateRequest('bodyText', '');
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: deps.maxPayloadBytes },
    (request, body, done) => {
      const charset = /charset="?([^";]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
      if (charset !== undefined && !/^utf-?8$/i.test(charset.trim())) return done(unsupported('The charset must be utf-8.'));
      request.bodyText = body.toString();
      return parseJson(request, request.bodyText, done);
    },
  );
  scope.setErrorHandler((error, request, reply) => errorHandler(deps, error, request, reply));
  scope.addHook('preClose', (done) => {
    deps.connections.close();
    done();
  });

  const graphql = { transport: 'graphql' } as const;
  scope.post('/graphql', { config: graphql }, postHandler(deps));
  // Left open by the edge, since a browser cannot put a credential on an upgrade: both handlers ask for the caller themselves.
  scope.route({
    method: 'GET',
    url: '/graphql',
    exposeHeadRoute: false,
    config: { ...graphql, open: true },
    onRequest: upgradeCheck(deps),
    handler: getHandler(deps),
    wsHandler: websocketHandler(deps),
  });
  scope.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    exposeHeadRoute: false,
    config: graphql,
    handler: streamHandler(deps),
  });
}

function unsupported(message: string): Error & { statusCode: number } {
  return Object.assign(new Error(message), { statusCode: 415 });
}

/** Errors before or beside an operation. Fastify's own (no JSON, too large, wrong type) keep their status and are the client's fault. */
function errorHandler(deps: TransportDeps, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = error instanceof Error && !(error instanceof WharfingerError) ? numberIn(error, 'statusCode') : null;
  const isClients = refused !== null && refused >= 400 && refused < 500;
  const shown = isClients && error instanceof Error ? badInput(error.message, { cause: error }) : catalogued(error);
  const status = isClients ? refused : shown.http;
  const unread = status >= 400 && status < 500 && shown.code === 'BAD_INPUT' && request.method === 'POST';
  if (unread)
    deps.refused(
      { reason: 'malformed', caller: request.knownCaller, what: 'a body that cannot be read' },
      deps.sourceOf(request),
    );
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="wharfinger"');
  const wait = error instanceof Error ? numberIn(error, 'retryAfterSeconds') : null;
  if (wait !== null) reply.header('retry-after', wait);
  if (shown.auditId !== undefined) reply.header('x-audit-id', shown.auditId);
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ errors: [formatError(new GraphQLError(shown.message, { originalError: shown }), request.log)] });
}

function numberIn(error: Error, key: string): number | null {
  const found = Object.entries(error).find(([name]) => name === key)?.[1];
  return typeof found === 'number' ? found : null;
}
