import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { TestContext } from 'node:test';
import { connectEngine, type EngineTimeouts } from '../../src/engine/connect.ts';
import type { Engine } from '../../src/engine/ports.ts';

/** Something on a unix socket that answers as the test wants, and keeps what it was asked. */
export interface StandIn {
  engine: Engine;
  path: string;
  /** "METHOD /path?query" of every request except the negotiation. */
  requests: string[];
  /** Takes over connections that are to be upgraded. */
  upgrades(take: (request: IncomingMessage, socket: Duplex) => void): void;
  /** Connections that are open. */
  connections(): number;
  stop(): Promise<void>;
  start(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server that speaks like an engine of API 1.41 as far as the negotiation goes; the rest is the test's. */
export async function standIn(
  t: TestContext,
  answer: Answer,
  options: { timeouts?: Partial<EngineTimeouts>; version?: object; apiVersion?: string } = {},
): Promise<StandIn> {
  const folder = await mkdtemp(join(tmpdir(), 'wf-'));
  const path = join(folder, 's');
  const requests: string[] = [];
  const version = options.version ?? { Version: '20.10', ApiVersion: '1.41', MinAPIVersion: '1.12' };
  let open = 0;
  const serve = () =>
    createServer((request, response) => {
      if (request.url === '/version') {
        response.end(JSON.stringify(version));
        return;
      }
      requests.push(`${request.method} ${request.url}`);
      answer(request, response);
    }).on('connection', (socket) => {
      open += 1;
      socket.once('close', () => (open -= 1));
    });
  let server = serve();
  const start = async () => {
    server = serve();
    await new Promise<void>((resolve) => server.listen(path, resolve));
  };
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await start();
  t.after(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  const engine = connectEngine({
    host: 'local',
    locate: async () => ({ kind: 'unix', address: `unix://${path}`, path }),
    timeouts: options.timeouts,
    apiVersion: options.apiVersion,
  });
  const upgrades: StandIn['upgrades'] = (take) => void server.on('upgrade', take);
  return { engine, path, requests, upgrades, connections: () => open, start, stop };
}

/** Answers every request with this status and the engine's form of a message. */
export function status(code: number, message?: string): Answer {
  return (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(message === undefined ? undefined : JSON.stringify({ message }));
  };
}

/** Answers every request with this text and 200. */
export function body(text: string): Answer {
  return (_, response) => void response.end(text);
}

/** All items, once the stream has ended. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
