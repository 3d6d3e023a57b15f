import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { loadOrMakeKey } from '../../src/access/keys.ts';
import type { AuditLog } from '../../src/audit/log.ts';
import { openAuditLog } from '../../src/audit/open.ts';
import { openCheckpoints, type Checkpoints, type CheckpointsDeps } from '../../src/audit/open-checkpoints.ts';
import { verifyLog, type Verification } from '../../src/audit/verify.ts';
import { openStore } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from './events.ts';
import { quiet } from './scratch-log.ts';

/** A log with checkpoints, open in a folder. */
export interface VouchedLog {
  audit: AuditLog;
  checkpoints: Checkpoints;
  close(): Promise<void>;
}

/** Never moves by itself: no heartbeat. */
const still = { now: () => Date.now(), delay: (_ms: number, signal: AbortSignal) => aborted(signal) };

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The log of a folder with its checkpoints as the program opens them, but not started. */
export async function openVouched(folder: string, changes: Partial<CheckpointsDeps> = {}): Promise<VouchedLog> {
  const store = await openStore({ url: `file:${join(folder, 'wharfinger.db')}`, log: quiet });
  const commits: { heard?: () => void } = {};
  const audit = await openAuditLog({ store, now: () => Date.now(), log: quiet, onCommitted: () => commits.heard?.() });
  const checkpoints = await openCheckpoints({
    audit,
    read: store.read,
    stateDir: folder,
    keyDir: folder,
    loadKey: (path) => loadOrMakeKey(path, randomBytes),
    newId: randomUUID,
    clock: still,
    log: quiet,
    ...changes,
  });
  commits.heard = () => checkpoints.committed();
  return {
    audit,
    checkpoints,
    async close() {
      await audit.close();
      await checkpoints.close();
      await store.close();
    },
  };
}

/** Records some actions, one at a time. */
export async function act(audit: AuditLog, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const intent = intentOf({ reason: `reason ${done} with ünïcode \u{1f433}` });
    await audit.intent(intent);
    if (done % 5 === 0) await audit.started(intent.auditId, { bytes: '12' });
    await audit.outcome(outcomeOf(intent.auditId, { targetId: done % 2 === 0 ? null : 'd'.repeat(64) }));
  }
}

/** The files of a log, copied into a new folder. */
export function copyOf(folder: string, into: string): string {
  const copy = mkdtempSync(join(into, 'copy-'));
  for (const name of ['wharfinger.db', 'checkpoints', 'audit-key', 'audit-public-keys']) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
  }
  return copy;
}

/** What Python's verifier says: its last line in `last`, the findings before it in `found`. */
export function python(folder: string, trust?: string): Promise<{ code: number; found: string[]; last: string }> {
  const files = ['wharfinger.db', 'checkpoints', 'audit-public-keys'].map((name) => join(folder, name));
  const args = [join(import.meta.dirname, 'verify.py'), ...files, ...(trust === undefined ? [] : [trust])];
  return new Promise((resolve, reject) => {
    execFile('python3', args, (error, stdout, stderr) => {
      const lines = stdout.trim().split('\n');
      const last = lines.pop() ?? '';
      if (!/^(good|WRONG) /.test(last)) reject(new Error(stderr));
      else resolve({ code: error === null ? 0 : Number(error.code), found: lines, last });
    });
  });
}

/** What Wharfinger's own verifier says. */
export function wharfinger(folder: string, more: { trust?: string; publicKeys?: string } = {}): Promise<Verification> {
  return verifyLog({
    log: { database: join(folder, 'wharfinger.db') },
    checkpoints: join(folder, 'checkpoints'),
    publicKeys: join(folder, 'audit-public-keys'),
    ...more,
  });
}
