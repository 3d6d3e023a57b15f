import type { Deliveries } from './delivery/open.ts';
import type { Probe } from './edge/health.ts';
import type { Figure } from './edge/metrics.ts';

type Statuses = Pick<Deliveries, 'statuses'>;

/** How far each receiver of the audit log has got. Requests are served without them: what is not delivered stays in the log. */
export function deliveryProbes(asked: Readonly<Record<'file' | 'syslog' | 'webhook', unknown>>, deliveries: Statuses): Probe[] {
  return (['file', 'syslog', 'webhook'] as const)
    .filter((name) => asked[name] !== null)
    .map((name) => ({
      name: `audit delivery ${name}`,
      check: () => {
        const { seq = null, lag = 0, problem = null } = deliveries.statuses.find(({ sink }) => sink === name) ?? {};
        const detail = `up to record ${seq ?? 'unknown'}, ${lag} behind`;
        return { ok: true, detail, ...(problem === null ? {} : { problem }) };
      },
    }));
}

/** What is counted of the deliveries. */
export function deliveryFigures(deliveries: Statuses): Figure[] {
  const each = (value: (status: Deliveries['statuses'][number]) => number) => () =>
    deliveries.statuses.map((status) => ({ labels: { sink: status.sink }, value: value(status) }));
  const labels = ['sink'];
  return [
    {
      name: 'audit_delivery_seq',
      help: 'Number of the last event that a receiver has.',
      kind: 'gauge',
      labels,
      read: each(({ seq }) => seq ?? 0),
    },
    {
      name: 'audit_delivery_lag',
      help: 'Events in the audit log that a receiver does not have yet.',
      kind: 'gauge',
      labels,
      read: each(({ lag }) => lag),
    },
    {
      name: 'audit_delivery_failures_total',
      help: 'How often a delivery of the audit log has failed.',
      kind: 'counter',
      labels,
      read: each(({ failures }) => failures),
    },
  ];
}
