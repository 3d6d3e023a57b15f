import type { TestContext } from 'node:test';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick, startApp, type TestApp } from './app.ts';
import { addressOf, type TestEngine } from './real-engine.ts';
import { until } from './until.ts';

const log = `{ auditEvents(orderBy: OLDEST_FIRST, first: 1000) { nodes {
  action origin result actor { type } target { name labels { key value } } params { key value } after { state details { key value } } } } }`;

/** An event of the log, as far as the tests of external changes look at it. */
export interface Seen {
  action: string;
  origin: string;
  result: string;
  actor: string;
  name: string;
  params: Record<string, string>;
  details: Record<string, string>;
}

/** What is on record, oldest first. */
export async function onRecord(app: Pick<TestApp, 'gql'>): Promise<Seen[]> {
  const nodes = pick((await app.gql(log)).data, 'auditEvents', 'nodes');
  if (!Array.isArray(nodes)) throw new Error('no events');
  return nodes.map((node) => ({
    action: String(pick(node, 'action')),
    origin: String(pick(node, 'origin')),
    result: String(pick(node, 'result')),
    actor: String(pick(node, 'actor', 'type')),
    name: String(pick(node, 'target', 'name')),
    params: pairs(pick(node, 'params')),
    details: pairs(pick(node, 'after', 'details')),
  }));
}

function pairs(list: unknown): Record<string, string> {
  return Object.fromEntries(Array.isArray(list) ? list.map((one) => [String(pick(one, 'key')), String(pick(one, 'value'))]) : []);
}

export async function external(app: Pick<TestApp, 'gql'>): Promise<Seen[]> {
  return (await onRecord(app)).filter(({ origin }) => origin === 'EXTERNAL');
}

/** The external events, once there are at least so many. */
export async function externalOnce(app: Pick<TestApp, 'gql'>, count: number): Promise<Seen[]> {
  return until(
    async () => {
      const seen = await external(app);
      return seen.length >= count && seen;
    },
    `${count} external events`,
    60_000,
  );
}

/** The program on a real engine. */
export function startOn(
  t: TestContext,
  engine: TestEngine,
  stateDir?: string,
  env: Record<string, string> = {},
): Promise<TestApp> {
  return startApp(
    t,
    connectEngine({ host: 'local', locate: async () => ({ ...addressOf(engine), address: engine.socketPath }) }),
    { ...(stateDir === undefined ? {} : { stateDir }), env },
  );
}

/** A generator of pseudo-random numbers (Numerical Recipes' constants), so that a failing run can be repeated from its seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
