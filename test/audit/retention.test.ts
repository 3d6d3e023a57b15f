import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { Retention } from '../../src/audit/retention/retention.ts';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { intentOf, outcomeOf } from './events.ts';
import { quiet } from './scratch-log.ts';
import { act, copyOf, openVouched, python, wharfinger } from './vouched-log.ts';
import { scratch } from '../support/scratch.ts';

/** A state directory whose log has so many actions, two records each and here and there a third. */
async function logOf(t: TestContext, actions: number): Promise<string> {
  const folder = scratch(t);
  const log = await openVouched(folder);
  await log.checkpoints.start();
  await act(log.audit, actions);
  await log.close();
  return folder;
}

async function audit(stateDir: string, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const around = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    terminal: false,
    config: () => loadConfig({ WHARFINGER_STATE_DIR: stateDir }),
  };
  const code = await run(['audit', ...args], around);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function query(stateDir: string, sql: string): unknown[] {
  const database = new DatabaseSync(join(stateDir, 'wharfinger.db'), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const start = (t: TestContext, stateDir: string, env: Record<string, string>) =>
  startApp(t, fakeEngine({ containers: [container({ name: 'web', state: 'running' })] }), { stateDir, env, connected: false });

test('what is over the number is archived, verified, on record and removed; the rest verifies, and with the archive the whole', async (t) => {
  const stateDir = await logOf(t, 200);
  const kept = join(scratch(t), 'kept');
  const first = (await audit(stateDir, 'checkpoint')).out;
  writeFileSync(kept, `${first}\n`);
  const app = await start(t, stateDir, { WHARFINGER_RETENTION_EVENTS: '150' });
  const removed = await until(async () => {
    const listed = await audit(stateDir, 'list', '--action', 'audit.retention', '--result', 'success', '--json');
    return listed.out;
  }, 'the removal is on record');
  const params = pick(JSON.parse(removed), 'intent', 'params');
  const upTo = Number(pick(params, 'upTo'));
  assert.ok(upTo >= 200 && upTo % 100 === 0, removed);
  // It is served on, and what was acted on before the segment's end is gone from the lists.
  assert.notEqual((await app.gql('mutation { restartContainer(input: { ref: "web" }) { changed } }')).data, null);
  await app.close();
  assert.equal(pick(query(stateDir, 'SELECT MIN(seq) - 1 AS seq FROM AuditRecord')[0], 'seq'), upTo);

  const rest = await audit(stateDir, 'verify');
  assert.deepEqual([rest.code, rest.out.includes(`begins with record ${upTo + 1}`)], [0, true], rest.out);
  assert.equal((await python(stateDir)).code, 0);
  const folder = join(stateDir, 'archive');
  assert.deepEqual(readdirSync(folder), [String(pick(params, 'archive'))]);
  const whole = await audit(stateDir, 'verify', '--archive', folder, '--trust', kept);
  assert.equal(whole.code, 0, whole.out);
  const [last] = query(stateDir, 'SELECT MAX(seq) AS seq FROM AuditRecord');
  assert.match(whole.out, new RegExp(`^good: ${String(pick(last, 'seq'))} records`, 'm'));
  assert.equal((await audit(stateDir, 'verify', '--export', join(folder, String(pick(params, 'archive'))))).code, 0);
  // A part of the log as CSV has the actions whose intents are in the archive and whose outcomes are not, too.
  assert.equal((await audit(stateDir, 'export', '--format', 'csv')).code, 0);

  const again = await start(t, stateDir, {});
  await again.close();
});

test('nobody else can remove records, and whoever opens the door is found out by both verifiers', async (t) => {
  const stateDir = await logOf(t, 60);
  const [one] = query(stateDir, 'SELECT hash FROM AuditRecord WHERE seq = 100');
  const hash = String(pick(one, 'hash'));
  const change = (folder: string, ...statements: string[]) => {
    const database = new DatabaseSync(join(folder, 'wharfinger.db'));
    try {
      for (const statement of statements) database.exec(statement);
    } finally {
      database.close();
    }
  };
  const open = (seq: number, of = hash) => `INSERT INTO AuditRetained VALUES (1, ${seq}, '${of}')`;
  const remove = (seq: number) =>
    [`DELETE FROM AuditAction WHERE outcomeSeq <= ${seq}`, `DELETE FROM AuditRecord WHERE seq <= ${seq}`] as const;
  for (const statements of [
    ['DELETE FROM AuditRecord WHERE seq = 1'],
    [open(10), 'DELETE FROM AuditRecord WHERE seq = 11'],
    [open(10), 'DELETE FROM AuditRetained'],
    [open(10), 'UPDATE AuditRetained SET seq = 5'],
    [open(10), `INSERT INTO AuditRetained VALUES (2, 5, '')`],
    [`UPDATE AuditRecord SET body = ''`],
  ])
    assert.throws(() => change(copyOf(stateDir, scratch(t)), ...statements), /audit log/, statements.join('; '));

  const folder = scratch(t);
  for (const [seq, of] of [
    [100, hash],
    [90, String(pick(query(stateDir, 'SELECT hash FROM AuditRecord WHERE seq = 90')[0], 'hash'))],
    [100, 'f'.repeat(64)],
  ] as const) {
    const copy = copyOf(stateDir, folder);
    change(copy, open(seq, of), ...remove(seq));
    const found = await wharfinger(copy);
    assert.ok(
      found.problems.some(({ kind }) => kind === 'missing'),
      JSON.stringify(found.problems),
    );
    assert.equal((await python(copy)).code, 1);
  }
});

test('what is old is removed by whole days; what still runs, and what was not delivered, stays; a removal that was cut short is finished', async (t) => {
  const stateDir = await logOf(t, 120);
  const log = await openVouched(stateDir);
  t.after(() => log.close());
  await log.checkpoints.start();
  const running = intentOf();
  await log.audit.intent(running);
  await act(log.audit, 120);
  const store = await openStore({ url: `file:${join(stateDir, 'wharfinger.db')}`, log: quiet });
  t.after(() => store.close());
  const limits = { delivered: Number.MAX_SAFE_INTEGER, days: 30 };
  const told: string[] = [];
  /** Runs it once, so many days from now; gives where the log begins then. */
  const after = async (days: number) => {
    const round = Promise.withResolvers<void>();
    const retention = new Retention({
      retention: { days: limits.days, events: 0, archiveDir: join(stateDir, 'archive') },
      stateDir,
      store,
      audit: log.audit,
      delivered: () => limits.delivered,
      newId: randomUUID,
      log: { info: (_fields, message) => told.push(message), error: (fields) => assert.fail(String(pick(fields, 'err'))) },
      clock: {
        now: () => Date.now() + days * 86_400_000,
        delay: () => (round.resolve(), new Promise((resolve) => setImmediate(resolve))),
      },
    });
    retention.start();
    await round.promise;
    await retention.close();
    return Number(pick(query(stateDir, 'SELECT COALESCE(MAX(seq), 0) AS seq FROM AuditRetained')[0], 'seq'));
  };
  assert.equal(await after(29), 0);
  limits.delivered = 150;
  assert.equal(await after(40), 100);
  limits.delivered = Number.MAX_SAFE_INTEGER;
  // The checkpoint right before the intent of what still runs.
  const [open] = query(stateDir, `SELECT seq FROM AuditAction WHERE auditId = '${running.auditId}'`);
  assert.equal(await after(40), Number(pick(open, 'seq')) - 1);
  await log.audit.outcome(outcomeOf(running.auditId));
  const begin = await after(40);
  assert.ok(begin >= 400, String(begin));
  assert.equal(readdirSync(join(stateDir, 'archive')).length, 3);

  // As a crash between two batches leaves it: records that the log does not begin with any more.
  const [row] = query(stateDir, `SELECT * FROM AuditRecord WHERE seq = ${begin + 1}`);
  const crashed = new DatabaseSync(join(stateDir, 'wharfinger.db'));
  crashed
    .prepare('INSERT INTO AuditRecord SELECT ?, ?, stage, time, body, prevHash, hash FROM AuditRecord WHERE seq = ?')
    .run(begin, 'left', begin + 1);
  crashed.close();
  assert.ok(row !== undefined);
  await after(0);
  assert.deepEqual(query(stateDir, `SELECT * FROM AuditRecord WHERE seq <= ${begin}`), []);
  const verified = await audit(stateDir, 'verify', '--archive', join(stateDir, 'archive'));
  assert.equal(verified.code, 0, verified.out);
});

test('an archive that the disk does not take, or that is not what is in the log, removes nothing', async (t) => {
  const stateDir = await logOf(t, 100);
  writeFileSync(join(stateDir, 'archive'), 'in the way');
  const app = await start(t, stateDir, { WHARFINGER_RETENTION_EVENTS: '100' });
  await until(() => app.log.some((line) => line.includes('cannot be brought within its limits')), 'that it is told');
  await app.close();
  assert.equal(pick(query(stateDir, 'SELECT MIN(seq) AS seq FROM AuditRecord')[0], 'seq'), 1);

  rmSync(join(stateDir, 'archive'));
  const database = new DatabaseSync(join(stateDir, 'wharfinger.db'));
  database.exec(
    `DROP TRIGGER AuditRecord_no_update; UPDATE AuditRecord SET body = replace(body, 'reason 3', 'reason 4') WHERE seq < 20`,
  );
  database.close();
  const edited = await start(t, stateDir, { WHARFINGER_RETENTION_EVENTS: '100' });
  await until(() => edited.log.some((line) => line.includes('is not what is in the log')), 'that it is told');
  await edited.close();
  assert.equal(pick(query(stateDir, 'SELECT MIN(seq) AS seq FROM AuditRecord')[0], 'seq'), 1);
  assert.ok(!existsSync(join(stateDir, 'archive', 'audit-000000000001-000000000100.ndjson.gz')));
});
