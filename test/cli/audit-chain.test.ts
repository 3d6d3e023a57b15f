import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import supertest from 'supertest';
import { run } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { pick, startApp } from '../support/app.ts';
import { container, fakeEngine } from '../support/fake-engine.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const engine = () => fakeEngine({ containers: [container({ name: 'web', state: 'running' })] });

/** The command line on a state directory. */
function commandLine(stateDir: string) {
  const config = loadConfig({ WHARFINGER_STATE_DIR: stateDir });
  return async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const around = {
      out: (line: string) => out.push(line),
      err: (line: string) => err.push(line),
      terminal: false,
      config: () => config,
    };
    const code = await run(['audit', ...args], around);
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
}

test('the log of a running server is verified, its key rotated, and its checkpoint printed, kept and held against it', async (t) => {
  const app = await startApp(t, engine());
  const audit = commandLine(app.stateDir);
  await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  const kept = join(scratch(t), 'kept');
  const printed = await audit('checkpoint');
  assert.equal(printed.code, 0);
  writeFileSync(kept, `${printed.out}\n`);

  const rotated = await audit('rotate-key', '--reason', 'yearly');
  assert.deepEqual([rotated.code, rotated.err.includes('audit-public-keys')], [0, true]);
  const event = await app.gql(
    '{ auditEvents(filter: { action: ["audit.rotate-key"] }) { nodes { result reason actor { name } } } }',
  );
  assert.deepEqual(pick(event.data, 'auditEvents', 'nodes'), [{ result: 'SUCCESS', reason: 'yearly', actor: { name: 'local' } }]);

  for (const args of [
    ['list', '--text', 'yearly'],
    ['summary', '--by', 'actor,action', '--origin', 'own'],
    ['export', '--after', '2'],
  ]) {
    const { code, out, err } = await audit(...args);
    assert.deepEqual([code, out.includes('audit.rotate-key'), err.includes('not on record')], [0, true, false], `${args[0]}`);
    assert.ok(!out.includes(`"audit ${args[0]}"`), 'a read is no part of its own answer');
  }
  const reads = await app.gql(
    '{ auditEvents(filter: { action: ["audit.read"], actor: "local" }, orderBy: OLDEST_FIRST) { nodes { params { key value } } } }',
  );
  const nodes = pick(reads.data, 'auditEvents', 'nodes');
  assert.deepEqual(Array.isArray(nodes) && nodes.map((node) => pick(node, 'params')), [
    [
      { key: 'filter', value: '{"text":"6 characters"}' },
      { key: 'read', value: 'audit list' },
    ],
    [
      { key: 'filter', value: '{"origin":["own"],"by":["actor","action"]}' },
      { key: 'read', value: 'audit summary' },
    ],
    [
      { key: 'filter', value: '{"format":"ndjson","after":2}' },
      { key: 'read', value: 'audit export' },
    ],
  ]);

  const good = await audit('verify', '--trust', kept);
  assert.match(good.out, /^good: \d+ records, 0 actions without an outcome$/m);
  assert.equal(good.code, 0);
  const found: unknown = JSON.parse((await audit('verify', '--json', '--trust', kept)).out);
  assert.deepEqual([pick(found, 'problems'), pick(found, 'checkpoints', 'keyIds', 'length')], [[], undefined]);

  // The program's log has the checkpoints too, in a form that --trust takes.
  writeFileSync(kept, app.log.filter((line) => line.includes('checkpoint of the audit log')).join(''));
  assert.equal((await audit('verify', '--trust', kept)).code, 0);

  const copy = join(scratch(t), 'copy.db');
  const database = new DatabaseSync(join(app.stateDir, 'wharfinger.db'), { readOnly: true });
  database.exec(`VACUUM INTO '${copy}'`);
  database.close();
  const alone = await audit('verify', '--database', copy);
  assert.deepEqual([alone.code, alone.out.includes('without checkpoints')], [0, true]);
  const held = await audit('verify', '--database', copy, '--checkpoints', join(app.stateDir, 'checkpoints'));
  assert.equal(held.code, 0);
});

test('a server does not go on with an old copy of its database until that is accepted, which is on record', async (t) => {
  const stateDir = scratch(t);
  const admin = { WHARFINGER_ADMIN_TOKEN: `whf_admin_${'a'.repeat(30)}` };
  const first = await startApp(t, engine(), { stateDir });
  await first.close();
  cpSync(join(stateDir, 'wharfinger.db'), join(stateDir, 'old.db'));
  const second = await startApp(t, engine(), { stateDir, connected: false });
  await second.close();
  const offline = await commandLine(stateDir)('rotate-key');
  assert.equal(offline.code, 0, offline.err);
  cpSync(join(stateDir, 'old.db'), join(stateDir, 'wharfinger.db'));

  await assert.rejects(
    startApp(t, engine(), { stateDir, connected: false, env: admin }),
    /an old copy of the database.*audit accept/,
  );
  const audit = commandLine(stateDir);
  const refused = await audit('rotate-key');
  assert.deepEqual([refused.code, refused.err.includes('audit accept')], [2, true]);
  const wrong = await audit('verify');
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^record \d+ is missing, with all up to \d+, for which checkpoint/m);

  const accepted = await audit('accept', '--reason', 'restored after a broken disk');
  assert.deepEqual([accepted.code, accepted.out.startsWith('Accepted')], [0, true], accepted.err);
  assert.equal((await audit('accept')).code, 1);
  const listed = await audit('list', '--action', 'audit.accept', '--result', 'success', '--json');
  assert.match(listed.out, /restored after a broken disk/);
  const after = await audit('verify');
  assert.deepEqual([after.code, after.out.includes('somebody accepted the log')], [0, true], after.out);
  const third = await startApp(t, engine(), { stateDir, connected: false });
  await third.close();
});

