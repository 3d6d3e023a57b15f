import type { AuditEntry, ObjectState } from '../log.ts';

type Cell = string | number | null | undefined;

const columns: Readonly<Record<string, (entry: AuditEntry) => Cell>> = {
  seq: ({ outcomeSeq }) => outcomeSeq,
  auditId: ({ auditId }) => auditId,
  at: ({ at }) => at,
  finishedAt: ({ finishedAt }) => finishedAt,
  action: ({ intent }) => intent.action,
  result: ({ result }) => result,
  actorType: ({ intent }) => intent.actor.type,
  actorId: ({ intent }) => intent.actor.id,
  actorName: ({ intent }) => intent.actor.name,
  authMethod: ({ intent }) => intent.authMethod,
  tokenId: ({ intent }) => intent.tokenId,
  transport: ({ intent }) => intent.source.transport,
  address: ({ intent }) => intent.source.address,
  userAgent: ({ intent }) => intent.source.userAgent,
  requestId: ({ intent }) => intent.source.requestId,
  host: ({ intent }) => intent.host,
  targetType: ({ intent }) => intent.target?.type,
  targetId: ({ intent, outcome }) => outcome?.targetId ?? intent.target?.id,
  targetName: ({ intent }) => intent.target?.name,
  targetImage: ({ intent }) => intent.target?.image,
  params: ({ intent }) => JSON.stringify(intent.params),
  reason: ({ intent }) => intent.reason,
  decision: ({ intent }) => (intent.decision.allow ? 'allow' : 'deny'),
  rule: ({ intent }) => intent.decision.rule,
  engineStatus: ({ outcome }) => outcome?.engineStatus,
  errorCode: ({ outcome }) => outcome?.error?.code,
  errorMessage: ({ outcome }) => outcome?.error?.message,
  durationMs: ({ outcome }) => outcome?.durationMs,
  before: ({ intent }) => state(intent.before),
  after: ({ outcome }) => state(outcome?.after),
  origin: ({ origin }) => origin,
  parent: ({ intent }) => intent.parent,
  hash: ({ hash }) => hash,
};

function state(value: ObjectState | null | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

/**
 * A cell as RFC 4180 has it. Spreadsheets take a text that begins with one of these characters for a formula, some of them also after blanks or in full
 * width: a quote mark before it keeps it a text. A quote mark of its own gets another one, so that taking off the first always gives the text.
 */
const unsafe = /^(?:[\t\r\n']|[\s\uFEFF]*[=+\-@＝＋－＠])/;

/** The names of the columns, with their line end. */
export const csvHead = row(Object.keys(columns));

/** One action as a row, with its line end. */
export function csvRow(entry: AuditEntry): string {
  return row(Object.values(columns).map((value) => value(entry)));
}

function row(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const safe = typeof value === 'string' && unsafe.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
