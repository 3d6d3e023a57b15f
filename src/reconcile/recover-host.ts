import type { AuditEntry } from '../audit/log.ts';
import { startedFacts } from '../audit/started.ts';
import type { Clock } from '../mirror/clock.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { Store } from '../store/open.ts';
import { loadCursor } from './cursor.ts';
import { evidenceFor } from './evidence.ts';
import { recoverIntents, type RecoverDeps } from './recover.ts';

/** An engine that does not come within this time gives no evidence, in milliseconds. */
const patienceMs = 60_000;

export interface RecoverHostDeps extends Pick<RecoverDeps, 'audit' | 'now'> {
  mirror: MirrorReader;
  store: Pick<Store, 'read'>;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Closes the intents that a crash left open on one host, once its engine can be asked; without it after a minute. The engine is looked at as the copy is
 * when it is first complete, before any new action can have begun. Gives the audit ids of the unknown ones. Nothing is closed when the signal is aborted.
 */
export async function recoverHost(deps: RecoverHostDeps, open: readonly AuditEntry[]): Promise<readonly string[]> {
  if (open.length === 0) return [];
  const { mirror, store, clock, signal } = deps;
  const cursor = await loadCursor(store, mirror.host);
  const waiting = new AbortController();
  const over = AbortSignal.any([signal, waiting.signal]);
  try {
    const reached = await Promise.race([mirror.synced(over).then(() => true), clock.delay(patienceMs, over).then(() => false)]);
    if (signal.aborted) return [];
    const same = cursor !== null && cursor.engineId === mirror.info?.engineId;
    const facts = new Map<string, Awaited<ReturnType<typeof startedFacts>>>();
    for (const { auditId } of open) facts.set(auditId, await startedFacts(store.read, auditId));
    const look = (entry: AuditEntry) =>
      evidenceFor(entry, mirror, same ? cursor.snapshot : null, facts.get(entry.auditId) ?? null);
    const evidence = reached ? look : undefined;
    return await recoverIntents({ ...deps, ...(evidence === undefined ? {} : { evidence }) }, open);
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  } finally {
    waiting.abort();
  }
}
