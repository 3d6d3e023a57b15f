import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { place, type Pending } from '../../src/audit/batch.ts';
import { genesisHash } from '../../src/audit/chain.ts';
import { intentBody, outcomeBody } from '../../src/audit/event.ts';
import { operations } from '../../src/audit/statements.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { recorder } from '../../src/store/operations.ts';
import { openStore } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from '../audit/events.ts';

// How many events a second `audit verify` checks on one core: a database made with the program's own statements, then verified a few times.
const events = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'wharfinger-bench-'));
try {
  const path = join(folder, 'log.db');
  await (await openStore({ url: `file:${path}` })).close();
  fill(path);
  for (let round = 0; round < 3; round += 1) {
    const begun = process.cpuUsage();
    const wall = performance.now();
    const { records, problems } = await verifyLog({ log: { database: path } });
    const seconds = (performance.now() - wall) / 1000;
    const { user, system } = process.cpuUsage(begun);
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
    const perSecond = Math.round(records / seconds);
    console.log(JSON.stringify({ records, seconds, cpuSeconds: (user + system) / 1e6, perSecond }));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function fill(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous=OFF');
  const end = { seq: 0, hash: genesisHash, open: new Map() };
  while (end.seq < events) {
    const stages: Pending[] = Array.from({ length: 500 }, (_, index) => {
      const intent = intentOf({ reason: `deploy ${index}`, params: { ref: 'web', timeout: '10' } });
      const time = new Date(Date.UTC(2026, 0, 1) + end.seq * 1000);
      const [first, second] = [intentBody(intent), outcomeBody(outcomeOf(intent.auditId, { durationMs: Math.random() * 1000 }))];
      return [
        { stage: 'intent' as const, auditId: intent.auditId, time, body: first.text, event: first.event },
        { stage: 'outcome' as const, auditId: intent.auditId, time, body: second.text, event: second.event },
      ];
    }).flat();
    database.exec('BEGIN');
    for (const operation of operations(recorder, place(end, stages))) {
      if (operation.model !== null) throw new Error('a statement of another kind');
      database
        .prepare(operation.sql)
        .run(...operation.values.map((value) => (typeof value === 'number' ? value : String(value))));
    }
    database.exec('COMMIT');
  }
  database.close();
}
