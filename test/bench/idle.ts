import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '../support/real-engine.ts';
import { residentMiB } from './cpu.ts';
import { report, round } from './report.ts';
import { spawnServer } from './server.ts';
import { openSocket } from './socket.ts';

// What is held while nothing happens: the process after its start, and a thousand WebSockets with a subscription each.
const [credentials, each] = [10, 99];

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
try {
  await delay(5000);
  const atRest = residentMiB(server.pid);
  const tokens = await Promise.all(
    Array.from({ length: credentials }, async (_, nth) => {
      const made = await server.gql(`mutation { createToken(input: { name: "bench ${nth}", role: "viewer" }) { secret } }`);
      return /"secret":"(\w+)"/.exec(JSON.stringify(made))?.[1] ?? '';
    }),
  );
  await delay(2000);
  const before = residentMiB(server.pid);
  for (const token of tokens) {
    const open = await Promise.all(Array.from({ length: each }, () => openSocket({ url: server.url, token })));
    for (const socket of open) socket.subscribe('idle', 'subscription { containerChanges { missed } }');
  }
  await delay(5000);
  const perSocket = ((residentMiB(server.pid) - before) * 1024) / (credentials * each);
  report([
    { what: 'start to the first answer', figure: server.startedIn, unit: 'ms', bar: { atMost: 1200 } },
    { what: 'memory at rest', figure: round(atRest), unit: 'MiB', bar: { atMost: 150 } },
    { what: 'an idle WebSocket with a subscription', figure: round(perSocket), unit: 'KiB', bar: { atMost: 40 } },
  ]);
} finally {
  await server.stop();
  await engine.stop();
}
process.exit();
