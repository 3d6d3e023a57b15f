import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { callEngine } from '../../src/demo/engine-http.ts';
import { addressOf, run, startEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { cpuSeconds } from './cpu.ts';
import { quantile } from './load.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';
import { openSocket } from './socket.ts';

// The log of a container without a terminal through one subscription, beside the same log read from the engine's socket. Arguments: its size in MB, and how often
// each is done.
const megabytes = Number(process.argv[2] ?? 120);
const rounds = Number(process.argv[3] ?? 3);
const line = 'x'.repeat(99);
const wanted = (megabytes * 1_000_000) / (line.length + 1);

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const rows: Row[] = [];
try {
  const { id } = await run(engine, { name: 'bench', script: `yes ${line} | head -n ${wanted}` });
  await callEngine(addressOf(engine), 'POST', `/containers/${id}/wait`);
  const ways = {
    straight: () => raw(id, ''),
    'straight, with times': () => raw(id, '&timestamps=1'),
    'one subscription': () => subscribed('follow: false, tail: null'),
    'one subscription that follows': () => subscribed('tail: null'),
  };
  const took: Record<string, number[]> = {};
  const cpu: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    for (const [way, read] of Object.entries(ways)) {
      const [begun, worked] = [performance.now(), cpuSeconds(server.pid)];
      await read();
      (took[way] ??= []).push((performance.now() - begun) / 1000);
      if (way === 'one subscription') cpu.push(cpuSeconds(server.pid) - worked);
    }
  }
  const speed = (way: string) => megabytes / quantile(took[way] ?? [], 0.5);
  for (const way of Object.keys(ways)) rows.push({ what: way, figure: round(speed(way)), unit: 'MB/s', bar: null });
  const against = (way: string) => round(speed(way) / speed('straight, with times'));
  rows.push(
    {
      what: 'one subscription against straight, with times',
      figure: against('one subscription'),
      unit: 'times',
      bar: { atLeast: 0.9 },
    },
    { what: 'one that follows', figure: against('one subscription that follows'), unit: 'times', bar: { atLeast: 0.9 } },
    { what: 'CPU of Wharfinger', figure: round((quantile(cpu, 0.5) * 1000) / megabytes), unit: 'ms for each MB', bar: null },
  );
} finally {
  await server.stop();
  await engine.stop();
}
report(rows);

/** Reads to the end and looks at nothing. */
async function raw(id: string, more: string): Promise<void> {
  const asked = get({ socketPath: engine.socketPath, path: `/containers/${id}/logs?stdout=1&stderr=1${more}`, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => asked.once('response', resolve).once('error', reject));
  answer.resume();
  await once(answer, 'end');
}

/** Until every line has come. What is skipped would be said. */
async function subscribed(how: string): Promise<void> {
  let lines = 0;
  const socket = await openSocket(server, (text) => {
    if (!text.includes('"dropped":0')) throw new Error('lines were dropped');
    // Each line of text stands in quotes.
    lines += text.split(line).length - 1;
  });
  socket.subscribe('logs', `subscription { containerLogs(refs: ["bench"], ${how}) { dropped lines { text } } }`);
  await until(() => lines >= wanted, 'every line has come', 300_000);
  socket.close();
}
