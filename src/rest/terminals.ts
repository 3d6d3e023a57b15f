import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import type { Credential } from '../access/identify.ts';
import { badInput, forbidden, rateLimited } from '../errors.ts';
import type { Times } from './limits.ts';
import { Sessions, type Most } from './sessions.ts';
import { serveSocket, type Place, type TerminalDeps } from './terminal-socket.ts';

/** What of the edge's gate this room needs. */
interface Gate {
  meet(authorization: string | undefined): Promise<void> | null;
  admit(credential: Credential, source: Source): Caller;
  refused(request: { reason: 'malformed' | 'rate-limited'; caller: Caller | null; what: string }, source: Source): void;
  isActive(caller: Caller): boolean;
}

export interface TerminalsDeps {
  gate: Gate;
  config: { corsOrigins: readonly string[]; terminals: Times & { most: Most } };
  actions: TerminalDeps['actions'];
}

/** Sockets at a time on the whole listener, those that have not said who they are included. */
const maxSockets = 1000;

/** Terminals over WebSockets: `GET /api/v1/hosts/:host/containers/:ref/exec/ws` and `.../attach/ws`. docs/terminals.md has the protocol. */
export async function terminals(scope: FastifyInstance, { gate, config, actions }: TerminalsDeps): Promise<void> {
  const sessions = new Sessions((caller) => gate.isActive(caller), 'terminals', config.terminals.most);
  scope.addHook('preClose', (done) => {
    sessions.close();
    done();
  });
  const deps: TerminalDeps = {
    meet: (authorization) => gate.meet(authorization),
    admit: (credential, source) => gate.admit(credential, source),
    refused: (what, request) => gate.refused({ reason: 'malformed', caller: request.knownCaller, what }, request.source),
    sessions,
    longest: config.terminals,
    actions,
  };

  for (const kind of ['exec', 'attach'] as const) {
    scope.route<{ Params: Place }>({
      method: 'GET',
      url: `/api/v1/hosts/:host/containers/:ref/${kind}/ws`,
      exposeHeadRoute: false,
      // Left open by the edge, since a browser cannot put a credential on an upgrade: the first message has it.
      config: { transport: 'rest', open: true },
      onRequest: async (request) => check(request, config.corsOrigins),
      handler: (request) => {
        throw badInput(`${request.caller.name}, this is for WebSockets: send an upgrade. docs/terminals.md has the protocol.`);
      },
      wsHandler: (socket, request) => serveSocket(deps, kind, request.params, socket, request),
    });
  }
}

/** Refuses an upgrade before it happens: from a web page of a foreign origin (only browsers send an origin), or with a wrong credential in its header. */
function check(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  if (!request.ws) return;
  if (request.server.websocketServer.clients.size >= maxSockets)
    throw rateLimited('There are too many open WebSockets; try again later.');
  const { origin, host, authorization } = request.headers;
  const own = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  if (origin !== undefined && !own && !allowedOrigins.includes(origin)) {
    throw forbidden(
      `Web pages of ${origin.slice(0, 200)} may not open a WebSocket here; WHARFINGER_CORS_ORIGINS lists those that may.`,
    );
  }
  // Looked up for its error.
  if (authorization !== undefined) void request.caller;
}