test('an export is verified line by line, a part of it from where it begins', async (t) => {
  const app = await startApp(t, engine());
  for (const verb of ['stop', 'start', 'stop']) await app.gql(`mutation { ${verb}Container(input: { ref: "web" }) { changed } }`);
  const database = new DatabaseSync(join(app.stateDir, 'wharfinger.db'), { readOnly: true });
  const rows = database.prepare('SELECT seq, auditId, stage, time, body, prevHash, hash FROM AuditRecord ORDER BY seq').all();
  database.close();
  const folder = scratch(t);
  const audit = commandLine(app.stateDir);
  const verifyExport = async (records: typeof rows, change: (lines: string[]) => string[] = (lines) => lines) => {
    const manifest = {
      count: records.length,
      firstSeq: records[0]?.['seq'],
      lastSeq: records.at(-1)?.['seq'],
      headHash: records.at(-1)?.['hash'],
    };
    const lines = [...records, { manifest }].map((value) => JSON.stringify(value));
    writeFileSync(
      join(folder, 'export'),
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return audit('verify', '--export', join(folder, 'export'), '--checkpoints', join(app.stateDir, 'checkpoints'));
  };
  const whole = await verifyExport(rows);
  assert.deepEqual([whole.code, whole.out.includes(`good: ${rows.length} records`)], [0, true], whole.out);
  const part = await verifyExport(rows.slice(2));
  assert.deepEqual([part.code, part.out.includes('it begins with record 3')], [0, true], part.out);
  for (const [change, says] of [
    [(lines: string[]) => lines.slice(0, -1), /without the manifest/],
    [(lines: string[]) => lines.toSpliced(1, 1), /record 2 is missing/],
    [(lines: string[]) => lines.toSpliced(-2, 1), /manifest says count/],
    [
      (lines: string[]) => lines.map((line, index) => (index === 2 ? line.replace('"time":"20', '"time":"19') : line)),
      /record 3 was edited/,
    ],
    [(lines: string[]) => ['hello', ...lines], /no record of an export: line 1/],
  ] as const) {
    const ended = await verifyExport(rows, change);
    assert.equal(ended.code, 1);
    assert.match(ended.out, says);
  }
});

test('readiness tells of the last checkpoint, and it is counted', async (t) => {
  const app = await startApp(t, engine());
  const get = (path: string) => supertest(app.app.server.server).get(path).set('authorization', `Bearer ${app.admin}`);
  const checks: unknown = (await get('/readyz')).body.checks;
  const check = Array.isArray(checks) ? checks.find((one) => pick(one, 'name') === 'audit checkpoint') : undefined;
  assert.match(String(pick(check, 'detail')), /^of record \d+, \d+ s ago$/);
  const metrics = (await get('/metrics')).text;
  for (const name of ['audit_checkpoint_seq', 'audit_checkpoint_age_seconds', 'audit_checkpoint_failures_total'])
    assert.match(metrics, new RegExp(`^wharfinger_${name} \\d+$`, 'm'));
});

test('what cannot be verified is told, with exit code 2', async (t) => {
  const folder = scratch(t);
  const audit = commandLine(folder);
  writeFileSync(join(folder, 'empty'), '');
  const ends = async (says: RegExp, ...args: string[]) => {
    const ended = await audit(...args);
    assert.deepEqual([ended.code, says.test(ended.err)], [2, true], ended.err);
  };
  await ends(/no database at/, 'verify');
  await ends(/no file/, 'verify', '--database', join(folder, 'none'));
  await ends(/cannot be read as one of this version/, 'verify', '--database', join(folder, 'empty'));
  await ends(/holds no checkpoint/, 'verify', '--database', join(folder, 'empty'), '--trust', join(folder, 'empty'));
  await ends(/one of them/, 'verify', '--database', join(folder, 'empty'), '--export', join(folder, 'empty'));
  await ends(/no checkpoint at/, 'checkpoint');
  assert.equal(readFileSync(join(folder, 'empty'), 'utf8'), '');
});

test('a server that is killed between a commit and its checkpoint starts again', async (t) => {
  const stateDir = scratch(t);
  const app = await startApp(t, engine(), { stateDir });
  await app.gql('mutation { stopContainer(input: { ref: "web" }) { changed } }');
  const crashed = scratch(t);
  // As the file system is at this moment: no process has closed anything.
  for (const name of ['wharfinger.db', 'wharfinger.db-wal', 'checkpoints', 'audit-key', 'audit-public-keys', 'token-pepper'])
    cpSync(join(stateDir, name), join(crashed, name));
  const again = await startApp(t, engine(), { stateDir: crashed, connected: false });
  await until(() => again.log.some((line) => line.includes('checkpoint of the audit log')), 'a checkpoint');
  await again.close();
  assert.equal((await commandLine(crashed)('verify')).code, 0);
});
