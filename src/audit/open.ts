import type { Store } from '../store/open.ts';
import { intentBody, outcomeBody, startedBody } from './event.ts';
import type { Pending } from './batch.ts';
import { Bell, follow } from './follow.ts';
import type { AuditLog, Intent, Outcome } from './log.ts';
import { auditSearcher } from './read.ts';
import { Writer, type Log } from './writer.ts';

export interface AuditLogDeps {
  store: Pick<Store, 'read' | 'transaction'>;
  /** Wall clock, milliseconds since the epoch. It may jump. */
  now: () => number;
  log: Log;
  /** Called after each commit. */
  onCommitted?: () => void;
}

/**
 * Opens the log on an open store, which stays the caller's to close, after the log. One process at a time may write to a log (the owner of the state
 * directory). Rejects with StoreError when the end of the chain cannot be read.
 *
 * Beside what AuditWriter says, its methods reject with INTERNAL for what would break the log's form: a second outcome, an outcome without an intent,
 * an event that cannot be stored.
 */
export async function openAuditLog({ store, now, log, onCommitted }: AuditLogDeps): Promise<AuditLog> {
  const committed = new Bell();
  const closing = new AbortController();
  const writer = new Writer({
    store,
    now,
    log,
    committed: () => {
      committed.ring();
      onCommitted?.();
    },
  });
  await writer.open();

  const intentStage = (intent: Intent): Pending => {
    const { text, event } = intentBody(intent);
    return { stage: 'intent', auditId: event.auditId, time: new Date(now()), body: text, event };
  };
  const outcomeStage = (outcome: Outcome): Pending => {
    const { text, event } = outcomeBody(outcome);
    return { stage: 'outcome', auditId: event.auditId, time: new Date(now()), body: text, event };
  };

  return {
    ...auditSearcher(store.read),
    intent: async (intent) => writer.write([intentStage(intent)]),
    started: async (auditId, facts) =>
      writer.write([{ stage: 'started', auditId, time: new Date(now()), body: startedBody(auditId, facts) }]),
    outcome: async (outcome) => writer.write([outcomeStage(outcome)]),
    refused: async (intent, outcome) => writer.write([intentStage(intent), outcomeStage(outcome)]),
    follow: (query, afterSeq, signal) => {
      const lastSeq = () => writer.health.lastSeq;
      return follow({ read: store.read, lastSeq, committed }, query, afterSeq, AbortSignal.any([signal, closing.signal]));
    },
    get health() {
      return writer.health;
    },
    async close() {
      closing.abort();
      await writer.close();
    },
  };
}
