import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { greeted, type Place } from './good.ts';

/** One round of a client that does not behave. Nothing is expected of what it gets: whatever happens to it is its own doing. */
type Round = (place: Place) => Promise<unknown>;

const patienceMs = 5_000;

async function raw({ url }: Place, work: (socket: Socket) => Promise<unknown>): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    await work(socket);
  } finally {
    socket.destroy();
  }
}

const head = ({ token }: Place, path: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nhost: soak\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${more}`;

async function drip(socket: Socket, text: string): Promise<void> {
  for (const letter of text) {
    if (socket.destroyed) return;
    socket.write(letter);
    await delay(100);
  }
}

const exec = (url: string, talker: string) => `${url.replace('http', 'ws')}/api/v1/hosts/local/containers/${talker}/exec/ws`;

/** Each kind of bad client. */
export const bad: Readonly<Record<string, Round>> = {
  'headers drop by drop': (place) => raw(place, (socket) => drip(socket, head(place, '/graphql', 'x-slow: yes, very\r\n'))),
  'a body drop by drop': (place) =>
    raw(place, async (socket) => {
      socket.write(head(place, '/graphql', 'content-length: 1000\r\n\r\n'));
      await drip(socket, '{"query":"{ hosts { name } }"                ');
    }),
  'an answer that is not read': (place) =>
    raw(place, async (socket) => {
      socket.pause();
      const body = JSON.stringify({
        query: '{ containers { nodes { name names state status labels { key value } mounts { destination } } } }',
      });
      for (let n = 0; n < 200; n += 1)
        socket.write(head(place, '/graphql', `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`));
      await delay(patienceMs);
    }),
  'bytes that are no request': (place) =>
    raw(place, async (socket) => {
      socket.write(randomBytes(2_000));
      await delay(50);
    }),
  'a body beyond the limit': (place) =>
    raw(place, async (socket) => {
      socket.write(head(place, '/graphql', 'content-length: 50000000\r\n\r\n'));
      for (let n = 0; n < 50 && !socket.destroyed; n += 1) {
        socket.write(Buffer.alloc(64 * 1024, 'x'));
        await delay(5);
      }
    }),
  'a log that is not read': async ({ url, token, talker }) => {
    const socket = await greeted(url, token);
    const query = `subscription { containerLogs(refs: ["${talker}"], tail: 1000) { lines { text } } }`;
    for (const id of ['1', '2', '3']) socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
    socket.pause();
    await delay(patienceMs);
    socket.terminate();
  },
  'subscriptions by the dozen, and gone': async ({ url, token }) => {
    const socket = await greeted(url, token);
    for (let id = 0; id < 30; id += 1)
      socket.send(
        JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: 'subscription { containerStats { cpuPercent } }' } }),
      );
    await delay(20);
    socket.terminate();
  },
  'messages beyond the protocol': async ({ url, token }) => {
    for (const message of ['{"type":"start"}', '[]', 'x'.repeat(2_000_000), '{"type":"connection_init"}']) {
      const socket = await greeted(url, token);
      socket.send(message);
      await Promise.race([once(socket, 'close'), delay(patienceMs)]);
      socket.terminate();
    }
  },
  'wrong tokens': async ({ url }) => {
    const headers = { authorization: `Bearer whf_${randomBytes(20).toString('hex')}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ hosts { name } }"}' });
    await answer.text();
  },
  'documents that cost too much': async ({ url, token }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const query = `{ ${Array.from({ length: 100 }, (_, n) => `a${n}: containers { nodes { image { containers { name } } } }`).join(' ')} }`;
    await (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  },
  'a terminal that is left': async ({ url, token, talker }) => {
    const socket = new WebSocket(exec(url, talker));
    socket.on('error', () => {});
    await once(socket, 'open');
    socket.send(JSON.stringify({ authorization: `Bearer ${token}`, command: ['cat'], tty: true }));
    await delay(300);
    socket.terminate();
  },
  'a file that breaks off': (place) =>
    raw(place, async (socket) => {
      const path = `/api/v1/containers/${place.talker}/files?path=/tmp/soak`;
      const lines = [`PUT ${path} HTTP/1.1`, 'host: soak', `authorization: Bearer ${place.token}`, 'content-length: 1000000'];
      socket.write(`${lines.join('\r\n')}\r\ncontent-type: application/octet-stream\r\n\r\n${'x'.repeat(100_000)}`);
      await delay(100);
    }),
  'a hijacked connection that is left': (place) =>
    raw(place, async (socket) => {
      const path = `/engine/local/v1.41/containers/${place.talker}/attach?stream=1&stdout=1&logs=1`;
      socket.write(head(place, path, 'connection: upgrade\r\nupgrade: tcp\r\ncontent-length: 0\r\n\r\n'));
      await delay(300);
    }),
  'events that are left': (place) =>
    raw(place, async (socket) => {
      const body = '{"query":"subscription { containerChanges { missed } }"}';
      socket.write(head(place, '/graphql/stream', `accept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
      await delay(200);
    }),
  'a log as events that is not read': (place) =>
    raw(place, async (socket) => {
      socket.pause();
      const body = JSON.stringify({ query: `subscription { containerLogs(refs: ["${place.talker}"]) { lines { text } } }` });
      socket.write(head(place, '/graphql/stream', `accept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
      await delay(patienceMs);
    }),
  'a request of which half is closed': (place) =>
    raw(place, async (socket) => {
      socket.end(head(place, '/graphql', 'content-length: 1000\r\n\r\n{"query"'));
      await delay(1_000);
    }),
  'nothing at all': (place) => raw(place, () => delay(patienceMs)),
  'a hundred connections, and gone': async (place) => {
    for (let n = 0; n < 100; n += 1) await raw(place, async () => {});
  },
  'headers without an end': (place) =>
    raw(place, async (socket) => {
      for (let n = 0; n < 100 && !socket.destroyed; n += 1)
        socket.write(n === 0 ? head(place, '/') : `x-${n}: ${'y'.repeat(1000)}\r\n`);
      await delay(50);
    }),
  'a refused upload that goes on': (place) =>
    raw(place, async (socket) => {
      const path = `/api/v1/containers/${place.talker}/files?path=/tmp/soak`;
      socket.write(`PUT ${path} HTTP/1.1\r\nhost: soak\r\ncontent-length: 1000000\r\n\r\n`);
      await drip(socket, 'x'.repeat(50));
    }),
  'a WebSocket that never says who it is': async ({ url }) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => {});
    await once(socket, 'open');
    await delay(patienceMs);
    socket.terminate();
  },
  'another protocol': (place) =>
    raw(place, async (socket) => {
      socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      socket.write(Buffer.from([22, 3, 1, 2, 0, 1]));
      await delay(50);
    }),
};
