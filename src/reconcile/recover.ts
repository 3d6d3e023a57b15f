import type { AuditLog } from '../audit/log.ts';

export interface RecoverDeps {
  audit: Pick<AuditLog, 'open' | 'outcome'>;
  /** Wall clock, milliseconds since the epoch. */
  now: () => number;
}

/**
 * Closes what a crash left open: each intent without an outcome gets the outcome "unknown", since the engine may or may not have been asked. To be
 * called at start, before anything is carried out. Gives the audit ids. Rejects with AUDIT_UNAVAILABLE when the log cannot be written; what is still
 * open then is closed by the next call.
 */
export async function recoverOpenIntents({ audit, now }: RecoverDeps): Promise<readonly string[]> {
  const open = await audit.open();
  await Promise.all(
    open.map(({ auditId, at }) =>
      audit.outcome({
        auditId,
        result: 'unknown',
        engineStatus: null,
        error: { code: 'INTERNAL', message: 'Wharfinger stopped before the outcome was known.' },
        // Up to now, not up to the crash, whose time nobody has recorded. Never negative, whatever was done to the clock.
        durationMs: Math.max(0, now() - Date.parse(at)),
        after: null,
        targetId: null,
        origin: 'recovered',
      }),
    ),
  );
  return open.map(({ auditId }) => auditId);
}
