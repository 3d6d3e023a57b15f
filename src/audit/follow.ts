import { badInput } from '../errors.ts';
import type { Reader } from '../store/operations.ts';
import type { AuditEntry, AuditQuery } from './log.ts';
import { ask, entryOf } from './read.ts';
import { conditions, type Columns, type Condition } from './search.ts';

export interface FollowDeps {
  read: Pick<Reader, 'query'>;
  /** seq of the last record on disk. */
  lastSeq: () => number;
  /** Rings after each commit. */
  committed: Bell;
}

/** Wakes all who wait, and forgets them. */
export class Bell {
  #waiting = new Set<() => void>();

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next ring, or when the signal aborts. */
  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    this.#waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    await promise;
    signal.removeEventListener('abort', wake);
    this.#waiting.delete(wake);
  }
}

// One read looks at no more records than this, so that a follower with a narrow filter and a long history shares the reading thread with the others.
const window = 2000;
const page = 200;

/** An action as it was when the record `r` was written: an intent knows nothing of what came of it. */
const asOfStage: Columns = {
  result: `CASE r.stage WHEN 'intent' THEN 'pending' ELSE a.result END`,
  origin: `CASE r.stage WHEN 'intent' THEN json_extract(a.intent, '$.event.origin') ELSE a.origin END`,
  targetId: `CASE r.stage WHEN 'intent' THEN json_extract(a.intent, '$.event.target.id') ELSE a.targetId END`,
};

/**
 * The feed that AuditReader.follow promises. There is no live channel beside the database: commits only wake the follower, and it reads on from where
 * it was. So history and presence join without a seam, and a slow follower costs one page of memory however far it falls behind. Throws BAD_INPUT at
 * once; the iteration ends when the signal aborts, and rejects with INTERNAL when the database cannot be read.
 */
export function follow(
  deps: FollowDeps,
  query: AuditQuery,
  afterSeq: number | null,
  signal: AbortSignal,
): AsyncIterable<AuditEntry> {
  const last = deps.lastSeq();
  const from = afterSeq ?? last;
  if (!Number.isSafeInteger(from) || from < 0) throw badInput('afterSeq: a whole number from 0 on.');
  // The follower has seen more than there is: another log, or an older copy of this one. Waiting would skip what is written in between.
  if (from > last) throw badInput(`afterSeq: ${from} is beyond the end of the log, which is ${last}.`);
  return entriesFrom(deps, conditions(query, asOfStage), from, signal);
}

async function* entriesFrom(
  deps: FollowDeps,
  { sql, values }: Condition,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<AuditEntry> {
  // CROSS JOIN fixes the order of the loops: along the records, each with its action.
  const statement = `SELECT r.seq AS stageSeq, r.stage, r.hash, a.auditId, a.seq, a.outcomeSeq, a.at, a.finishedAt, a.intent, a.outcome
    FROM AuditRecord AS r CROSS JOIN AuditAction AS a ON a.auditId = r.auditId
    WHERE r.seq > ? AND r.seq <= ? AND r.stage IN ('intent', 'outcome') AND ${sql} ORDER BY r.seq LIMIT ${page}`;
  let seen = from;
  while (!signal.aborted) {
    const until = Math.min(seen + window, deps.lastSeq());
    if (until === seen) {
      await deps.committed.next(signal);
      continue;
    }
    const rows = await ask(deps.read, statement, [seen, until, ...values]);
    for (const row of rows) {
      if (signal.aborted) return;
      yield entryOf(row['stage'] === 'intent' ? { ...row, outcomeSeq: null, finishedAt: null, outcome: null } : row);
    }
    const last = rows.at(-1);
    seen = rows.length === page && last !== undefined ? Number(last['stageSeq']) : until;
  }
}
