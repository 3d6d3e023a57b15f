import type { Socket } from 'node:net';
import type { Ending, Terminal } from '../actions/terminals.ts';
import type { Call } from './call.ts';
import { framed } from './framing.ts';

/** The ends of a connection that the engine has given. */
type Ends = Pick<Terminal, 'auditId' | 'tty' | 'output' | 'write' | 'endInput'>;

/**
 * Takes over the client's connection once the engine has given its own: from then on the bytes are those of its other end, each direction ending by itself. What fails
 * before is an ordinary answer. `opening`: the first lines of the answer that says so.
 */
export async function overSocket<E extends Ends>(
  call: Call,
  head: Buffer,
  run: (serve: (ends: E) => Promise<Ending>) => Promise<unknown>,
  opening: (ends: E) => readonly string[],
): Promise<unknown> {
  const { request, reply, streams, caller } = call;
  const { socket } = request.raw;
  const ended = Promise.withResolvers<Ending>();
  // Before there is anything to do with it: too many are refused in words.
  const close = streams.open.add(caller, (why) => ended.resolve(why));
  let taken = false;
  socket.once('close', () => ended.resolve('left'));
  try {
    await run(async (ends) => {
      taken = true;
      reply.hijack();
      reply.raw.detachSocket(socket);
      accept(socket, opening(ends), ends);
      const ending = await Promise.race([passed(socket, head, ends), ended.promise]);
      if (ending === 'ended') socket.end();
      else socket.destroy();
      return ending;
    });
  } catch (error) {
    if (!taken) throw error;
    request.log.warn({ err: error }, 'a connection ended with an error after it had been taken over');
    socket.destroy();
  } finally {
    close();
  }
  return reply;
}

function accept(socket: Socket, opening: readonly string[], { auditId }: Ends): void {
  socket.setTimeout(0);
  socket.setNoDelay(true);
  socket.write([...opening, 'Connection: Upgrade', `X-Audit-Id: ${auditId}`, '\r\n'].join('\r\n'));
}

/** Resolves when the output is over; throws what breaks it. That the client writes no more ends only what it writes. */
async function passed(socket: Socket, head: Buffer, ends: Ends): Promise<Ending> {
  void typed(socket, head, ends);
  for await (const piece of ends.output) {
    if (socket.destroyed) return 'left';
    if (!socket.write(framed(piece, ends.tty))) await room(socket);
  }
  return 'ended';
}

async function typed(socket: Socket, head: Buffer, ends: Ends): Promise<void> {
  try {
    if (head.length > 0) await ends.write(head);
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (Buffer.isBuffer(bytes)) await ends.write(bytes);
    }
    ends.endInput();
  } catch {
    // The command reads no more, or the connection is gone: the output tells which.
  }
}

function room(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => resolve();
  socket.once('drain', done).once('close', done);
  return promise.finally(() => socket.off('drain', done).off('close', done));
}
