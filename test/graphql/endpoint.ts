import { builtInPolicy } from '../../src/access/policy.ts';
import type { TestContext } from 'node:test';
import { fastify } from 'fastify';
import type { Caller, Source } from '../../src/access/caller.ts';
import { websockets } from '../../src/edge/websockets.ts';
import { forbidden, unauthenticated } from '../../src/errors.ts';
import { executableSchema } from '../../src/graphql/schema.ts';
import { connections, defaultConnectionLimits, type ConnectionLimits } from '../../src/graphql/transports/connections.ts';
import { operations, type Asking } from '../../src/graphql/transports/operation.ts';
import { fingerprint } from '../../src/access/fingerprint.ts';
import { unlisted } from '../../src/graphql/transports/listed.ts';
import { responseCache } from '../../src/graphql/response-cache.ts';
import { graphqlRoutes } from '../../src/graphql/transports/routes.ts';

const sdl = /* GraphQL */ `
  type Query {
    hello: String
    item(ref: String!): Item
    items(first: Int = 2): ItemConnection!
    defect: String
    refused: String
    whoami: String!
    source: String!
  }
  type Item {
    name: String!
    size: Int
    items(first: Int): ItemConnection!
    tags: [Tag!]!
  }
  type Tag {
    key: String
    item: Item
  }
  type ItemConnection {
    nodes: [Item!]!
  }
  type Mutation {
    act(reason: String): Boolean!
  }
  type Subscription {
    count(to: Int!): Int!
    silence: Int!
    flood: String!
    broken: Int!
  }
`;

export const limits = { maxDepth: 15, maxAliases: 10, maxRootFields: 10, maxTokens: 1000, maxCost: 10_000 };

/** Who holds which token; a test takes one away by deleting it. */
export const caller = (id: string): Caller => ({
  type: 'token',
  id,
  name: id,
  role: 'admin',
  permissions: new Set(),
  authMethod: 'bearer',
  tokenId: id,
  expiresAt: null,
  bootstrap: false,
  scopes: [],
  policy: builtInPolicy,
});

/** The GraphQL endpoint on a schema of a few fields, listening on loopback; `state` tells what the sources were asked for. */
export async function startEndpoint(
  t: TestContext,
  options: { connections?: Partial<ConnectionLimits>; maxSubscriptions?: number } = {},
) {
  const tokens = new Map([
    ['alice', caller('alice')],
    ['bob', caller('bob')],
  ]);
  const state = { acts: 0, flooded: 0, open: 0, aborted: 0 };
  const tag = { key: 'k', item: { name: 'inner', items: { nodes: [] } } };
  const item = { name: 'web', size: 1, tags: [tag], items: { nodes: [] } };

  const follow = <T>(name: string, source: (signal: AbortSignal) => AsyncIterable<T>) => ({
    subscribe: (_root: unknown, _args: unknown, { signal }: Asking) => {
      state.open += 1;
      signal.addEventListener('abort', () => {
        state.open -= 1;
        state.aborted += 1;
      });
      return source(signal);
    },
    resolve: (value: T) => value,
    name,
  });

  const schema = executableSchema(
    sdl,
    {
      Query: {
        hello: () => 'world',
        item: () => item,
        items: () => ({ nodes: [item, item] }),
        defect: () => {
          throw new Error('secret detail');
        },
        refused: () => {
          throw forbidden('You may not.', { auditId: 'audit-1' });
        },
        whoami: (_root: unknown, _args: unknown, { caller: { id } }: Asking) => id,
        source: (_root: unknown, _args: unknown, { source }: Asking) => JSON.stringify(source),
      },
      Mutation: {
        act: (_root: unknown, _args: unknown, { recordedAs }: Asking) => {
          state.acts += 1;
          recordedAs('audit-2');
          return true;
        },
      },
      Subscription: {
        count: {
          subscribe: async function* (_root: unknown, { to }: { to: number }) {
            for (let n = 1; n <= to; n += 1) yield n;
          },
          resolve: (n: number) => n,
        },
        silence: follow('silence', async function* (signal) {
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
          yield* [];
        }),
        flood: follow('flood', async function* (signal) {
          for (; !signal.aborted; state.flooded += 1) {
            yield 'x'.repeat(50_000);
            await new Promise((resolve) => setImmediate(resolve));
          }
        }),
        broken: follow('broken', async function* () {
          yield 1;
          throw new Error('secret detail');
        }),
      },
    },
    [],
    {},
  );

  const app = fastify();
  const identify = (authorization: string | undefined): Caller => {
    const found = tokens.get(authorization?.replace(/^Bearer /i, '') ?? '');
    if (found === undefined) throw unauthenticated('No valid credential.');
    return found;
  };
  const source: Source = {
    transport: 'graphql',
    address: '127.0.0.1',
    port: null,
    userAgent: null,
    requestId: null,
    claimed: {},
  };
  const open = connections(
    ({ id }) => tokens.has(id),
    () => performance.now(),
    { ...defaultConnectionLimits, checkEveryMs: 20, ...options.connections },
  );
  const port = async () => {
    await app.register(websockets, { maxPayloadBytes: 100_000 });
    await app.register((scope) =>
      graphqlRoutes(scope, {
        operations: operations(schema, (asking) => asking, limits),
        connections: open,
        // The resolvers here read from what nobody watches.
        answers: responseCache({ maxBytes: 0, now: Date.now, fingerprint }),
        repeats: { learn: () => {} },
        documents: unlisted,
        admitRead: () => {},
        sourceOf: () => source,
        callerOf: (request) => identify(request.headers.authorization),
        identify: (request, given) => identify(given ?? request.headers.authorization),
        refused: () => {},
        allowedOrigins: ['https://dashboard.example'],
        maxSubscriptionsPerSocket: options.maxSubscriptions ?? 5,
        maxPayloadBytes: 100_000,
      }),
    );
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  t.after(() => app.close());
  const at = `127.0.0.1:${await port()}`;
  return {
    app,
    at,
    url: `http://${at}/graphql`,
    ws: `ws://${at}/graphql`,
    stream: `http://${at}/graphql/stream`,
    state,
    tokens,
    open,
  };
}

export const asAlice = { authorization: 'Bearer alice' };

/** POSTs an operation as alice, and gives status, headers and body. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asAlice, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, json, text };
}
