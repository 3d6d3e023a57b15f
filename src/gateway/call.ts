import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import type { Transfers } from '../rest/transfers.ts';
import type { Form } from '../view/verbatim.ts';
import type { HostView } from '../view/view.ts';
import type { Attached } from './attached.ts';
import type { GatewayActions } from './deps.ts';
import type { Parameters } from './parameters.ts';
import type { Part } from './row.ts';

/** One request, read and checked, and what is needed to serve it. */
export interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
  readonly source: Source;
  /** Name of the host. */
  readonly host: string;
  readonly view: HostView;
  readonly actions: GatewayActions;
  /** What the path says of this. */
  part(name: Part): string;
  readonly query: Parameters;
  /** JSON, read strictly; null where there is none. */
  readonly body: unknown;
  /** "1.41"; null where the client names none. */
  readonly version: string | null;
  /** Whether the client speaks at least this version, or names none. */
  speaks(version: string): boolean;
  /** What the engine is asked with: these of the parameters, as they came. */
  form(names?: readonly string[]): Form;
  /** Aborted when the client has left before it had its answer. */
  readonly left: AbortSignal;
  readonly streams: Transfers;
  /** Terminals that are attached to containers now. */
  readonly attached: Attached;
  /** What came of the connection when it was upgraded; null where it was not. */
  readonly head: Buffer | null;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Says where it is on record. */
export function noted<T extends { auditId: string }>({ reply }: Call, done: T): T {
  reply.header('x-audit-id', done.auditId);
  return done;
}
