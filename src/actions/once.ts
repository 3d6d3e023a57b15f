import type { Caller, Source } from '../access/caller.ts';
import type { WriteResult } from '../engine/ports.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { perform, type EngineAction, type PerformDeps, type Performed } from './perform.ts';

/** What every action on an engine takes. */
export interface ActionInput {
  host?: string | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}

/**
 * A use case: authorised, on record, done once for one idempotency key. Rejects with a WharfingerError that carries the audit id.
 * `parent`: the audit id of the action this one is part of.
 */
export type UseCase<I, T> = (caller: Caller, source: Source, input: I, parent?: string) => Promise<Performed<T>>;

export interface UseCaseDeps extends PerformDeps {
  keys: IdempotencyKeys;
}

/** What one action is, apart from what all of them take. */
export type Definition<T, A extends WriteResult> = Omit<EngineAction<T, A>, keyof ActionInput | 'usedUp' | 'parent'>;

/** Makes a use case of what says, for an input, what is to be done. `define` must not throw: `aim` is where an input is checked, so that a refusal is on record. */
export function useCase<I extends ActionInput, T, A extends WriteResult = WriteResult>(
  deps: UseCaseDeps,
  define: (input: I) => Definition<T, A>,
): UseCase<I, T> {
  const once = deps.keys.memory<Performed<T>>();
  return (caller, source, input, parent) => {
    const definition = define(input);
    const { host = null, reason = null, idempotencyKey = null } = input;
    const act = (usedUp?: () => void) =>
      perform<T, A>(deps, caller, source, { ...definition, host, reason, idempotencyKey, usedUp, parent });
    if (idempotencyKey === null) return act();
    return once({ actorId: caller.id, key: idempotencyKey, request: [definition.action, input] }, act);
  };
}
