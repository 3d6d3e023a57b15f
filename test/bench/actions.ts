import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callEngine } from '../../src/demo/engine-http.ts';
import { run, startEngine } from '../support/real-engine.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';

// What the decision, the record and the fresh read add to an action: starts and stops of one container, through Wharfinger and straight on the engine's
// socket, in turn. A start takes the engine hundreds of milliseconds, a tenth more or less each time, so what is added is not the difference of two such
// times, but of what passes beside the engine: before the request is there and after it was answered. Beside that, what two things alone take that an
// action cannot do without: a wait for the disk (twice), and a request over HTTP.
const rounds = Number(process.argv[2] ?? 40);
/** Until the write-ahead log has its size and the code is compiled. */
const warmUp = 10;

const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
const times = new Map<string, number[]>();
const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);

/** A socket before the engine's, which notes when an action reached it and when it was answered: each has a connection of its own. */
function watchedEngine(path: string) {
  const seen = { arrived: 0, answered: 0 };
  const server = createServer((client) => {
    const engine = connect(path);
    client.once('data', (head) => {
      if (!/^POST \S+\/(start|stop)\b/.test(head.toString('latin1'))) return;
      seen.arrived = performance.now();
      engine.once('data', () => (seen.answered = performance.now()));
    });
    client.pipe(engine).pipe(client);
    client.on('error', () => engine.destroy());
    engine.on('error', () => client.destroy());
  });
  const at = join(folder, 'engine.sock');
  server.listen(at);
  return { at, seen, close: () => server.close() };
}

/** A file that is written over and over, as the write-ahead log is; a commit of one event writes about so much. */
const file = openSync(join(folder, 'sync'), 'w');
const bytes = Buffer.alloc(8 * 4096, 1);
function sync(): void {
  writeSync(file, bytes, 0, bytes.length, 0);
  fdatasyncSync(file);
}

const engine = await startEngine();
const { at, seen, close } = watchedEngine(engine.socketPath);
const server = await spawnServer(at).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
try {
  const { id } = await run(engine, { name: 'bench' });
  const straight = (verb: string) =>
    callEngine({ kind: 'unix', path: at }, 'POST', `/containers/${id}/${verb}`, { query: { t: '5' } });
  const audited = (verb: string) => server.gql(`mutation { ${verb}Container(input: { ref: "bench" }) { changed } }`);
  for (let made = -warmUp; made < rounds; made += 1) {
    const timed = async (what: string, work: () => unknown) => {
      const begun = performance.now();
      await work();
      const took = performance.now() - begun;
      if (made < 0) return;
      note(what, took);
      note(`${what}, beside the engine`, took - (seen.answered - seen.arrived));
    };
    for (const way of [straight, audited])
      for (const verb of ['stop', 'start']) await timed(`${verb}, ${way.name}`, () => way(verb));
    // Each is another question, or it would be answered from memory.
    await timed('query', () => server.gql(`{ q${made + warmUp}: container(ref: "bench") { id } }`));
    await timed('sync', sync);
  }
  const quantile = (of: string, share: number): number => {
    const sorted = (times.get(of) ?? []).toSorted((a, b) => a - b);
    return round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  };
  const row = (what: string, figure: number, bar: Row['bar'] = null): Row => ({ what, figure: round(figure), unit: 'ms', bar });
  report([
    ...['stop', 'start'].flatMap((verb) => {
      const beside = (way: string, share: number) => quantile(`${verb}, ${way}, beside the engine`, share);
      return [
        row(`${verb}: straight, median`, quantile(`${verb}, straight`, 0.5)),
        row(`${verb}: through Wharfinger, median`, quantile(`${verb}, audited`, 0.5)),
        row(`${verb}: added, median`, beside('audited', 0.5) - beside('straight', 0.5), { atMost: 3 }),
        row(`${verb}: added, 95 %`, beside('audited', 0.95) - beside('straight', 0.95)),
      ];
    }),
    row('one fdatasync of 32 KiB, median', quantile('sync', 0.5)),
    row('one fdatasync of 32 KiB, 95 %', quantile('sync', 0.95)),
    row('a query to Wharfinger, median', quantile('query', 0.5)),
  ]);
} finally {
  await server.stop();
  await engine.stop();
  close();
  closeSync(file);
  rmSync(folder, { recursive: true });
}
