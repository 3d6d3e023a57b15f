import type { AuditLog } from './audit/log.ts';
import type { Checkpoints } from './audit/open-checkpoints.ts';
import type { Probe } from './edge/health.ts';
import type { Figure } from './edge/metrics.ts';
import type { MirrorReader } from './mirror/reader.ts';

type Load = { lost: boolean; running: number; waiting: number };
type Hosts = ReadonlyMap<string, { mirror: MirrorReader; load: () => Load }>;

/** What must be well for requests to be served. */
export function probes(
  state: { readonly retired: boolean },
  audit: Pick<AuditLog, 'health'>,
  hosts: Hosts,
  checkpoints: Pick<Checkpoints, 'status'>,
  now: () => number,
): Probe[] {
  return [
    { name: 'process', check: () => (state.retired ? { ok: false, problem: 'stopping' } : { ok: true }) },
    {
      name: 'audit',
      check: () => {
        const { writable, problem } = audit.health;
        return { ok: writable, ...(problem === null ? {} : { problem }) };
      },
    },
    {
      // Requests are served without a checkpoint too: what is written down meanwhile is vouched for by the next one.
      name: 'audit checkpoint',
      check: () => {
        const { seq, at, problem } = checkpoints.status;
        const age = at === null ? 'none since the start' : `${ageOf(at, now)} s ago`;
        return { ok: true, detail: `of record ${seq}, ${age}`, ...(problem === null ? {} : { problem }) };
      },
    },
    ...[...hosts].map(([name, { mirror }]) => ({
      name: `engine ${name}`,
      check: () => {
        const { status, problem } = mirror.connection;
        return { ok: status === 'connected', ...(problem === null ? {} : { problem }) };
      },
    })),
  ];
}

/** Requests are served by the last good policy too: a file that is no good is told of, and refuses nobody. */
export function policyProbe(policy: { current: { hash: string }; problems: readonly string[] }): Probe {
  return {
    name: 'policy',
    check: () => ({
      ok: true,
      detail: policy.current.hash,
      ...(policy.problems.length > 0 ? { problem: `the file is no good: ${policy.problems.join(' ')}` } : {}),
    }),
  };
}

/** What is counted, beside the figures of HTTP and of the process. */
export function figures(audit: Pick<AuditLog, 'health'>, hosts: Hosts, running: { readonly size: number }): Figure[] {
  const perHost = (value: (mirror: MirrorReader, load: Load) => number) => () =>
    [...hosts].map(([host, { mirror, load }]) => ({ labels: { host }, value: value(mirror, load()) }));
  const kinds = ['containers', 'images', 'networks', 'volumes'] as const;
  return [
    {
      name: 'audit_writable',
      help: '1 while the audit log can be written.',
      kind: 'gauge',
      read: () => Number(audit.health.writable),
    },
    {
      name: 'audit_last_seq',
      help: 'Number of the last event in the audit log.',
      kind: 'gauge',
      read: () => audit.health.lastSeq,
    },
    { name: 'actions_running', help: 'Actions that have an intent and no outcome yet.', kind: 'gauge', read: () => running.size },
    {
      name: 'engine_connected',
      help: '1 while the live copy of the engine is being kept.',
      kind: 'gauge',
      labels: ['host'],
      read: perHost((mirror) => Number(mirror.connection.status === 'connected')),
    },
    {
      name: 'engine_lost',
      help: '1 while the engine is taken for lost: calls to it fail at once, but for one at a time that tries whether it is back.',
      kind: 'gauge',
      labels: ['host'],
      read: perHost((_, { lost }) => Number(lost)),
    },
    {
      name: 'engine_calls_running',
      help: 'Calls to the engine under way, streams not counted.',
      kind: 'gauge',
      labels: ['host'],
      read: perHost((_, { running }) => running),
    },
    {
      name: 'engine_calls_waiting',
      help: 'Calls to the engine that wait for their turn.',
      kind: 'gauge',
      labels: ['host'],
      read: perHost((_, { waiting }) => waiting),
    },
    {
      name: 'engine_objects',
      help: 'Objects in the live copy of the engine.',
      kind: 'gauge',
      labels: ['host', 'kind'],
      read: () =>
        [...hosts].flatMap(([host, { mirror }]) =>
          kinds.map((kind) => ({ labels: { host, kind }, value: mirror[kind].list().length })),
        ),
    },
  ];
}

/** What is counted of the checkpoints. */
export function checkpointFigures(checkpoints: Pick<Checkpoints, 'status'>, now: () => number): Figure[] {
  return [
    {
      name: 'audit_checkpoint_seq',
      help: 'Number of the last event that a checkpoint vouches for.',
      kind: 'gauge',
      read: () => checkpoints.status.seq,
    },
    {
      name: 'audit_checkpoint_age_seconds',
      help: 'Time since the last checkpoint was written.',
      kind: 'gauge',
      read: () => {
        const { at } = checkpoints.status;
        return at === null ? [] : [{ labels: {}, value: ageOf(at, now) }];
      },
    },
    {
      name: 'audit_checkpoint_failures_total',
      help: 'How often a checkpoint could not be written.',
      kind: 'counter',
      read: () => checkpoints.status.failures,
    },
  ];
}

/** What is counted of the answers that are kept. */
export function cacheFigures(answers: { readonly figures: { answers: number; bytes: number; hits: number } }): Figure[] {
  return [
    {
      name: 'response_cache_answers',
      help: 'Answers kept, to be given again.',
      kind: 'gauge',
      read: () => answers.figures.answers,
    },
    { name: 'response_cache_bytes', help: 'Memory the answers take.', kind: 'gauge', read: () => answers.figures.bytes },
    {
      name: 'response_cache_hits_total',
      help: 'Requests answered with what was kept.',
      kind: 'counter',
      read: () => answers.figures.hits,
    },
  ];
}

function ageOf(at: number, now: () => number): number {
  return Math.max(0, Math.round((now() - at) / 1000));
}
