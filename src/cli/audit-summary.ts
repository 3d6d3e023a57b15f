import { FinderLink } from '../audit/finder/link.ts';
import { threadSearcher } from '../audit/finder/search.ts';
import { groupings, type AuditGroup, type Grouping } from '../audit/log.ts';
import { databasePath } from '../store/location.ts';
import { filterOptions, filterUsage, limitOf, oneOf, openExisting, queryOf } from './audit-filter.ts';
import { Misuse, type Command, type Surroundings } from './command.ts';
import { noteRead } from './note-read.ts';
import { table } from './table.ts';

export const summary: Command = {
  usage: `--by WHAT [options]

  --by WHAT        ${groupings.join(', ')}; several with commas
${filterUsage}
  --limit NUMBER   at most so many groups, the largest; 100 when left out, 1000 at most
  --json           one JSON object`,
  options: {
    by: { type: 'string', multiple: true },
    ...filterOptions,
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: 0,
  async run(given, around) {
    const by = given.list('by').map((name) => oneOf('by', name, groupings));
    if (by.length === 0) throw new Misuse('--by is missing.');
    const limit = limitOf(given, '100');
    const query = queryOf(given, Date.now());
    const url = around.config().databaseUrl;
    // Says what is wrong with a database that is missing or of another version.
    await (await openExisting(url)).close();
    const link = new FinderLink(databasePath(url));
    try {
      const found = await threadSearcher(link).summarize(query, by, limit);
      await noteRead(around, 'audit summary', { ...query, by });
      if (given.flag('json')) around.out(JSON.stringify(found));
      else show(found.groups, by, around);
      if (found.groups.length < found.groupCount)
        around.err(`${found.groupCount - found.groups.length} smaller groups are not shown; ${found.total} actions in all.`);
      return 0;
    } finally {
      await link.close();
    }
  },
};

function show(groups: readonly AuditGroup[], by: readonly Grouping[], around: Surroundings): void {
  const headings = [...by.map((name) => name.toUpperCase()), 'COUNT', 'RESULTS', 'FIRST', 'LAST'];
  const rows = groups.map((group) => [
    ...by.map((name) => group[name] ?? '-'),
    String(group.count),
    group.results.map(({ result, count }) => `${result} ${count}`).join(', '),
    group.firstAt,
    group.lastAt,
  ]);
  for (const line of table(headings, rows, around.terminal)) around.out(line);
}
