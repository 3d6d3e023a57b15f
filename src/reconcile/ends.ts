import { wasSent } from '../engine/failure.ts';
import { WharfingerError } from '../errors.ts';

/** What is known of a call that is over. An engine that said no, or was not asked, has done nothing; one that said nothing may have. */
export function endOf(end: { ok: true } | { ok: false; error: unknown }): 'done' | 'failed' | 'unknown' {
  if (end.ok) return 'done';
  const silent = end.error instanceof WharfingerError && ['TIMEOUT', 'ENGINE_UNAVAILABLE'].includes(end.error.code);
  return silent && wasSent(end.error) ? 'unknown' : 'failed';
}
