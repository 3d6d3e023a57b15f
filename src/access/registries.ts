import { isOutsider, type Caller } from './caller.ts';
import { fits, registryOf } from './pattern.ts';

type Bound = Pick<Caller, 'policy' | 'type'>;

/** Whether the policy says which registries there are for this caller. */
export function hasRegistries({ policy, type }: Bound): boolean {
  return policy.create.registries !== null && isOutsider({ type });
}

/** The registry of a reference, where the policy does not allow it. */
export function foreignRegistry(caller: Bound, reference: string): string | null {
  const { registries } = caller.policy.create;
  if (registries === null || !hasRegistries(caller)) return null;
  const registry = registryOf(reference);
  return registries.some((pattern) => fits(pattern, registry)) ? null : registry;
}

/** Why a reference of that registry is refused. */
export function notAllowed(registry: string): string {
  return `The policy allows no images of the registry ${registry}.`;
}
