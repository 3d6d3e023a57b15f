import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, test, after } from 'node:test';
import { openAuditLog } from '../../src/audit/open.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { openReadOnly, openStore } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from './events.ts';
import { quiet } from './scratch-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'wharfinger-verify-'));
const genuine = join(folder, 'genuine.db');
let head = { seq: 0, hash: '' };

before(async () => {
  const store = await openStore({ url: `file:${genuine}`, log: quiet });
  const audit = await openAuditLog({ store, now: () => Date.now(), log: quiet });
  for (let count = 0; count < 20; count += 1) {
    const intent = intentOf({ reason: `reason ${count} with ünïcode \u{1f433}` });
    await audit.intent(intent);
    if (count % 5 === 0) await audit.started(intent.auditId, { bytes: '12' });
    await audit.outcome(outcomeOf(intent.auditId));
  }
  await audit.intent(intentOf());
  head = { seq: audit.health.lastSeq, hash: audit.health.headHash };
  await audit.close();
  await store.close();
});
after(() => rmSync(folder, { recursive: true }));

/** A copy of the log that somebody with the file in their hands has changed, as both verifiers see it. */
async function tampered(...statements: string[]) {
  const path = join(mkdtempSync(join(folder, 'copy-')), 'log.db');
  copyFileSync(genuine, path);
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER AuditRecord_no_update; DROP TRIGGER AuditRecord_no_delete');
  for (const sql of statements) database.exec(sql);
  database.close();
  const store = await openReadOnly({ url: `file:${path}`, log: quiet });
  const ours = await verifyLog(store.read);
  await store.close();
  const python = await new Promise<string>((resolve) => {
    execFile('python3', [join(import.meta.dirname, 'verify.py'), path], (_error, stdout) => resolve(stdout.trim()));
  });
  return { ours, python };
}

test('a log as it was written is good, and both verifiers name the same end of its chain', async () => {
  const { ours, python } = await tampered();
  assert.deepEqual(ours, { records: 45, headSeq: head.seq, headHash: head.hash, open: 1, problems: [] });
  assert.equal(python, `good ${head.seq} ${head.hash}`);
});

const cases: readonly { name: string; sql: string[]; seq: number; says: RegExp; python: boolean }[] = [
  {
    name: 'an edited body',
    sql: ["UPDATE AuditRecord SET body = replace(body, 'success', 'failure') WHERE seq = 7"],
    seq: 7,
    says: /was edited/,
    python: true,
  },
  {
    name: 'an edited time',
    sql: ["UPDATE AuditRecord SET time = '2020-01-01T00:00:00.000+00:00' WHERE seq = 9"],
    seq: 9,
    says: /was edited/,
    python: true,
  },
  { name: 'a deleted record', sql: ['DELETE FROM AuditRecord WHERE seq = 11'], seq: 11, says: /is missing/, python: true },
  {
    name: 'two records swapped',
    sql: [
      'UPDATE AuditRecord SET seq = -1 WHERE seq = 12',
      'UPDATE AuditRecord SET seq = 12 WHERE seq = 13',
      'UPDATE AuditRecord SET seq = 13 WHERE seq = -1',
    ],
    seq: 12,
    says: /was edited|does not follow/,
    python: true,
  },
  {
    name: 'a record inserted at the end with a hash of no chain',
    sql: ["INSERT INTO AuditRecord SELECT 46, 'x', stage, time, body, hash, hash FROM AuditRecord WHERE seq = 45"],
    seq: 46,
    says: /was edited/,
    python: true,
  },
  {
    name: 'an actor changed in the searchable columns only',
    sql: ["UPDATE AuditAction SET actorName = 'otto' WHERE seq = 4"],
    seq: 4,
    says: /another actorName/,
    python: false,
  },
  {
    name: 'a result changed in the searchable columns only',
    sql: ["UPDATE AuditAction SET result = 'denied' WHERE seq = 1"],
    seq: 3,
    says: /another result/,
    python: false,
  },
  {
    name: 'an action taken out of the index',
    sql: ['DELETE FROM AuditAction WHERE seq = 4'],
    seq: 4,
    says: /is not in the index/,
    python: false,
  },
];

for (const { name, sql, seq, says, python: alsoPython } of cases) {
  test(`${name} is found, with its number`, async () => {
    const { ours, python } = await tampered(...sql);
    assert.equal(ours.problems[0]?.seq, seq);
    assert.match(ours.problems[0]?.problem ?? '', says);
    assert.equal(python.startsWith(`${seq} `), alsoPython);
  });
}

test('a log whose end was cut off is good in itself, and ends with another number and hash than before', async () => {
  const { ours, python } = await tampered('DELETE FROM AuditRecord WHERE seq = 45', 'DELETE FROM AuditAction WHERE seq = 45');
  assert.deepEqual(ours.problems, []);
  assert.notEqual(ours.headHash, head.hash);
  assert.equal(python, `good ${ours.headSeq} ${ours.headHash}`);
});
