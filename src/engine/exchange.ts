import { IncomingMessage } from 'node:http';
import { engineError } from '../errors.ts';
import { answeredFailure, connectionFailure } from './failure.ts';
import type { Modem } from './modem.ts';

/** One request. `path` is without the API version and is made of checked segments; `query` leaves out what is null, and gives a list as often as it has members. */
export interface EngineRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | null | readonly string[]>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: object;
  /** The engine walks through file systems for it, which may take it minutes. */
  walks?: boolean;
  /** Until the whole answer is there, or for a stream until it is accepted. Infinity: as long as it takes. */
  deadlineMs: number;
  /** Ends a call that is answered whole: it rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** `body`: the JSON of the answer; undefined where there is none. */
export interface EngineAnswer {
  status: number;
  body: unknown;
}

/** docker-modem makes an Error of every status not listed, and hangs when such an answer breaks half-way: all are listed, and read here. */
const everyStatus: Record<number, true> = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [n + 100, true]));

/** Sends one request and resolves with the answer once its headers are there, whatever its status. */
export function send(
  modem: Modem,
  request: EngineRequest,
  signal: AbortSignal,
  apiVersion: string | null,
): Promise<IncomingMessage> {
  const query = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
    value === null ? [] : [[key, typeof value === 'object' ? value : String(value)]],
  );
  const path = `${apiVersion === null ? '' : `/v${apiVersion}`}${request.path}`;
  return new Promise((resolve, reject) => {
    modem.dial(
      {
        path: query.length > 0 ? `${path}?` : path,
        method: request.method,
        isStream: true,
        statusCodes: everyStatus,
        abortSignal: signal,
        headers: request.headers === undefined ? undefined : { ...request.headers },
        options: { _query: Object.fromEntries(query), _body: request.body ?? {} },
      },
      (error, answer) => {
        if (answer instanceof IncomingMessage) resolve(answer);
        else reject(error instanceof Error ? error : new Error('no answer'));
      },
    );
  });
}

/** The whole text of an answer. ENGINE_UNAVAILABLE when it breaks half-way. */
export async function readAll(answer: IncomingMessage, address: string): Promise<string> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    throw connectionFailure(error, address);
  }
}

/** The answer when the engine has accepted: 2xx, and 304. Throws what its status and message mean otherwise. */
export function accepted(answer: IncomingMessage, body: string): EngineAnswer {
  const status = answer.statusCode ?? 0;
  const good = (status >= 200 && status < 300) || status === 304;
  const json = parsed(body);
  if (!good) throw answeredFailure(status, messageOf(json) ?? body);
  if (json === undefined && body.trim() !== '') throw engineError("the engine's answer is not JSON", { engineStatus: status });
  return { status, body: json };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const message = 'message' in json ? json.message : 'cause' in json ? json.cause : undefined;
  return typeof message === 'string' ? message : undefined;
}
