import type { Store } from '../../store/open.ts';

/** Small enough that a write of the log never waits long for one. */
const batch = 500;

const begin = `INSERT INTO AuditRetained (id, seq, hash) SELECT 1, ?, ? WHERE NOT EXISTS (SELECT 1 FROM AuditRetained)`;
const grow = 'UPDATE AuditRetained SET seq = ?, hash = ? WHERE id = 1 AND seq < ?';
const actions = `DELETE FROM AuditAction WHERE auditId IN (SELECT auditId FROM AuditAction WHERE outcomeSeq <= ? ORDER BY outcomeSeq LIMIT ${batch})`;
const records = `DELETE FROM AuditRecord WHERE seq IN (SELECT seq FROM AuditRecord WHERE seq <= ? ORDER BY seq LIMIT ${batch})`;

/**
 * Removes all records up to one, whose hash becomes what the log begins with, and the actions that ended there. In transactions of their own, so it can stop
 * in between (when the signal aborts, or by a crash) and be gone on with; what is removed is out of the log from the first one on.
 */
export async function removeUpTo(
  store: Pick<Store, 'transaction'>,
  { seq, hash }: { seq: number; hash: string },
  signal: AbortSignal,
): Promise<void> {
  await store.transaction((db) => [db.execute(begin, seq, hash), db.execute(grow, seq, hash, seq)]);
  while (!signal.aborted) {
    const removed = await store.transaction((db) => [db.execute(actions, seq), db.execute(records, seq)]);
    if (removed.every((count) => count === 0)) return;
  }
}
