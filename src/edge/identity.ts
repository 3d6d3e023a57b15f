import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { plainAddress } from '../access/addresses.ts';
import type { Caller, Source } from '../access/caller.ts';
import type { Credential } from '../access/identify.ts';
import { withoutForms } from '../audit/known-forms.ts';
import type { Config } from '../config.ts';
import { badInput } from '../errors.ts';
import { certificateReader } from './certificate.ts';
import type { Gate } from './gate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking. On a route that is open it is looked up when it is read. Throws UNAUTHENTICATED or RATE_LIMITED. */
    readonly caller: Caller;
    /** What says who is asking: the header, and the certificate of the connection. */
    readonly credential: Credential;
    /** Who was found to be asking, if that was looked at; for the log. */
    knownCaller: Caller | null;
    /** Where the request came from. */
    readonly source: Source;
  }
  interface FastifyContextConfig {
    /** True: answers without a credential. Every other route needs one, and one that forgets to say so is closed. */
    open?: boolean;
    /** True: takes its body as a stream, and sees to its size and its pace itself. */
    streams?: boolean;
    /** How the audit log names this way in; "rest" when left out. */
    transport?: 'graphql' | 'rest' | 'gateway';
  }
}

/** What of a gate is asked for each request. */
export type EntryGate = Pick<Gate, 'meet' | 'admit' | 'refused'>;

/** Every request passes here before anything else looks at it: no credential in the URL, and a valid one in the header, or a certificate, unless the route is open. */
export const identity = fp<{ gate: EntryGate; config: Pick<Config, 'trustedProxies' | 'corsOrigins'> }>(
  (app: FastifyInstance, { gate, config }, done) => {
    const certificateOf = certificateReader(config);
    app.decorateRequest('knownCaller', null);
    app.decorateRequest('source', { getter: sourceOf });
    app.decorateRequest('credential', {
      getter(this: FastifyRequest) {
        return { authorization: this.headers.authorization, certificate: certificateOf(this) };
      },
    });
    app.decorateRequest('caller', {
      getter(this: FastifyRequest) {
        return (this.knownCaller ??= gate.admit(this.credential, this.source));
      },
    });
    app.addHook('onRequest', (request, _reply, next) => {
      refuseCredentialInUrl(request);
      const judge = () => {
        if (request.routeOptions.config.open === true) return next();
        return next(request.caller === null ? new Error('a request without a caller') : undefined);
      };
      const meeting = gate.meet(request.headers.authorization);
      if (meeting === null) return judge();
      const judgeOnceMet = async () => {
        await meeting;
        try {
          judge();
        } catch (error) {
          next(error instanceof Error ? error : new Error(String(error)));
        }
      };
      return void judgeOnceMet();
    });
    app.addHook('onResponse', (request, reply, next) => {
      const reason = refusedFor(request, reply);
      const what = `${request.method} ${request.routeOptions.url ?? 'nothing'}`;
      if (reason !== null) gate.refused({ reason, caller: request.knownCaller, what }, request.source);
      next();
    });
    done();
  },
  { name: 'identity' },
);

const malformed = new Set([400, 405, 411, 413, 415, 422]);

/**
 * Why a request was refused that would have changed something and is not on record yet: what is has an audit id. GraphQL tells by itself: there the
 * status does not, nor does the method.
 */
function refusedFor(request: FastifyRequest, reply: FastifyReply): 'malformed' | 'rate-limited' | null {
  if (reply.hasHeader('x-audit-id')) return null;
  // With retry-after it is the gate's own limit, which the gate has noted.
  if (reply.statusCode === 429) return reply.hasHeader('retry-after') ? null : 'rate-limited';
  if (request.method === 'GET' || request.method === 'HEAD' || request.source.transport === 'graphql') return null;
  return malformed.has(reply.statusCode) ? 'malformed' : null;
}

const credentialNames = new Set([
  'token',
  'access_token',
  'auth',
  'authorization',
  'bearer',
  'api_key',
  'apikey',
  'secret',
  'password',
]);

/** URLs end up in histories, proxies' logs and Referer headers; a credential that was there has leaked. */
function refuseCredentialInUrl(request: FastifyRequest): void {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  const names = start === -1 ? [] : [...new URLSearchParams(url.slice(start)).keys()];
  if (/whf_[a-z]+_/i.test(url) || names.some((name) => credentialNames.has(name.toLowerCase()))) {
    throw badInput(
      'A credential must not be in the URL, where logs and histories keep it: send the header "Authorization: Bearer whf_...".',
    );
  }
}

function sourceOf(this: FastifyRequest): Source {
  const peer = this.socket.remoteAddress;
  return {
    transport: this.routeOptions.config.transport ?? 'rest',
    // A unix socket has no address.
    address: peer === undefined || this.ip === '' ? null : plainAddress(this.ip),
    // Behind a trusted proxy the port is the proxy's, not the client's.
    port: this.ip === peer ? (this.socket.remotePort ?? null) : null,
    userAgent: clipped(this.headers['user-agent']) ?? null,
    requestId: this.id,
    claimed: claims(this),
  };
}

const claimHeaders = ['x-forwarded-for', 'x-request-id', 'traceparent'] as const;

function claims(request: FastifyRequest): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of claimHeaders) {
    const value = clipped(request.headers[name]);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function clipped(value: string | string[] | undefined): string | undefined {
  return value === undefined ? undefined : withoutForms([value].flat().join(', '), () => '[secret]').slice(0, 256);
}
