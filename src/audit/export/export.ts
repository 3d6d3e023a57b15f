import { createHash } from 'node:crypto';
import { badInput } from '../../errors.ts';
import type { Reader } from '../../store/operations.ts';
import { lastRecord, recordPages, settledPages, type Range } from '../records.ts';
import { checkpointFor, logIdOf } from './checkpoint-for.ts';
import { cloudEvent } from './cloudevent.ts';
import { csvHead, csvRow } from './csv.ts';
import { recordLine } from './line.ts';
import { ocsfEvent } from './ocsf.ts';

export const formatNames = ['ndjson', 'csv', 'ocsf', 'cloudevents'] as const;
export type FormatName = (typeof formatNames)[number];

/** What each format is called as a file and on the wire. */
export const formats: Readonly<Record<FormatName, { extension: string; contentType: string }>> = {
  ndjson: { extension: 'ndjson', contentType: 'application/x-ndjson; charset=utf-8' },
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8; header=present' },
  ocsf: { extension: 'ocsf.ndjson', contentType: 'application/x-ndjson; charset=utf-8' },
  cloudevents: { extension: 'cloudevents.ndjson', contentType: 'application/x-ndjson; charset=utf-8' },
};

export interface ExportRequest {
  format: FormatName;
  /** Only what comes after this record; null: from the beginning. */
  after: number | null;
  /** Only what comes before this record; null: to the end, as it is when the export begins. */
  before: number | null;
}

export interface ExportDeps {
  read: Pick<Reader, 'query'>;
  /** The file of checkpoints; null: none. */
  checkpoints: string | null;
}

/** What an export holds; final when it has come to its end. */
export interface Manifest {
  format: FormatName;
  /** Lines: records, or actions. */
  count: number;
  /** Numbers of the records of the first and the last line (of actions: of their outcomes); null where there is none. */
  firstSeq: number | null;
  lastSeq: number | null;
  /** Hash of the record of the last line. */
  headHash: string | null;
  /** The latest checkpoint of the log that vouches for nothing later than the export, as its line. */
  checkpoint: string | null;
}

export interface Export {
  /** The bytes, a page at a time; to be read once. Rejects with INTERNAL when the log cannot be read. */
  content: AsyncGenerator<Buffer>;
  manifest: Manifest;
  /** SHA-256 of all bytes so far, hexadecimal. */
  digest(): string;
}

/** Checks what an export asks for: BAD_INPUT. `end`: the number of the last record. */
export function checkRange({ after, before }: Pick<ExportRequest, 'after' | 'before'>, end: number): Range {
  for (const [name, value] of Object.entries({ after, before })) {
    if (value !== null && (!Number.isSafeInteger(value) || value < 0)) throw badInput(`${name}: a whole number from 0 on.`);
  }
  // Whoever asks for more has seen another log, or this one before an older copy of it was put back.
  if (after !== null && after > end) throw badInput(`after: ${after} is beyond the end of the log, which is ${end}.`);
  if (after !== null && before !== null && before <= after) throw badInput('before: more than `after`.');
  return { after: after ?? 0, upTo: Math.max(after ?? 0, Math.min(end, (before ?? Number.MAX_SAFE_INTEGER) - 1)) };
}

/**
 * Exports a part of the log as it is now: what is stored meanwhile is left for the next export, which goes on `after` the last number of this one. A page
 * at a time is in memory. Rejects with BAD_INPUT.
 */
export async function exportLog({ read, checkpoints }: ExportDeps, request: ExportRequest): Promise<Export> {
  const range = checkRange(request, await lastRecord(read));
  const checkpoint = checkpoints === null ? null : await checkpointFor(checkpoints, range.upTo);
  const { format } = request;
  const manifest: Manifest = { format, count: 0, firstSeq: null, lastSeq: null, headHash: null, checkpoint };
  const hash = createHash('sha256');
  async function* content(): AsyncGenerator<Buffer> {
    for await (const text of textOf(format, read, range, manifest)) {
      const bytes = Buffer.from(text, 'utf8');
      hash.update(bytes);
      if (bytes.length > 0) yield bytes;
    }
  }
  return { content: content(), manifest, digest: () => hash.copy().digest('hex') };
}

async function* textOf(format: FormatName, read: ExportDeps['read'], range: Range, manifest: Manifest): AsyncGenerator<string> {
  const count = (seq: number, headHash: string) =>
    Object.assign(manifest, { count: manifest.count + 1, firstSeq: manifest.firstSeq ?? seq, lastSeq: seq, headHash });
  if (format === 'csv') yield csvHead;
  if (format === 'csv' || format === 'ocsf') {
    for await (const page of settledPages(read, range)) {
      for (const { outcomeSeq, hash } of page) count(outcomeSeq, hash);
      yield page.map((entry) => (format === 'csv' ? csvRow(entry) : `${JSON.stringify(ocsfEvent(entry))}\n`)).join('');
    }
    return;
  }
  const logId = logIdOf(manifest.checkpoint);
  for await (const page of recordPages(read, range)) {
    for (const { seq, hash } of page) count(seq, hash);
    yield page
      .map((record) => `${format === 'ndjson' ? recordLine(record) : JSON.stringify(cloudEvent(record, logId))}\n`)
      .join('');
  }
  if (format === 'ndjson') yield `${JSON.stringify({ manifest })}\n`;
}
