import type { TestContext } from 'node:test';
import { openStore, type Store } from '../../src/store/open.ts';

/** An open store on the file, closed when the test ends. */
export async function storeOn(t: TestContext, path: string): Promise<Store> {
  const store = await openStore({ url: `file:${path}` });
  t.after(() => store.close());
  return store;
}

/** A row of the audit log that nobody asks the truth of. */
export function record(seq: number) {
  const time = new Date(Date.UTC(2026, 0, 1) + seq);
  return { seq, auditId: `audit-${seq}`, stage: 'intent', time, body: '{}', prevHash: 'before', hash: `hash-${seq}` };
}
