import type { Caller, Source } from '../access/caller.ts';
import type { Redact } from '../audit/redact.ts';
import type { Action } from '../catalogue.ts';
import type { Container } from '../engine/model.ts';
import { foretold, summary, type BulkItem, type BulkVerb } from './bulk-outcome.ts';
import { engineUnavailable, WharfingerError } from '../errors.ts';
import { checkStop, present, type ContainerActions } from './containers.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { begin, type Begun } from './operations/begin.ts';
import { shownJson } from './pairs.ts';
import { notBegun } from './parent.ts';
import type { HostsFor } from './hosts.ts';
import { checkReason, hostName, pickHost, type EngineHost } from './perform.ts';
import { recorded, type RecorderDeps } from './recorded.ts';

export interface BulkInput {
  /** Goes into the log; what it finds is `select`'s to say. */
  filter: object;
  host?: string | null;
  signal?: string | null;
  timeoutSeconds?: number | null;
  force?: boolean | null;
  volumes?: boolean | null;
  /** Only tells what would be done. */
  dryRun?: boolean | null;
  /** False: the answer comes as soon as it has begun. Absent: true. */
  wait?: boolean | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}

/** The value is null where it was begun and not waited for. */
export type BulkResult = Begun<readonly BulkItem[]>;

/** `select` finds the containers, in the order in which they are begun with; it may throw BAD_INPUT and FORBIDDEN. */
export type BulkAction = (
  verb: BulkVerb,
  caller: Caller,
  source: Source,
  input: BulkInput,
  select: (host: string) => readonly Container[],
) => Promise<BulkResult>;

export interface BulkDeps extends RecorderDeps {
  hosts: HostsFor<EngineHost>;
  keys: IdempotencyKeys;
  containers: Pick<ContainerActions, BulkVerb>;
}

/** Containers that are worked on at the same time. */
const atOnce = 4;

/**
 * One action on many containers. On record it is one event of the same action about the host, and beneath it one for each container, which is decided,
 * carried out and recorded as if it had been asked for alone. One that fails does not keep the others from their turn.
 */
export function bulkAction(deps: BulkDeps): BulkAction {
  const once = deps.keys.memory<BulkResult>();
  return (verb, caller, source, input, select) => {
    const key = input.idempotencyKey ?? null;
    const run = (usedUp?: () => void) =>
      begin(
        deps.operations,
        input.wait !== false,
        () => pickHost(deps, caller, input.host ?? null).name,
        (begun) => act(deps, verb, caller, source, input, select, { usedUp, begun }),
      );
    if (key === null) return run();
    return once({ caller, source, action: `container.${verb}`, key, input }, run);
  };
}

async function act(
  deps: BulkDeps,
  verb: BulkVerb,
  caller: Caller,
  source: Source,
  input: BulkInput,
  select: (host: string) => readonly Container[],
  more: { usedUp?: () => void; begun?: (auditId: string) => void },
): Promise<BulkResult> {
  let found: readonly Container[] = [];
  let host = '';
  const action: Action = `container.${verb}`;
  const [asked, reason] = [input.host ?? null, input.reason ?? null];
  const done = await recorded<readonly BulkItem[]>(
    deps,
    {
      caller,
      source,
      action,
      host: hostName(deps, asked),
      params: (redact) => params(input, redact),
      input,
      reason,
      idempotencyKey: input.idempotencyKey ?? null,
      operation: true,
      ...more,
    },
    () => {
      checkReason(reason);
      checkStop({ ref: '', signal: input.signal, timeoutSeconds: input.timeoutSeconds });
      const { name, mirror } = pickHost(deps, caller, asked);
      if (mirror.connection.status !== 'connected')
        throw engineUnavailable(`Host ${name} cannot be reached: ${mirror.connection.problem ?? 'not connected yet'}`);
      host = name;
      found = select(name);
      return { target: { type: 'host', id: null, name, image: null, labels: {} }, before: null };
    },
    async (_aim, auditId, work) => {
      if (input.dryRun === true) {
        return summary(
          found.map((container) => foretold(verb, container, input)),
          true,
        );
      }
      const { signal, timeoutSeconds, force, volumes } = input;
      let heldBack = false;
      const each = async (container: Container): Promise<BulkItem> => {
        if (work.signal.aborted) {
          heldBack = true;
          return { container, changed: false, error: notBegun(), auditId: null };
        }
        const item = await one(container);
        const status = item.error?.message ?? (item.changed ? 'done' : 'was so already');
        work.report({ id: container.id, status: `${container.name}: ${status}` });
        return item;
      };
      const one = async (container: Container): Promise<BulkItem> => {
        const asked = { ref: container.id, host, reason, signal, timeoutSeconds, force, volumes };
        try {
          const result = await deps.containers[verb](caller, source, asked, auditId);
          return { container: result.value, changed: result.changed, error: null, auditId: result.auditId };
        } catch (error) {
          if (!(error instanceof WharfingerError)) throw error;
          const { containers } = pickHost(deps, caller, host).mirror;
          return { container: containers.get(container.id) ?? container, changed: false, error, auditId: error.auditId ?? null };
        }
      };
      const items = await inTurn(found, each);
      return summary(items, false, heldBack);
    },
  );
  return { ...done, host };
}

/** Some at once, the answers in the order of the items. */
export async function inTurn<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await each(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

function params(input: BulkInput, redact: Redact): Record<string, string> {
  const text = (value: string | number | boolean | null | undefined) =>
    value === null || value === undefined ? null : String(value);
  return present({
    filter: shownJson(input.filter, redact),
    signal: text(input.signal),
    timeoutSeconds: text(input.timeoutSeconds),
    force: text(input.force),
    volumes: text(input.volumes),
    dryRun: String(input.dryRun ?? false),
  });
}
