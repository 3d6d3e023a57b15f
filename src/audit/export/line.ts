import type { StoredRecord } from '../chain-check.ts';

/** A record as a line of an export without its line end: what was hashed, exactly. Chained and complete, so it can be verified anywhere. */
export function recordLine({ seq, auditId, stage, time, body, prevHash, hash }: StoredRecord): string {
  return JSON.stringify({ seq, auditId, stage, time: new Date(time).toISOString(), body, prevHash, hash });
}
