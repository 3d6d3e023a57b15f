import type { AuditAction, AuditRecord } from '../store/operations.ts';
import type { Intent } from './log.ts';

/**
 * The columns of AuditAction: an index over the records, for searching. Never evidence; all of it can be made again from the records.
 */

/** A text as the index holds it and as a search for it must ask. SQLite's comparisons of patterns end at a NUL, so that is shown by its symbol. */
export function indexed(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}

/** ",key=value,key=value,": percent-encoded, so that no key or value can hold the separators. */
export function labelColumn(labels: Readonly<Record<string, string>>): string {
  return `,${Object.entries(labels)
    .map(([key, value]) => `${encode(key)}=${encode(value)},`)
    .join('')}`;
}

/** What a labelColumn contains exactly when the label is there: with this value, or with any when that is null. */
export function labelNeedle(key: string, value: string | null): string {
  return value === null ? `,${encode(key)}=` : `,${encode(key)}=${encode(value)},`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A row of AuditRecord. Its time is text, as the store keeps it. */
export type RecordRow = Omit<AuditRecord, 'time'> & { time: string };

/** A row of AuditAction as the intent makes it. */
export type ActionRow = Omit<AuditAction, 'at' | 'outcomeSeq' | 'finishedAt' | 'durationMs' | 'outcome'> & { at: string };

export function intentColumns({ seq, time, body }: RecordRow, intent: Intent): ActionRow {
  const { target } = intent;
  return {
    auditId: intent.auditId,
    seq,
    at: time,
    action: intent.action,
    actorId: indexed(intent.actor.id),
    actorName: indexed(intent.actor.name),
    host: maybe(intent.host),
    targetType: maybe(target?.type),
    targetId: maybe(target?.id),
    targetName: maybe(target?.name),
    targetImage: maybe(target?.image),
    targetLabels: labelColumn(target?.labels ?? {}),
    result: 'pending',
    origin: intent.origin,
    reason: maybe(intent.reason),
    idempotencyKey: maybe(intent.params['idempotencyKey']),
    intent: body,
  };
}

const shown = 'a.auditId, a.seq, a.outcomeSeq, a.at, a.finishedAt, a.intent, a.outcome';
/** Selects what makes an AuditEntry, of the actions `a`; a WHERE may follow. */
export const entryColumns = `SELECT ${shown}, r.hash FROM AuditAction AS a JOIN AuditRecord AS r ON r.seq = COALESCE(a.outcomeSeq, a.seq)`;

function maybe(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : indexed(text);
}
