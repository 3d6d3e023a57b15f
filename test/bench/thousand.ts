import { setTimeout as delay } from 'node:timers/promises';
import { callEngine } from '../../src/demo/engine-http.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { systemClock } from '../../src/mirror/clock.ts';
import { createMirror } from '../../src/mirror/create.ts';
import { addressOf, image, startEngine } from '../support/real-engine.ts';
import { cpuSeconds, residentMiB } from './cpu.ts';
import { httpRequest, load } from './load.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';

// An engine of a thousand containers: how long the first copy takes, what holding it costs, and what the engine does while a thousand queries a second are
// answered. Arguments: how many containers, and seconds for each figure of the processor.
const [size, seconds] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 20)];
const perSecond = 1000;

const engine = await startEngine();
try {
  const empty = await held();
  for (let nth = 0; nth < size; nth += 1) {
    const body = { Image: image, Cmd: ['sleep', '1000'], Labels: { app: 'bench', nth: String(nth) } };
    await callEngine(addressOf(engine), 'POST', '/containers/create', { query: { name: `bench-${nth}` }, body });
  }
  const copied = await firstCopy();
  const full = await held();
  const { idle, asked, rate } = await processor();
  const rows: Row[] = [
    { what: `first copy of ${size} containers`, figure: round(copied), unit: 's', bar: { atMost: 3 } },
    { what: `memory for ${size} containers`, figure: round(full - empty), unit: 'MiB', bar: { atMost: 60 } },
    { what: 'queries answered', figure: round(rate), unit: 'a second', bar: null },
    { what: "engine's processor, idle", figure: round(idle), unit: '% of a core', bar: null },
    { what: "engine's processor under the queries", figure: round(asked), unit: '% of a core', bar: { atMost: round(idle + 1) } },
  ];
  report(rows);
} finally {
  await engine.stop();
}

/** Mebibytes of a server that has copied the engine and is left in peace. */
async function held(): Promise<number> {
  const server = await spawnServer(engine.socketPath);
  await delay(10_000);
  const mebibytes = residentMiB(server.pid);
  await server.stop();
  return mebibytes;
}

async function firstCopy(): Promise<number> {
  const locate = async () => ({ kind: 'unix', address: `unix://${engine.socketPath}`, path: engine.socketPath }) as const;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const mirror = createMirror({ engine: connectEngine({ host: 'local', locate }), clock: systemClock, log });
  const begun = performance.now();
  mirror.start();
  await mirror.synced();
  const took = (performance.now() - begun) / 1000;
  await mirror.close();
  return took;
}

/** Percent of a core that the engine uses, first while nobody asks. */
async function processor(): Promise<{ idle: number; asked: number; rate: number }> {
  const server = await spawnServer(engine.socketPath);
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  let count = 0;
  const next = () => {
    const query = `{ containers(first: 10) { nodes { name state } } container(ref: "bench-${count++ % size}") { name status labels { key value } } }`;
    return httpRequest('POST', '/graphql', headers, JSON.stringify({ query }));
  };
  const during = async <T>(work: () => Promise<T>): Promise<[percent: number, result: T]> => {
    const [begun, used] = [performance.now(), cpuSeconds(engine.pid)];
    const result = await work();
    return [((cpuSeconds(engine.pid) - used) / ((performance.now() - begun) / 1000)) * 100, result];
  };
  await delay(5000);
  const [idle] = await during(() => delay(seconds * 1000));
  const [asked, { perSecond: rate }] = await during(() =>
    load({ port: server.port }, { connections: 20, seconds, next, atMost: perSecond }),
  );
  await server.stop();
  return { idle, asked, rate };
}
