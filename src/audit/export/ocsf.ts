import { actions } from '../../catalogue.ts';
import type { AuditEntry, Outcome } from '../log.ts';

/** The version of the Open Cybersecurity Schema Framework that the mapping follows. */
export const ocsfVersion = '1.3.0';

const [categoryUid, classUid] = [6, 6003];
const activities = { create: 1, read: 2, update: 3, delete: 4, other: 99 } as const;

const creating = ['create', 'run', 'pull', 'commit', 'tag', 'recreate', 'build', 'load', 'import'];
const deleting = ['remove', 'prune', 'revoke', 'untag'];

/** One action as an event of class 6003, API Activity. docs/audit.md has the mapping. */
export function ocsfEvent(entry: AuditEntry): object {
  const { auditId, intent, outcome, result, hash } = entry;
  const { actor, source, target, decision } = intent;
  const activity = activities[activityOf(intent.action)];
  const error = outcome?.error ?? null;
  return {
    activity_id: activity,
    activity_name: activity === activities.other ? intent.action : undefined,
    category_uid: categoryUid,
    category_name: 'Application Activity',
    class_uid: classUid,
    class_name: 'API Activity',
    type_uid: classUid * 100 + activity,
    severity_id: severityOf(result),
    time: Date.parse(entry.at),
    start_time: Date.parse(entry.at),
    end_time: entry.finishedAt === null ? undefined : Date.parse(entry.finishedAt),
    duration: outcome === null ? undefined : Math.round(outcome.durationMs),
    ...statusOf(result),
    status_code: error?.code,
    status_detail: error?.message,
    metadata: {
      version: ocsfVersion,
      product: { name: 'Wharfinger', vendor_name: 'Wharfinger' },
      uid: auditId,
      sequence: entry.outcomeSeq ?? entry.seq,
      correlation_uid: intent.parent ?? undefined,
      log_name: 'audit',
    },
    actor: {
      user: { uid: actor.id, name: actor.name, type_id: 99, type: actor.type, credential_uid: intent.tokenId ?? undefined },
    },
    api: {
      operation: intent.action,
      service: { name: source.transport },
      request: { uid: source.requestId ?? auditId },
      response: { code: outcome?.engineStatus ?? undefined, error: error?.code, error_message: error?.message },
    },
    // Whoever has no address is inside: the engine, or Wharfinger itself.
    src_endpoint: source.address === null ? { name: source.transport } : { ip: source.address, port: source.port ?? undefined },
    dst_endpoint: intent.host === null ? undefined : { name: intent.host },
    http_request: source.userAgent === null ? undefined : { user_agent: source.userAgent },
    resources: target === null ? undefined : [resourceOf(target, outcome)],
    message: intent.reason ?? undefined,
    unmapped: {
      result,
      origin: entry.origin,
      decision: decision.allow ? 'allow' : 'deny',
      rule: decision.rule,
      auth_method: intent.authMethod,
      params: intent.params,
      before: intent.before,
      after: outcome?.after ?? null,
      hash,
    },
  };
}

function resourceOf(target: NonNullable<AuditEntry['intent']['target']>, outcome: Outcome | null): object {
  return {
    type: target.type,
    uid: outcome?.targetId ?? target.id ?? undefined,
    name: target.name ?? undefined,
    labels: Object.entries(target.labels).map(([key, value]) => `${key}=${value}`),
    ...(target.image === null ? {} : { data: { image: target.image } }),
  };
}

function activityOf(action: string): keyof typeof activities {
  const known = Object.entries(actions).find(([name]) => name === action)?.[1].class ?? 'write';
  if (known === 'event') return 'other';
  if (known !== 'write') return 'read';
  const verb = action.slice(action.lastIndexOf('.') + 1);
  if (creating.includes(verb)) return 'create';
  return deleting.includes(verb) ? 'delete' : 'update';
}

/** Informational; low for what failed, medium for what was refused. */
function severityOf(result: AuditEntry['result']): number {
  if (result === 'denied') return 3;
  return result === 'success' || result === 'noop' ? 1 : 2;
}

function statusOf(result: AuditEntry['result']): { status_id: number; status: string } {
  if (result === 'success' || result === 'noop') return { status_id: 1, status: 'Success' };
  if (result === 'unknown' || result === 'pending') return { status_id: 0, status: 'Unknown' };
  return { status_id: 2, status: 'Failure' };
}
