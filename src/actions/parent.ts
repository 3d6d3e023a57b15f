import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import { engineUnavailable, internal, WharfingerError } from '../errors.ts';
import type { ActionInput } from './once.ts';
import { recorded, type Aim, type Done, type Params, type Recorded, type RecorderDeps } from './recorded.ts';
import type { HostsFor } from './hosts.ts';
import { checkReason, hostName, pickHost, type ActionHost, type EngineHost } from './perform.ts';

export interface ParentDeps extends RecorderDeps {
  hosts: HostsFor<EngineHost>;
}

export interface ParentAction<T> {
  action: Action;
  input: ActionInput;
  /** As the caller gave them, without secrets. */
  params: Params;
  usedUp?: () => void;
  /** Finds what it is about, and checks the input. */
  aim: (host: ActionHost) => Aim;
  /** Carries out the actions it consists of, each on record beneath `auditId`. */
  run: (host: ActionHost, auditId: string) => Promise<Done<T>>;
}

/**
 * An action that consists of others. By itself it changes nothing, so it is lent no writer: each of the others is decided, carried out and recorded as if
 * it had been asked for alone.
 */
export async function asParent<T>(
  deps: ParentDeps,
  caller: Caller,
  source: Source,
  { action, input, params, usedUp, aim, run }: ParentAction<T>,
): Promise<Recorded<T> & { host: string }> {
  const { host: asked = null, reason = null, idempotencyKey = null } = input;
  let on: ActionHost | undefined;
  const done = await recorded<T>(
    deps,
    { caller, source, action, host: hostName(deps, asked), params, input, reason, idempotencyKey, usedUp },
    () => {
      checkReason(reason);
      on = pickHost(deps, caller, asked);
      const { status, problem } = on.mirror.connection;
      if (status !== 'connected') throw engineUnavailable(`Host ${on.name} cannot be reached: ${problem ?? 'not connected yet'}`);
      return aim(on);
    },
    async (_aim, auditId) => {
      if (on === undefined) throw internal('an action ran without a host');
      return run(on, auditId);
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

/** The failure of the whole, where parts have failed. */
export function failureOf(parts: readonly { error: WharfingerError | null }[]): {
  result?: 'failure';
  failure?: WharfingerError;
} {
  const [first, ...others] = parts.map(({ error }) => error).filter((error) => error !== null);
  if (first === undefined) return {};
  const words = `${others.length + 1} of ${parts.length} failed, the first with: ${first.message}`;
  return { result: 'failure', failure: new WharfingerError(first.code, words) };
}
