import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { openAuditLog } from '../../src/audit/open.ts';
import { recoverIntents } from '../../src/reconcile/recover.ts';
import { openStore } from '../../src/store/open.ts';
import { quiet } from './scratch-log.ts';

test('what was acknowledged before kill -9 is on record, and what it left open is closed as unknown at the next start', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wharfinger-audit-'));
  const url = `file:${join(folder, 'log.db')}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writing-process.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 300) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const store = await openStore({ url, log: quiet });
  const audit = await openAuditLog({ store, now: Date.now, log: quiet });
  t.after(async () => {
    await audit.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const records = await store.read.auditRecord.findMany({ orderBy: { seq: 'asc' } });
  const stored = new Set(records.map(({ stage, auditId }) => `${stage} ${auditId}`));
  assert.ok(acknowledged.length >= 300);
  assert.deepEqual(
    acknowledged.filter((line) => !stored.has(line)),
    [],
  );
  assert.deepEqual(
    records.map(({ seq }) => seq),
    records.map((_, index) => index + 1),
  );

  const left = records
    .filter(({ stage, auditId }) => stage === 'intent' && !stored.has(`outcome ${auditId}`))
    .map(({ auditId }) => auditId);
  assert.ok(left.length <= 10);
  assert.deepEqual(await recoverIntents({ audit, now: Date.now }, await audit.open()), left);
  assert.deepEqual(await audit.open(), []);
  for (const auditId of left) {
    const entry = await audit.get(auditId);
    assert.deepEqual([entry?.result, entry?.origin, entry?.outcome?.error?.code], ['unknown', 'recovered', 'INTERNAL']);
  }
  assert.deepEqual(await recoverIntents({ audit, now: Date.now }, await audit.open()), []);
});
