import { auditUnavailable, WharfingerError } from '../errors.ts';
import type { Store } from '../store/open.ts';
import { intentBody, outcomeBody, startedBody } from './event.ts';
import type { Pending } from './batch.ts';
import { FinderLink } from './finder/link.ts';
import { threadSearcher } from './finder/search.ts';
import { Bell, follow } from './follow.ts';
import type { Also, AuditLog, Intent, Outcome } from './log.ts';
import { indexMissingTexts } from './missing-texts.ts';
import { Outage } from './outage.ts';
import { auditSearcher } from './read.ts';
import { Spool } from './spool.ts';
import { Writer, type Log } from './writer.ts';

export interface AuditLogDeps {
  /** A thread of its own searches the file at `path`. */
  store: Pick<Store, 'path' | 'read' | 'transaction'>;
  /** Wall clock, milliseconds since the epoch. It may jump. */
  now: () => number;
  log: Log;
  /** The file that keeps outcomes while the database does not take them; without one they are kept in memory only. */
  spoolPath?: string;
  /** How long after a failure it is tried again whether the log can be written, in milliseconds. */
  retryMs?: number;
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
export async function openAuditLog({ store, now, log, spoolPath, retryMs = 2000, onCommitted }: AuditLogDeps): Promise<AuditLog> {
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
  await indexMissingTexts(store);
  const finder = new FinderLink(store.path);

  const intentStage = (intent: Intent): Pending => {
    const { text, event } = intentBody(intent);
    return { stage: 'intent', auditId: event.auditId, time: new Date(now()), body: text, event };
  };
  const outcomeStage = (outcome: Outcome): Pending => {
    const { text, event } = outcomeBody(outcome);
    return { stage: 'outcome', auditId: event.auditId, time: new Date(now()), body: text, event };
  };

  const searcher = auditSearcher(store.read);
  const { spool, kept } = spoolPath === undefined ? { spool: null, kept: [] } : await Spool.open(spoolPath);
  const outage: Outage = new Outage(
    {
      write: (stages) => writer.write(stages),
      report: (intent, outcome) => writer.write([intentStage(intent), outcomeStage(outcome)]),
      open: async () => new Set((await searcher.open()).map(({ auditId }) => auditId)),
      spool,
      now,
      retryMs,
    },
    kept,
  );
  const write = async (stages: readonly Pending[], isNew: boolean, also?: Also) => {
    try {
      // What is held is older, and nothing is to be begun before it is on record.
      if (isNew) await outage.settle();
      return await writer.write(stages, also);
    } catch (error) {
      if (isUnavailable(error)) outage.begin(error.message, isNew);
      throw error;
    }
  };

  return {
    ...searcher,
    ...threadSearcher(finder),
    // What the spool still holds is not open: it goes into the log first.
    open: async () => {
      await outage.settle();
      return searcher.open();
    },
    intent: async (intent) => write([intentStage(intent)], true),
    started: async (auditId, facts) =>
      write([{ stage: 'started', auditId, time: new Date(now()), body: startedBody(auditId, facts) }], false),
    outcome: async (outcome) => {
      const stage = outcomeStage(outcome);
      try {
        return await write([stage], false);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        throw auditUnavailable(`${error.message} ${await outage.hold(stage)}`, { cause: error });
      }
    },
    refused: async (intent, outcome) => write([intentStage(intent), outcomeStage(outcome)], true),
    external: async (intent, outcome, also) => write([intentStage(intent), outcomeStage(outcome)], false, also),
    follow: (query, afterSeq, signal) => {
      const lastSeq = () => writer.health.lastSeq;
      return follow({ read: store.read, lastSeq, committed }, query, afterSeq, AbortSignal.any([signal, closing.signal]));
    },
    get health() {
      const { problem } = outage;
      return problem === null ? writer.health : { ...writer.health, writable: false, problem };
    },
    async close() {
      closing.abort();
      await writer.close();
      await outage.close();
      await finder.close();
    },
  };
}

function isUnavailable(error: unknown): error is WharfingerError {
  return error instanceof WharfingerError && error.code === 'AUDIT_UNAVAILABLE';
}
