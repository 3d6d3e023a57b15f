import { request as plainRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Readable, Writable } from 'node:stream';
import { engineError } from '../errors.ts';
import type { EngineAddress } from './address.ts';
import { accepted, type EngineAnswer, readAll } from './exchange.ts';
import type { Modems } from './modem.ts';

/** An engine as it was found, and the API version agreed on. */
export interface Found {
  at: EngineAddress;
  apiVersion: string;
  modems: Pick<Modems, 'agent'>;
}

/** A connection that has become a raw stream both ways. */
export interface Raw {
  input: Writable;
  output: Readable;
  status: number;
  close(): void;
}

/** Sends JSON and reads the whole answer, over a connection of its own. Throws what an answer outside 2xx means. */
export async function post(found: Found, path: string, body: object, signal: AbortSignal): Promise<EngineAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { request, text } = open(found, path, body, signal, {});
    request.once('response', resolve).once('error', reject).end(text);
  });
  return accepted(answer, await readAll(answer, found.at.address));
}

/**
 * Sends JSON and takes over the connection: an engine answers 101 and from then on the bytes are the command's. One that does not upgrade answers
 * 200 and does the same. Throws what any other answer means. Aborting the signal before that closes the connection; afterwards `close` does.
 */
export function hijack(found: Found, path: string, body: object, signal: AbortSignal): Promise<Raw> {
  const { request, text } = open(found, path, body, signal, { connection: 'Upgrade', upgrade: 'tcp' });
  return takeOver(found, request, text);
}

/** The same for HTTP/2, which is all that is spoken on the connection from then on; nothing but 101 will do. `headers`: what goes with the request. */
export async function upgrade(
  found: Found,
  path: string,
  headers: Readonly<Record<string, readonly string[]>>,
  signal: AbortSignal,
): Promise<Raw> {
  const given = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]]));
  const request = dial(found, { method: 'POST', path, headers: { ...given, connection: 'Upgrade', upgrade: 'h2c' }, signal });
  const raw = await takeOver(found, request, '');
  if (raw.status === 101) return raw;
  raw.close();
  throw engineError('the engine does not go over to HTTP/2', { engineStatus: raw.status });
}

async function takeOver(found: Found, request: ClientRequest, body: string): Promise<Raw> {
  const opened = await new Promise<{ raw: Raw } | { answer: IncomingMessage }>((resolve, reject) => {
    request.once('error', reject);
    request.once('upgrade', (answer, socket, head) => {
      lasting(answer);
      // Bytes that came in one piece with the headers.
      if (head.length > 0) socket.unshift(head);
      resolve({ raw: { input: socket, output: socket, status: answer.statusCode ?? 101, close: () => void socket.destroy() } });
    });
    request.once('response', (answer) => resolve({ answer }));
    request.end(body);
  });
  if ('raw' in opened) return guarded(opened.raw);
  const { answer } = opened;
  if (answer.statusCode !== 200) accepted(answer, await readAll(answer, found.at.address));
  lasting(answer);
  return guarded({ input: answer.socket, output: answer, status: 200, close: () => void answer.destroy() });
}

/** A write that fails because the other side has gone must not end the process; whoever reads the output sees the end. */
function guarded(raw: Raw): Raw {
  raw.input.on('error', () => {});
  return raw;
}

/** A peer that vanished without a word must not leave a terminal open for ever. */
function lasting(answer: IncomingMessage): void {
  answer.socket.setKeepAlive(true, 30_000);
}

function open(found: Found, path: string, body: object, signal: AbortSignal, headers: Record<string, string>) {
  const text = JSON.stringify(body);
  const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  return { request: dial(found, { method: 'POST', path, headers: { ...length, ...headers }, signal }), text };
}

/** A request, not ended yet, over a connection of its own, or over one that is kept for the next. `path` has its query, and not the API version. */
export function dial(
  { at, apiVersion, modems }: Found,
  { path, keep = false, ...more }: Pick<RequestOptions, 'method' | 'headers' | 'signal'> & { path: string; keep?: boolean },
): ClientRequest {
  const tls = at.kind === 'tcp' ? at.tls : null;
  const options: RequestOptions = {
    ...more,
    ...(at.kind === 'unix' ? { socketPath: at.path } : { host: at.host, port: at.port }),
    path: `/v${apiVersion}${path}`,
    agent: keep ? modems.agent : false,
  };
  const secured = {
    ...options,
    ca: tls?.ca ?? undefined,
    cert: tls?.cert ?? undefined,
    key: tls?.key ?? undefined,
    rejectUnauthorized: tls?.verify ?? true,
  };
  return tls === null ? plainRequest(options) : tlsRequest(secured);
}
