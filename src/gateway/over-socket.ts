import type { Socket } from 'node:net';
import type { Ending, Serve, Terminal } from '../actions/terminals.ts';
import type { Call } from './call.ts';
import { contentType, framed } from './framing.ts';

/**
 * Takes over the client's connection once the engine has given its own: from then on the bytes are the command's, each direction ending by itself. What fails
 * before is an ordinary answer.
 */
export async function overSocket(call: Call, head: Buffer, run: (serve: Serve) => Promise<unknown>): Promise<unknown> {
  const { request, reply, streams, caller } = call;
  const { socket } = request.raw;
  const ended = Promise.withResolvers<Ending>();
  // Before there is anything to do with it: too many are refused in words.
  const close = streams.open.add(caller, (why) => ended.resolve(why));
  let taken = false;
  socket.once('close', () => ended.resolve('left'));
  try {
    await run(async (terminal) => {
      taken = true;
      reply.hijack();
      reply.raw.detachSocket(socket);
      accept(call, socket, terminal);
      const ending = await Promise.race([passed(socket, head, terminal), ended.promise]);
      if (ending === 'ended') socket.end();
      else socket.destroy();
      return ending;
    });
  } catch (error) {
    if (!taken) throw error;
    request.log.warn({ err: error }, 'a terminal ended with an error after it had begun');
    socket.destroy();
  } finally {
    close();
  }
  return reply;
}

function accept(call: Call, socket: Socket, terminal: Terminal): void {
  socket.setTimeout(0);
  socket.setNoDelay(true);
  const lines = [
    'HTTP/1.1 101 UPGRADED',
    `Content-Type: ${contentType(call, terminal)}`,
    'Connection: Upgrade',
    'Upgrade: tcp',
    `X-Audit-Id: ${terminal.auditId}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}

/** Resolves when the output is over; throws what breaks it. That the client writes no more ends only what it writes. */
async function passed(socket: Socket, head: Buffer, terminal: Terminal): Promise<Ending> {
  void typed(socket, head, terminal);
  for await (const piece of terminal.output) {
    if (socket.destroyed) return 'left';
    if (!socket.write(framed(piece, terminal.tty))) await room(socket);
  }
  return 'ended';
}

async function typed(socket: Socket, head: Buffer, terminal: Terminal): Promise<void> {
  try {
    if (head.length > 0) await terminal.write(head);
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      const bytes: unknown = chunk;
      if (Buffer.isBuffer(bytes)) await terminal.write(bytes);
    }
    terminal.endInput();
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
