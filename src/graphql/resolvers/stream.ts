import type { Container } from '../../engine/model.ts';
import { badInput } from '../../errors.ts';
import type {
  ContainerChangeResolvers,
  ContainerFilter,
  ContainerResolvers,
  ContainerStatsResolvers,
  EngineEventResolvers,
  LogBatchResolvers,
  LogLineResolvers,
  SubscriptionResolvers,
} from '../../generated/graphql.ts';
import { containerCheck } from '../../view/filter-container.ts';
import { eventCheck } from '../../view/filter-event.ts';
import { followChanges, type SelectedChange } from '../../view/stream-changes.ts';
import { followEvents, type HostEvent } from '../../view/stream-events.ts';
import { followLogs, type MemberLines } from '../../view/stream-logs.ts';
import { lineFilter } from '../../view/stream-match.ts';
import type { Members } from '../../view/stream-members.ts';
import { followStats, type MemberSample } from '../../view/stream-stats.ts';
import type { HostView, OnHost, View } from '../../view/view.ts';
import { labelList } from '../map.ts';
import { attributesOf } from '../log-attributes.ts';

const steady = () => performance.now();

interface Choice {
  refs?: readonly string[] | null;
  filter?: ContainerFilter | null;
  host?: string | null;
}

function membersOf(view: View, { refs, filter, host }: Choice): Members {
  if (refs != null && filter != null) throw badInput('refs and filter: one of them, not both.');
  if (refs != null && refs.length === 0) throw badInput('refs: at least one name or id.');
  if (refs != null) return { kind: 'named', host: view.host(host ?? null), refs };
  return { kind: 'matching', ...matching(view, filter, host) };
}

function matching(view: View, filter: ContainerFilter | null | undefined, host: string | null | undefined) {
  const hosts = view.over(host ?? null);
  const check = containerCheck(filter, hosts);
  return { hosts, matches: (on: HostView, it: Container) => check({ host: on, it }) };
}

/** The container as it is now; as it last was, where it is gone. */
function current({ host, it }: OnHost<Container>): OnHost<Container> {
  return { host, it: host.currently(it) ?? it };
}

const minIntervalMs = 1000;
const maxIntervalMs = 3_600_000;

export const streamSubscriptions = {
  containerStats: {
    subscribe: (_root, { interval, ...choice }, { view, signal }) => {
      if (interval < minIntervalMs || interval > maxIntervalMs) throw badInput('interval: from 1s to 1h.');
      return followStats(membersOf(view, choice), interval, signal);
    },
    resolve: (sample: MemberSample) => sample,
  },
  containerLogs: {
    subscribe: (_root, { refs, filter, host, tail, match, matchRegex, ...more }, { view, signal }) => {
      const { since, until, follow, stream, details } = more;
      const span = { since: since ?? null, until: until ?? null };
      const options = { tail: tail ?? null, ...span, follow, stream: stream ?? null, details };
      const wanted = lineFilter(match ?? null, matchRegex ?? null, steady);
      return followLogs(membersOf(view, { refs, filter, host }), options, wanted, signal);
    },
    resolve: (batch: MemberLines) => batch,
  },
  containerChanges: {
    subscribe: (_root, { filter, host }, { view, signal }) => {
      const { hosts, matches } = matching(view, filter, host);
      return followChanges(hosts, matches, signal);
    },
    resolve: (change: SelectedChange) => change,
  },
  events: {
    subscribe: (_root, { host, since, until, ...filter }, { view, signal }) => {
      const span = { since: since ?? null, until: until ?? null };
      if (since != null && until != null && Date.parse(since) > Date.parse(until)) throw badInput('until: not before since.');
      return followEvents(view.over(host ?? null), eventCheck(filter), signal, span);
    },
    resolve: (event: HostEvent) => event,
  },
} satisfies Pick<SubscriptionResolvers, 'containerStats' | 'containerLogs' | 'containerChanges' | 'events'>;

export const containerStreams = {
  logs: async ({ host, it }, { tail, since, until, stream, match, matchRegex, details }) => {
    const wanted = lineFilter(match ?? null, matchRegex ?? null, steady);
    const span = { since: since ?? null, until: until ?? null };
    const lines = await host.logTail(it, { tail, ...span, stream: stream ?? null, details });
    return lines.filter(({ text }) => wanted(text)).map((line) => ({ host, it, line }));
  },
  stats: async ({ host, it }) => {
    const sample = await host.latestStats(it);
    return sample && { host, it, sample, missed: 0 };
  },
} satisfies Pick<ContainerResolvers, 'logs' | 'stats'>;

export const containerStats: ContainerStatsResolvers = {
  container: current,
  readAt: ({ sample }) => sample.readAt,
  cpuPercent: ({ sample }) => sample.cpuPercent ?? 0,
  onlineCpus: ({ sample }) => sample.onlineCpus,
  memoryUsage: ({ sample }) => sample.memoryUsage,
  memoryLimit: ({ sample }) => sample.memoryLimit,
  memoryPercent: ({ sample }) => sample.memoryPercent,
  networkRx: ({ sample }) => sample.networkRx,
  networkTx: ({ sample }) => sample.networkTx,
  blockRead: ({ sample }) => sample.blockRead,
  blockWrite: ({ sample }) => sample.blockWrite,
  pids: ({ sample }) => sample.pids,
};

export const logBatch: LogBatchResolvers = {
  lines: ({ host, it, lines }) => lines.map((line) => ({ host, it, line })),
};

export const logLine: LogLineResolvers = {
  container: current,
  stream: ({ line }) => line.stream,
  at: ({ line }) => line.at,
  text: ({ line }) => line.text,
  partial: ({ line }) => line.partial,
  attributes: ({ line }) => attributesOf(line),
};

export const containerChange: ContainerChangeResolvers = {
  container: ({ host, it }) => ({ host, it }),
  revision: ({ revision }) => String(revision),
};

export const engineEvent: EngineEventResolvers = {
  host: ({ host }) => host.name,
  type: ({ event }) => event.type,
  action: ({ event }) => event.action,
  actorId: ({ event }) => event.actorId,
  name: ({ event }) => event.attributes['name'] ?? null,
  attributes: ({ event }) => labelList(event.attributes),
  time: ({ event }) => timeOf(event.timeNano),
  scope: ({ event }) => event.scope,
};

/** Nanoseconds since 1970 as RFC 3339. */
function timeOf(nanoseconds: string): string {
  const ns = BigInt(nanoseconds);
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`;
}
