import type { FastifyInstance } from 'fastify';
import mercurius from 'mercurius';
import type { Caller, Source } from '../access/caller.ts';
import type { AuditReader } from '../audit/log.ts';
import type { Config } from '../config.ts';
import { internal } from '../errors.ts';
import type { View } from '../view/view.ts';
import type { GraphqlContext } from './context.ts';
import { innerValues } from './enums.ts';
import { ide } from './ide.ts';
import { resolvers } from './resolvers.ts';
import { scalars } from './scalars.ts';
import { executableSchema } from './schema.ts';
import { readSdl } from './sdl.ts';
import { connections } from './transports/connections.ts';
import { operations, type Asking, type Operations } from './transports/operation.ts';
import { graphqlRoutes } from './transports/routes.ts';

/** What of the edge's gate this room needs. */
interface Gate {
  admit(authorization: string | undefined, source: Source): Caller;
  isActive(caller: Caller): boolean;
}

export interface GraphqlDeps {
  config: Pick<Config, 'graphql' | 'corsOrigins' | 'http'>;
  gate: Gate;
  viewFor: (caller: Caller, source: Source) => View;
  actions: GraphqlContext['actions'];
  audit: Pick<AuditReader, 'get'>;
  /** A steady clock, in milliseconds. */
  now: () => number;
}

/**
 * GraphQL: Mercurius holds the schema and runs queries and mutations; the routes are our own, because its own let subscriptions pass unvalidated, take
 * header values out of `connection_init`, and bound nothing.
 */
export async function graphqlApi(scope: FastifyInstance, deps: GraphqlDeps): Promise<void> {
  const { config, gate } = deps;
  await scope.register(mercurius, {
    schema: executableSchema(readSdl(), resolvers, scalars, innerValues),
    routes: false,
    graphiql: false,
    // The transports format and log errors, the same for all of them; here they stay what they are.
    errorFormatter: ({ data, errors }) => ({ statusCode: 200, response: { data, errors } }),
  });

  const context = ({ caller, source, signal, recordedAs }: Asking): GraphqlContext => ({
    view: deps.viewFor(caller, source),
    actions: deps.actions,
    recordedAs,
    signal,
    ownRecord: async (auditId) => {
      const entry = await deps.audit.get(auditId);
      if (entry === null) throw internal(`the audit event ${auditId} was written and cannot be found`);
      return entry;
    },
  });
  const prepared = operations(scope.graphql.schema, context, config.graphql);
  const run: Operations['run'] = ({ parameters }, asking) =>
    scope.graphql(parameters.query, { ...context(asking) }, { ...parameters.variables }, parameters.operationName ?? undefined);

  await scope.register(graphqlRoutes, {
    operations: { ...prepared, run },
    connections: connections((caller) => gate.isActive(caller), deps.now),
    sourceOf: (request) => ({ ...request.source, transport: 'graphql' }),
    callerOf: (request) => request.caller,
    identify: (authorization, source) => gate.admit(authorization, source),
    allowedOrigins: config.corsOrigins,
    maxSubscriptionsPerSocket: config.graphql.maxSubscriptionsPerSocket,
    maxPayloadBytes: config.http.bodyLimit,
  });
  await scope.register(ide);
}
