import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { engineUnavailable, timedOut, WharfingerError } from '../errors.ts';
import { pieces } from '../pieces.ts';
import { isBroken, type EngineConnection } from './connection.ts';
import { accepted, readAll } from './exchange.ts';
import { dial, type Found } from './hijack.ts';
import { spentMemory } from './spent-memory.ts';
import { pump, type Upload } from './upload.ts';

/** A request for a stream, and the stream that goes with it. */
export interface TransferRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Without the API version, made of checked segments. */
  path: string;
  /** What is null is left out; a list is given as often as it has members. */
  query?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  headers?: Readonly<Record<string, string>>;
  /** In place of the version agreed on; not newer than that. */
  apiVersion?: string;
  /** What is sent. */
  upload?: Upload;
  /** Over a connection that is kept for the next: for what may be asked twice. */
  keep?: boolean;
  /** Milliseconds from the last byte that was sent to the headers of the answer. Infinity: as long as it takes. */
  acceptMs: number;
  /** Milliseconds that the engine may neither take nor send a byte while it is waited for. Infinity: as long as it takes. */
  idleMs: number;
}

/** An answer that the engine has begun. */
export interface Transfer {
  status: number;
  headers: IncomingHttpHeaders;
  /** To be read once. Little is read ahead. Ends with the answer; throws when it breaks or is given up. */
  output: AsyncIterable<Buffer>;
  /** Closes the connection. */
  close(): void;
}

/**
 * Sends a stream and gives the answer as one. Resolves once the engine has accepted, which may be before all is sent: what fails later is thrown by
 * `output`. Rejects with what an answer outside 2xx means, with what the upload itself threw, with TIMEOUT, and when the signal is aborted, before or
 * after, with its reason where that is a WharfingerError, else ENGINE_UNAVAILABLE. The connection is closed in each of these cases.
 */
export function transfer(connection: EngineConnection, wanted: TransferRequest, signal: AbortSignal): Promise<Transfer> {
  const { method, path, keep = false, idleMs } = wanted;
  return connection.apart({ method, path, deadlineMs: Infinity }, async (found) => {
    if (signal.aborted) throw givenUp(signal);
    const { request, answer, fail } = await begin(found, wanted, signal).catch((error: unknown) => {
      // One that was kept, and that the engine had closed meanwhile.
      if (!keep || !isBroken(error)) throw error;
      return begin(found, { ...wanted, keep: false }, signal);
    });
    if (Math.trunc((answer.statusCode ?? 0) / 100) !== 2) await refused(answer, request, found.at.address, idleMs);
    if (!keep) answer.socket.setKeepAlive(true, 30_000);
    return {
      status: answer.statusCode ?? 200,
      headers: answer.headers,
      output: outputOf(connection, request, answer, wanted),
      close: () => fail(engineUnavailable('the connection to the engine was closed')),
    };
  });
}

interface Begun {
  request: ClientRequest;
  answer: IncomingMessage;
  /** Closes the connection, with this as the reason. */
  fail: (error: Error) => void;
}

/** Sends, and waits for the headers of the answer. */
async function begin(found: Found, wanted: TransferRequest, signal: AbortSignal): Promise<Begun> {
  const { method, path, upload, keep, acceptMs, idleMs } = wanted;
  const what = `${method} ${path}`;
  const request = dial(wanted.apiVersion === undefined ? found : { ...found, apiVersion: wanted.apiVersion }, {
    method,
    path: withQuery(wanted),
    headers: headersOf(wanted),
    keep,
  });
  const answering = Promise.withResolvers<IncomingMessage>();
  let answer: IncomingMessage | undefined;
  const fail = (error: Error) => {
    request.destroy(error);
    answer?.destroy(error);
  };
  const leave = () => fail(givenUp(signal));
  signal.addEventListener('abort', leave, { once: true });
  request.on('error', answering.reject).once('close', () => signal.removeEventListener('abort', leave));
  request.once('response', (begun: IncomingMessage) => {
    answer = begun;
    // Breaks may come before anybody reads.
    begun.on('error', () => undefined);
    answering.resolve(begun);
  });

  let late: NodeJS.Timeout | undefined;
  send(request, upload, idleMs, what).then(() => {
    if (answer === undefined) late = timer(acceptMs, () => fail(timedOut(silent(acceptMs, what))));
  }, fail);
  return { request, answer: await answering.promise.finally(() => clearTimeout(late)), fail };
}

async function send(request: ClientRequest, upload: Upload | undefined, idleMs: number, what: string): Promise<void> {
  if (upload === undefined) request.end();
  else await pump(upload.content, request, idleMs, () => timedOut(`the engine took no byte for ${idleMs / 1000} s: ${what}`));
}

/** Throws what the answer means. Nothing more is sent. */
async function refused(answer: IncomingMessage, request: ClientRequest, address: string, idleMs: number): Promise<void> {
  const slow = timer(Math.min(idleMs, 30_000), () => answer.destroy());
  try {
    accepted(answer, await readAll(answer, address));
  } finally {
    clearTimeout(slow);
    request.destroy();
  }
}

async function* outputOf(
  connection: EngineConnection,
  request: ClientRequest,
  answer: IncomingMessage,
  { method, path, keep = false, idleMs }: TransferRequest,
): AsyncGenerator<Buffer> {
  // Counts only while the engine is waited for: a slow reader is no fault of the engine's.
  const idle = { ms: idleMs, late: () => timedOut(`the engine sent no byte for ${idleMs / 1000} s: ${method} ${path}`) };
  try {
    for await (const chunk of pieces(answer, idle)) {
      yield chunk;
      spentMemory(chunk.length);
    }
  } catch (error) {
    throw connection.broken(error);
  } finally {
    // The answer is over, or nobody wants the rest; neither has a use for what is still being sent.
    if (!keep || !answer.complete) request.destroy();
  }
}

function timer(ms: number, work: () => void): NodeJS.Timeout | undefined {
  return Number.isFinite(ms) ? setTimeout(work, ms) : undefined;
}

function silent(ms: number, what: string): string {
  return `the engine did not answer within ${ms / 1000} s: ${what}`;
}

/** What a request ends with whose signal was aborted. */
export function givenUp(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof WharfingerError ? reason : engineUnavailable('the request to the engine was given up');
}

function headersOf({ headers, upload }: TransferRequest): Record<string, string | number> {
  if (upload === undefined) return { ...headers };
  const all = { ...headers, 'content-type': upload.type };
  return upload.length === null ? all : { ...all, 'content-length': upload.length };
}

function withQuery({ path, query = {} }: TransferRequest): string {
  const search = new URLSearchParams();
  for (const [key, given] of Object.entries(query)) {
    for (const value of typeof given === 'object' ? (given ?? []) : [given]) search.append(key, String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
