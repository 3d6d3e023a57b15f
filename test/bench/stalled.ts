import { setTimeout as delay } from 'node:timers/promises';
import { callEngine } from '../../src/demo/engine-http.ts';
import { addressOf, run, startEngine } from '../support/real-engine.ts';
import { until } from '../support/until.ts';
import { residentMiB } from './cpu.ts';
import { report, round } from './report.ts';
import { spawnServer } from './server.ts';
import { openSocket } from './socket.ts';

// A subscriber of a fast log, of statistics and of events that stops reading, and later reads again: what the process holds meanwhile, and whether it is told
// all that it missed. Argument: for how many seconds it does not read.
const seconds = Number(process.argv[2] ?? 60);

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const heard = { lines: 0, dropped: 0, stats: 0, missedStats: 0, renames: 0, missedEvents: 0 };
let renames = 0;
try {
  // Some 30,000 numbered lines a second.
  const script =
    'i=0; while :; do seq $((i + 1)) $((i + 2000)) | sed "s/$/ of a log that is fast/"; i=$((i + 2000)); sleep 0.05; done';
  const { id } = await run(engine, { name: 'writer', script, start: false });
  await run(engine, { name: 'even' });
  const socket = await openSocket(server, hear);
  socket.subscribe('logs', 'subscription { containerLogs(refs: ["writer"], tail: null) { dropped lines { text } } }');
  socket.subscribe('stats', 'subscription { containerStats { cpuPercent missed } }');
  socket.subscribe('events', 'subscription { events(actions: ["rename"]) { action missed } }');
  await until(() => heard.stats > 0, 'the subscriptions flow', 60_000);
  await callEngine(addressOf(engine), 'POST', `/containers/${id}/start`);
  const renaming = new AbortController();
  const renamed = rename(renaming.signal);
  await delay(10_000);

  const before = residentMiB(server.pid);
  let most = before;
  socket.pause();
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await delay(50))
    most = Math.max(most, residentMiB(server.pid));
  renaming.abort();
  await renamed;
  await callEngine(addressOf(engine), 'POST', `/containers/${id}/kill`);
  const last = await callEngine(addressOf(engine), 'GET', `/containers/${id}/logs`, { query: { stdout: '1', tail: '1' } });
  const written = Number(/\d+(?= of a log)/.exec(last.text)?.[0]);
  const waitingStats = heard.stats;
  socket.resume();
  await until(() => heard.lines + heard.dropped >= written, 'every line has come, or is told as missed', 120_000);
  await until(() => heard.renames + heard.missedEvents >= renames, 'every event has come, or is told as missed', 120_000);
  socket.close();

  report([
    { what: 'memory before', figure: round(before), unit: 'MiB', bar: null },
    { what: 'memory more than before, at most', figure: round(most - before), unit: 'MiB', bar: { atMost: 20 } },
    { what: 'lines that were written', figure: written, unit: 'lines', bar: null },
    { what: 'lines told as missed', figure: heard.dropped, unit: 'lines', bar: { atLeast: 1 } },
    {
      what: 'lines neither come nor told, or twice',
      figure: Math.abs(written - heard.lines - heard.dropped),
      unit: 'lines',
      bar: { atMost: 0 },
    },
    { what: 'events of renaming', figure: renames, unit: 'events', bar: null },
    { what: 'events told as missed', figure: heard.missedEvents, unit: 'events', bar: null },
    { what: 'samples that waited', figure: heard.stats - waitingStats, unit: 'samples', bar: null },
    { what: 'samples told as missed', figure: heard.missedStats, unit: 'samples', bar: null },
  ]);
} finally {
  await server.stop();
  await engine.stop();
}

function hear(text: string): void {
  const told = (key: string) => Number(new RegExp(`"${key}":(\\d+)`).exec(text)?.[1] ?? 0);
  if (text.includes('"id":"logs"')) {
    heard.lines += text.split(' of a log that is fast').length - 1;
    heard.dropped += told('dropped');
  } else if (text.includes('"id":"stats"')) {
    heard.stats += 1;
    heard.missedStats += told('missed');
  } else {
    heard.renames += 1;
    heard.missedEvents += told('missed');
  }
}

/** Renames a container to and fro, some forty times a second. */
async function rename(signal: AbortSignal): Promise<void> {
  for (const names = ['even', 'odd'] as const; !signal.aborted; renames += 1) {
    const [from, to] = renames % 2 === 0 ? names : [names[1], names[0]];
    await callEngine(addressOf(engine), 'POST', `/containers/${from}/rename`, { query: { name: to } });
    await delay(20);
  }
}
