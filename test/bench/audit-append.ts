import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditLog } from '../../src/audit/log.ts';
import { openAuditLog } from '../../src/audit/open.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { openStore } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from '../audit/events.ts';

// How many records a second the log takes, each acknowledged once it is on disk, from one caller and from fifty at once; and how many a second are
// verified, with the search columns and texts. Wall and processor time of the whole process, since the machine may be shared.
//   node test/bench/audit-append.ts [--seconds 5]
const { values: given } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } });
const quiet = { error: () => {}, info: () => {}, warn: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
const database = join(folder, 'log.db');

async function caller(audit: AuditLog, until: number): Promise<number> {
  let records = 0;
  while (performance.now() < until) {
    const intent = intentOf({ auditId: randomUUID(), reason: 'deploy of 2.1' });
    await audit.intent(intent);
    await audit.outcome(outcomeOf(intent.auditId));
    records += 2;
  }
  return records;
}

async function timed(what: string, work: () => Promise<number>): Promise<void> {
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  const records = await work();
  const [used, seconds] = [process.cpuUsage(cpu), (performance.now() - begun) / 1000];
  const cpuSeconds = (used.user + used.system) / 1e6;
  console.log(
    JSON.stringify({
      what,
      records,
      perSecond: Math.round(records / seconds),
      perCpuSecond: Math.round(records / cpuSeconds),
    }),
  );
}

try {
  const store = await openStore({ url: `file:${database}`, log: quiet });
  const audit = await openAuditLog({ store, now: Date.now, log: quiet });
  for (const callers of [1, 50]) {
    await timed(`appended by ${callers} at once`, async () => {
      const until = performance.now() + Number(given.seconds) * 1000;
      const counts = await Promise.all(Array.from({ length: callers }, () => caller(audit, until)));
      return counts.reduce((sum, count) => sum + count, 0);
    });
  }
  await audit.close();
  await store.close();
  await timed('verified', async () => {
    const { records, problems } = await verifyLog({ log: { database } });
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
    return records;
  });
} finally {
  rmSync(folder, { recursive: true });
}
