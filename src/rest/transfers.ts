import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { Body } from '../actions/files/upload-input.ts';
import { badInput, engineUnavailable, forbidden } from '../errors.ts';
import { incoming } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import { Sessions, type Most } from './sessions.ts';

export interface TransferDeps {
  gate: { isActive(caller: Caller): boolean };
  config: { http: { uploadLimit: number; connectionTimeoutMs: number } };
  /** How many may be open; absent: as is usual. */
  most?: Most;
}

/** Streams between clients and engines. */
export interface Transfers {
  /** Those that are open; they end when the credential is revoked, and when the server stops. */
  open: Sessions;
  /**
   * Runs a request that is answered with a stream. The signal is aborted when the client leaves, when the credential is revoked, and when the server stops.
   * What fails after the answer has begun breaks it off.
   */
  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    run: (outgoing: Outgoing, signal: AbortSignal) => Promise<unknown>,
  ): Promise<FastifyReply>;
  /** The body as actions take it. BAD_INPUT (415) where it is encoded. One that says it is too large is refused by the action, on record, before any of it is read. */
  body(request: FastifyRequest): Body;
}

export function transfers(scope: FastifyInstance, { gate, config, most }: TransferDeps): Transfers {
  const { uploadLimit, connectionTimeoutMs: idleMs } = config.http;
  const open = new Sessions((caller) => gate.isActive(caller), 'transfers', most);
  scope.addHook('preClose', (done) => {
    open.close();
    done();
  });
  return {
    open,
    async answer(request, reply, run) {
      const outgoing = new Outgoing(request, reply, idleMs);
      const ended = new AbortController();
      const close = open.add(request.caller, (why) =>
        ended.abort(
          why === 'revoked'
            ? forbidden('The credential has been revoked or has expired.')
            : engineUnavailable('Wharfinger is stopping.'),
        ),
      );
      try {
        await run(outgoing, AbortSignal.any([outgoing.left, ended.signal]));
      } catch (error) {
        if (!outgoing.begun) throw error;
        request.log.warn({ err: error }, 'a stream ended with an error after it had begun');
        outgoing.cut();
      } finally {
        close();
      }
      return reply;
    },
    body(request) {
      if (request.headers['content-encoding'] !== undefined)
        throw badInput('Content-Encoding: the body is taken as it is; send it unencoded.', { http: 415 });
      const given = request.headers['content-length'];
      const length = given === undefined ? null : Number(given);
      const { content } = incoming(request, { bytes: length ?? uploadLimit, idleMs });
      return { content, length, left: () => request.raw.destroyed && !request.raw.complete };
    },
  };
}
