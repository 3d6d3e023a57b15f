import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { conflict } from '../errors.ts';
import { withinTime } from './incoming.ts';

/** How long a client may go on sending a body that nobody reads any more, once it has its answer. */
const lingerMs = 2_000;

/**
 * The answer to a request as a stream that is begun only when there is something to send: until then, what fails is an ordinary error with its status.
 * Made as early as possible: it notices when the client leaves.
 */
export class Outgoing {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #idleMs: number;
  readonly #left = new AbortController();
  #body: PassThrough | undefined;

  /** `idleMs`: how long the client may take nothing while there is something for it; 0: for ever. */
  constructor(request: FastifyRequest, reply: FastifyReply, idleMs: number) {
    this.#request = request;
    this.#reply = reply;
    this.#idleMs = idleMs;
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) this.#left.abort();
    });
    reply.raw.once('finish', () => drop(request));
  }

  /** Aborted when the client has left before it had all of the answer. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Whether the status and the headers are on their way. */
  get begun(): boolean {
    return this.#body !== undefined;
  }

  /** Sends 200 and the headers. */
  begin(headers: Readonly<Record<string, string>>): void {
    if (this.#body !== undefined) return;
    this.#body = new PassThrough();
    // What breaks is seen by whoever writes.
    this.#body.on('error', () => undefined);
    this.#reply.headers({ 'cache-control': 'no-store', ...headers }).send(this.#body);
    // The time between two parts is the engine's; what the client takes is watched here.
    this.#request.socket.setTimeout?.(0);
  }

  /** Resolves when there is room for more. CONFLICT where the client has left, or takes nothing. */
  async write(bytes: Buffer | string): Promise<void> {
    const body = this.#body;
    if (body === undefined || body.destroyed || this.left.aborted) throw gone();
    if (body.write(bytes)) return;
    const room = Promise.withResolvers<void>();
    const closed = () => room.reject(gone());
    body.once('drain', room.resolve).once('close', closed);
    try {
      await withinTime(room.promise, this.#idleMs, gone);
    } catch (error) {
      this.cut();
      throw error;
    } finally {
      body.off('drain', room.resolve).off('close', closed);
    }
  }

  end(): void {
    this.#body?.end();
  }

  /** Breaks the answer off, so that nobody takes what has come for the whole. */
  cut(): void {
    this.#left.abort();
    this.#body?.destroy(gone());
    this.#reply.raw.destroy();
  }
}

function gone() {
  return conflict('The client left before it had the whole answer.');
}

/**
 * What still comes of a body is read and dropped, so that the client gets to its answer; a client that goes on for long is cut off. A server that stops has
 * closed its idle connections by now: one that becomes idle later would keep it from closing.
 */
function drop({ raw, socket, server: { server } }: FastifyRequest): void {
  if (raw.complete) {
    if (!server.listening) socket.end?.();
    return;
  }
  const timer = setTimeout(() => {
    if (!raw.complete) socket.destroy();
  }, lingerMs);
  raw.resume();
  raw.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
}
