import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../support/real-engine.ts';
import { fillDatabase } from './audit-world.ts';
import { residentMiB } from './cpu.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';

// What the process holds while a large log leaves it over REST, in each format, and how fast that goes. Memory that does not grow with the log is the
// same in the second half of an export as in the first. Argument: the number of actions, two records each.
const actions = Number(process.argv[2] ?? 200_000);
const stateDir = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
await fillDatabase(join(stateDir, 'wharfinger.db'), actions);
// No checkpoint vouches for what was filled in.
const accept = [join(import.meta.dirname, '../../dist/cli/main.js'), 'audit', 'accept', '--reason', 'bench'];
execFileSync(process.execPath, accept, { env: { ...process.env, WHARFINGER_STATE_DIR: stateDir }, stdio: 'ignore' });

const engine = await startEngine();
const server = await spawnServer(engine.socketPath, { WHARFINGER_STATE_DIR: stateDir }).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
try {
  // The first export of all compiles what the others find ready.
  await exported('ndjson', 0);
  const rows: Row[] = [];
  for (const format of ['ndjson', 'csv', 'ocsf', 'cloudevents']) rows.push(...(await measured(format)));
  report(rows);
} finally {
  await server.stop();
  await engine.stop();
  rmSync(stateDir, { recursive: true });
}

async function measured(format: string): Promise<Row[]> {
  const held = residentMiB(server.pid);
  const begun = performance.now();
  const { bytes, memory } = await exported(format, 100);
  const megabytes = bytes / 1e6;
  const half = Math.floor(memory.length / 2);
  const more = (samples: readonly number[]) => round(Math.max(...samples) - held);
  return [
    { what: `${format}: size`, figure: round(megabytes), unit: 'MB', bar: null },
    { what: `${format}: speed`, figure: round(megabytes / ((performance.now() - begun) / 1000)), unit: 'MB/s', bar: null },
    { what: `${format}: memory more than before, first half`, figure: more(memory.slice(0, half)), unit: 'MiB', bar: null },
    {
      what: `${format}: memory more than before, second half`,
      figure: more(memory.slice(half)),
      unit: 'MiB',
      bar: { atMost: 30 },
    },
  ];
}

/** Reads an export to its end, and looks at the server's memory now and then. */
async function exported(format: string, everyMs: number): Promise<{ bytes: number; memory: number[] }> {
  const response = await fetch(`${server.url}/api/v1/audit/export?format=${format}`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  if (response.status !== 200 || response.body === null) throw new Error(await response.text());
  const memory: number[] = [];
  let bytes = 0;
  let looked = -Infinity;
  for await (const chunk of response.body) {
    if (!(chunk instanceof Uint8Array)) throw new Error('a chunk of another kind');
    bytes += chunk.length;
    if (performance.now() - looked < everyMs) continue;
    looked = performance.now();
    memory.push(residentMiB(server.pid));
  }
  return { bytes, memory };
}
