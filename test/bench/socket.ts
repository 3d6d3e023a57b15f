import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A graphql-transport-ws connection of few instructions, let in already. `heard` is told each result as it came, with the id of its subscription. */
export async function openSocket(
  { url, token }: { url: string; token: string },
  heard: (text: string) => void = () => {},
): Promise<{ subscribe(id: string, query: string): void; pause(): void; resume(): void; close(): void }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.includes('"error"')) throw new Error(text.slice(0, 500));
    if (text.includes('"type":"next"')) heard(text);
    else if (text.includes('"type":"ping"')) socket.send('{"type":"pong"}');
  });
  return {
    subscribe: (id, query) => socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } })),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.terminate(),
  };
}
