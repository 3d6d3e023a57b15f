import { scopedOf } from '../access/authorize.ts';
import { limitsWithin, reaches, reachesHost, type Scope } from '../access/scope.ts';
import type { AuditEntry, AuditQuery, AuditReader } from '../audit/log.ts';
import { forbidden } from '../errors.ts';

const pageSize = 500;
const countsTo = 10_000;

/** The audit log of whoever does not reach everything: only events whose target is within reach. Others do not exist, whatever is asked for. */
export function scopedAudit(whole: AuditReader, scopes: readonly Scope[]): AuditReader {
  const sees = (entry: AuditEntry | null) => (entry !== null && within(entry, scopes) ? entry : null);
  /** What is found, page after page of the whole log. */
  const found = async function* (query: AuditQuery, beyond: number | null, oldestFirst: boolean): AsyncGenerator<AuditEntry> {
    for (let from = beyond; ;) {
      const page = await whole.search(narrow(query, scopes), { limit: pageSize, beyond: from, oldestFirst });
      yield* page.entries.filter((entry) => within(entry, scopes));
      const last = page.entries.at(-1);
      if (!page.hasMore || last === undefined) return;
      from = last.seq;
    }
  };
  return {
    async search(query, { limit, beyond, oldestFirst }) {
      const entries: AuditEntry[] = [];
      for await (const entry of found(query, beyond, oldestFirst)) {
        if (entries.length >= limit) return { entries, hasMore: true };
        entries.push(entry);
      }
      return { entries, hasMore: false };
    },
    async count(query) {
      let count = 0;
      for await (const _entry of found(query, null, false)) {
        if (count >= countsTo) return { count, atLeast: true };
        count += 1;
      }
      return { count, atLeast: false };
    },
    summarize: () => Promise.reject(forbidden('auditSummary counts all that is on record: it is not for tokens with a scope.')),
    open: async () => (await whole.open()).filter((entry) => within(entry, scopes)),
    get: async (auditId) => sees(await whole.get(auditId)),
    lastFor: async (targetIds) => new Map([...(await whole.lastFor(targetIds))].filter(([, entry]) => within(entry, scopes))),
    follow: (query, afterSeq, signal) => only(whole.follow(narrow(query, scopes), afterSeq, signal), scopes),
  };
}

async function* only(entries: AsyncIterable<AuditEntry>, scopes: readonly Scope[]): AsyncGenerator<AuditEntry> {
  for await (const entry of entries) if (within(entry, scopes)) yield entry;
}

function within({ intent: { host, target } }: AuditEntry, scopes: readonly Scope[]): boolean {
  if (host === null || !reachesHost(scopes, host)) return false;
  const limits = limitsWithin(scopes);
  if (limits.length === 0) return true;
  const object = target === null ? null : scopedOf(target);
  return object !== null && reaches(limits, object);
}

/** What the database can find by itself: a label that all that is within reach has. */
function narrow(query: AuditQuery, scopes: readonly Scope[]): AuditQuery {
  if (query.label != null || scopes.some(({ images }) => images !== null)) return query;
  const rule = scopes.flatMap(({ labels }) => labels ?? []).find(({ kind }) => kind === 'equals');
  return rule?.kind === 'equals' ? { ...query, label: { key: rule.key, value: rule.value } } : query;
}
