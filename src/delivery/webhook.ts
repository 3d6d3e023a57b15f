import { createHmac } from 'node:crypto';
import { cloudEvent } from '../audit/export/cloudevent.ts';
import type { Sink } from './sink.ts';

export interface WebhookDeps {
  url: string;
  /** The key of the signature. */
  secret: string;
  /** Names the log in the events. */
  logId: string | null;
  /** Milliseconds since 1970. */
  now: () => number;
}

const timeoutMs = 10_000;

/**
 * Posts records as a batch of CloudEvents. The receiver has them when it answers with 2xx. Headers: `x-wharfinger-timestamp` (seconds since 1970),
 * `x-wharfinger-signature` ("v1=" and the HMAC-SHA-256, hexadecimal, of the timestamp, a dot and the body), `x-wharfinger-first-seq` and `-last-seq`.
 */
export function webhookSink({ url, secret, logId, now }: WebhookDeps): Sink {
  return {
    name: 'webhook',
    most: { records: 100, bytes: 512 * 1024 },
    reached: () => Promise.resolve(null),
    async send(records, signal) {
      const body = JSON.stringify(records.map((record) => cloudEvent(record, logId)));
      const timestamp = String(Math.floor(now() / 1000));
      const answer = await fetch(url, {
        method: 'POST',
        body,
        // A redirect could lead anywhere, and would take the events along.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: {
          'content-type': 'application/cloudevents-batch+json; charset=utf-8',
          'user-agent': 'wharfinger',
          'x-wharfinger-timestamp': timestamp,
          'x-wharfinger-signature': `v1=${signature(secret, timestamp, body)}`,
          'x-wharfinger-first-seq': String(records[0]?.seq ?? 0),
          'x-wharfinger-last-seq': String(records.at(-1)?.seq ?? 0),
        },
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`);
    },
    close() {},
  };
}

function signature(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
