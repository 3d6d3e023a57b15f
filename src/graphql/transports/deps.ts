import type { FastifyRequest } from 'fastify';
import type { Caller, Source } from '../../access/caller.ts';
import type { Repeats } from '../repeats.ts';
import type { ResponseCache } from '../response-cache.ts';
import type { Connections } from './connections.ts';
import type { ListedDocuments } from './listed.ts';
import type { Operations } from './operation.ts';

/** A request that was refused before it came to an action. */
export interface RefusedRequest {
  reason: 'malformed' | 'rate-limited';
  caller: Caller | null;
  /** Names of our own; never what the client wrote. */
  what: string;
}

/** What the transports need of the rest. */
export interface TransportDeps {
  operations: Operations;
  /** Those that clients may name, or that alone are taken. */
  documents: ListedDocuments;
  connections: Connections;
  answers: ResponseCache;
  repeats: Pick<Repeats, 'learn'>;
  sourceOf(request: FastifyRequest): Source;
  /** Who sent the request; throws UNAUTHENTICATED. Asked also on routes that the edge leaves open (the upgrade to a WebSocket). */
  callerOf(request: FastifyRequest): Caller | Promise<Caller>;
  /** Who sent the request of a WebSocket; the `authorization` of its `connection_init`, where there is one, is taken for its header. Throws UNAUTHENTICATED. */
  identify(request: FastifyRequest, authorization: string | undefined, source: Source): Caller | Promise<Caller>;
  /** Called before a query is worked for; throws OVERLOADED. */
  admitRead(): void;
  /** Puts a request on record that came to no action. */
  refused(request: RefusedRequest, source: Source): void;
  /** Web pages of these origins may open WebSockets, beside those of the service's own. */
  allowedOrigins: readonly string[];
  maxSubscriptionsPerSocket: number;
  /** Of a request's body and of a WebSocket message. */
  maxPayloadBytes: number;
}
