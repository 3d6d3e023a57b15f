import { existsSync } from 'node:fs';
import { readLastLine } from '../audit/checkpoint-file.ts';
import { logIdOf } from '../audit/export/checkpoint-for.ts';
import { checkpointsPath } from '../audit/paths.ts';
import type { Reader } from '../store/operations.ts';
import { Courier, type DeliveryClock, type DeliveryLog, type DeliveryStatus } from './courier.ts';
import { Cursor } from './cursor.ts';
import { fileSink } from './file.ts';
import type { Sink } from './sink.ts';
import { syslogSink, type SyslogAddress } from './syslog.ts';
import type { Speaker } from './syslog-message.ts';
import { webhookSink } from './webhook.ts';

export interface DeliveryDeps {
  /** What was asked for; null: not. */
  delivery: {
    file: string | null;
    syslog: SyslogAddress | null;
    webhook: { url: string; secret: string } | null;
  };
  stateDir: string;
  read: Pick<Reader, 'query'>;
  audit: { readonly health: { lastSeq: number } };
  clock: DeliveryClock & { now(): number };
  log: DeliveryLog;
  speaker: Speaker;
}

/** The receivers of the log. */
export interface Deliveries {
  readonly statuses: readonly DeliveryStatus[];
  /** Begins. The checkpoints must have been begun: they name the log. */
  start(): void;
  /** To be called after each commit. */
  committed(): void;
  /** Delivers what is left, at most for a few seconds. To be called when no more records come, with the database still open. */
  close(): Promise<void>;
}

/** Continuous delivery of the log to each receiver that was asked for, each with a place of its own in the log. */
export function openDeliveries({ delivery, stateDir, read, audit, clock, log, speaker }: DeliveryDeps): Deliveries {
  let couriers: readonly Courier[] = [];
  const sinks = (): Sink[] => {
    const { file, syslog, webhook } = delivery;
    const path = checkpointsPath(stateDir);
    const logId = existsSync(path) ? logIdOf(readLastLine(path)) : null;
    return [
      ...(file === null ? [] : [fileSink(file)]),
      ...(syslog === null ? [] : [syslogSink(syslog, speaker)]),
      ...(webhook === null ? [] : [webhookSink({ ...webhook, logId, now: () => clock.now() })]),
    ];
  };
  return {
    get statuses() {
      return couriers.map(({ status }) => status);
    },
    start() {
      const head = () => audit.health;
      couriers = sinks().map((sink) => new Courier(sink, { read, head, clock, log, cursor: new Cursor(stateDir, sink.name) }));
      for (const courier of couriers) courier.start();
    },
    committed() {
      for (const courier of couriers) courier.committed();
    },
    close: async () => void (await Promise.all(couriers.map((courier) => courier.close()))),
  };
}
