import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What came of asking as fast as the answers came. Times in milliseconds. */
export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

/** The bytes of one HTTP request that keeps its connection. */
export function httpRequest(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries({ host: 'bench', ...headers, 'content-length': String(Buffer.byteLength(body)) });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/**
 * Asks over so many connections at once, on each of them anew as soon as the answer is complete. A client of few instructions, since it shares the
 * machine with what it measures: it knows lengths and last chunks, and takes nothing but status 200. `atMost`: requests a second, all connections together.
 */
export async function load(
  to: NetConnectOpts,
  { connections, seconds, next, atMost }: { connections: number; seconds: number; next: () => string; atMost?: number },
): Promise<Load> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(to)));
  const begun = performance.now();
  let turns = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() < end) {
        if (atMost !== undefined) await delay(begun + (turns++ / atMost) * 1000 - performance.now());
        const asked = performance.now();
        await answer(socket, next());
        times.push(performance.now() - asked);
      }
      socket.destroy();
    }),
  );
  const took = performance.now() - begun;
  return { perSecond: (times.length / took) * 1000, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

export function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 100) / 100;
}

async function opened(to: NetConnectOpts): Promise<Socket> {
  const socket = connect(to);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

function answer(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    /** Bytes still to come; null before the head, and for a body in chunks, whose end is looked for. */
    let left: number | null = null;
    let inHead = true;
    const onData = (bytes: Buffer) => {
      if (inHead) {
        // Both kinds of server send the head in one piece.
        const end = bytes.indexOf('\r\n\r\n');
        const head = bytes.toString('latin1', 0, end);
        if (!head.startsWith('HTTP/1.1 200') || bytes.subarray(end + 4, end + 14).includes('errors'))
          return done(new Error(bytes.toString('latin1', 0, 800)));
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        if (length !== undefined) left = Number(length) + end + 4;
        inHead = false;
      }
      if (left !== null) left -= bytes.length;
      if (left === 0 || (left === null && bytes.subarray(-5).equals(lastChunk))) done();
    };
    const done = (failure?: Error) => {
      socket.off('data', onData).off('close', closed);
      if (failure === undefined) resolve();
      else reject(failure);
    };
    const closed = () => done(new Error('the connection was closed before the answer was complete'));
    socket.on('data', onData).on('close', closed).write(request);
  });
}

const lastChunk = Buffer.from('0\r\n\r\n');
