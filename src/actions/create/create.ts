import type { Caller, Source } from '../../access/caller.ts';
import type { Container } from '../../engine/model.ts';
import type { CreateBody, Created, WriteResult } from '../../engine/ports.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import type { IdempotencyKeys } from '../idempotency.ts';
import { perform, type Performed, type PerformDeps } from '../perform.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { aimAtNew } from './aim.ts';
import type { CreateInput } from './input.ts';
import { paramsOf } from './record.ts';
import { checkPull, makeWithImage } from './steps.ts';

/** A container that was made. */
export interface NewContainer {
  id: string;
  /** Null when it is gone already, or the copy lags behind. */
  container: Container | null;
  warnings: readonly string[];
  pulled: boolean;
}

interface Made extends WriteResult {
  created: Created;
  pulled: boolean;
}

/** The use case behind `createContainer`: authorised, on record; rejects with a WharfingerError that carries the audit id. */
export type Create = (caller: Caller, source: Source, input: CreateInput) => Promise<Performed<NewContainer>>;

type Deps = PerformDeps & RegistryDeps & { keys: IdempotencyKeys };

export function createAction(deps: Deps): Create {
  const once = deps.keys.memory<Performed<NewContainer>>();
  return (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return create(deps, caller, source, input);
    const use = { actorId: caller.id, key, request: ['container.create', input] };
    return once(use, (usedUp) => create(deps, caller, source, input, usedUp));
  };
}

function create(deps: Deps, caller: Caller, source: Source, input: CreateInput, usedUp?: () => void) {
  const pull = input.pull ?? 'never';
  let body: CreateBody | undefined;
  return perform<NewContainer, Made>(deps, caller, source, {
    action: 'container.create',
    host: input.host ?? null,
    params: (redact) => ({ ...paramsOf(input, redact), ...(pull === 'never' ? {} : { pull }) }),
    input,
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (host) => {
      checkPull(pull, input);
      const aimed = aimAtNew(caller, host, input, pull === 'never' ? [] : ['image.pull']);
      body = aimed.body;
      return aimed.aim;
    },
    call: async (writer, _key, _auditId, work) => {
      if (body === undefined) throw internal('a container was to be made of nothing');
      const made = await makeWithImage(writer, input, body, pull, deps.credentials, work);
      return { ...made, changed: true, status: made.created.status };
    },
    made: ({ created }) => created.id,
    result: (host, id, { created, pulled }) => {
      const container = host.mirror.containers.get(id) ?? null;
      return {
        value: { id, container, warnings: created.warnings, pulled },
        after: container === null ? null : stateOf(container),
      };
    },
  });
}
