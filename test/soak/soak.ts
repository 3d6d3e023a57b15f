import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { residentMiB } from '../bench/cpu.ts';
import { reached, report, round } from '../bench/report.ts';
import { freePort, spawnServer } from '../bench/server.ts';
import { run, startEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { bad } from './bad.ts';
import { collectedMiB } from './collected.ts';
import { actorOf, again, good, type Place } from './good.ts';

// Two hundred clients, half of them hostile, for a while: every answer to the others is right, memory is flat, and nothing stays open. Argument: minutes.
const minutes = Number(process.argv[2] ?? 2);
const clients = 100;

const engine = await startEngine();
const inspector = await freePort();
// Short times, so that all of them pass during a run.
const server = await spawnServer(engine.socketPath, {
  NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspector}`,
  WHARFINGER_KEEP_ALIVE_TIMEOUT: '2',
  WHARFINGER_CONNECTION_TIMEOUT: '4',
  WHARFINGER_REQUEST_TIMEOUT: '3',
}).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const wrong: string[] = [];
const rounds = { good: 0, bad: 0 };
const memory: number[] = [];
try {
  const goodKinds = Object.entries(good);
  const fixed: { id: string; name: string }[] = [];
  for (let n = 0; n < 10; n += 1) fixed.push(await run(engine, { name: `fixed-${n}`, labels: { fixed: 'yes' }, start: false }));
  const first = Object.keys(good).indexOf('act');
  for (let n = first; n < clients; n += goodKinds.length) await run(engine, { name: actorOf(n) });
  // Each line is one more than the line before.
  const script = 'n=0; while :; do echo $n; n=$((n+1)); sleep 0.05; done';
  const { name: talker } = await run(engine, { name: 'talker', script });
  await until(async () => {
    const answer = await fetch(`${server.url}/api/v1/containers/${talker}/logs?tail=50`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    return (await answer.text()).split('\n').length > 50;
  }, 'it is seen, and has said enough');
  // Those that behave do not share a credential, and so its limits, with those that do not.
  const made = JSON.stringify(await server.gql('mutation { createToken(input: { name: "hostile", role: "admin" }) { secret } }'));
  const place = (token: string): Place => ({ url: server.url, token, fixed, talker });
  const all = async (forMs: number) => {
    const end = performance.now() + forMs;
    await Promise.all([
      each(goodKinds, end, async ([kind, ask], nth) => {
        await ask(place(server.token), nth).catch((error: unknown) => wrong.push(`${kind}: ${String(error)}`));
        rounds.good += 1;
        await delay(500);
      }),
      each(Object.values(bad), end, async (ask) => {
        // Nothing is expected of what they get: it is their own doing.
        await ask(place(/"secret":"(\w+)"/.exec(made)?.[1] ?? '')).catch(() => {});
        rounds.bad += 1;
        await delay(200);
      }),
    ]);
  };

  await all(20_000);
  await quiet();
  const [warm, held, opened] = [residentMiB(server.pid), await collectedMiB(server.pid, inspector), open()];
  const sampling = setInterval(() => memory.push(residentMiB(server.pid)), 1_000);
  await all(minutes * 60_000);
  clearInterval(sampling);
  // Taken now: each minute the copy is compared with the engine's lists, and the connections for that are kept for five seconds.
  await until(() => more(opened).count === 0, 'what was opened is closed again', 60_000).catch(() => {});
  const left = more(opened);
  await quiet();

  const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${server.token}` } });
  const connections = Number(/^wharfinger_connections (\d+)$/m.exec(await metrics.text())?.[1]);
  const rows = [
    { what: 'rounds of clients that behave', figure: rounds.good, unit: 'rounds', bar: null },
    { what: 'of these asked to come again', figure: again.count, unit: 'requests', bar: null },
    { what: 'of these not answered right', figure: wrong.length, unit: 'rounds', bar: { atMost: 0 } },
    { what: 'rounds of clients that do not', figure: rounds.bad, unit: 'rounds', bar: null },
    { what: 'memory, collected, after the warm-up', figure: round(held), unit: 'MiB', bar: null },
    {
      what: 'memory, collected, more at the end',
      figure: round((await collectedMiB(server.pid, inspector)) - held),
      unit: 'MiB',
      bar: { atMost: 10 },
    },
    { what: 'memory after the warm-up', figure: round(warm), unit: 'MiB', bar: null },
    { what: 'memory at most', figure: round(Math.max(...memory)), unit: 'MiB', bar: null },
    { what: 'memory at the end', figure: round(residentMiB(server.pid)), unit: 'MiB', bar: null },
    { what: 'files and sockets that stay open', figure: left.count, unit: 'descriptors', bar: { atMost: 0 } },
    // One asks for them.
    { what: 'connections that stay open', figure: connections - 1, unit: 'connections', bar: { atMost: 0 } },
  ];
  report(rows);
  for (const what of left.what) console.log(what);
  for (const [kind, all] of Map.groupBy(wrong, (one) => one.replace(/:.*/s, '')))
    console.log(`${all.length} times ${all[0] ?? kind}`);
  if (rows.some(({ figure, bar }) => reached(figure, bar) === 'NO')) process.exitCode = 1;
} finally {
  await server.stop();
  await engine.stop();
}
process.exit();

/** What the process has open, by kind. */
function open(): Map<string, number> {
  const folder = `/proc/${server.pid}/fd`;
  const kinds = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name)).replace(/\[\d+\]$/, '');
    } catch {
      return 'gone';
    }
  });
  return new Map(
    Map.groupBy(kinds, (kind) => kind)
      .entries()
      .map(([kind, all]) => [kind, all.length]),
  );
}

/** How many more there are of each kind, as text, and in all. */
function more(before: ReadonlyMap<string, number>): { count: number; what: string[] } {
  const kinds = [...open()]
    .map(([kind, count]) => [kind, count - (before.get(kind) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return {
    count: kinds.reduce((sum, [, count]) => sum + count, 0),
    what: kinds.map(([kind, count]) => `${count} more: ${kind}`),
  };
}

/** Until what is idle has been closed: the times above, and what the engine is asked for by itself. */
async function quiet(): Promise<void> {
  await delay(12_000);
}

/** As many clients as there are, of each kind in turn, each again and again until that time. */
async function each<T>(kinds: readonly T[], end: number, once: (kind: T, nth: number) => Promise<void>): Promise<void> {
  const client = async (nth: number) => {
    const kind = kinds[nth % kinds.length];
    if (kind === undefined) return;
    // They do not all begin in the same moment.
    await delay(nth * 20);
    while (performance.now() < end) await once(kind, nth);
  };
  await Promise.all(Array.from({ length: clients }, (_, nth) => client(nth)));
}
