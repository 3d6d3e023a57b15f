import type { SqlRow } from '../store/operations.ts';
import type { ReadBody, StoredRecord } from './chain-check.ts';
import { indexed, intentColumns } from './columns.ts';
import type { Intent, Outcome } from './log.ts';
import type { Problems } from './problem.ts';
import { searchText } from './text.ts';

/** What the index has beside one record, as JSON texts: for the action it begins, and for the one it ends; null where there is none. */
export interface Indexed {
  begins: unknown;
  ends: unknown;
  durationMs: unknown;
  /** What the text index has of the action it begins; null where that has none. */
  text: unknown;
}

// What an intent's record says of its action for good; and, while there is no outcome, what else must be there.
const fixedNames = [
  'auditId',
  'at',
  'action',
  'actorId',
  'actorName',
  'host',
  'targetType',
  'targetName',
  'targetImage',
  'targetLabels',
  'reason',
  'idempotencyKey',
] as const;
const openNames = ['targetId', 'result', 'origin', 'outcomeSeq', 'finishedAt', 'durationMs', 'outcome'] as const;
const endNames = ['auditId', 'finishedAt', 'result', 'origin', 'targetId'] as const;

// Each side of the comparison is one text, since a value fetched costs more than a value compared: whole bodies are compared where they lie, and the
// columns are looked at one by one only where the texts differ. Durations apart: SQLite and JavaScript write some decimal numbers differently.
const list = (table: string, names: readonly string[]) => names.map((name) => `${table}.${name}`).join(', ');
const beginning = `json_array(i.intent = r.body, ${list('i', fixedNames)}, i.outcomeSeq IS NULL)`;
const opening = `json_array(${list('i', openNames)})`;

/** Four columns of a SELECT over `AuditRecord AS r` with `indexJoins`. */
export const indexColumns = `CASE WHEN i.seq IS NULL THEN NULL WHEN i.outcomeSeq IS NULL THEN ${beginning} || ${opening} ELSE ${beginning} END,
  CASE WHEN o.seq IS NULL THEN NULL ELSE json_array(o.outcome = r.body, ${list('o', endNames)}) END, o.durationMs, t.c0`;
export const indexJoins = `LEFT JOIN AuditAction AS i ON r.stage = 'intent' AND i.seq = r.seq
  LEFT JOIN AuditAction AS o ON r.stage = 'outcome' AND o.outcomeSeq = r.seq
  LEFT JOIN AuditText_content AS t ON r.stage = 'intent' AND t.id = r.seq`;

/** The row of the index at which a difference was seen. */
export type ActionOf = (column: 'seq' | 'outcomeSeq', seq: number) => SqlRow | undefined;

/**
 * Checks that the index (AuditAction) says what the records say. The columns that an outcome changes are compared at the outcome; those of an action
 * without one, at its intent.
 */
export class IndexCheck {
  readonly #problems: Problems;
  readonly #actionOf: ActionOf;
  /** The target of each open action, as its intent named it. */
  readonly #targets = new Map<string, string | null>();
  /** Intents that have a row in the index, and in the text index. */
  found = 0;
  texts = 0;

  constructor(problems: Problems, actionOf: ActionOf) {
    this.#problems = problems;
    this.#actionOf = actionOf;
  }

  /** `time` is the record's as the database has it. */
  take(record: StoredRecord, time: string, body: ReadBody | null, row: Indexed): void {
    if (body?.stage === 'intent') {
      this.#text(record, body.event, row);
      this.#intent(record, time, body.event, row);
    }
    if (body?.stage === 'outcome') this.#outcome(record, time, body.event, row);
  }

  #intent(record: StoredRecord, time: string, event: Intent, { begins }: Indexed): void {
    const columns = intentColumns({ ...record, time }, event);
    this.#targets.set(record.auditId, columns.targetId);
    if (begins === null) {
      this.#problems.record(record.seq, 'index', 'is not in the index');
      return;
    }
    this.found += 1;
    const fixed = fixedNames.map((name) => columns[name]);
    const settled = JSON.stringify([1, ...fixed, 0]);
    if (begins === settled) return;
    const { targetId, result, origin } = columns;
    const open = [targetId, result, origin, null, null, null, null];
    if (begins === `${JSON.stringify([1, ...fixed, 1])}${JSON.stringify(open)}`) return;
    const known = { ...Object.fromEntries(fixedNames.map((name) => [name, columns[name]])), intent: record.body };
    const pending = { targetId, result, origin, outcomeSeq: null, finishedAt: null, durationMs: null, outcome: null };
    this.#tell(record.seq, this.#actionOf('seq', record.seq), (row) =>
      row['outcomeSeq'] === null ? { ...known, ...pending } : known,
    );
  }

  #text({ seq }: StoredRecord, event: Intent, { text }: Indexed): void {
    if (text === null) this.#problems.record(seq, 'index', 'is not in the text index');
    else this.texts += 1;
    if (text !== null && text !== searchText(event))
      this.#problems.record(seq, 'index', 'has another text in the text index than on record');
  }

  #outcome(record: StoredRecord, time: string, event: Outcome, { ends, durationMs }: Indexed): void {
    const named = this.#targets.get(record.auditId);
    this.#targets.delete(record.auditId);
    if (ends === null) {
      this.#problems.record(record.seq, 'index', 'is not in the index: its action has another outcomeSeq, or is not there');
      return;
    }
    const { auditId, body } = record;
    const { result, origin } = event;
    const targetId = event.targetId === null ? (named ?? null) : indexed(event.targetId);
    const expected = JSON.stringify([1, auditId, time, result, origin, targetId]);
    if (ends === expected && near(durationMs, event.durationMs)) return;
    // Without the intent nobody knows its target.
    const target = event.targetId === null && named === undefined ? {} : { targetId };
    const known = { auditId, finishedAt: time, result, origin, outcome: body, durationMs: event.durationMs, ...target };
    this.#tell(record.seq, this.#actionOf('outcomeSeq', record.seq), () => known);
  }

  #tell(seq: number, row: SqlRow | undefined, expected: (row: SqlRow) => Readonly<Record<string, unknown>>): void {
    if (row === undefined) return;
    for (const [name, value] of Object.entries(expected(row))) {
      if (row[name] !== value && !near(row[name], value))
        this.#problems.record(seq, 'index', `has another ${name} in the index than on record`);
    }
  }
}

function near(stored: unknown, value: unknown): boolean {
  return typeof stored === 'number' && typeof value === 'number' && Math.abs(stored - value) <= Math.abs(value) * 1e-12;
}
