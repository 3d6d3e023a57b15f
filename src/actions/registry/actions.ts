import type { Credentials } from '../../engine/credentials.ts';
import { longUseCase, useCase, type UseCase, type UseCaseDeps } from '../once.ts';
import { checkLogin, type CheckedLogin, type CheckLoginInput } from './login.ts';
import { pull, type PulledImages, type PullImageInput } from './pull.ts';
import { push, type PushedImage, type PushImageInput } from './push.ts';

export interface RegistryDeps {
  /** Of those who give none. */
  credentials: Credentials;
}

/** The use cases that have to do with registries. */
export interface RegistryActions {
  pull: UseCase<PullImageInput, PulledImages | null>;
  push: UseCase<PushImageInput, PushedImage | null>;
  checkLogin: UseCase<CheckLoginInput, CheckedLogin>;
}

export function registryActions(deps: UseCaseDeps & RegistryDeps): RegistryActions {
  return {
    pull: longUseCase(deps, (input: PullImageInput) => pull(deps, input)),
    push: longUseCase(deps, (input: PushImageInput) => push(deps, input)),
    checkLogin: useCase(deps, checkLogin),
  };
}
