import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws';
import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { Caller, Source } from '../../access/caller.ts';
import { forbidden, rateLimited, WharfingerError } from '../../errors.ts';
import { asGraphQLError, catalogued, formatError } from '../errors.ts';
import type { Ending } from './connections.ts';
import type { TransportDeps } from './deps.ts';
import { endable } from './endable.ts';
import { noteMalformed } from './malformed.ts';
import { keepAlive } from './keep-alive.ts';
import { formatted } from './operation.ts';
import { readParameters } from './parameters.ts';

const initTimeoutMs = 10_000;

/** Sockets at a time, those that have not said who they are included. */
const maxSockets = 1000;

const tryAgainLater = 1013;

const goingAway = 1001;

const closings: Record<Ending, { code: number; reason: string }> = {
  revoked: { code: CloseCode.Forbidden, reason: 'The credential has been revoked or has expired' },
  stuck: { code: tryAgainLater, reason: 'Too slow: nothing was read for two minutes' },
  shutdown: { code: goingAway, reason: 'Wharfinger is stopping' },
};

/** What belongs to one socket. The caller is fixed once `connection_init` has been accepted. */
interface Extra {
  socket: WebSocket;
  request: FastifyRequest;
  source: Source;
  caller: Caller | null;
  /** Why it is closed from our side. */
  ending?: Ending;
  /** What ends each running operation, by its `subscribe` payload: an id may be used again while its last operation is still ending. */
  over: Map<object, AbortController>;
}

/**
 * Refuses an upgrade before it happens: from a web page of a foreign origin (a browser sends the Origin header and cannot leave it out; other clients
 * have none), or with a wrong credential in its header. A right one, or none, goes on: `connection_init` decides.
 */
export function upgradeCheck(deps: TransportDeps) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!request.ws) return;
    if (request.server.websocketServer.clients.size >= maxSockets)
      throw rateLimited('There are too many open WebSockets; try again later.');
    const { origin, host, authorization } = request.headers;
    if (origin !== undefined && !deps.allowedOrigins.includes(origin) && hostOf(origin) !== host) {
      throw forbidden(
        `Web pages of ${origin.slice(0, 200)} may not open a WebSocket here; WHARFINGER_CORS_ORIGINS lists those that may.`,
      );
    }
    if (authorization !== undefined) await deps.callerOf(request);
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** GET /graphql, upgraded: the protocol graphql-transport-ws, and no other. */
export function websocketHandler(deps: TransportDeps) {
  const server = makeServer(serverOptions(deps));
  return (socket: WebSocket, request: FastifyRequest): void => {
    const extra: Extra = { socket, request, source: deps.sourceOf(request), caller: null, over: new Map() };
    const stopPings = keepAlive(socket);
    const closed = server.opened(
      {
        protocol: socket.protocol,
        // Resolves once the text has left for the network, and until then nothing more is read from the source: one message a subscription waits here.
        send: (text) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(text, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) =>
          socket.on('message', (data) => {
            listener(text(data)).catch((error: unknown) => failed(extra, error));
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      stopPings();
      for (const controller of extra.over.values()) controller.abort(extra.ending);
      closed(code, String(reason)).catch((error: unknown) => request.log.error({ err: error }, 'closing a WebSocket failed'));
    });
  };
}

function text(data: Buffer | ArrayBuffer | Buffer[]): string {
  return Buffer.isBuffer(data)
    ? data.toString()
    : Array.isArray(data)
      ? Buffer.concat(data).toString()
      : Buffer.from(data).toString();
}

function failed({ socket, request }: Extra, error: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  // graphql-ws throws this of a message that only servers send: a mistake of the client's, and no defect to fill the log with.
  if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
    socket.close(CloseCode.BadRequest, short(error.message));
    return;
  }
  request.log.error({ err: error }, 'a WebSocket message failed unexpectedly');
  socket.close(CloseCode.InternalServerError, 'Internal server error');
}

/** A socket that takes nothing would not take the close frame either: it is dropped soon after. */
function end(socket: WebSocket, { code, reason }: { code: number; reason: string }): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 2000).unref();
}

function serverOptions(deps: TransportDeps): ServerOptions<Record<string, unknown>, Extra> {
  return {
    connectionInitWaitTimeout: initTimeoutMs,

    async onConnect({ extra, connectionParams }) {
      const { socket, source, request } = extra;
      try {
        const caller = await deps.identify(request, authorizationIn(connectionParams), source);
        const { socket: tcp } = request.raw;
        const remove = deps.connections.add({
          caller,
          close: (why) => {
            extra.ending = why;
            end(socket, closings[why]);
          },
          progress: () => ({ waiting: socket.bufferedAmount, taken: tcp.bytesWritten - tcp.writableLength }),
        });
        socket.once('close', remove);
        if (socket.readyState !== socket.OPEN) remove();
        extra.caller = caller;
        return true;
      } catch (error) {
        const { code, message } = catalogued(error);
        if (code === 'UNAUTHENTICATED') socket.close(CloseCode.Unauthorized, short(message));
        else if (code === 'RATE_LIMITED') socket.close(tryAgainLater, short(message));
        else throw error;
        return false;
      }
    },

    onSubscribe({ extra, subscriptions }, _id, payload) {
      const { caller, source, over } = extra;
      const refuse = (...errors: unknown[]) => errors.map(asGraphQLError);
      if (caller === null) return refuse(forbidden('No credential was accepted on this connection.'));
      // This one is among them already.
      if (Object.keys(subscriptions).length > deps.maxSubscriptionsPerSocket) {
        deps.refused({ reason: 'rate-limited', caller, what: 'operations of one connection' }, source);
        const limit = `${deps.maxSubscriptionsPerSocket} operations at a time, set by WHARFINGER_MAX_SUBSCRIPTIONS`;
        return refuse(rateLimited(`One connection carries ${limit}.`));
      }
      try {
        const preparation = deps.operations.prepare(readParameters(payload, deps.documents));
        if (!preparation.ok) {
          noteMalformed(deps, caller, source, preparation);
          return refuse(...preparation.errors);
        }
        if (preparation.operation.kind === OperationTypeNode.QUERY) deps.admitRead();
        const controller = new AbortController();
        over.set(payload, controller);
        return deps.operations.argsFor(preparation.operation, {
          caller,
          source,
          signal: controller.signal,
          recordedAs: () => {},
        });
      } catch (error) {
        if (error instanceof WharfingerError) return refuse(error);
        throw error;
      }
    },

    onOperation({ extra }, _id, payload, _args, result) {
      const controller = extra.over.get(payload);
      if (controller === undefined || !isIterable(result)) return undefined;
      return endable(result, controller);
    },
    onNext: ({ extra }, _id, _payload, _args, result) => formatted(result, extra.request.log),
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => formatError(error, extra.request.log)),
    onComplete({ extra }, _id, payload) {
      extra.over.get(payload)?.abort();
      extra.over.delete(payload);
    },
  };
}

/** The `authorization` of a `connection_init`, however the client wrote the key. Nothing else of the payload is looked at. */
function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const key = Object.keys(parameters ?? {}).find((name) => name.toLowerCase() === 'authorization');
  const value = key === undefined ? undefined : parameters?.[key];
  return typeof value === 'string' ? value : undefined;
}

function isIterable<T>(value: AsyncIterable<T> | object): value is AsyncIterable<T> {
  return Symbol.asyncIterator in value;
}

/** A close reason has at most 123 bytes. */
function short(reason: string): string {
  return Buffer.from(reason).subarray(0, 120).toString();
}
