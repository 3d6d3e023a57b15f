import type { Caller, Source } from '../../access/caller.ts';
import type { Container } from '../../engine/model.ts';
import type { CreateBody, Created } from '../../engine/ports.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import type { IdempotencyKeys } from '../idempotency.ts';
import { perform, type Performed, type PerformDeps } from '../perform.ts';
import { aimAtNew } from './aim.ts';
import type { CreateInput } from './input.ts';
import { paramsOf } from './record.ts';

/** A container that was made. */
export interface NewContainer {
  id: string;
  /** Null when it is gone already, or the copy lags behind. */
  container: Container | null;
  warnings: readonly string[];
}

/** The use case behind `createContainer`: authorised, on record; rejects with a WharfingerError that carries the audit id. */
export type Create = (caller: Caller, source: Source, input: CreateInput) => Promise<Performed<NewContainer>>;

export function createAction(deps: PerformDeps & { keys: IdempotencyKeys }): Create {
  const once = deps.keys.memory<Performed<NewContainer>>();
  return (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return create(deps, caller, source, input);
    const use = { actorId: caller.id, key, request: ['container.create', input] };
    return once(use, (usedUp) => create(deps, caller, source, input, usedUp));
  };
}

function create(deps: PerformDeps, caller: Caller, source: Source, input: CreateInput, usedUp?: () => void) {
  let body: CreateBody | undefined;
  return perform<NewContainer, Created>(deps, caller, source, {
    action: 'container.create',
    host: input.host ?? null,
    params: paramsOf(input),
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (host) => {
      const aimed = aimAtNew(deps, caller, host, input);
      body = aimed.body;
      return aimed.aim;
    },
    call: async (writer) => {
      if (body === undefined) throw internal('a container was to be made of nothing');
      return writer.createContainer({ name: input.name ?? null, platform: input.platform ?? null, body });
    },
    made: ({ id }) => id,
    result: (host, id, { warnings }) => {
      const container = host.mirror.containers.get(id) ?? null;
      return { value: { id, container, warnings }, after: container === null ? null : stateOf(container) };
    },
  });
}
