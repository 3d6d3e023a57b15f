import { callEngine } from '../../src/demo/engine-http.ts';
import { addressOf, run, startEngine } from '../support/real-engine.ts';
import { spawnServer } from './server.ts';

// What the decision, the record and the fresh read add to an action: starts and stops of one container, through Wharfinger and straight on the engine's
// socket, in turn, so that both see the same moods of the machine.
const rounds = Number(process.argv[2] ?? 40);

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
try {
  const { id } = await run(engine, { name: 'bench' });
  const raw = async (verb: string) =>
    void (await callEngine(addressOf(engine), 'POST', `/containers/${id}/${verb}`, { query: { t: '5' } }));
  const audited = (verb: string) => server.gql(`mutation { ${verb}Container(input: { ref: "bench" }) { changed } }`);
  const times: Record<string, number[]> = { 'stop raw': [], 'stop audited': [], 'start raw': [], 'start audited': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, act] of [
      ['raw', raw],
      ['audited', audited],
    ] as const) {
      for (const verb of ['stop', 'start']) {
        const begun = performance.now();
        await act(verb);
        times[`${verb} ${way}`]?.push(performance.now() - begun);
      }
    }
  }
  const rows = Object.entries(times).map(([name, all]) => ({ name, median: quantile(all, 0.5), p95: quantile(all, 0.95) }));
  console.table(rows);
  console.log(JSON.stringify(rows));
} finally {
  await server.stop();
  await engine.stop();
}

function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 100) / 100;
}
