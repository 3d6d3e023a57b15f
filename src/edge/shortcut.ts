import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { plainAddress } from '../access/addresses.ts';
import type { Caller } from '../access/caller.ts';
import type { Gate } from './gate.ts';
import { logAnswer } from './log.ts';

/** An answer that was given before and is true still, with the headers it had but those that are each request's own. */
export interface Repeat {
  headers: readonly string[];
  body: Buffer;
}

/** What is known of earlier answers on one path. */
export interface Repeats {
  path: string;
  /** What would be asked by a request of this body that takes this form of answer; undefined where nothing is known of it. */
  find(caller: Caller, accept: string | undefined, body: Buffer): Repeat | undefined;
}

export interface ShortcutDeps {
  gate: Pick<Gate, 'known' | 'counted'>;
  repeats: Repeats;
  log: FastifyBaseLogger;
  /** Takes the duration of an answer, in seconds. */
  measured: (seconds: number) => void;
  /** Whether addresses are taken from headers of proxies. */
  behindProxies: boolean;
}

/** Longer questions are rare, and take their time anyway. */
const longestBody = 16_384;

/**
 * Answers a POST that repeats an earlier one without the framework, whose objects and hooks take four times as long as all the rest of it. The credential
 * and the limit come first, the log line and the figures after, as on the long way. Whatever is not plain, not whole, not known, or
 * not allowed takes the long way, which sees it untouched, and says and records why it is refused.
 */
export function takeShortcut(app: FastifyInstance, deps: ShortcutDeps): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  const { server } = app;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const size = closing ? 0 : plainSize(deps, request);
    if (size === 0) return app.routing(request, response);
    const begun = performance.now();
    // What arrived together with the headers is there after this tick; what did not is waited for by the long way, which knows how long.
    process.nextTick(() => {
      if (request.readableLength !== size || !answered(deps, request, response, begun)) app.routing(request, response);
    });
  });
}

/** The size of a body that may be the repeated one; 0 where the request is anything out of the ordinary. */
function plainSize({ repeats, behindProxies }: ShortcutDeps, { method, url, headers }: IncomingMessage): number {
  if (method !== 'POST' || url !== repeats.path || headers.authorization === undefined) return 0;
  const { origin, expect, upgrade } = headers;
  if (origin !== undefined || expect !== undefined || upgrade !== undefined) return 0;
  if (!isPlainJson(headers['content-type']) || headers['content-encoding'] !== undefined) return 0;
  if (headers['transfer-encoding'] !== undefined || (behindProxies && headers['x-forwarded-for'] !== undefined)) return 0;
  const size = Number(headers['content-length']);
  return size <= longestBody ? size : 0;
}

function isPlainJson(type: string | undefined): boolean {
  return type === 'application/json' || type === 'application/json; charset=utf-8';
}

function answered(deps: ShortcutDeps, request: IncomingMessage, response: ServerResponse, begun: number): boolean {
  const { gate, repeats, log } = deps;
  const address = plainAddress(request.socket.remoteAddress ?? '');
  const caller = gate.known(request.headers.authorization, address === '' ? null : address);
  const body: unknown = caller === null ? null : request.read();
  if (caller === null || !Buffer.isBuffer(body)) return false;
  const repeat = repeats.find(caller, request.headers.accept, body);
  if (repeat === undefined || !gate.counted(caller)) {
    request.unshift(body);
    return false;
  }
  const id = randomUUID();
  response.writeHead(200, [...repeat.headers, 'x-request-id', id, 'content-length', String(repeat.body.length)]);
  response.end(repeat.body);
  const ms = performance.now() - begun;
  deps.measured(ms / 1000);
  logAnswer(log, 'info', { reqId: id, method: 'POST', path: repeats.path, status: 200, ms, address, caller });
  return true;
}
