import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Closes, when the server stops, the connections on which nothing has been sent yet. Node counts them among those that are busy, and would wait for them
 * as long as a request may take to arrive.
 */
export function closeUnused(app: FastifyInstance, { secure }: { secure: boolean }): void {
  /** What each connection had read when it was made: its handshake, or nothing. */
  const begun = new Map<Socket, number>();
  app.server.on(secure ? 'secureConnection' : 'connection', (socket: Socket) => {
    begun.set(socket, socket.bytesRead);
    socket.once('close', () => begun.delete(socket));
  });
  app.addHook('preClose', (done) => {
    for (const [socket, read] of begun) if (socket.bytesRead === read) socket.destroy();
    done();
  });
}
