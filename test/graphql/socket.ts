import type { TestContext } from 'node:test';
import { WebSocket, type ClientOptions } from 'ws';
import { isRecord } from '../../src/graphql/transports/parameters.ts';
import { asAlice } from './endpoint.ts';

export interface Message {
  type: string;
  id?: unknown;
  payload?: unknown;
}

/** A bare client of the protocol: sends what it is told and waits for what it is asked for, so that a test can also do what a good client never would. */
export function openSocket(
  t: TestContext,
  url: string,
  protocols: string | string[] = 'graphql-transport-ws',
  options: ClientOptions = {},
) {
  const socket = new WebSocket(url, protocols, options);
  const received: Message[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const one of waiting) one();
  };
  let closed: { code: number; reason: string } | null = null;
  let refused: { status: number } | null = null;

  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString());
    if (isRecord(message) && typeof message['type'] === 'string') received.push({ ...message, type: message['type'] });
    wake();
  });
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() };
    wake();
  });
  socket.on('unexpected-response', (_request, response) => {
    refused = { status: response.statusCode ?? 0 };
    response.resume();
    wake();
  });
  socket.on('error', wake);
  t.after(() => socket.terminate());

  const until = <T>(find: () => T | undefined | null): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`not received; closed: ${JSON.stringify(closed)}; so far: ${JSON.stringify(received).slice(0, 500)}`));
      }, 20_000);
      const look = () => {
        const found = find();
        if (found === undefined || found === null) return;
        waiting.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  return {
    socket,
    received,
    closed: () => until(() => closed),
    refused: () => until(() => refused),
    next: (matches: (message: Message) => boolean) => until(() => received.find(matches)),
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    /** Opens, says who it is and waits to be let in. */
    async init(payload: unknown = asAlice): Promise<void> {
      if (socket.readyState !== WebSocket.OPEN) await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      const answer = await until(() => received.find(({ type }) => type === 'connection_ack') ?? closed);
      if ('code' in answer) throw new Error(`closed with ${answer.code} ${answer.reason}`);
    },
    subscribe(id: string, query: string, rest: object = {}): void {
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, ...rest } }));
    },
  };
}
