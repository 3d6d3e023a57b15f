import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { badInput } from '../errors.ts';
import { arrivalLimit } from './arrival.ts';
import { errorBody, errorHandler, notFoundHandler } from './failure.ts';
import type { Gate } from './gate.ts';
import { followHandshakes } from './handshakes.ts';
import { health, type Probe } from './health.ts';
import { identity, type EntryGate } from './identity.ts';
import { logRequest } from './log.ts';
import type { Pressure } from './pressure.ts';
import { metrics, type Figure } from './metrics.ts';
import { boundConnections } from './most-connections.ts';
import { tlsOptions } from './tls.ts';
import { closeUnused } from './unused.ts';

export interface ServerDeps {
  config: Pick<Config, 'http' | 'tls' | 'trustedProxies' | 'corsOrigins'>;
  log: FastifyBaseLogger;
  gate: Gate;
  pressure: Pressure;
  probes: readonly Probe[];
  figures: readonly Figure[];
}

const maxHeaderBytes = 16_384;
const requestsPerConnection = 10_000;
/** Headers that are late are looked for this often, in milliseconds; Node does it every half minute, however short their time is. */
const longestLook = 5_000;

/**
 * The listener with all that holds for every request, health and metrics among it. Routes are registered on what it gives; each is closed to whoever has
 * no credential unless its `config` says `open: true`.
 */
export async function buildServer({ probes, figures, ...deps }: ServerDeps): Promise<FastifyInstance> {
  const app = await buildListener(deps);
  const ofConnections = boundConnections(app, deps.config.http.maxConnections);
  await app.register(metrics, { figures: [...figures, ...ofConnections], gate: deps.gate });
  await app.register(health, { probes });
  followHandshakes(app, (refusal, source) => deps.gate.turnedAway(refusal, source));
  return app;
}

export interface ListenerDeps extends Pick<ServerDeps, 'config' | 'log' | 'pressure'> {
  gate: EntryGate;
  /** What a request's target is taken for; absent: as it came. */
  rewriteUrl?: (request: { url?: string | undefined }) => string;
}

/** What every request passes, however it comes: limits, identity, the shape of errors, headers. */
export async function buildListener({ config, log, gate, pressure, rewriteUrl }: ListenerDeps): Promise<FastifyInstance> {
  const { http } = config;
  const ofNode = {
    maxHeaderSize: maxHeaderBytes,
    connectionsCheckingInterval: Math.min(http.requestTimeoutMs, longestLook),
  };
  const app = fastify({
    loggerInstance: log,
    // logRequest says the same in one line, without the query.
    logController: new LogController({ disableRequestLogging: true }),
    // An id that a client chooses could be made to collide with another's in the log; theirs is kept as a claim.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: http.bodyLimit,
    // arrivalLimit has it.
    requestTimeout: 0,
    connectionTimeout: http.connectionTimeoutMs,
    keepAliveTimeout: http.keepAliveTimeoutMs,
    maxRequestsPerSocket: requestsPerConnection,
    ...(config.tls === null ? { http: ofNode } : { https: { ...tlsOptions(config.tls), ...ofNode } }),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => void errorHandler(error, request, reply),
    clientErrorHandler: answerUnreadable,
    routerOptions: { maxParamLength: 256 },
    ...(rewriteUrl === undefined ? {} : { rewriteUrl }),
  });
  app.server.headersTimeout = http.requestTimeoutMs;
  closeUnused(app, { secure: config.tls !== null });

  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(errorHandler);
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', request.id);
    next();
  });
  app.addHook(
    'onRequest',
    arrivalLimit(http.requestTimeoutMs, ({ socket }) => answerUnreadable({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket)),
  );
  app.addHook('onResponse', (request, reply, next) => {
    logRequest(request, reply);
    next();
  });
  // The connection is silent while an action runs, for as long as the action takes.
  app.addHook('preHandler', (request, _reply, next) => {
    request.socket.setTimeout?.(0);
    next();
  });
  app.addHook('onSend', (request, _reply, payload, next) => {
    request.socket.setTimeout?.(http.connectionTimeoutMs);
    next(null, payload);
  });

  await app.register(helmet, {
    // What this server sends is data; a page that is one (the IDE) says what it needs itself.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: config.corsOrigins.length > 0 ? 'cross-origin' : 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // Whoever has the name decides that for it.
    strictTransportSecurity: false,
  });
  if (config.corsOrigins.length > 0) {
    // Before identity: a browser's preflight carries no credential.
    await app.register(cors, {
      origin: [...config.corsOrigins],
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'accept', 'last-event-id', 'idempotency-key', 'x-wharfinger-build-args'],
      exposedHeaders: ['x-request-id', 'x-audit-id', 'retry-after', 'link', 'location'],
      maxAge: 600,
    });
  }
  await app.register(identity, { gate, config });
  app.addHook('onRequest', (request, _reply, next) => {
    const { open, transport } = request.routeOptions.config;
    // GraphQL knows its reads by their documents; what is open is asked by whoever watches over this process.
    if (request.method === 'GET' && open !== true && transport !== 'graphql') pressure.admitRead();
    next();
  });
  // After identity: a stranger does not learn which paths exist.
  app.setNotFoundHandler(notFoundHandler);
  return app;
}

/** A request that is no HTTP, or took too long to arrive: there is no request to route, only a connection to answer on. */
function answerUnreadable(error: { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = unreadable[error.code ?? ''] ?? [400, 'The request is not HTTP that can be read.'];
  const body = JSON.stringify(errorBody(badInput(message), randomUUID()));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json; charset=utf-8`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  // Closed while something is on its way here, it would take the answer with it; left to the client, it would stay open for as long as they like.
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

const lingerMs = 1000;

const unreadable: Readonly<Record<string, [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive (WHARFINGER_REQUEST_TIMEOUT).'],
  HPE_HEADER_OVERFLOW: [431, `The headers are larger than ${maxHeaderBytes} bytes.`],
};
