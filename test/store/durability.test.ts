import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { scratch } from '../support/scratch.ts';
import { storeOn } from './records.ts';

test('every acknowledged transaction survives kill -9, and each is there whole or not at all', async (t) => {
  const path = join(scratch(t), 'w.db');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'endless-writer.ts'), `file:${path}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === 200) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const store = await storeOn(t, path);
  const rows = await store.read.auditRecord.findMany({ select: { seq: true }, orderBy: { seq: 'asc' } });
  const stored = new Set(rows.map((row) => row.seq));
  assert.deepEqual(
    acknowledged.filter((seq) => !stored.has(seq) || !stored.has(seq - 1)),
    [],
  );
  assert.equal(stored.size % 2, 0);
  assert.equal(rows.at(-1)?.seq, stored.size, 'no gap');
});
