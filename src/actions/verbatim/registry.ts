import type { Caller, Source } from '../../access/caller.ts';
import type { Transferred } from '../../engine/ports-registry.ts';
import { endedBy } from '../image-streams/left.ts';
import type { Definition } from '../once.ts';
import type { Step } from '../operations/operation.ts';
import { perform, type PerformDeps, type Performed } from '../perform.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { pull, type PulledImages, type PullImageInput } from '../registry/pull.ts';
import { push, type PushedImage, type PushImageInput } from '../registry/push.ts';

/** Whoever follows a pull or a push, and ends it by leaving. */
export interface Follows {
  left: AbortSignal;
  told: (auditId: string, step: Step) => void;
}

type Run<I, T> = (caller: Caller, source: Source, input: I, to: Follows) => Promise<Performed<T>>;

/** Pulls and pushes as the Engine API has them: operations like any other, told step by step to whoever asked for them. */
export interface RegistryVerbatim {
  pull: Run<PullImageInput, PulledImages>;
  push: Run<PushImageInput, PushedImage>;
}

export function registryVerbatim(deps: PerformDeps & RegistryDeps): RegistryVerbatim {
  return {
    pull: (caller, source, input, to) => followed(deps, caller, source, input, pull(deps, input), to),
    push: (caller, source, input, to) => followed(deps, caller, source, input, push(deps, input), to),
  };
}

function followed<T>(
  deps: PerformDeps,
  caller: Caller,
  source: Source,
  input: PullImageInput | PushImageInput,
  definition: Definition<T, Transferred>,
  { left, told }: Follows,
): Promise<Performed<T>> {
  const { host = null } = input;
  return perform<T, Transferred>(deps, caller, source, {
    ...definition,
    input,
    host,
    reason: null,
    idempotencyKey: null,
    call: async (writer, key, auditId, work) => {
      const report = (step: Step) => {
        work.report(step);
        told(auditId, step);
      };
      try {
        return await definition.call(writer, key, auditId, { signal: AbortSignal.any([left, work.signal]), report });
      } catch (error) {
        throw endedBy(left, error);
      }
    },
  });
}
