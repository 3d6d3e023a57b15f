import type { WebSocket } from '@fastify/websocket';
import type { Ending, Terminal } from '../actions/terminals.ts';
import { badInput } from '../errors.ts';
import type { Times } from './limits.ts';
import { readControl, type Said } from './messages.ts';

/** What may wait for the process to take it; beyond it the client has to wait. */
const maxWaiting = 1024 * 1024;

export interface SessionDeps {
  socket: WebSocket;
  times: Times;
  /** Sends a signal to the container's process; null where that is not possible. */
  signal: ((containerId: string, signal: string) => Promise<unknown>) | null;
  /** Tells the client of a failure that does not end the session. */
  complain: (error: unknown) => void;
}

/** One terminal between a WebSocket and the engine. Messages that come before the engine's stream is open wait for it. */
export class Session {
  readonly #deps: SessionDeps;
  readonly #over = Promise.withResolvers<Ending>();
  readonly #opened = Promise.withResolvers<Terminal | null>();
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    deps.socket.once('close', () => this.end('left'));
    if (deps.socket.readyState !== deps.socket.OPEN) this.end('left');
  }

  /** The session is over; the first reason counts. */
  end(why: Ending): void {
    this.#over.resolve(why);
    this.#opened.resolve(null);
  }

  /** A message of the client, after the first. */
  receive(data: Buffer, isBinary: boolean): void {
    const size = data.length + 64;
    this.#waiting += size;
    if (this.#waiting > maxWaiting) this.#deps.socket.pause();
    // One after the other, in the order in which they came.
    this.#work = this.#work.then(async () => {
      try {
        const terminal = await this.#opened.promise;
        if (terminal !== null) await this.#take(terminal, data, isBinary);
      } catch (error) {
        this.#deps.complain(error);
      } finally {
        this.#waiting -= size;
        if (this.#waiting <= maxWaiting) this.#deps.socket.resume();
      }
    });
  }

  /** Passes everything to and fro until the session is over. Never rejects. */
  async serve(terminal: Terminal): Promise<Ending> {
    const { socket, times } = this.#deps;
    const total = setTimeout(() => this.end('time'), times.totalMs);
    this.#awake();
    say(socket, { type: 'started', auditId: terminal.auditId, tty: terminal.tty });
    this.#opened.resolve(terminal);
    this.#pump(terminal).then(
      () => this.end('ended'),
      () => this.end('ended'),
    );
    const why = await this.#over.promise;
    clearTimeout(total);
    clearTimeout(this.#idle);
    return why;
  }

  async #pump(terminal: Terminal): Promise<void> {
    const { socket } = this.#deps;
    for await (const { stream, bytes } of terminal.output) {
      const message = terminal.tty ? bytes : Buffer.concat([Buffer.of(stream === 'stderr' ? 2 : 1), bytes]);
      // Nothing more is read from the engine until this has left: a client that reads slowly slows the process, and costs no memory.
      await new Promise<void>((resolve, reject) => socket.send(message, (error) => (error ? reject(error) : resolve())));
      this.#awake();
    }
  }

  async #take(terminal: Terminal, data: Buffer, isBinary: boolean): Promise<void> {
    this.#awake();
    if (isBinary) return terminal.write(data);
    const message = readControl(data.toString('utf8'));
    switch (message.type) {
      case 'resize':
        return terminal.resize({ cols: message.cols, rows: message.rows });
      case 'close-stdin':
        return terminal.endInput();
      case 'detach':
        return this.end('detached');
      case 'signal':
        if (this.#deps.signal === null)
          throw badInput('Docker has no way to send a signal to a command; in a terminal, type its key.');
        await this.#deps.signal(terminal.containerId, message.signal);
    }
  }

  #awake(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.end('idle'), this.#deps.times.idleMs);
    this.#idle.unref();
  }
}

/** Sends a text message to a client that is still there. */
export function say(socket: WebSocket, message: Said): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
