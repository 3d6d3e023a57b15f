import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import { badInput, notFound, type WharfingerError } from '../errors.ts';
import { transfers } from '../rest/transfers.ts';
import type { View } from '../view/view.ts';
import { Attached } from './attached.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import type { GatewayActions } from './deps.ts';
import type { Row } from './row.ts';
import { mount, readTarget, type Asked } from './target.ts';
import { find, rootPaths } from './table.ts';
import { checkVersion, isBefore } from './versions.ts';
import { words, type Wanted } from './words.ts';

export interface GatewayDeps {
  config: { http: { bodyLimit: number; uploadLimit: number; connectionTimeoutMs: number; requestTimeoutMs: number } };
  gate: { isActive(caller: Caller): boolean };
  actions: GatewayActions;
  viewFor: (caller: Caller, source: Source) => View;
  /** What a client is told of any error, and with which status; logs those of ours. */
  shownAs: (error: unknown, log: FastifyRequest['log']) => { error: WharfingerError; status: number };
  now: () => number;
}

/** Streams of one credential, and of all: a compose project has one for each container, and one that waits for each. */
const most = { total: 1_000, perCaller: 200 };

/**
 * The Engine API below /engine/{host}/, and at the root for the only host: every operation that is in the table, read strictly, decided and on record like any
 * other action. To be registered before what takes upgrades for WebSockets.
 */
export async function gateway(scope: FastifyInstance, deps: GatewayDeps): Promise<void> {
  const streams = transfers(scope, { gate: deps.gate, config: deps.config, most });
  const attached = new Attached();
  const wanted = new WeakMap<FastifyRequest, Wanted>();
  const heads = new WeakMap<IncomingMessage, Buffer>();
  scope.server.prependListener('upgrade', (request: IncomingMessage, _socket: unknown, head: Buffer) => heads.set(request, head));

  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  scope.setErrorHandler((error, request, reply) => refuse(deps, error, request, reply, wanted.get(request) ?? null));
  const options: Omit<RouteOptions, 'url'> = {
    method: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposeHeadRoute: false,
    config: { transport: 'gateway', streams: true },
    handler: async (request, reply) => {
      const asked = readTarget(targetOf(request, deps));
      const found = find(request.method, asked.segments);
      if (found === null)
        throw notFound(
          `page not found: no operation of the Engine API is ${request.method} /${asked.segments.join('/').slice(0, 200)}`,
        );
      const { row, parts } = found;
      const about = { operation: row.operation, ref: parts.values().next().value ?? '' };
      wanted.set(request, about);
      const view = () => deps.viewFor(request.caller, request.source).host(asked.host);
      if (row.serve === null) throw notOffered(row, () => view().verbatim.engine().swarm);
      const head = heads.get(request.raw) ?? null;
      checkUpgrade(request, head !== null, row.flow);
      asked.query.check(row.query, row.lists);
      const host = view();
      const engineApi = host.verbatim.engine().apiVersion;
      wanted.set(request, { ...about, engineApi });
      checkVersion(asked.version, engineApi);
      const body =
        row.body === 'stream' ? { value: null, rest: Buffer.alloc(0) } : await readBody(request, head, deps.config.http);
      if (row.body === 'none' && body.value !== null && !asked.query.repeatedIn(body.value, [...row.query, ...row.lists]))
        throw badInput(`${row.operation} takes no body.`);
      const given = { request, reply, view: host, streams, attached, actions: deps.actions, now: deps.now };
      return row.serve(callOf(asked, parts, { ...given, body: body.value, head: head === null ? null : body.rest }));
    },
  };
  for (const url of [`${mount}*`, ...rootPaths]) scope.route({ ...options, url });
}

/** At the root it is the only host that the caller reaches which is meant. */
function targetOf(request: FastifyRequest, { viewFor }: GatewayDeps): string {
  const { url = '' } = request.raw;
  if (url.startsWith(mount) || !url.startsWith('/')) return url;
  const hosts = viewFor(request.caller, request.source).over(null);
  const [only, ...others] = hosts;
  if (only === undefined) throw notFound('No host is configured.');
  if (others.length > 0)
    throw badInput(
      `There are several hosts: say which one by the address (${hosts.map(({ name }) => mount + name).join(', ')}).`,
    );
  return `${mount}${only.name}${url}`;
}

/** Clients that look for an object among all kinds go on when they read that a kind is not supported, or that there is no swarm. */
function notOffered({ operation, refused: why, withoutSwarm }: Row, swarm: () => string): WharfingerError {
  if (withoutSwarm !== null && swarm() === 'inactive') return badInput(withoutSwarm, { http: 503 });
  return badInput(`Not offered through Wharfinger, so not supported: ${operation} (${why ?? ''}).`, { http: 501 });
}

type Given = Pick<Call, 'request' | 'reply' | 'view' | 'streams' | 'attached' | 'actions' | 'now' | 'body' | 'head'>;

function callOf({ host, version, query }: Asked, parts: ReadonlyMap<string, string>, given: Given): Call {
  const { request, reply } = given;
  const leaving = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort();
  });
  return {
    ...given,
    caller: request.caller,
    source: request.source,
    host,
    version,
    query,
    part: (name) => parts.get(name) ?? '',
    speaks: (wanted) => version === null || !isBefore(version, wanted),
    form: (names = []) => ({ query: query.picked(names), apiVersion: version }),
    left: leaving.signal,
  };
}

/** What a connection may be upgraded to: a stream of bytes may also be an ordinary answer, HTTP/2 cannot. */
const protocols: Partial<Record<Row['flow'], string>> = { both: 'tcp', http2: 'h2c' };

/** Only where bytes go both ways does a connection become anything else than what it is. */
function checkUpgrade(request: FastifyRequest, upgraded: boolean, flow: Row['flow']): void {
  const wanted = request.headers.upgrade;
  if (!upgraded && wanted === undefined && flow !== 'http2') return;
  if (!upgraded || wanted?.toLowerCase() !== protocols[flow])
    throw badInput(
      'Connections are upgraded to "tcp" for an attach and for the start of an exec, to "h2c" for BuildKit, and to nothing else.',
    );
}

/** Errors as the engine has them. Its own status is kept where it had one. */
function refuse(
  { shownAs }: GatewayDeps,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Wanted | null,
): FastifyReply {
  const { error, status } = shownAs(thrown, request.log);
  if (error.auditId !== undefined) reply.header('x-audit-id', error.auditId);
  if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="wharfinger"');
  if ('retryAfterSeconds' in error) reply.header('retry-after', String(error.retryAfterSeconds));
  const own = error.engineStatus ?? 0;
  // Bytes, or a character set would be added to the type, and clients that compare it whole would show the JSON.
  const body = Buffer.from(JSON.stringify({ message: words(error, wanted) }));
  return reply
    .code(own >= 400 ? own : status)
    .header('content-type', 'application/json')
    .send(body);
}
