import { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { identifier } from '../../src/access/identify.ts';
import type { NewToken, TokenInfo } from '../../src/access/token.ts';
import type { Tokens } from '../../src/access/tokens.ts';
import type { Intent, Outcome } from '../../src/audit/log.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { createGate } from '../../src/edge/gate.ts';
import type { Probe } from '../../src/edge/health.ts';
import { createLog } from '../../src/edge/log.ts';
import type { Figure } from '../../src/edge/metrics.ts';
import { watchPressure } from '../../src/edge/pressure.ts';
import { rateLimiter } from '../../src/edge/rate.ts';
import { refusalRecorder } from '../../src/edge/refusals.ts';
import { buildServer } from '../../src/edge/server.ts';
import { newToken, nobody, rig as tokensRig } from '../access/rig.ts';

export interface Recorded {
  intent: Intent;
  outcome: Outcome;
}

/** The part of the audit log that the edge writes to, in memory. */
export function memoryAudit() {
  const recorded: Recorded[] = [];
  return {
    recorded,
    refused: (intent: Intent, outcome: Outcome) => {
      recorded.push({ intent, outcome });
      return Promise.resolve({ seq: recorded.length * 2, time: '', hash: '' });
    },
  };
}

/** A log whose lines can be read. */
export function memoryLog(format: 'json' | 'pretty' = 'json') {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: createLog({ level: 'debug', format }, { stream, terminal: false }) };
}

export interface EdgeRig {
  app: FastifyInstance;
  tokens: Tokens;
  recorded: readonly Recorded[];
  lines: readonly string[];
  /** Makes a token and the header for it. */
  holder(changes?: Partial<NewToken>): Promise<{ token: TokenInfo; secret: string; authorization: string }>;
  time: { now: number };
}

/** The edge with everything behind it in memory, and the routes that `routes` adds. */
export async function edge(
  t: TestContext,
  given: {
    env?: NodeJS.ProcessEnv;
    /** Shorter times and smaller numbers than the settings take. */
    http?: Partial<Config['http']>;
    probes?: Probe[];
    figures?: Figure[];
    routes?: (app: FastifyInstance) => void;
  } = {},
): Promise<EdgeRig> {
  const { tokens } = await tokensRig();
  const audit = memoryAudit();
  const { lines, log } = memoryLog();
  const time = { now: 0 };
  const settings = loadConfig(given.env ?? {});
  const config = { ...settings, http: { ...settings.http, ...given.http } };
  const refusals = refusalRecorder({ audit, onLost: (error) => log.error({ err: error }, 'lost') });
  const gate = createGate({
    identifier: identifier(tokens),
    refusals,
    limit: rateLimiter(config.http.rateLimit, () => time.now),
  });
  const app = await buildServer({
    config,
    log,
    gate,
    pressure: watchPressure(0, () => time.now),
    probes: given.probes ?? [],
    figures: given.figures ?? [],
  });
  given.routes?.(app);
  t.after(async () => {
    await app.close();
    await refusals.close();
  });
  const holder = async (changes: Partial<NewToken> = {}) => {
    const { token, secret } = await tokens.create(newToken(changes), nobody);
    return { token, secret, authorization: `Bearer ${secret}` };
  };
  return { app, tokens, recorded: audit.recorded, lines, holder, time };
}
