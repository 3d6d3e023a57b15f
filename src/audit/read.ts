import { badInput, internal } from '../errors.ts';
import { StoreError } from '../store/failure.ts';
import type { Reader, SqlRow, SqlValue } from '../store/operations.ts';
import { readIntent, readOutcome } from './event.ts';
import type { AuditEntry, AuditReader, KeyMemory } from './log.ts';
import { entryColumns, indexed } from './columns.ts';
import { instant } from './instant.ts';
import { conditions } from './search.ts';

/**
 * The log as it stands: all of reading but the live feed. Works on a database that another process writes to. What is searched for is looked for in the
 * table, row by row: a serving process has the search thread for that (finder/).
 */
export type Searcher = Omit<AuditReader, 'follow' | 'summarize'> & KeyMemory;

// What a page may hold: 1,000 entries of at most 2 × 64 KiB.
const maxPage = 1000;

/** How far is counted. */
export const countLimit = 10_000;

export function auditSearcher(read: Pick<Reader, 'query'>): Searcher {
  const select = async (rest: string, ...values: SqlValue[]) => (await ask(read, `${entryColumns} ${rest}`, values)).map(entryOf);
  return {
    async search(query, page) {
      checkPage(page);
      const { limit, beyond, oldestFirst } = page;
      const { sql, values } = conditions(query);
      const start = oldestFirst ? (beyond ?? 0) : (beyond ?? Number.MAX_SAFE_INTEGER);
      const [beyondStart, order] = oldestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
      // Numbers first, rows after: where SQLite has to sort, it sorts numbers out of an index and not whole events.
      const numbers = `SELECT a.seq FROM AuditAction AS a WHERE ${sql} AND a.seq ${beyondStart} ? ORDER BY a.seq ${order} LIMIT ?`;
      const found = await select(`WHERE a.seq IN (${numbers}) ORDER BY a.seq ${order}`, ...values, start, limit + 1);
      return { entries: found.slice(0, limit), hasMore: found.length > limit };
    },

    async count(query) {
      const { sql, values } = conditions(query);
      const counted = `SELECT COUNT(*) AS n FROM (SELECT 1 FROM AuditAction AS a WHERE ${sql} LIMIT ${countLimit + 1})`;
      const [row] = await ask(read, counted, values);
      const count = Number(row?.['n']);
      return { count: Math.min(count, countLimit), atLeast: count > countLimit };
    },

    async get(auditId) {
      const [entry] = await select('WHERE a.auditId = ?', auditId.toWellFormed());
      return entry ?? null;
    },

    async lastFor(targetIds) {
      const newest = `SELECT MAX(seq) FROM AuditAction WHERE targetId IN (SELECT value FROM json_each(?)) GROUP BY targetId`;
      const found = await select(`WHERE a.seq IN (${newest})`, JSON.stringify(targetIds));
      return new Map(found.flatMap((entry) => targetIdsOf(entry).map((id) => [id, entry])));
    },

    async keyUse(actorId, key, since) {
      const used = `SELECT auditId, result FROM AuditAction WHERE actorId = ? AND idempotencyKey = ? AND at > ?
        AND result NOT IN ('denied', 'not_executed') ORDER BY seq DESC LIMIT 1`;
      const [row] = await ask(read, used, [indexed(actorId), key, instant('since', since)]);
      return row === undefined ? null : { auditId: textOf(row['auditId']), result: textOf(row['result']) };
    },

    open: () => select(`WHERE a.outcomeSeq IS NULL ORDER BY a.seq`),
  };
}

/** Throws BAD_INPUT for a page that there cannot be. */
export function checkPage({ limit, beyond }: { limit: number; beyond: number | null }): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPage) throw badInput(`A page has 1 to ${maxPage} entries.`);
  if (beyond !== null && !Number.isSafeInteger(beyond)) throw badInput('A page begins beyond a whole number.');
}

/** Rows for a statement of ours. Rejects with INTERNAL when the database cannot be read. */
export async function ask(read: Pick<Reader, 'query'>, sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
  try {
    return await read.query(sql, ...values);
  } catch (error) {
    if (error instanceof StoreError) throw internal('The audit log cannot be read.', { cause: error });
    throw error;
  }
}

/** An entry from a row of the columns of `entries`. Throws INTERNAL for a row that we cannot have written. */
export function entryOf(row: SqlRow): AuditEntry {
  const intent = readIntent(textOf(row['intent']));
  const outcome = row['outcome'] === null ? null : readOutcome(textOf(row['outcome']));
  const cuts = [...(intent.cuts ?? []), ...(outcome?.cuts ?? [])];
  return {
    auditId: textOf(row['auditId']),
    seq: Number(row['seq']),
    outcomeSeq: row['outcomeSeq'] === null ? null : Number(row['outcomeSeq']),
    at: timeOf(row['at']),
    finishedAt: row['finishedAt'] === null ? null : timeOf(row['finishedAt']),
    intent: intent.event,
    outcome: outcome?.event ?? null,
    result: outcome?.event.result ?? 'pending',
    origin: outcome?.event.origin ?? intent.event.origin,
    hash: textOf(row['hash']),
    ...(cuts.length === 0 ? {} : { cuts }),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw internal('the audit log holds something other than text where text belongs');
}

function timeOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  throw internal('the audit log holds a time of an unknown form');
}

function targetIdsOf({ intent, outcome }: AuditEntry): string[] {
  const id = outcome?.targetId ?? intent.target?.id;
  return id === null || id === undefined ? [] : [id];
}
