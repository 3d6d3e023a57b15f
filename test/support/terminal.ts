import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { until } from './until.ts';
import { pick } from './app.ts';

/** A terminal's client: what came so far, and how to wait for more. */
export interface TestTerminal {
  socket: WebSocket;
  /** What came in binary messages, one after the other. */
  bytes: () => Buffer;
  /** The same without a terminal, by the first byte of each message. */
  stream: (kind: 1 | 2) => string;
  said: (type: string) => unknown;
  /** Waits for a text message of the type. */
  told: (type: string) => Promise<unknown>;
  /** Waits until the text is in what came. */
  shows: (text: string) => Promise<unknown>;
  send: (message: object) => void;
  type: (text: string) => void;
  /** The close code and reason. */
  closed: Promise<string>;
}

/** Opens a WebSocket and, where one is given, sends the first message. */
export async function terminal(
  t: TestContext,
  url: string,
  first: object | null,
  headers: Record<string, string> = {},
): Promise<TestTerminal> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
  t.after(() => socket.terminate());
  const messages: Buffer[] = [];
  const texts: unknown[] = [];
  socket.on('message', (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0);
    if (isBinary) messages.push(bytes);
    else texts.push(JSON.parse(bytes.toString()));
  });
  const closed = new Promise<string>((resolve) =>
    socket.once('close', (code, reason) => resolve(`${code} ${reason.toString()}`)),
  );
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  if (first !== null) send(first);
  const bytes = () => Buffer.concat(messages);
  const said = (type: string) => texts.find((one) => pick(one, 'type') === type);
  return {
    socket,
    bytes,
    stream: (kind) => Buffer.concat(messages.filter((one) => one[0] === kind).map((one) => one.subarray(1))).toString(),
    said,
    told: (type) => until(() => said(type), `a message of type ${type}; there are ${JSON.stringify(texts)}`),
    shows: (text) => until(() => bytes().includes(text), `${text} to be shown`),
    send,
    type: (text) => socket.send(Buffer.from(text)),
    closed,
  };
}
