import type { Target } from '../../access/caller.ts';
import type { Intent, Result } from '../../audit/log.ts';
import type { Action } from '../../catalogue.ts';

/** What long work says of how far it has come. */
export interface Step {
  /** What it is about: the id of a layer or of an object; null: the work as a whole. A later step of the same id takes the earlier one's place. */
  id: string | null;
  /** In words; cut at 2,000 characters. */
  status: string;
  /** Bytes done, and to be done; null where they are not counted. */
  current?: number | null;
  total?: number | null;
}

/** A step as it is kept. `seq` counts the steps of one operation, from 1; `time` is RFC 3339. */
export interface Entry {
  readonly seq: number;
  readonly time: string;
  readonly id: string | null;
  readonly status: string;
  readonly current: number | null;
  readonly total: number | null;
}

/** What an action is lent beside the writer. */
export interface Work {
  /** Aborted when somebody cancels the operation. Whoever stops for it throws the signal's reason, or an error that has it as its cause. */
  readonly signal: AbortSignal;
  /** Says how far it has come. Costs little and never fails; nobody hears it where the action is no operation. */
  report(step: Step): void;
}

export type OperationStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'unknown';

/** An operation as it is now. */
export interface OperationState {
  readonly auditId: string;
  readonly action: Action;
  readonly host: string | null;
  readonly target: Target | Intent['target'];
  /** Who began it. */
  readonly actorId: string;
  readonly startedAt: string;
  /** Null while it runs. */
  readonly finishedAt: string | null;
  readonly status: OperationStatus;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** What came of it, as it is on record. */
  readonly details: Readonly<Record<string, string>>;
  /** The latest of each step, in the order in which they first came. */
  readonly progress: readonly Entry[];
}

/** News of an operation: what came after `seq` of the message before. */
export interface ProgressMessage {
  /** Of the last step told; to be given as `after` when following anew. */
  readonly seq: number;
  /** Steps that are not told any more, because later ones of the same id have taken their place. */
  readonly missed: number;
  readonly steps: readonly Entry[];
  readonly operation: OperationState;
}

/** What a result on record means for the operation. */
export function statusOf(result: Result | 'pending'): OperationStatus {
  if (result === 'success' || result === 'noop') return 'succeeded';
  if (result === 'cancelled') return 'cancelled';
  // Without an outcome, and not running: that could not be written.
  return result === 'unknown' || result === 'pending' ? 'unknown' : 'failed';
}

/** The work of what is no operation: nobody cancels it, and nobody listens. */
export function quietWork(): Work {
  return { signal: new AbortController().signal, report: () => {} };
}

/** Whether this failure is that of work which has stopped because it was cancelled. */
export function hasStoppedFor(error: unknown, { signal }: Work): boolean {
  if (!signal.aborted) return false;
  for (let one = error, depth = 0; one !== undefined && depth < 8; depth += 1) {
    if (one === signal.reason) return true;
    one = one instanceof Error ? one.cause : undefined;
  }
  return false;
}
