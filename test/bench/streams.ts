import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, run, startEngine } from '../support/real-engine.ts';
import { callEngine } from '../../src/demo/engine-http.ts';
import { until } from '../support/until.ts';
import { cpuSeconds } from './cpu.ts';
import { quantile } from './load.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';
import { openSocket } from './socket.ts';

// What is streamed: how soon a change is told, and what statistics cost when many watch the same. Argument: seconds of each measurement.
const seconds = Number(process.argv[2] ?? 10);
const [containers, sockets, each] = [20, 20, 25];

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const rows: Row[] = [];
try {
  const made = await Promise.all(Array.from({ length: containers }, (_, nth) => run(engine, { name: `bench-${nth}` })));
  await until(
    async () => JSON.stringify(await server.gql('{ containers { totalCount } }')).includes(`:${made.length}}`),
    'all seen',
  );
  await changes();
  await statistics();
} finally {
  await server.stop();
  await engine.stop();
}
report(rows);

/** From the engine's answer to a raw rename until a subscriber has it; 0 where the subscriber was first. */
async function changes(): Promise<void> {
  const waits = new Map<string, (at: number) => void>();
  const socket = await openSocket(server, (text) => waits.get(/"name":"([\w-]+)"/.exec(text)?.[1] ?? '')?.(performance.now()));
  socket.subscribe('changes', 'subscription { containerChanges { container { name } } }');
  await delay(500);
  const times: number[] = [];
  for (let round = 1; round <= 101; round += 1) {
    const [from, to] = round % 2 === 1 ? ['bench-0', 'bench-renamed'] : ['bench-renamed', 'bench-0'];
    const told = new Promise<number>((resolve) => waits.set(to ?? '', resolve));
    await callEngine(addressOf(engine), 'POST', `/containers/${from}/rename`, { query: { name: to ?? '' } });
    const answered = performance.now();
    times.push(Math.max(0, (await told) - answered));
    waits.clear();
  }
  await callEngine(addressOf(engine), 'POST', '/containers/bench-renamed/rename', { query: { name: 'bench-0' } });
  socket.close();
  rows.push({ what: 'change to subscriber, median', figure: quantile(times, 0.5), unit: 'ms', bar: { atMost: 10 } });
  rows.push({ what: 'change to subscriber, 99 %', figure: quantile(times, 0.99), unit: 'ms', bar: { atMost: 50 } });
}

async function statistics(): Promise<void> {
  const names = Array.from({ length: containers }, (_, nth) => `bench-${nth}`);
  const query = (name: string) => `subscription { containerStats(refs: ["${name}"]) { cpuPercent memoryUsage } }`;
  const measure = async (count: number, perSocket: number) => {
    let messages = 0;
    const open = await Promise.all(Array.from({ length: count }, () => openSocket(server, () => (messages += 1))));
    open.forEach((socket, nth) => {
      for (let one = 0; one < perSocket; one += 1) socket.subscribe(`${one}`, query(names[(nth + one) % names.length] ?? ''));
    });
    await delay(3000);
    const before = { messages, server: cpuSeconds(server.pid), engine: cpuSeconds(engine.pid) };
    await delay(seconds * 1000);
    const used = {
      messages: messages - before.messages,
      server: cpuSeconds(server.pid) - before.server,
      engine: cpuSeconds(engine.pid) - before.engine,
    };
    for (const socket of open) socket.close();
    await delay(1000);
    return used;
  };
  const one = await measure(1, containers);
  const many = await measure(sockets, each);
  const extra = ((many.server - one.server) * 1e6) / (many.messages - one.messages);
  rows.push({
    what: 'a message of statistics to one of 500',
    figure: round(extra),
    unit: 'microseconds of CPU',
    bar: { atMost: 60 },
  });
  rows.push({
    what: "engine's CPU for 500 subscribers against 20",
    figure: round(many.engine / one.engine),
    unit: 'times',
    bar: { atMost: 1.2 },
  });
  rows.push({ what: 'messages delivered', figure: round(many.messages / seconds), unit: 'a second', bar: null });
}
