import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const graphqlProtocol = 'graphql-transport-ws';

/**
 * WebSockets for all routes that are registered afterwards. At shutdown no new ones are taken; whoever has open ones closes them in a `preClose` hook of
 * its own, and says why; closing waits for them.
 */
export const websockets = fp<{ maxPayloadBytes: number }>(
  async (app: FastifyInstance, { maxPayloadBytes }) => {
    const gone = Promise.withResolvers<void>();
    await app.register(websocket, {
      options: {
        maxPayload: maxPayloadBytes,
        perMessageDeflate: false,
        handleProtocols: (protocols) => (protocols.has(graphqlProtocol) ? graphqlProtocol : false),
      },
      errorHandler: (error, socket, request) => {
        request.log.debug({ err: error }, 'a WebSocket failed');
        socket.terminate();
      },
      // The default ends each at once, without a word.
      preClose: (done) => {
        app.websocketServer.close(() => gone.resolve());
        done();
      },
    });
    app.addHook('onClose', () => gone.promise);
  },
  { name: 'websockets' },
);
