import { request, type IncomingHttpHeaders } from 'node:http';
import type { TestContext } from 'node:test';
import { startApp, type TestAppOptions } from '../support/app.ts';
import { fakeEngine, type FakeOptions } from '../support/fake-engine.ts';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: unknown;
}

/** The program on a fake engine, asked as a client of the Engine API asks. */
export async function startGateway(t: TestContext, engineOptions: FakeOptions = {}, options: TestAppOptions = {}) {
  const engine = fakeEngine(engineOptions);
  const app = await startApp(t, engine, options);
  const { port } = new URL(await app.listen());
  const ask = (
    method: string,
    path: string,
    { body, token = app.admin, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const typed = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) };
      const to = { port, host: '127.0.0.1', method, path: `/engine/local${path}`, agent: false } as const;
      const asking = request({ ...to, headers: { authorization: `Bearer ${token}`, ...typed, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parsed(text) });
        });
      });
      asking.on('error', reject).end(sent);
    });
  return { engine, app, ask, port: Number(port) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
