import type { Caller, Source } from '../access/caller.ts';
import type { ObjectState } from '../audit/log.ts';
import type { Container } from '../engine/model.ts';
import type { ContainerUpdate } from '../engine/update.ts';
import { aimAt, removed, stateOf, type ContainerInput } from './containers.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { perform, type PerformDeps, type Performed } from './perform.ts';
import { checkedUpdate, type UpdateSettings } from './update-input.ts';

export type UpdateInput = ContainerInput & UpdateSettings;

/** The container as it is now, and what the engine remarked. */
export type UpdateResult = Performed<Container> & { warnings: readonly string[] };

export type UpdateContainer = (caller: Caller, source: Source, input: UpdateInput) => Promise<UpdateResult>;

/** Changes the limits and the restart policy of a container while it lives. */
export function updateAction(deps: PerformDeps & { keys: IdempotencyKeys }): UpdateContainer {
  const once = deps.keys.memory<UpdateResult>();
  return (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return update(deps, caller, source, input);
    return once({ caller, source, action: 'container.update', key, input }, (usedUp) =>
      update(deps, caller, source, input, usedUp),
    );
  };
}

async function update(
  deps: PerformDeps,
  caller: Caller,
  source: Source,
  input: UpdateInput,
  usedUp?: () => void,
): Promise<UpdateResult> {
  let seen: Container;
  let wanted: ContainerUpdate = {};
  let warnings: readonly string[] = [];
  const done = await perform<Container>(deps, caller, source, {
    action: 'container.update',
    input,
    host: input.host ?? null,
    params: { ref: input.ref, ...params(input) },
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (host) => {
      seen = host.mirror.resolveContainer(input.ref);
      wanted = checkedUpdate(input);
      return { ...aimAt(seen), before: withLimits(seen), key: seen.id };
    },
    call: async (writer, id) => {
      const answer = await writer.updateContainer(id, wanted);
      warnings = answer.warnings;
      return answer;
    },
    result: (host, id) => {
      const now = host.mirror.containers.get(id);
      return { value: now ?? seen, after: now === undefined ? removed : withLimits(now) };
    },
  });
  return { ...done, warnings };
}

function withLimits(container: Container): ObjectState {
  return { ...stateOf(container), details: limits(container) };
}

/** What of a container an update can change, for the log. */
function limits({ name, resources, restartPolicy }: Container): Record<string, string> {
  const often = restartPolicy.maximumRetryCount > 0 ? `:${restartPolicy.maximumRetryCount}` : '';
  const set = Object.entries(resources).filter(([, value]) => typeof value === 'number' || typeof value === 'string');
  return { name, restartPolicy: `${restartPolicy.name}${often}`, ...texts(set) };
}

const elsewhere = new Set(['ref', 'host', 'reason', 'idempotencyKey']);

/** The settings as they were given. None of them can hold a secret. */
function params(input: UpdateInput): Record<string, string> {
  return texts(Object.entries(input).filter(([key, value]) => !elsewhere.has(key) && value !== null && value !== undefined));
}

function texts(entries: readonly [string, unknown][]): Record<string, string> {
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value).slice(0, 200)]));
}
