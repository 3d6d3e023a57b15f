import type { AuditEntry, AuditQuery, ObjectState } from '../../audit/log.ts';
import { badInput } from '../../errors.ts';
import type {
  AuditEventConnectionResolvers,
  AuditEventResolvers,
  ContainerResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from '../../generated/graphql.ts';
import type { AuditView } from '../../view/view.ts';
import { globalId, labelList } from '../map.ts';

const pageLimit = 1000;

interface PageArgs {
  first?: number | null;
  after?: string | null;
  oldestFirst: boolean;
}

/** A page by the number of the last entry seen. The count is asked for only when it is selected: it costs more than the page. */
async function connection(audit: AuditView, query: AuditQuery, args: PageArgs, about?: string) {
  const limit = args.first ?? 50;
  if (limit < 1 || limit > pageLimit) throw badInput(`first: from 1 to ${pageLimit}, this is ${limit}.`);
  const asked = { limit, beyond: beyond(args.after), oldestFirst: args.oldestFirst };
  const page = await (about === undefined ? audit.search(query, asked) : audit.searchAbout(about, query, asked));
  const edges = page.entries.map((node) => ({ cursor: cursorOf(node.seq), node }));
  return {
    edges,
    nodes: page.entries,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: args.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: async () => (await audit.count(about === undefined ? query : { ...query, target: about })).count,
  };
}

function cursorOf(seq: number): string {
  return Buffer.from(`audit:${seq}`).toString('base64url');
}

function beyond(cursor: string | null | undefined): number | null {
  if (cursor == null) return null;
  const match = /^audit:([0-9]{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw badInput('after: not a cursor of this list.');
  return Number(match[1]);
}

const state = (of: ObjectState | null | undefined) =>
  of ? { state: of.state, exitCode: of.exitCode, details: labelList(of.details) } : null;

export const auditQueries = {
  auditEvents: (_root, { filter, orderBy, first, after }, { view }) =>
    connection(view.audit, filter ?? {}, { first, after, oldestFirst: orderBy === 'oldest' }),
  auditEvent: (_root, { id }, { view }) => view.audit.get(id),
  auditSummary: (_root, { filter, groupBy, first }, { view }) => view.audit.summarize(filter ?? {}, groupBy, first ?? 100),
} satisfies Pick<QueryResolvers, 'auditEvents' | 'auditEvent' | 'auditSummary'>;

export const containerAudit = {
  lastAction: ({ it }, _args, { view }) => view.audit.lastFor(it.id),
  audit: ({ it }, { filter, first, after }, { view }) =>
    connection(view.audit, filter ?? {}, { first, after, oldestFirst: false }, it.id),
} satisfies Pick<ContainerResolvers, 'lastAction' | 'audit'>;

export const auditSubscriptions = {
  auditEvents: {
    subscribe: (_root, { filter, afterSeq }, { view, signal }) => view.audit.follow(filter ?? {}, afterSeq ?? null, signal),
    resolve: (entry: AuditEntry) => entry,
  },
} satisfies Pick<SubscriptionResolvers, 'auditEvents'>;

export const auditEventConnection: AuditEventConnectionResolvers = { totalCount: ({ count }) => count() };

export const auditEvent: AuditEventResolvers = {
  id: ({ auditId }) => globalId('AuditEvent', auditId),
  durationMs: ({ outcome }) => outcome?.durationMs ?? null,
  action: ({ intent }) => intent.action,
  actor: ({ intent }) => ({ ...intent.actor, authMethod: intent.authMethod, tokenId: intent.tokenId }),
  source: ({ intent: { source } }) => ({
    ...source,
    claimed: labelList(source.claimed),
  }),
  host: ({ intent }) => intent.host,
  target: ({ intent: { target }, outcome }) =>
    target && { ...target, id: target.id ?? outcome?.targetId ?? null, labels: labelList(target.labels) },
  params: ({ intent }) => labelList(intent.params),
  reason: ({ intent }) => intent.reason,
  breakGlass: ({ intent }) => intent.breakGlass === true,
  decision: ({ intent: { decision } }) => ({ allowed: decision.allow, rule: decision.rule, policyHash: decision.policyHash }),
  engineStatus: ({ outcome }) => outcome?.engineStatus ?? null,
  error: ({ outcome }) => outcome?.error ?? null,
  before: ({ intent }) => state(intent.before),
  after: ({ outcome }) => state(outcome?.after),
  parent: (entry, _args, { view }) => (entry.intent.parent === null ? null : view.audit.parentOf(entry)),
};
