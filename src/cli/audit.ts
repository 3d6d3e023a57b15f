import { existsSync } from 'node:fs';
import type { AuditEntry, AuditQuery, Origin, Result } from '../audit/log.ts';
import { auditSearcher } from '../audit/read.ts';
import { databasePath } from '../store/location.ts';
import { openReadOnly, type ReadStore } from '../store/open.ts';
import { Misuse, type Command, type Given } from './command.ts';
import { table } from './table.ts';
import { pointInTime } from './time.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const pageSize = 500;

export const list: Command = {
  usage: `[options]

  --target NAME    name, id or beginning of the id of what it was done to
  --actor NAME     name or id of who did it
  --action ACTION  for example container.stop or container.*; may be repeated
  --result RESULT  ${results().join(', ')}; may be repeated
  --origin ORIGIN  ${origins().join(', ')}; may be repeated
  --host NAME      the engine's name
  --text TEXT      text in the reason, the target's name or the parameters
  --since TIME     after this time, or for so long: 2026-11-24T08:00:00Z, 2026-11-24, 2h
  --until TIME     before this time
  --limit NUMBER   at most so many; 50 when left out
  --oldest-first   the other way round
  --json           one JSON object a line, whole`,
  options: {
    target: text,
    actor: text,
    action: texts,
    result: texts,
    origin: texts,
    host: text,
    text,
    since: text,
    until: text,
    limit: text,
    'oldest-first': flag,
    json: flag,
  },
  positionals: 0,
  async run(given, around) {
    const limit = limitOf(given);
    const query = queryOf(given, Date.now());
    const store = await openExisting(around.config().databaseUrl);
    try {
      const entries = read(auditSearcher(store.read), query, limit, given.flag('oldest-first'));
      if (given.flag('json')) {
        for await (const entry of entries) around.out(JSON.stringify(entry));
        return 0;
      }
      const rows = [];
      for await (const entry of entries) rows.push(row(entry));
      for (const line of table(headings, rows, around.terminal)) around.out(line);
      return 0;
    } finally {
      await store.close();
    }
  },
};

async function openExisting(url: string): Promise<ReadStore> {
  const path = databasePath(url);
  if (!existsSync(path))
    throw new Error(
      `There is no database at ${path}: nothing was recorded yet, or WHARFINGER_STATE_DIR or DATABASE_URL names another place.`,
    );
  return openReadOnly({ url });
}

async function* read(
  audit: Pick<ReturnType<typeof auditSearcher>, 'search'>,
  query: AuditQuery,
  limit: number,
  oldestFirst: boolean,
): AsyncGenerator<AuditEntry> {
  let beyond: number | null = null;
  let left = limit;
  while (left > 0) {
    const page: Awaited<ReturnType<typeof audit.search>> = await audit.search(query, {
      limit: Math.min(left, pageSize),
      beyond,
      oldestFirst,
    });
    yield* page.entries;
    left -= page.entries.length;
    beyond = page.entries.at(-1)?.seq ?? null;
    if (!page.hasMore) return;
  }
}

function limitOf(given: Given): number {
  const limit = given.text('limit') ?? '50';
  if (!/^[0-9]{1,9}$/.test(limit) || Number(limit) < 1) throw new Misuse(`--limit: a whole number from 1; not "${limit}".`);
  return Number(limit);
}

function queryOf(given: Given, now: number): AuditQuery {
  const since = given.text('since');
  const until = given.text('until');
  return {
    target: given.text('target'),
    actor: given.text('actor'),
    action: given.list('action'),
    result: given.list('result').map((name) => oneOf('result', name, results())),
    origin: given.list('origin').map((name) => oneOf('origin', name, origins())),
    host: given.text('host'),
    text: given.text('text'),
    after: since === null ? null : pointInTime('since', since, now),
    before: until === null ? null : pointInTime('until', until, now),
  };
}

function oneOf<T extends string>(option: string, value: string, all: readonly T[]): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new Misuse(`--${option}: one of ${all.join(', ')}; not "${value}".`);
  return found;
}

function results(): readonly (Result | 'pending')[] {
  return ['success', 'noop', 'failure', 'denied', 'timeout', 'cancelled', 'unknown', 'not_executed', 'pending'];
}

function origins(): readonly Origin[] {
  return ['own', 'external', 'recovered'];
}

const headings = ['TIME', 'ACTOR', 'FROM', 'ACTION', 'TARGET', 'RESULT', 'TOOK', 'REASON', 'AUDIT ID'];

function row({ auditId, at, intent, outcome, result }: AuditEntry): string[] {
  const { target } = intent;
  const took = outcome === null ? '-' : `${Math.round(outcome.durationMs)} ms`;
  const name = target?.name ?? target?.id?.slice(0, 12) ?? '-';
  return [
    at,
    intent.actor.name,
    intent.source.address ?? intent.source.transport,
    intent.action,
    name,
    result,
    took,
    intent.reason ?? '-',
    auditId,
  ];
}
