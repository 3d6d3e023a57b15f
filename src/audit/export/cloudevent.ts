import type { StoredRecord } from '../chain-check.ts';

/**
 * A record as an event of CloudEvents 1.0 in its JSON format. `id` is audit id and stage, `source` the log, so that both together name a record anywhere.
 * `sequence` (of the extension of that name) is its number, padded so that it sorts as text. `data` is the body, whose canonical JSON (RFC 8785) is what
 * `recordhash` covers together with `prevhash`.
 */
export function cloudEvent({ seq, auditId, stage, time, body, prevHash, hash }: StoredRecord, logId: string | null): object {
  const data: unknown = JSON.parse(body);
  return {
    specversion: '1.0',
    id: `${auditId}/${stage}`,
    source: logId === null ? 'urn:wharfinger:log' : `urn:wharfinger:log:${encodeURIComponent(logId)}`,
    type: `dev.wharfinger.audit.${stage}`,
    time: new Date(time).toISOString(),
    datacontenttype: 'application/json',
    sequence: String(seq).padStart(16, '0'),
    prevhash: prevHash,
    recordhash: hash,
    data,
  };
}
