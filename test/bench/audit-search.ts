import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditLog, AuditQuery } from '../../src/audit/log.ts';
import { openAuditLog } from '../../src/audit/open.ts';
import { openStore } from '../../src/store/open.ts';
import {
  actions,
  actors,
  begin,
  failures,
  fillDatabase,
  hosts,
  randomOf,
  services,
  skewed,
  step,
  targets,
  words,
} from './audit-world.ts';

// How long questions to a log of a million actions take: random combinations of one to five filters, each its first page of 50, a deep one, the same
// oldest first, and the count; and summaries. Wall and processor time of the whole process; percentiles for each kind of question.
//   node test/bench/audit-search.ts [--events 1000000] [--queries 400] [--database FILE, kept and used again]
const { values: given } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '400' },
    database: { type: 'string' },
  },
});
const events = Number(given.events);
const quiet = { error: () => {}, info: () => {}, warn: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
const path = given.database ?? join(folder, 'log.db');
const random = randomOf(7);

type Timing = { wall: number; cpu: number };
const timings = new Map<string, Timing[]>();

async function timed<T>(kinds: readonly string[], work: () => Promise<T>): Promise<T> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const used = process.cpuUsage(cpu);
  const timing = { wall: performance.now() - wall, cpu: (used.user + used.system) / 1000 };
  for (const kind of kinds) timings.set(kind, [...(timings.get(kind) ?? []), timing]);
  return result;
}

const time = () => new Date(begin + Math.floor(random() * events) * step).toISOString();

/** One value for each filter; now and then one that nothing has. */
const filters: Record<string, () => AuditQuery> = {
  actor: () => ({ actor: skewed(random, actors)[random() < 0.5 ? 'name' : 'id'] }),
  action: () => ({ action: random() < 0.3 ? ['container.*'] : [skewed(random, actions)] }),
  target: () => {
    const { id, name } = skewed(random, targets);
    return { target: random() < 0.4 ? name : random() < 0.5 ? id : id.slice(0, 6) };
  },
  targetType: () => ({ targetType: random() < 0.8 ? ['container'] : ['volume'] }),
  image: () => ({ image: skewed(random, targets).image }),
  label: () => {
    const { labels } = skewed(random, targets);
    return {
      label:
        random() < 0.5
          ? { key: 'tier', value: labels.tier }
          : { key: 'com.docker.compose.project', value: labels['com.docker.compose.project'] },
    };
  },
  host: () => ({ host: skewed(random, hosts) }),
  result: () => ({ result: random() < 0.3 ? ['success'] : [skewed(random, failures)] }),
  origin: () => ({ origin: random() < 0.5 ? ['external'] : ['recovered'] }),
  after: () => ({ after: time() }),
  before: () => ({ before: time() }),
  text: () => {
    const all = [
      ...words,
      ...services,
      `build ${Math.floor(random() * events)}`,
      `--job ${Math.floor(random() * 5000)}`,
      skewed(random, targets).name,
      'nowhere',
    ];
    return { text: all[Math.floor(random() * all.length)] ?? '' };
  },
};

function anyQuery(): AuditQuery {
  const names = Object.keys(filters);
  const count = 1 + Math.floor(random() * 5);
  const chosen = Array.from({ length: count }, () => names.splice(Math.floor(random() * names.length), 1)).flat();
  return Object.assign({}, ...chosen.map((name) => filters[name]?.()));
}

async function ask(audit: AuditLog, query: AuditQuery): Promise<void> {
  const kinds = (kind: string) => ['all', kind, ...('text' in query ? ['text'] : []), ...('label' in query ? ['label'] : [])];
  const first = await timed(kinds('first page'), () => audit.search(query, { limit: 50, beyond: null, oldestFirst: false }));
  await timed(kinds('oldest first'), () => audit.search(query, { limit: 50, beyond: null, oldestFirst: true }));
  const beyond = Math.floor(random() * events * 2);
  await timed(kinds('deep page'), () => audit.search(query, { limit: 50, beyond, oldestFirst: random() < 0.3 }));
  if (first.entries.length === 0)
    await timed(['nothing found'], () => audit.search(query, { limit: 50, beyond: null, oldestFirst: false }));
  await timed(['count'], () => audit.count(query));
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function report(): void {
  const round = (value: number) => Math.round(value * 100) / 100;
  const rows = [...timings].map(([kind, of]) => {
    const [wall, cpu] = [of.map((one) => one.wall), of.map((one) => one.cpu)];
    const figures = { p50: round(percentile(wall, 0.5)), p99: round(percentile(wall, 0.99)), max: round(Math.max(...wall)) };
    return { kind, n: of.length, ...figures, cpu50: round(percentile(cpu, 0.5)), cpu99: round(percentile(cpu, 0.99)) };
  });
  console.table(rows);
  console.log(JSON.stringify({ events, milliseconds: rows }));
}

try {
  if (!existsSync(path)) await timed(['fill'], () => fillDatabase(path, events));
  console.error(`${path}: ${Math.round(statSync(path).size / 2 ** 20)} MiB`);
  const store = await openStore({ url: `file:${path}`, log: quiet });
  const audit = await openAuditLog({ store, now: Date.now, log: quiet });
  await timed(['first question'], () => audit.search({ actor: 'nobody' }, { limit: 50, beyond: null, oldestFirst: false }));
  for (let asked = 0; asked < Number(given.queries); asked += 1) await ask(audit, anyQuery());
  for (let asked = 0; asked < 10; asked += 1)
    await timed(['summary'], () => audit.summarize({ actor: skewed(random, actors).name }, ['day', 'action', 'result'], 100));
  await timed(['summary of all'], () => audit.summarize({}, ['actor', 'action', 'result'], 100));
  report();
  console.error(`resident: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`);
  await audit.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
