import type { Operation, Recorder } from '../store/operations.ts';
import type { Placed } from './batch.ts';
import { intentColumns, type ActionRow, type RecordRow } from './columns.ts';
import { searchText } from './text.ts';

// A batch is four statements, whatever its size, each prepared once: the rows go as one JSON text. (Prisma's createMany took more than twice as long
// for fifty records, and has a statement for every number of rows.)

const recordColumns = [
  'seq',
  'auditId',
  'stage',
  'time',
  'body',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof RecordRow)[];
const actionColumns = [
  'auditId',
  'seq',
  'at',
  'action',
  'actorId',
  'actorName',
  'host',
  'targetType',
  'targetId',
  'targetName',
  'targetImage',
  'targetLabels',
  'result',
  'origin',
  'reason',
  'idempotencyKey',
  'intent',
] as const satisfies readonly (keyof ActionRow)[];

const insertRecords = insertInto('AuditRecord', recordColumns);
const insertActions = insertInto('AuditAction', actionColumns);
export const insertTexts = `INSERT INTO AuditText (rowid, text) SELECT value->>'$.seq', value->>'$.text' FROM json_each(?)`;

// What an outcome changes in its action's row, out of its record, which the same transaction has just written. A creation learns its target's id now.
const updateActions = `UPDATE AuditAction SET outcomeSeq = r.seq, finishedAt = r.time, outcome = r.body,
    durationMs = r.body->>'$.event.durationMs', result = r.body->>'$.event.result', origin = r.body->>'$.event.origin',
    targetId = COALESCE(r.body->>'$.event.targetId', AuditAction.targetId)
  FROM AuditRecord AS r WHERE r.seq BETWEEN ? AND ? AND r.stage = 'outcome' AND AuditAction.auditId = r.auditId`;

function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((name) => `value->>'$.${name}'`).join(', ')} FROM json_each(?)`;
}

/** The operations that store placed stages, which follow each other, and bring the index up to date. */
export function operations(db: Recorder, placed: readonly Placed[]): Operation<number>[] {
  const records = placed.map(recordRow);
  const actions = placed.flatMap((one) => (one.stage.stage === 'intent' ? [intentColumns(recordRow(one), one.stage.event)] : []));
  const texts = placed.flatMap(({ seq, stage }) => (stage.stage === 'intent' ? [{ seq, text: searchText(stage.event) }] : []));
  const settles = placed.some(({ stage }) => stage.stage === 'outcome');
  const [first, last] = [placed[0]?.seq ?? 0, placed.at(-1)?.seq ?? 0];
  return [
    db.execute(insertRecords, JSON.stringify(records)),
    ...(actions.length === 0
      ? []
      : [db.execute(insertActions, JSON.stringify(actions)), db.execute(insertTexts, JSON.stringify(texts))]),
    ...(settles ? [db.execute(updateActions, first, last)] : []),
  ];
}

function recordRow({ stage: { auditId, stage, time, body }, seq, prevHash, hash }: Placed): RecordRow {
  // The form in which the store keeps times, so that Prisma reads them and they compare as text.
  return { seq, auditId, stage, time: time.toISOString().replace('Z', '+00:00'), body, prevHash, hash };
}
