import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadOrMakeKey } from '../access/keys.ts';
import type { AuditEntry } from '../audit/log.ts';
import { openAuditLog } from '../audit/open.ts';
import { openCheckpoints, wayOut } from '../audit/open-checkpoints.ts';
import { Retention } from '../audit/retention/retention.ts';
import { openDeliveries } from '../delivery/open.ts';
import { redactionKeyPath, redactor } from '../audit/redact.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/ports.ts';
import type { Clock } from '../mirror/clock.ts';
import { recoverIntents } from '../reconcile/recover.ts';
import { openStore } from '../store/open.ts';

/** What every part of the process is given: its settings, its engines, its log and its time. */
export interface AppDeps {
  config: Config;
  log: Logger;
  engines: readonly Engine[];
  clock: Clock;
}

/** Records that the search thread has in memory within a tenth of a second of its start. Until it is asked it would be 17 MB for nothing. */
const searchedAtOnce = 20_000;

/** The audit log and whatever keeps it, and what the last run left open in it. */
export type OpenRecord = Awaited<ReturnType<typeof openRecord>>;

/**
 * The database, the log on it, and what keeps the log: checkpoints, delivery, retention. What a crash left open on hosts that are no longer there is
 * closed here; the rest waits for its host. Rejects when the log was found to be another than the checkpoints say.
 */
export async function openRecord({ config, log, engines, clock }: AppDeps, opening: AsyncDisposableStack) {
  const now = () => clock.now();
  const store = await openStore({ url: config.databaseUrl, log });
  opening.defer(() => store.close());
  const commits: { heard?: () => void } = {};
  const onCommitted = () => commits.heard?.();
  const audit = await openAuditLog({ store, now, log, onCommitted, spoolPath: join(config.stateDir, 'outcomes.spool') });
  const loadKey = (path: string) => loadOrMakeKey(path, randomBytes);
  const checkpoints = await openCheckpoints({ ...config, audit, read: store.read, loadKey, newId: randomUUID, clock, log });
  opening.defer(() => checkpoints.close());
  const speaker = { hostname: hostname(), pid: process.pid };
  const deliveries = openDeliveries({ ...config, read: store.read, audit, clock, log, speaker });
  opening.defer(() => deliveries.close());
  opening.defer(() => audit.close());
  const delivered = () => Math.min(Number.MAX_SAFE_INTEGER, ...deliveries.statuses.map(({ seq }) => seq ?? 0));
  const retention = new Retention({ ...config, store, audit, delivered, clock, log, newId: randomUUID });
  opening.defer(() => retention.close());
  if (checkpoints.found !== null) throw new Error(`${checkpoints.found} ${wayOut}`);
  await checkpoints.start();
  const startSeq = audit.health.lastSeq;
  // Of a long log the search thread reads what it needs in memory now, not at the first question.
  if (startSeq > searchedAtOnce)
    audit.count({}).catch((error: unknown) => log.warn({ err: error }, 'the audit log cannot be searched'));
  deliveries.start();
  commits.heard = () => {
    checkpoints.committed();
    deliveries.committed();
  };
  const left = await audit.open();
  const isHere = ({ intent: { host } }: AuditEntry) => engines.some((engine) => engine.host === host);
  const gone = left.filter((entry) => !isHere(entry));
  tellUnknown(log, await recoverIntents({ audit, now }, gone));
  const redact = redactor(loadKey(redactionKeyPath(config.keyDir)).bytes);
  retention.start();
  return { store, audit, checkpoints, deliveries, redact, startSeq, left };
}

/** Tells of actions whose end nobody knows. */
export function tellUnknown(log: Logger, auditIds: readonly string[]): void {
  if (auditIds.length === 0) return;
  log.warn({ auditIds }, 'actions had no outcome when Wharfinger last stopped; they are on record as unknown');
}
