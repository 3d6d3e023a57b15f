import { badInput, internal } from '../../errors.ts';
import { groupings, type AuditReader } from '../log.ts';
import { checkPage, countLimit, entryOf } from '../read.ts';
import { conditions } from '../search.ts';
import type { FinderLink } from './link.ts';

/** Searching, counting and summing up in the search thread; what is asked is checked here. */
export function threadSearcher(link: Pick<FinderLink, 'ask'>): Pick<AuditReader, 'search' | 'count' | 'summarize'> {
  return {
    async search(query, page) {
      checkPage(page);
      conditions(query);
      const answer = await link.ask({ kind: 'page', query, page });
      if (answer.kind !== 'page') throw internal('the search thread answered something else');
      return { entries: answer.rows.map(entryOf), hasMore: answer.hasMore };
    },
    async count(query) {
      conditions(query);
      const answer = await link.ask({ kind: 'count', query, limit: countLimit + 1 });
      if (answer.kind !== 'count') throw internal('the search thread answered something else');
      return { count: Math.min(answer.count, countLimit), atLeast: answer.count > countLimit };
    },
    async summarize(query, by, limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > maxGroupsShown)
        throw badInput(`first: from 1 to ${maxGroupsShown}, this is ${limit}.`);
      if (by.length === 0) throw badInput(`groupBy: at least one of ${groupings.join(', ')}.`);
      if (new Set(by).size < by.length) throw badInput('groupBy: each at most once.');
      conditions(query);
      const answer = await link.ask({ kind: 'summary', query, by, limit });
      if (answer.kind === 'refused') throw badInput(answer.message);
      if (answer.kind !== 'summary') throw internal('the search thread answered something else');
      return answer.summary;
    },
  };
}

const maxGroupsShown = 1000;
