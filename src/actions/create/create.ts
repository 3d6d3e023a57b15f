import type { Container } from '../../engine/model.ts';
import type { CreateBody, Created, WriteResult } from '../../engine/ports.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import { longUseCase, type UseCase, type UseCaseDeps } from '../once.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { aimAtNew } from './aim.ts';
import type { CreateContainerInput } from './input.ts';
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

/** The use case behind `createContainer`. Cancelled while the image is pulled, it makes nothing. */
export type Create = UseCase<CreateContainerInput, NewContainer | null>;

export function createAction(deps: UseCaseDeps & RegistryDeps): Create {
  return longUseCase<CreateContainerInput, NewContainer, Made>(deps, (input, caller) => {
    const pull = input.pull ?? 'never';
    let body: CreateBody | undefined;
    return {
      action: 'container.create',
      params: (redact) => ({ ...paramsOf(input, redact), ...(pull === 'never' ? {} : { pull }) }),
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
    };
  });
}
