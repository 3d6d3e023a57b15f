import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AuditLog } from '../../src/audit/log.ts';
import { openAuditLog, type AuditLogDeps } from '../../src/audit/open.ts';
import { openStore, type Store } from '../../src/store/open.ts';

export const quiet = { error: () => {}, info: () => {}, warn: () => {} };

/** A database of the test's own, closed and removed after it. */
export async function scratchStore(t: TestContext): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'wharfinger-audit-'));
  const store = await openStore({ url: `file:${join(folder, 'log.db')}`, log: quiet });
  t.after(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return store;
}

/** A log of the test's own. Its clock ticks a second a stage from 2026-01-01 on unless the test has another. */
export async function scratchLog(
  t: TestContext,
  changes: Partial<AuditLogDeps> = {},
): Promise<{ audit: AuditLog; store: AuditLogDeps['store'] }> {
  const store = changes.store ?? (await scratchStore(t));
  let tick = Date.UTC(2026, 0, 1);
  const audit = await openAuditLog({ now: () => (tick += 1000), log: quiet, ...changes, store });
  t.after(() => audit.close());
  return { audit, store };
}
