import type { FastifyInstance } from 'fastify';
import { OperationTypeNode } from 'graphql';
import mercurius from 'mercurius';
import type { Caller, Source } from '../access/caller.ts';
import type { Credential } from '../access/identify.ts';
import type { Config } from '../config.ts';
import type { Api } from './api.ts';
import { compiler } from './compiled.ts';
import { ide } from './ide.ts';
import type { Repeats } from './repeats.ts';
import type { ResponseCache } from './response-cache.ts';
import type { Connections } from './transports/connections.ts';
import { listedDocuments, unlisted } from './transports/listed.ts';
import { operations, type Operations } from './transports/operation.ts';
import type { RefusedRequest } from './transports/deps.ts';
import { graphqlRoutes } from './transports/routes.ts';

/** What of the edge's gate this room needs. */
interface Gate {
  meet(authorization: string | undefined): Promise<void> | null;
  admit(credential: Credential, source: Source): Caller;
  refused(request: RefusedRequest, source: Source): void;
}

export interface GraphqlDeps {
  config: Pick<Config, 'graphql' | 'corsOrigins' | 'http'>;
  gate: Gate;
  /** Throws OVERLOADED while reads are refused. */
  admitRead: () => void;
  api: Api;
  /** All that lives longer than a request, other transports' included. */
  connections: Connections;
  answers: ResponseCache;
  repeats: Repeats;
}

/**
 * GraphQL: Mercurius holds the schema and runs mutations; queries, which `prepare` has parsed and checked already, are run as they are until they are asked often; the routes are our own, because its own let subscriptions pass unvalidated, take
 * header values out of `connection_init`, and bound nothing.
 */
export async function graphqlApi(
  scope: FastifyInstance,
  { config, gate, admitRead, api, connections, answers, repeats }: GraphqlDeps,
): Promise<void> {
  await scope.register(mercurius, {
    schema: api.schema,
    routes: false,
    graphiql: false,
    // The transports format and log errors, the same for all of them; here they stay what they are.
    errorFormatter: ({ data, errors }) => ({ statusCode: 200, response: { data, errors } }),
  });

  const { documents } = config.graphql;
  const prepared = operations(scope.graphql.schema, api.context, config.graphql);
  const compiled = compiler(scope.graphql.schema);
  const run: Operations['run'] = (operation, asking) => {
    const { query, operationName, variables } = operation.parameters;
    const quick = compiled(operation);
    if (quick !== null) return quick(api.context(asking), variables);
    if (operation.kind === OperationTypeNode.QUERY) return prepared.run(operation, asking);
    return scope.graphql(query, { ...api.context(asking) }, { ...variables }, operationName ?? undefined);
  };

  await scope.register(graphqlRoutes, {
    operations: { ...prepared, run },
    documents: documents.path === null ? unlisted : listedDocuments(documents.path, documents.only, scope.graphql.schema),
    connections,
    answers,
    repeats,
    admitRead,
    sourceOf: (request) => ({ ...request.source, transport: 'graphql' }),
    callerOf: (request) => request.caller,
    identify: async (request, authorization = request.headers.authorization, source) => {
      const credential = { ...request.credential, authorization };
      await gate.meet(credential.authorization);
      return gate.admit(credential, source);
    },
    refused: (request, source) => gate.refused(request, source),
    allowedOrigins: config.corsOrigins,
    maxSubscriptionsPerSocket: config.graphql.maxSubscriptionsPerSocket,
    maxPayloadBytes: config.http.bodyLimit,
  });
  await scope.register(ide);
}
