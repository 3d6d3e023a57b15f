import type { FastifyInstance } from 'fastify';
import type { Figure } from './metrics.ts';

/**
 * Closes each connection beyond so many without a word, so that no client can take all the files a process may have open; the log and the state need theirs.
 * Gives the figures that tell of it.
 */
export function boundConnections({ server }: FastifyInstance, most: number): readonly Figure[] {
  const counts = { open: 0, refused: 0 };
  server.maxConnections = most;
  server.on('drop', () => (counts.refused += 1));
  server.on('connection', (socket) => {
    counts.open += 1;
    socket.once('close', () => (counts.open -= 1));
  });
  return [
    { name: 'connections', help: 'Connections to the listener that are open.', kind: 'gauge', read: () => counts.open },
    {
      name: 'connections_refused_total',
      help: 'Connections closed at once because there were as many as there may be (WHARFINGER_MAX_CONNECTIONS).',
      kind: 'counter',
      read: () => counts.refused,
    },
  ];
}
