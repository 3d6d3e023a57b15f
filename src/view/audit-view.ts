import type { AuditEntry, AuditReader } from '../audit/log.ts';
import type { AuditView } from './view.ts';

export interface AuditAccess {
  /** Throws FORBIDDEN for who may not read the log. */
  permit: () => void;
  /** Whether the caller may read the log. */
  allowed: () => boolean;
  /** Puts a read on record; throws FORBIDDEN, on record as well, when refused. Gives what it wrote, null where it is on record already. */
  record: (read: string, filter: Readonly<Record<string, unknown>>) => Promise<string | null>;
}

/**
 * The audit log as one caller may see it: whole with the permission audit.read, not at all without. A read is on record before it is answered, but is no part
 * of its own answer.
 */
export function auditView(audit: AuditReader, { permit, allowed, record }: AuditAccess): AuditView {
  const onRecord = async <T>(read: string, filter: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T> => {
    if (!allowed()) await record(read, filter);
    const answer = await work();
    await record(read, filter);
    return answer;
  };

  return {
    search: (query, page) => onRecord('auditEvents', { ...query }, () => audit.search(query, page)),
    // A list of containers asks for each of its own: one read.
    searchAbout: (targetId, query, page) =>
      onRecord('Container.audit', { ...query }, () => audit.search({ ...query, target: targetId }, page)),
    // Part of a page: on record with it.
    count: async (query) => {
      permit();
      return audit.count(query);
    },
    summarize: (query, by, limit) => onRecord('auditSummary', { ...query, groupBy: by }, () => audit.summarize(query, by, limit)),
    get: (auditId) => onRecord('auditEvent', { auditId }, () => audit.get(auditId)),
    async parentOf({ intent }) {
      permit();
      return intent.parent === null ? null : audit.get(intent.parent);
    },
    async lastFor(targetId) {
      permit();
      return (await audit.lastFor([targetId])).get(targetId) ?? null;
    },
    async follow(query, afterSeq, signal) {
      if (!allowed()) await record('auditEvents (followed)', { ...query });
      // Begins where the log ends now, before the read itself is on record.
      const feed = audit.follow(query, afterSeq, signal);
      const own = await record('auditEvents (followed)', { ...query });
      return own === null ? feed : without(feed, own);
    },
  };
}

async function* without(feed: AsyncIterable<AuditEntry>, auditId: string): AsyncGenerator<AuditEntry> {
  for await (const entry of feed) if (entry.auditId !== auditId) yield entry;
}
