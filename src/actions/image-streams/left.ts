import { conflict, WharfingerError } from '../../errors.ts';
import { EndedAs } from '../ended-as.ts';

/**
 * What a failure is put on record as when the client has left by then, or may not go on: as cancelled, with the signal's reason where that has words.
 * `gone`: whether it has left, where that may be known before the signal.
 */
export function endedBy(left: AbortSignal, error: unknown, gone = left.aborted): unknown {
  if (!gone) return error;
  const reason: unknown = left.reason;
  return new EndedAs('cancelled', reason instanceof WharfingerError ? reason : conflict('The client left before it was done.'));
}
