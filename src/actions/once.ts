import type { Caller, Source } from '../access/caller.ts';
import type { WriteResult } from '../engine/ports.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { begin } from './operations/begin.ts';
import { perform, pickHost, type EngineAction, type PerformDeps, type Performed } from './perform.ts';

/** What every action on an engine takes. */
export interface ActionInput {
  host?: string | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}

/** What every operation takes. */
export interface LongInput extends ActionInput {
  /** False: the answer comes as soon as it has begun. Absent: true. */
  wait?: boolean | null;
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
export type Definition<T, A extends WriteResult> = Omit<
  EngineAction<T, A>,
  keyof ActionInput | 'input' | 'usedUp' | 'begun' | 'parent'
>;

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
      perform<T, A>(deps, caller, source, { ...definition, input, host, reason, idempotencyKey, usedUp, parent });
    if (idempotencyKey === null) return act();
    return once({ caller, source, action: definition.action, key: idempotencyKey, input }, act);
  };
}

/** A use case that takes its time: the same, and an operation. The value is null where it was begun and not waited for; `waits`: whether it is. */
export function longUseCase<I extends LongInput, T, A extends WriteResult = WriteResult>(
  deps: UseCaseDeps,
  define: (input: I, caller: Caller) => Definition<T, A>,
  waits: (input: I) => boolean = ({ wait }) => wait !== false,
): UseCase<I, T | null> {
  const once = deps.keys.memory<Performed<T | null>>();
  return (caller, source, input, parent) => {
    const definition = define(input, caller);
    const { host = null, reason = null, idempotencyKey = null } = input;
    const act = (usedUp?: () => void) =>
      begin<T>(
        deps.operations,
        waits(input),
        () => pickHost(deps, caller, host).name,
        (begun) =>
          perform<T, A>(deps, caller, source, { ...definition, input, host, reason, idempotencyKey, usedUp, begun, parent }),
      );
    if (idempotencyKey === null) return act();
    return once({ caller, source, action: definition.action, key: idempotencyKey, input }, act);
  };
}
