import { Agent, request, type RequestOptions } from 'node:http';
import { run, startEngine } from '../support/real-engine.ts';
import { pick } from '../support/app.ts';
import { spawnServer } from './server.ts';

// What the gateway adds to a request: the same one straight on the engine's socket and through it, in turn, one after the other over connections that stay.
// Median milliseconds. Plain reads are a viewer's; with the environment, or of processes, they are on record before they are answered.
const rounds = Number(process.argv[2] ?? 300);

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const agents = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent({ keepAlive: true, maxSockets: 1 })] as const;
try {
  await run(engine, { name: 'bench' });
  const made = await server.gql('mutation { createToken(input: { name: "a viewer", role: "viewer" }) { secret } }');
  const viewer = String(pick(made, 'data', 'createToken', 'secret'));
  const cases = [
    ['plain', 'list', '/v1.41/containers/json?all=1', viewer],
    ['plain', 'inspect', '/v1.41/containers/bench/json', viewer],
    ['plain', 'version', '/v1.41/version', viewer],
    ['recorded', 'inspect with environment', '/v1.41/containers/bench/json', server.token],
    ['recorded', 'processes', '/v1.41/containers/bench/top', server.token],
  ] as const;
  const rows = [];
  for (const [kind, what, path, token] of cases) {
    const times = { raw: [] as number[], through: [] as number[] };
    const ways = {
      raw: { agent: agents[0], socketPath: engine.socketPath, path },
      through: {
        agent: agents[1],
        host: '127.0.0.1',
        port: server.port,
        path: `/engine/local${path}`,
        headers: { authorization: `Bearer ${token}` },
      },
    };
    for (let round = -20; round < rounds; round += 1) {
      for (const way of ['raw', 'through'] as const) {
        const begun = performance.now();
        await answered(ways[way]);
        if (round >= 0) times[way].push(performance.now() - begun);
      }
    }
    const [raw, through] = [median(times.raw), median(times.through)];
    rows.push({ kind, what, raw, through, added: Math.round((through - raw) * 100) / 100, bar: kind === 'plain' ? 1 : 3 });
  }
  console.table(rows);
  console.log(JSON.stringify(rows));
} finally {
  for (const agent of agents) agent.destroy();
  await server.stop();
  await engine.stop();
}

function answered(options: RequestOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    request(options, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`answered ${String(answer.statusCode)}`));
      answer.once('end', resolve).resume();
    })
      .once('error', reject)
      .end();
  });
}

function median(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
}
