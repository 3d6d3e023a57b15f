import { request, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { engineError, engineUnavailable } from '../errors.ts';

/** Where an engine listens; the shape that `findEngine` gives. */
export type EngineAddress =
  | { kind: 'unix'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls: { ca: Pem; cert: Pem; key: Pem; verify: boolean } | null };

type Pem = string | Buffer | null;

export interface EngineCall {
  query?: Record<string, string> | [string, string][];
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with this content type, instead of `body`. */
  upload?: { stream: NodeJS.ReadableStream; type: string };
  /** Answers that are not an error besides the 2xx and 304, for instance 404 where absence is expected. */
  allow?: readonly number[];
}

export interface EngineAnswer {
  status: number;
  text: string;
}

/**
 * One request to an engine's API, with nothing kept between calls. The demo does not use the adapter of src/engine: what it makes must not
 * depend on the code it demonstrates.
 * Rejects with ENGINE_UNAVAILABLE when there is no connection and ENGINE_ERROR when the answer is a failure not named in `allow`.
 */
export async function callEngine(
  engine: EngineAddress,
  method: string,
  path: string,
  call: EngineCall = {},
): Promise<EngineAnswer> {
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`;
  const answer = await send(engine, method, `${path}${query}`, call);
  const status = answer.statusCode ?? 0;
  const text = await textOf(answer);
  const good = (status >= 200 && status < 300) || status === 304 || call.allow?.includes(status) === true;
  if (!good) throw engineError(`${method} ${path} answered ${status}: ${messageIn(text)}`, { engineStatus: status });
  return { status, text };
}

function send(engine: EngineAddress, method: string, path: string, call: EngineCall): Promise<IncomingMessage> {
  const json = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers: Record<string, string> = { host: 'docker' };
  if (json !== undefined)
    Object.assign(headers, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) });
  if (call.upload !== undefined) headers['content-type'] = call.upload.type;
  return new Promise((resolve, reject) => {
    const failed = (cause: Error): void =>
      reject(engineUnavailable(`the engine did not answer ${method} ${path}: ${cause.message}`, { cause }));
    const outgoing = open(engine, { method, path, headers, agent: false });
    outgoing.on('response', resolve).on('error', failed);
    if (call.upload === undefined) outgoing.end(json);
    else call.upload.stream.on('error', failed).pipe(outgoing);
  });
}

function open(engine: EngineAddress, options: RequestOptions): ClientRequest {
  if (engine.kind === 'unix') return request({ ...options, socketPath: engine.path });
  const { host, port, tls } = engine;
  if (tls === null) return request({ ...options, host, port });
  const { ca, cert, key } = tls;
  return secureRequest({
    ...options,
    host,
    port,
    ca: ca ?? undefined,
    cert: cert ?? undefined,
    key: key ?? undefined,
    rejectUnauthorized: tls.verify,
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** The text of the engine's `{"message": ...}`, or the beginning of whatever else it answered. */
function messageIn(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) return String(parsed.message);
  } catch {
    return text.slice(0, 300);
  }
  return text.slice(0, 300);
}
