import type { AuditEntry, AuditQuery } from '../audit/log.ts';
import { auditSearcher } from '../audit/read.ts';
import { filterOptions, filterUsage, limitOf, openExisting, queryOf } from './audit-filter.ts';
import type { Command } from './command.ts';
import { noteRead } from './note-read.ts';
import { table } from './table.ts';

const flag = { type: 'boolean' } as const;
const pageSize = 500;

export const list: Command = {
  usage: `[options]

${filterUsage}
  --limit NUMBER   at most so many; 50 when left out
  --oldest-first   the other way round
  --json           one JSON object a line, whole`,
  options: {
    ...filterOptions,
    limit: { type: 'string' },
    'oldest-first': flag,
    json: flag,
  },
  positionals: 0,
  async run(given, around) {
    const limit = limitOf(given, '50');
    const query = queryOf(given, Date.now());
    const store = await openExisting(around.config().databaseUrl);
    try {
      const noted = () => noteRead(around, 'audit list', query);
      const entries = read(auditSearcher(store.read), query, limit, given.flag('oldest-first'), noted);
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

async function* read(
  audit: Pick<ReturnType<typeof auditSearcher>, 'search'>,
  query: AuditQuery,
  limit: number,
  oldestFirst: boolean,
  noted: () => Promise<void>,
): AsyncGenerator<AuditEntry> {
  let beyond: number | null = null;
  let left = limit;
  while (left > 0) {
    const page: Awaited<ReturnType<typeof audit.search>> = await audit.search(query, {
      limit: Math.min(left, pageSize),
      beyond,
      oldestFirst,
    });
    if (beyond === null) await noted();
    yield* page.entries;
    left -= page.entries.length;
    beyond = page.entries.at(-1)?.seq ?? null;
    if (!page.hasMore) return;
  }
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
