import { setTimeout as delay } from 'node:timers/promises';
import type { Caller, Decision, Source } from '../../access/caller.ts';
import type { AuditEntry, AuditReader } from '../../audit/log.ts';
import { isLong, type Action } from '../../catalogue.ts';
import { forbidden, notFound } from '../../errors.ts';
import type { IdempotencyKeys } from '../idempotency.ts';
import { checkReason } from '../perform.ts';
import { recorded, type Recorded, type RecorderDeps } from '../recorded.ts';
import { statusOf, type OperationState, type ProgressMessage } from './operation.ts';

export interface CancelInput {
  /** The audit id of the operation. */
  id: string;
  reason?: string | null;
  idempotencyKey?: string | null;
}

/** Operations as their users see them: everybody their own, those of others with the permission operation.read. */
export interface OperationActions {
  /** Null where there is none of this id. FORBIDDEN for one that is somebody else's, without the permission. */
  get(caller: Caller, source: Source, id: string): Promise<OperationState | null>;
  /** Rejects with NOT_FOUND, FORBIDDEN or BAD_INPUT before the first message. One that is known from the log alone has one message: how it ended. */
  follow(
    caller: Caller,
    source: Source,
    id: string,
    after: number | null,
    signal: AbortSignal,
  ): Promise<AsyncIterable<ProgressMessage>>;
  /** Those of others take the permission operation.cancel. Answers once it has stopped, or after five seconds; one that has ended is left as it is. */
  cancel(caller: Caller, source: Source, input: CancelInput): Promise<Recorded<OperationState>>;
}

type Deps = RecorderDeps & {
  log: Pick<AuditReader, 'get'>;
  keys: IdempotencyKeys;
  /** Told of reads that were denied: they leave no record otherwise. */
  denied: (read: { caller: Caller; action: Action; decision: Decision }, source: Source) => void;
};

const longestStopMs = 5_000;

export function operationActions(deps: Deps): OperationActions {
  const find = async (id: string) => deps.operations.get(id) ?? fromLog(await deps.log.get(id));
  const get = async (caller: Caller, source: Source, id: string) => {
    const state = await find(id);
    if (state?.actorId === caller.id) return state;
    // Those of others may be about what is out of reach: they do not exist.
    if (caller.scopes.length > 0) return null;
    const decision = deps.authorize(caller, 'operation.read', null);
    if (decision.allow) return state;
    deps.denied({ caller, action: 'operation.read', decision }, source);
    throw forbidden(decision.reason);
  };
  const once = deps.keys.memory<Recorded<OperationState>>();
  return {
    get,
    async follow(caller, source, id, after, signal) {
      const state = await get(caller, source, id);
      if (state === null) throw notFound(noSuch(id));
      return deps.operations.follow(id, after, signal) ?? only({ seq: after ?? 0, missed: 0, steps: [], operation: state });
    },
    async cancel(caller, source, input) {
      const key = input.idempotencyKey ?? null;
      if (key === null) return cancel(deps, find, caller, source, input);
      return once({ caller, source, action: 'operation.cancel', key, input }, (usedUp) =>
        cancel(deps, find, caller, source, input, usedUp),
      );
    },
  };
}

async function cancel(
  deps: Deps,
  find: (id: string) => Promise<OperationState | null>,
  caller: Caller,
  source: Source,
  input: CancelInput,
  usedUp?: () => void,
): Promise<Recorded<OperationState>> {
  const found = await find(input.id);
  const state = found !== null && found.actorId !== caller.id && caller.scopes.length > 0 ? null : found;
  const own = state !== null && state.actorId === caller.id;
  const request = {
    caller,
    source,
    action: 'operation.cancel' as const,
    host: state?.host ?? null,
    params: { operation: input.id.slice(0, 64) },
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
  };
  const authorize: Deps['authorize'] = (...asked) => {
    const decision = deps.authorize(...asked);
    return decision.allow || !own ? decision : { ...decision, allow: true, rule: 'own-operation', reason: '' };
  };
  return recorded(
    { ...deps, authorize },
    request,
    () => {
      checkReason(request.reason);
      if (state === null) throw notFound(noSuch(input.id));
      return { target: { type: 'host', id: null, name: state.host, image: null, labels: {} }, before: null };
    },
    async (_aim, auditId) => {
      const why = `It was cancelled by ${caller.name} (${auditId}).`;
      const changed = deps.operations.cancel(input.id, why);
      if (changed) await ended(deps, input.id);
      const value = (await find(input.id)) ?? state;
      if (value === null) throw notFound(noSuch(input.id));
      return { changed, engineStatus: null, after: null, targetId: null, value };
    },
  );
}

async function ended({ operations }: Deps, id: string): Promise<void> {
  const late = new AbortController();
  const follow = async () => {
    for await (const message of operations.follow(id, null, late.signal) ?? []) if (message.operation.finishedAt !== null) return;
  };
  await Promise.race([follow(), delay(longestStopMs, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}

function noSuch(id: string): string {
  return `There is no operation ${JSON.stringify(id.slice(0, 64))}.`;
}

async function* only<T>(message: T): AsyncGenerator<T> {
  yield message;
}

/** An operation of before the last start, or of long ago. Null for an action that is none. */
function fromLog(entry: AuditEntry | null): OperationState | null {
  if (entry === null) return null;
  const { auditId, intent, outcome, at, finishedAt, result } = entry;
  // One action on many containers, which is on record as one about their host.
  const many = intent.action.startsWith('container.') && intent.target?.type === 'host';
  if (!many && !isLong(intent.action)) return null;
  const { action, host, target, actor } = intent;
  const end = { finishedAt, status: statusOf(result), error: outcome?.error ?? null, details: outcome?.after?.details ?? {} };
  return { auditId, action, host, target, actorId: actor.id, startedAt: at, ...end, progress: [] };
}
