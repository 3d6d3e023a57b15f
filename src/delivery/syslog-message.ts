import type { StoredRecord } from '../audit/chain-check.ts';
import { recordLine } from '../audit/export/line.ts';

/** Who speaks, for the header. */
export interface Speaker {
  /** Name of this machine. */
  hostname: string;
  pid: number;
}

// Facility 13, log audit; severity 6, informational.
const priority = 13 * 8 + 6;

/** What the counter of RFC 5424 goes up to; after it comes 1 again. */
const largest = 2 ** 31 - 1;

/**
 * A record as a message of RFC 5424: facility log audit, MSGID the stage, `sequenceId` the record's number, the message the record as an export has it. One
 * that is longer than `most` bytes comes without its body, with its size in place of it.
 */
export function syslogMessage(record: StoredRecord, { hostname, pid }: Speaker, most = Infinity): Buffer {
  const { seq, auditId, stage, time, body, prevHash, hash } = record;
  const at = new Date(time).toISOString();
  const name = /^[\x21-\x7e]{1,255}$/.test(hostname) ? hostname : '-';
  const head = `<${priority}>1 ${at} ${name} wharfinger ${pid} ${stage} [meta sequenceId="${((seq - 1) % largest) + 1}"] \uFEFF`;
  const whole = Buffer.from(head + recordLine(record), 'utf8');
  if (whole.length <= most) return whole;
  const short = { seq, auditId, stage, time: at, bodyBytes: Buffer.byteLength(body), prevHash, hash };
  return Buffer.from(head + JSON.stringify(short), 'utf8');
}
