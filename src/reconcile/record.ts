import { randomUUID } from 'node:crypto';
import type { Intent, Outcome } from '../audit/log.ts';
import type { Change } from './match.ts';
import type { Objects } from './objects.ts';

export interface Recorded {
  intent: Intent;
  outcome: Outcome;
}

/** What is known of a change beside its events. */
export interface Facts {
  host: string;
  objects: Objects;
  /** Whose doing it was, as far as there is evidence. */
  actor: 'unknown' | 'engine';
  /** Further parameters. */
  params: Readonly<Record<string, string>>;
}

const actors = {
  unknown: { type: 'unknown', id: 'unknown', name: 'unknown' },
  engine: { type: 'engine', id: 'engine', name: 'Docker Engine' },
} as const;

/** A change as the log keeps it. Its time is in `engineTime`, by the engine's clock; what it was done to is described from our own copy. */
export function recordOf(change: Change, { host, objects, actor, params }: Facts): Recorded {
  const { main, events, action, ambiguous } = change;
  const failed = action === 'container.start' && main.verb !== 'start';
  const [type, id] = aimed(change);
  const found = id === '' ? null : objects.target(type, id);
  // The name that it had then: the engine tells it with each event, beyond the reach of labels.
  const named = found !== null && main.type === 'container' && main.verb !== 'exec_start' && main.detail !== '';
  const target = named ? { ...found, name: main.detail } : found;
  const stated = {
    engineTime: engineTime(main.timeNano),
    events: events.map(({ verb }) => verb).join(' '),
    ...(ambiguous ? { ambiguous: 'true' } : {}),
    ...params,
  };
  return records(host, actor, {
    action,
    target: target ?? { type: 'host', id: null, name: host, image: null, labels: {} },
    params: stated,
    after: target === null ? null : objects.state(type, target.id ?? id),
    result: failed ? 'failure' : 'success',
  });
}

/** That events are missing, and what a comparison of the states shows. */
export function gapRecord(host: string, params: Readonly<Record<string, string>>): Recorded {
  const target = { type: 'host', id: null, name: host, image: null, labels: {} };
  return records(host, 'unknown', { action: 'host.gap', target, params, after: null, result: 'unknown' });
}

function aimed({ action, main }: Change): [type: string, id: string] {
  // The events of a container that is connected stand in its story, and are about the network.
  if (action === 'network.connect' || action === 'network.disconnect') return ['network', main.id];
  if (main.type === 'network' && action === 'container.start') return ['container', main.object.replace('container ', '')];
  return [main.type, main.id];
}

function records(
  host: string,
  actor: Facts['actor'],
  what: Pick<Intent, 'action' | 'target' | 'params'> & Pick<Outcome, 'after' | 'result'>,
): Recorded {
  const auditId = randomUUID();
  const { action, target, params, after, result } = what;
  return {
    intent: {
      auditId,
      action,
      actor: actors[actor],
      authMethod: 'none',
      tokenId: null,
      source: { transport: 'engine', address: null, port: null, userAgent: null, requestId: null, claimed: {} },
      host,
      target,
      params,
      reason: null,
      decision: { allow: true, rule: 'none', policyHash: '' },
      before: null,
      origin: 'external',
      parent: null,
    },
    outcome: { auditId, result, engineStatus: null, error: null, durationMs: 0, after, targetId: null, origin: 'external' },
  };
}

/** RFC 3339 with all nine digits. */
export function engineTime(timeNano: string): string {
  const nanos = BigInt(timeNano);
  const seconds = new Date(Number(nanos / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(nanos % 1_000_000_000n).padStart(9, '0')}Z`;
}
