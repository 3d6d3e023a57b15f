import type { Caller, Source, Target } from '../access/caller.ts';
import { checkRange, exportLog, formats, type Export, type ExportDeps, type ExportRequest } from '../audit/export/export.ts';
import { lastRecord } from '../audit/records.ts';
import { WharfingerError } from '../errors.ts';
import { checkReason } from './perform.ts';
import { recorded, type Done, type Recorded, type RecorderDeps } from './recorded.ts';

export interface AuditExportDeps extends RecorderDeps {
  export: ExportDeps;
}

/** What is to be sent to the client. */
export interface ExportOffer {
  auditId: string;
  /** For the client to save it under. */
  name: string;
  contentType: string;
  content: AsyncIterable<Uint8Array>;
}

export interface AuditExportInput extends ExportRequest {
  reason: string | null;
}

/**
 * Has a part of the audit log sent by `serve`, which resolves with false when the client has left before it had all of it. On record before the first
 * byte; the outcome says how much left, up to which record, and its SHA-256. Ends when the signal is aborted.
 */
export type ExportAudit = (
  caller: Caller,
  source: Source,
  input: AuditExportInput,
  serve: (offer: ExportOffer) => Promise<boolean>,
  signal: AbortSignal,
) => Promise<Recorded<void>>;

/** The use case of getting the log out. */
export function exportAudit(deps: AuditExportDeps): ExportAudit {
  return (caller, source, input, serve, signal) => {
    const { format, after, before, reason } = input;
    const params = {
      format,
      ...(after === null ? {} : { after: String(after) }),
      ...(before === null ? {} : { before: String(before) }),
    };
    return recorded(
      deps,
      { caller, source, action: 'audit.export', host: null, params, reason, idempotencyKey: null },
      async () => {
        checkReason(reason);
        checkRange(input, await lastRecord(deps.export.read));
        return { target, before: null };
      },
      async (_aim, auditId) => {
        const made = await exportLog(deps.export, input);
        const { extension, contentType } = formats[format];
        const name = `audit-after-${after ?? 0}.${extension}`;
        return served(made, (content) => serve({ auditId, name, contentType, content }), signal);
      },
    );
  };
}

async function served(
  { content, manifest, digest }: Export,
  serve: (content: AsyncIterable<Uint8Array>) => Promise<boolean>,
  signal: AbortSignal,
): Promise<Done<void>> {
  let bytes = 0;
  async function* watched() {
    for await (const chunk of content) {
      signal.throwIfAborted();
      bytes += chunk.length;
      yield chunk;
    }
  }
  const done = (ending: string): Done<void> => ({
    changed: true,
    engineStatus: null,
    targetId: null,
    value: undefined,
    after: {
      state: 'exported',
      exitCode: null,
      details: {
        count: String(manifest.count),
        firstSeq: String(manifest.firstSeq ?? ''),
        lastSeq: String(manifest.lastSeq ?? ''),
        bytesOut: String(bytes),
        sha256: digest(),
        ending,
      },
    },
  });
  try {
    return (await serve(watched())) ? done('ended') : { ...done('left'), result: 'cancelled' };
  } catch (error) {
    // The client has a part of it already: it sees the connection break, the log has the reason.
    if (!(error instanceof WharfingerError)) throw error;
    return { ...done('broken'), result: 'failure', failure: error };
  }
}

const target: Target = { type: 'audit', id: null, name: 'audit log', image: null, labels: {} };
