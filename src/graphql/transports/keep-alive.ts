import type { WebSocket } from '@fastify/websocket';

/** A dead peer is gone after at most twice this. */
const everyMs = 30_000;

/**
 * Pings the peer and drops it when no pong came by the next turn. A peer that is slow to read cannot see the ping behind what waits for it, so while
 * something waits it is left to the check for stuck connections. Returns what ends it.
 */
export function keepAlive(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (socket.bufferedAmount > 0) return;
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
