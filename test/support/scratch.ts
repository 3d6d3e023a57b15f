import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/**
 * A folder of the test's own, removed when it ends. Hooks run in the order of their registration, so that what the test opened in the folder afterwards may
 * still write into it: a folder that is not empty at the last moment is tried again.
 */
export function scratch(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wharfinger-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 }));
  return folder;
}
