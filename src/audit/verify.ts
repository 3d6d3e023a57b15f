import type { Reader, SqlRow } from '../store/operations.ts';
import { canonicalJson } from './canonical.ts';
import { genesisHash, recordHash } from './chain.ts';
import { readIntent, readOutcome } from './event.ts';
import { ask } from './read.ts';
import { indexProblems } from './verify-index.ts';

/** One thing that is wrong, and where: the number of the record it was seen at. */
export interface Problem {
  seq: number;
  problem: string;
}

export interface Verification {
  /** How many records were read, and the end of their chain: what to write down elsewhere. */
  records: number;
  headSeq: number;
  headHash: string;
  /** Actions without an outcome; normal while they run, and after a crash until the next start. */
  open: number;
  /** The first ones, by number. Empty: all is well. */
  problems: readonly Problem[];
}

/** A record as the checks see it. */
export interface StoredRecord {
  seq: number;
  auditId: string;
  stage: string;
  /** Milliseconds since 1970. */
  time: number;
  body: string;
  prevHash: string;
  hash: string;
}

const pageSize = 1000;
/** One edit breaks one hash; what comes after a hundred says nothing new. */
const problemsKept = 100;

/**
 * Reads the whole log and checks that the numbers are dense from 1, that each hash is that of its record and of the one before, that each body is canonical
 * and says what its columns say, that each action has one intent and at most one outcome, and that the index says what the records say. Works on a
 * database that is being written to: what is stored after it began is not looked at.
 *
 * A chain alone does not show that its end was cut off, or that all of it was written anew: compare `headSeq` and `headHash` with a note kept elsewhere.
 */
export async function verifyLog(read: Pick<Reader, 'query'>): Promise<Verification> {
  const problems: Problem[] = [];
  const note = (seq: number, problem: string) => {
    if (problems.length < problemsKept) problems.push({ seq, problem });
  };
  const stages = new Map<string, Set<string>>();
  const [last] = await ask(read, 'SELECT MAX(seq) AS seq FROM AuditRecord', []);
  const end = Number(last?.['seq'] ?? 0);
  let head = { seq: 0, hash: genesisHash };
  let records = 0;

  for (;;) {
    const sql = `SELECT seq, auditId, stage, time, body, prevHash, hash FROM AuditRecord WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${pageSize}`;
    const page = (await ask(read, sql, [head.seq, end])).map(recordOf);
    for (const record of page) {
      if (record.seq !== head.seq + 1) note(head.seq + 1, missing(head.seq + 1, record.seq - 1));
      if (record.prevHash !== head.hash) note(record.seq, 'does not follow the record before it: prevHash is not its hash');
      if (record.hash !== hashOf(record))
        note(record.seq, 'was edited: the hash is not that of its number, time, prevHash and body');
      const wrong = formProblem(record) ?? stageProblem(stages, record);
      if (wrong !== null) note(record.seq, wrong);
      head = { seq: record.seq, hash: record.hash };
    }
    records += page.length;
    for (const { seq, problem } of await indexProblems(read, page)) note(seq, problem);
    if (page.length < pageSize) break;
  }

  const stray = await ask(
    read,
    "SELECT seq FROM AuditAction WHERE seq <= ? AND seq NOT IN (SELECT seq FROM AuditRecord WHERE stage = 'intent')",
    [end],
  );
  for (const row of stray) note(Number(row['seq']), 'the index has an action that no intent is on record for');
  return {
    records,
    headSeq: head.seq,
    headHash: head.hash,
    open: openOf(stages),
    problems: problems.sort((a, b) => a.seq - b.seq),
  };
}

function missing(from: number, to: number): string {
  return from === to ? 'is missing' : `is missing, with all up to ${to}`;
}

function hashOf(record: StoredRecord): string {
  try {
    return recordHash(record);
  } catch {
    // A time or a prevHash that cannot be written as the bytes the hash is made of.
    return '';
  }
}

/** What is wrong with a record's body by itself; null when nothing is. */
function formProblem({ auditId, stage, body }: StoredRecord): string | null {
  try {
    const value: unknown = JSON.parse(body);
    if (canonicalJson(value) !== body) return 'has a body that is not in canonical form';
    if (stage === 'started') return null;
    const event = stage === 'intent' ? readIntent(body).event : readOutcome(body).event;
    return event.auditId === auditId ? null : 'has an audit id that is not the one in its body';
  } catch {
    return `has a body that is no ${stage}`;
  }
}

function stageProblem(stages: Map<string, Set<string>>, { auditId, stage }: StoredRecord): string | null {
  const known = stages.get(auditId) ?? new Set();
  stages.set(auditId, known);
  const wrong =
    stage !== 'intent' && !known.has('intent')
      ? `is the stage "${stage}" of an action that has no intent before it`
      : known.has(stage) || known.has('outcome')
        ? `is a stage "${stage}" too many of its action`
        : null;
  known.add(stage);
  return wrong;
}

function openOf(stages: ReadonlyMap<string, ReadonlySet<string>>): number {
  return stages.values().reduce((count, known) => count + (known.has('outcome') ? 0 : 1), 0);
}

function recordOf(row: SqlRow): StoredRecord {
  const time = row['time'];
  return {
    seq: Number(row['seq']),
    auditId: String(row['auditId']),
    stage: String(row['stage']),
    time: time instanceof Date ? time.getTime() : Number.NaN,
    body: String(row['body']),
    prevHash: String(row['prevHash']),
    hash: String(row['hash']),
  };
}
