import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { docker, run, startEngine } from '../support/real-engine.ts';
import { cpuSeconds, residentMiB } from './cpu.ts';
import { report, round, type Row } from './report.ts';
import { spawnServer } from './server.ts';

// A file that goes into a container and out again, beside `docker cp` of the same file, and what the process holds meanwhile. Argument: its size in MB.
const megabytes = Number(process.argv[2] ?? 500);
const chunk = randomBytes(1_000_000);

const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
const file = join(folder, 'file');
const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
const rows: Row[] = [];
try {
  await fill(file, megabytes);
  await fill(join(folder, 'small'), 1);
  const { name } = await run(engine, { name: 'bench', script: 'exec sleep 3600' });
  const path = (of: string) => `/api/v1/containers/${name}/files?path=/${of}`;
  // Once each before anything is measured.
  await upload(path('small'), join(folder, 'small'));
  await download(path('small'), join(folder, 'out'));
  await compare(
    'in',
    () => docker(engine, 'cp', file, `${name}:/theirs`),
    () => upload(path('ours'), file),
  );
  await compare(
    'out',
    () => docker(engine, 'cp', `${name}:/theirs`, join(folder, 'theirs')),
    () => download(path('ours'), join(folder, 'ours')),
  );
  if (statSync(join(folder, 'ours')).size !== megabytes * chunk.length) throw new Error('what came out is not what went in');
} finally {
  await server.stop();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}
report(rows);

/** The two one after the other, and the memory of the server during the second. */
async function compare(way: string, theirs: () => Promise<unknown>, ours: () => Promise<unknown>): Promise<void> {
  const cli = await rate(theirs);
  const before = residentMiB(server.pid);
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, residentMiB(server.pid))), 20);
  const worked = cpuSeconds(server.pid);
  const rest = await rate(ours);
  const cpu = cpuSeconds(server.pid) - worked;
  clearInterval(timer);
  const after = residentMiB(server.pid);
  rows.push(
    { what: `${way}: docker cp`, figure: round(cli), unit: 'MB/s', bar: null },
    { what: `${way}: Wharfinger`, figure: round(rest), unit: 'MB/s', bar: null },
    { what: `${way}: Wharfinger against docker cp`, figure: round(rest / cli), unit: 'times', bar: null },
    { what: `${way}: CPU of Wharfinger`, figure: round((cpu * 1000) / megabytes), unit: 'ms for each MB', bar: null },
    { what: `${way}: memory before`, figure: round(before), unit: 'MiB', bar: null },
    { what: `${way}: memory at most`, figure: round(most), unit: 'MiB', bar: null },
    { what: `${way}: memory after`, figure: round(after), unit: 'MiB', bar: null },
    { what: `${way}: memory more than before, at most`, figure: round(most - before), unit: 'MiB', bar: { atMost: 128 } },
  );
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return megabytes / ((performance.now() - begun) / 1000);
}

async function upload(path: string, from: string): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': statSync(from).size };
  const sending = call('PUT', path, headers);
  const [answer] = await Promise.all([accepted(once(sending, 'response')), pipeline(createReadStream(from), sending)]);
  answer.resume();
  await once(answer, 'end');
}

async function download(path: string, to: string): Promise<void> {
  const asking = call('GET', `${path}&format=raw`);
  asking.end();
  await pipeline(await accepted(once(asking, 'response')), createWriteStream(to));
}

function call(method: string, path: string, headers: Readonly<Record<string, string | number>> = {}) {
  return request(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${server.token}`, ...headers } });
}

async function accepted(response: Promise<unknown[]>): Promise<IncomingMessage> {
  const [answer] = await response;
  if (!(answer instanceof IncomingMessage) || answer.statusCode !== 200)
    throw new Error(`refused: ${answer instanceof IncomingMessage ? answer.statusCode : 'no answer'}`);
  return answer;
}

async function fill(name: string, count: number): Promise<void> {
  const handle = await open(name, 'w');
  for (let written = 0; written < count; written += 1) await handle.write(chunk);
  await handle.sync();
  await handle.close();
}
