import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import supertest from 'supertest';
import { Writable } from 'node:stream';
import { buildApp, type App } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/edge/log.ts';
import type { Engine } from '../../src/engine/ports.ts';
import { systemClock, type Clock } from '../../src/mirror/clock.ts';
import { until } from './until.ts';

/** A GraphQL answer as it came over HTTP, with what most tests look at. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  data: unknown;
  errors: readonly { message: string; path?: readonly (string | number)[]; extensions: { code: string; auditId?: string } }[];
}

export interface TestApp {
  app: App;
  /** The admin token. */
  admin: string;
  stateDir: string;
  /** What was logged, line by line. */
  log: readonly string[];
  /** Sends a GraphQL document by POST, as the admin unless another token is given. */
  gql(query: string, variables?: object, token?: string): Promise<Answer>;
  /** Makes a token of a role and gives its secret. */
  token(role: string, more?: object): Promise<string>;
  /** Listens on a free port of loopback; gives the URL. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  stateDir?: string;
  env?: Readonly<Record<string, string>>;
  /** False: does not wait until the engine's copy is complete. */
  connected?: boolean;
  /** The time; the machine's when left out. */
  clock?: Clock;
}

/** The whole program on an engine (a fake or a real one), in a state directory of its own, closed when the test ends. */
export async function startApp(t: TestContext, engine: Engine, options: TestAppOptions = {}): Promise<TestApp> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), 'wharfinger-test-'));
  const log: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  // Neither limit is to be met by chance, on a machine that has much else to do.
  const unlimited = { WHARFINGER_RATE_LIMIT: '0', WHARFINGER_MAX_DELAY: '0' };
  const config = loadConfig({ WHARFINGER_STATE_DIR: stateDir, ...unlimited, ...options.env });
  const { clock = systemClock } = options;
  const app = await buildApp({ config, log: createLog(config.log, { stream, terminal: false }), engines: [engine], clock });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.close());
  t.after(async () => {
    await close();
    if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
  });
  await app.server.ready();

  const admin = app.firstToken.kind === 'made' ? app.firstToken.secret : (options.env?.['WHARFINGER_ADMIN_TOKEN'] ?? '');
  const gql: TestApp['gql'] = async (query, variables = {}, token = admin) => {
    const response = await supertest(app.server.server)
      .post('/graphql')
      .set('authorization', `Bearer ${token}`)
      .send({ query, variables });
    return { status: response.status, headers: response.headers, data: null, errors: [], ...answerOf(response.body) };
  };
  if (options.connected !== false) {
    await until(
      async () => pick((await gql('{ host { status } }')).data, 'host', 'status') === 'CONNECTED',
      'the mirror is complete',
    );
  }
  return {
    app,
    admin,
    stateDir,
    log,
    gql,
    async token(role, more = {}) {
      const made = await gql('mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret } }', {
        input: { name: `a ${role}`, role, ...more },
      });
      const secret = pick(made.data, 'createToken', 'secret');
      if (typeof secret !== 'string') throw new Error(`no token: ${JSON.stringify(made.errors)}`);
      return secret;
    },
    listen: () => app.server.listen({ host: '127.0.0.1', port: 0 }),
    close,
  };
}

function answerOf(body: unknown): Partial<Answer> {
  return typeof body === 'object' && body !== null ? body : {};
}

/** What is found by following keys and indexes into an answer; undefined where there is nothing. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = new Map<string, unknown>(Object.entries(here)).get(String(key));
  }
  return here;
}
