import type { AuditEntry, AuditLog } from '../audit/log.ts';
import type { Evidence } from './evidence.ts';

export interface RecoverDeps {
  audit: Pick<AuditLog, 'outcome'>;
  /** Wall clock, milliseconds since the epoch. */
  now: () => number;
  /** What the engine shows of an action; nothing when left out. */
  evidence?: (entry: AuditEntry) => Evidence | null;
}

/**
 * Closes what a crash left open: an intent without an outcome is a success where there is evidence of that in the engine, and otherwise "unknown", since
 * the engine may or may not have been asked. Gives the audit ids of the unknown ones. Rejects with AUDIT_UNAVAILABLE when the log cannot be written;
 * what is still open then is closed by the next call.
 */
export async function recoverIntents(
  { audit, now, evidence }: RecoverDeps,
  open: readonly AuditEntry[],
): Promise<readonly string[]> {
  const found = open.map((entry) => ({ entry, shown: evidence?.(entry) ?? null }));
  await Promise.all(
    found.map(({ entry: { auditId, at }, shown }) =>
      audit.outcome({
        auditId,
        result: isDone(shown) ? 'success' : 'unknown',
        engineStatus: null,
        error: isDone(shown) ? null : { code: 'INTERNAL', message: 'Wharfinger stopped before the outcome was known.' },
        // Up to now, not up to the crash, whose time nobody has recorded. Never negative, whatever was done to the clock.
        durationMs: Math.max(0, now() - Date.parse(at)),
        after: shown === null ? null : { ...shown.after, details: { ...shown.after.details, evidence: shown.shows } },
        targetId: shown?.targetId ?? null,
        origin: 'recovered',
      }),
    ),
  );
  return found.filter(({ shown }) => !isDone(shown)).map(({ entry }) => entry.auditId);
}

function isDone(shown: Evidence | null): boolean {
  return shown?.done === true;
}
