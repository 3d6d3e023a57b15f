import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import { conflict, engineUnavailable, internal, WharfingerError } from '../errors.ts';
import type { LongInput } from './once.ts';
import { begin, type Begun } from './operations/begin.ts';
import type { Work } from './operations/operation.ts';
import { recorded, type Aim, type Done, type Params, type Recorded, type RecorderDeps } from './recorded.ts';
import type { HostsFor } from './hosts.ts';
import { checkReason, hostName, pickHost, type ActionHost, type EngineHost } from './perform.ts';

export interface ParentDeps extends RecorderDeps {
  hosts: HostsFor<EngineHost>;
}

export interface ParentAction<T> {
  action: Action;
  input: LongInput;
  /** As the caller gave them, without secrets. */
  params: Params;
  usedUp?: () => void;
  /** Finds what it is about, and checks the input. */
  aim: (host: ActionHost) => Aim;
  /** Carries out the actions it consists of, each on record beneath `auditId`; once the work is cancelled none is begun any more. */
  run: (host: ActionHost, auditId: string, work: Work) => Promise<Done<T>>;
}

/**
 * An operation that consists of other actions. By itself it changes nothing, so it is lent no writer: each of the others is decided, carried out and recorded as if
 * it had been asked for alone.
 */
export function asParent<T>(deps: ParentDeps, caller: Caller, source: Source, action: ParentAction<T>): Promise<Begun<T>> {
  const { wait, host = null } = action.input;
  const name = () => pickHost(deps, caller, host).name;
  return begin<T>(deps.operations, wait !== false, name, (begun) => carryOut(deps, caller, source, action, begun));
}

async function carryOut<T>(
  deps: ParentDeps,
  caller: Caller,
  source: Source,
  { action, input, params, usedUp, aim, run }: ParentAction<T>,
  begun?: (auditId: string) => void,
): Promise<Begun<T>> {
  const { host: asked = null, reason = null, idempotencyKey = null } = input;
  let on: ActionHost | undefined;
  const done = await recorded<T>(
    deps,
    { caller, source, action, host: hostName(deps, asked), params, input, reason, idempotencyKey, usedUp, begun },
    () => {
      checkReason(reason);
      on = pickHost(deps, caller, asked);
      const { status, problem } = on.mirror.connection;
      if (status !== 'connected') throw engineUnavailable(`Host ${on.name} cannot be reached: ${problem ?? 'not connected yet'}`);
      return aim(on);
    },
    async (_aim, auditId, work) => {
      if (on === undefined) throw internal('an action ran without a host');
      return run(on, auditId, work);
    },
  );
  return { ...done, host: on?.name ?? '' };
}

/** What one of the actions came to: its failure is told, and does not keep the others from their turn. */
export interface Part<T> {
  /** Null where it failed. */
  value: T | null;
  changed: boolean;
  error: WharfingerError | null;
  /** Null where nothing is on record about it. */
  auditId: string | null;
}

/** Carries out one of the actions. */
export async function part<T>(work: () => Promise<Recorded<T>>): Promise<Part<T>> {
  try {
    const { value, changed, auditId } = await work();
    return { value, changed, error: null, auditId };
  } catch (error) {
    if (!(error instanceof WharfingerError)) throw error;
    return { value: null, changed: false, error, auditId: error.auditId ?? null };
  }
}

/** What became of one that had no turn because the whole was cancelled. */
export const notBegun = () => conflict('It was cancelled before this one had its turn.');

/** One that had none. */
export const withoutTurn = (): Part<never> => ({ value: null, changed: false, error: notBegun(), auditId: null });

/** The failure of the whole, where parts have failed: because it was cancelled, where it was. */
export function failureOf(
  parts: readonly { error: WharfingerError | null }[],
  { signal }: Work,
): {
  result?: 'failure' | 'cancelled';
  failure?: WharfingerError;
} {
  const [first, ...others] = parts.map(({ error }) => error).filter((error) => error !== null);
  if (first === undefined) return {};
  const words = `${others.length + 1} of ${parts.length} failed, the first with: ${first.message}`;
  return { result: signal.aborted ? 'cancelled' : 'failure', failure: new WharfingerError(first.code, words) };
}
