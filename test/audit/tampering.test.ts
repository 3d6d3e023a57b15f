import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { genesisHash, recordHash } from '../../src/audit/chain.ts';
import { lineHash, readCheckpoint, signedLine } from '../../src/audit/checkpoint.ts';
import { canonicalJson } from '../../src/audit/canonical.ts';
import { signingKey } from '../../src/audit/signing-key.ts';
import { act, copyOf, openVouched, python, wharfinger } from './vouched-log.ts';

const root = mkdtempSync(join(tmpdir(), 'wharfinger-tampering-'));
const genuine = join(root, 'genuine');
const older = join(root, 'older');
const forked = join(root, 'forked');
/** The last checkpoint of the genuine log, kept elsewhere. */
const kept = join(root, 'kept');
/** Its public keys, kept elsewhere. */
const keptKeys = join(root, 'kept-keys');

before(async () => {
  const first = await openVouched(genuine);
  await first.checkpoints.start();
  await act(first.audit, 20);
  await first.close();
  cpSync(genuine, older, { recursive: true });
  cpSync(genuine, forked, { recursive: true });
  for (const [folder, count] of [
    [genuine, 30],
    [forked, 33],
  ] as const) {
    const log = await openVouched(folder);
    await log.checkpoints.start();
    await act(log.audit, count);
    if (folder === genuine) await log.checkpoints.rotateKey();
    await act(log.audit, 10);
    await log.close();
  }
  writeFileSync(kept, `${linesOf(genuine).at(-1)}\n`);
  writeFileSync(keptKeys, readFileSync(join(genuine, 'audit-public-keys')));
});
after(() => rmSync(root, { recursive: true }));

interface Tampering {
  name: string;
  /** Changes the copy in the folder. */
  change: (folder: string) => void | Promise<void>;
  /** Kind and place of the first problem that Wharfinger tells: a record's number, or "c" and that of a checkpoint. */
  says: readonly [kind: string, place: number | string];
  /** Only a checkpoint kept elsewhere shows it. */
  trust?: true;
  /** Only Wharfinger looks there. */
  ours?: true;
}

const sql =
  (...statements: string[]) =>
  (folder: string) =>
    alter(folder, (database) => {
      for (const statement of statements) database.exec(statement);
    });
const lines = (change: (all: string[]) => string[]) => (folder: string) => writeLines(folder, change(linesOf(folder)));

// 20 actions are 44 records; 30 and 10 more, 132 in all. Checkpoints: 1 of record 0, 2 of 44, 3 of 44 at the next start, 4 of 110 (the rotation), 5 of 132
// at the end; between them one where a hundred had come together.
const cases: readonly Tampering[] = [
  {
    name: 'a body edited',
    change: sql("UPDATE AuditRecord SET body = replace(body, 'success', 'failure') WHERE seq = 7"),
    says: ['edited', 7],
  },
  {
    name: 'a time edited',
    change: sql("UPDATE AuditRecord SET time = '2020-01-01T00:00:00.000+00:00' WHERE seq = 9"),
    says: ['edited', 9],
  },
  { name: 'a hash edited', change: sql(`UPDATE AuditRecord SET hash = '${'a'.repeat(64)}' WHERE seq = 9`), says: ['edited', 9] },
  { name: 'an audit id edited', change: sql("UPDATE AuditRecord SET auditId = 'x' WHERE seq = 7"), says: ['stage', 7] },
  { name: 'the first record deleted', change: sql('DELETE FROM AuditRecord WHERE seq = 1'), says: ['missing', 1] },
  { name: 'a record in the middle deleted', change: sql('DELETE FROM AuditRecord WHERE seq = 11'), says: ['missing', 11] },
  { name: 'only an outcome deleted', change: sql('DELETE FROM AuditRecord WHERE seq = 5'), says: ['missing', 5] },
  { name: 'the last record deleted', change: sql('DELETE FROM AuditRecord WHERE seq = 132'), says: ['truncated', 132] },
  {
    name: 'the end cut off',
    change: sql('DELETE FROM AuditRecord WHERE seq > 100', 'DELETE FROM AuditAction WHERE seq > 100'),
    says: ['truncated', 101],
  },
  {
    name: 'a record inserted at the end with a hash of no chain',
    change: sql("INSERT INTO AuditRecord SELECT 133, 'x', stage, time, body, hash, hash FROM AuditRecord WHERE seq = 132"),
    says: ['edited', 133],
  },
  {
    name: 'a record duplicated at the end, chained properly',
    change: (folder) =>
      alter(folder, (database) => {
        database.exec('DROP INDEX AuditRecord_auditId_stage_key');
        database.exec("INSERT INTO AuditRecord SELECT 133, auditId, stage, time, body, '', '' FROM AuditRecord WHERE seq = 132");
        rechain(database, 133);
      }),
    says: ['stage', 133],
  },
  {
    name: 'two records swapped',
    change: sql(
      'UPDATE AuditRecord SET seq = -1 WHERE seq = 12',
      'UPDATE AuditRecord SET seq = 12 WHERE seq = 13',
      'UPDATE AuditRecord SET seq = 13 WHERE seq = -1',
    ),
    says: ['unlinked', 12],
  },
  { name: 'the last record renumbered', change: sql('UPDATE AuditRecord SET seq = 140 WHERE seq = 132'), says: ['missing', 132] },
  {
    name: 'a record before the first',
    change: sql("INSERT INTO AuditRecord SELECT -5, 'x', stage, time, body, prevHash, hash FROM AuditRecord WHERE seq = 1"),
    says: ['inserted', 0],
  },
  {
    name: 'an outcome put in before its intent, chained properly',
    change: (folder) =>
      alter(folder, (database) => {
        database.exec('UPDATE AuditRecord SET seq = -1 WHERE seq = 4');
        database.exec('UPDATE AuditRecord SET seq = 4 WHERE seq = 5');
        database.exec('UPDATE AuditRecord SET seq = 5 WHERE seq = -1');
        rechain(database, 4);
      }),
    says: ['stage', 4],
  },
  {
    name: 'the actor changed in the searchable columns only',
    change: sql("UPDATE AuditAction SET actorName = 'otto' WHERE seq = 4"),
    says: ['index', 4],
  },
  {
    name: 'the result changed in the searchable columns only',
    change: sql("UPDATE AuditAction SET result = 'denied' WHERE seq = 1"),
    says: ['index', 3],
  },
  {
    name: 'the target changed in the searchable columns only',
    change: sql("UPDATE AuditAction SET targetId = 'e' WHERE seq = 1"),
    says: ['index', 3],
  },
  {
    name: 'the body changed in the searchable table only',
    change: sql("UPDATE AuditAction SET intent = replace(intent, 'anna', 'otto') WHERE seq = 4"),
    says: ['index', 4],
  },
  {
    name: 'a settled action shown as open',
    change: sql(
      "UPDATE AuditAction SET result = 'pending', outcome = NULL, outcomeSeq = NULL, finishedAt = NULL, durationMs = NULL WHERE seq = 4",
    ),
    says: ['index', 4],
  },
  {
    name: 'only the text by which an action is found',
    change: sql("UPDATE AuditText SET text = 'nothing' WHERE rowid = 4"),
    says: ['index', 4],
  },
  { name: 'an action taken out of the text index', change: sql('DELETE FROM AuditText WHERE rowid = 4'), says: ['index', 4] },
  {
    name: 'only the words of an action taken out of the text index',
    change: (folder) =>
      alter(folder, (database) => {
        database.enableDefensive(false);
        database.exec('CREATE TEMP TABLE kept AS SELECT * FROM AuditText_content WHERE id = 4');
        database.exec('DELETE FROM AuditText WHERE rowid = 4; INSERT INTO AuditText_content SELECT * FROM kept');
      }),
    says: ['index', 0],
    ours: true,
  },
  {
    name: 'a text of no action put into the text index',
    change: sql("INSERT INTO AuditText (rowid, text) VALUES (2, 'never was')"),
    says: ['index', 2],
  },
  { name: 'an action taken out of the index', change: sql('DELETE FROM AuditAction WHERE seq = 4'), says: ['index', 4] },
  {
    name: 'an action that never was put into the index',
    change: (folder) =>
      alter(folder, (database) => {
        const names = database
          .prepare('PRAGMA table_info(AuditAction)')
          .all()
          .map(({ name }) => String(name));
        const values = names.map((name) =>
          name === 'seq' ? '999' : name === 'outcomeSeq' ? 'NULL' : name === 'auditId' ? "'x'" : name,
        );
        database.exec(`INSERT INTO AuditAction (${names.join(', ')}) SELECT ${values.join(', ')} FROM AuditAction WHERE seq = 4`);
      }),
    says: ['index', 999],
  },
  {
    name: 'a body edited and all hashes after it made anew',
    change: (folder) =>
      alter(folder, (database) => {
        database.exec("UPDATE AuditRecord SET body = replace(body, 'success', 'failure') WHERE seq = 7");
        database.exec(
          "UPDATE AuditAction SET outcome = replace(outcome, 'success', 'failure'), result = 'failure' WHERE outcomeSeq = 7",
        );
        rechain(database, 7);
      }),
    says: ['fork', 44],
  },
  {
    name: 'an old copy of the database put back',
    change: (folder) => cpSync(join(older, 'wharfinger.db'), join(folder, 'wharfinger.db')),
    says: ['truncated', 45],
  },
  {
    name: 'another continuation of the log put in its place',
    change: (folder) => cpSync(join(forked, 'wharfinger.db'), join(folder, 'wharfinger.db')),
    says: ['fork', 110],
  },
  { name: 'a checkpoint removed', change: lines((all) => all.toSpliced(2, 1)), says: ['checkpoint', 'c3'] },
  { name: 'the first checkpoint removed', change: lines((all) => all.slice(1)), says: ['checkpoint', 'c1'] },
  { name: 'all checkpoints removed', change: lines(() => []), says: ['checkpoint', 'c1'] },
  {
    name: 'two checkpoints swapped',
    change: lines(([one = '', two = '', ...rest]) => [two, one, ...rest]),
    says: ['checkpoint', 'c1'],
  },
  {
    name: 'a checkpoint edited',
    change: lines((all) => all.with(1, (all[1] ?? '').replace('"size":44', '"size":43'))),
    says: ['fork', 43],
  },
  {
    name: 'a checkpoint made something else',
    change: lines((all) => all.with(1, '{"checkpoint":{}}')),
    says: ['checkpoint', 'c2'],
  },
  { name: 'a checkpoint forged with another key', change: forge, says: ['signature', 'last'] },
  {
    name: 'all checkpoints signed anew with another key',
    change: async (folder) => void (await resign(folder)),
    says: ['key', 'c1'],
  },
  {
    name: 'the end of log and checkpoints cut off alike',
    change: (folder) => cpSync(older, folder, { recursive: true }),
    says: ['trust', 45],
    trust: true,
  },
  {
    name: 'log and checkpoints written anew with another key, its public key put in place',
    change: async (folder) => {
      alter(folder, (database) => {
        database.exec("UPDATE AuditRecord SET body = replace(body, 'success', 'failure') WHERE seq = 7");
        database.exec(
          "UPDATE AuditAction SET outcome = replace(outcome, 'success', 'failure'), result = 'failure' WHERE outcomeSeq = 7",
        );
        rechain(database, 7);
      });
      const { publicKey } = await resign(folder);
      writeFileSync(join(folder, 'audit-public-keys'), `${canonicalJson({ publicKey })}\n`);
    },
    says: ['trust', 132],
    trust: true,
  },
];

test('a log as it was written is good, also across a rotation and held against a checkpoint kept elsewhere', async () => {
  const [ours, theirs] = await Promise.all([wharfinger(genuine, { trust: kept, publicKeys: keptKeys }), python(genuine, kept)]);
  assert.deepEqual(ours.problems, []);
  assert.deepEqual(theirs, { code: 0, found: [], last: `good ${ours.headSeq} ${ours.headHash}` });
  assert.deepEqual([ours.records, ours.checkpoints?.keyIds.length, ours.checkpoints?.lastSize], [132, 2, 132]);
});

for (const { name, change, says, trust, ours: onlyOurs } of cases) {
  test(`${onlyOurs ? 'the verifier finds' : 'both verifiers find'} ${name}, and where`, async () => {
    const copy = copyOf(genuine, root);
    await change(copy);
    const count = linesOf(copy).length;
    const [ours, theirs] = await Promise.all([
      wharfinger(copy, trust ? { trust: kept } : {}),
      python(copy, trust ? kept : undefined),
    ]);
    const [first] = ours.problems;
    const place = says[1] === 'last' ? `c${count}` : says[1];
    assert.deepEqual(
      [first?.kind, first?.seq ?? `c${first?.checkpoint}`],
      [says[0], place],
      JSON.stringify(ours.problems.slice(0, 3)),
    );
    if (!onlyOurs) assert.equal(theirs.code, 1, theirs.last);
  });
}

test('what was written anew, keys and all, is good in itself: only what is kept elsewhere shows it, checkpoint or public key', async () => {
  const copy = copyOf(genuine, root);
  const { publicKey } = await resign(copy);
  writeFileSync(join(copy, 'audit-public-keys'), `${canonicalJson({ publicKey })}\n`);
  assert.deepEqual((await wharfinger(copy)).problems, []);
  assert.equal((await wharfinger(copy, { publicKeys: keptKeys })).problems[0]?.kind, 'key');
  assert.equal((await wharfinger(copy, { trust: kept })).problems[0]?.kind, 'trust');
});

/** The last checkpoint replaced by one of the forger's key, under the name of the genuine one. */
async function forge(folder: string): Promise<void> {
  const all = linesOf(folder);
  const statement = readCheckpoint(all.at(-1) ?? '')?.checkpoint;
  assert.ok(statement);
  const line = await signedLine({ ...statement, time: '2026-01-01T00:00:00.000Z' }, signingKey(randomBytes(32)).privateKey);
  writeLines(folder, [...all.slice(0, -1), line]);
}

/** All checkpoints made anew by somebody with a key of their own, to fit the database as it is. */
async function resign(folder: string): Promise<{ publicKey: string }> {
  const key = signingKey(randomBytes(32));
  const database = new DatabaseSync(join(folder, 'wharfinger.db'), { readOnly: true });
  const hashOf = database.prepare('SELECT hash FROM AuditRecord WHERE seq = ?');
  const made: string[] = [];
  for (const line of linesOf(folder)) {
    const read = readCheckpoint(line);
    assert.ok(read);
    const { nextKey: _, publicKey: __, ...statement } = read.checkpoint;
    const before = made.at(-1);
    const again = {
      ...statement,
      keyId: key.keyId,
      headHash: String(hashOf.get(statement.size)?.['hash'] ?? genesisHash),
      prevCheckpoint: before === undefined ? genesisHash : lineHash(before),
      ...(before === undefined ? { publicKey: key.publicKey } : {}),
    };
    made.push(await signedLine(again, key.privateKey));
  }
  database.close();
  writeLines(folder, made);
  return key;
}

function linesOf(folder: string): string[] {
  return readFileSync(join(folder, 'checkpoints'), 'utf8').split('\n').slice(0, -1);
}

function writeLines(folder: string, all: readonly string[]): void {
  writeFileSync(join(folder, 'checkpoints'), all.map((line) => `${line}\n`).join(''));
}

/** Opens the database as somebody with the file in their hands does. */
function alter(folder: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(join(folder, 'wharfinger.db'));
  database.exec('DROP TRIGGER AuditRecord_no_update; DROP TRIGGER AuditRecord_no_delete');
  change(database);
  database.close();
}

/** Makes the hashes from a record on anew. */
function rechain(database: DatabaseSync, from: number): void {
  const last = database.prepare('SELECT hash FROM AuditRecord WHERE seq = ?').get(from - 1);
  let prevHash = String(last?.['hash'] ?? genesisHash);
  const update = database.prepare('UPDATE AuditRecord SET prevHash = ?, hash = ? WHERE seq = ?');
  for (const row of database.prepare('SELECT seq, time, body FROM AuditRecord WHERE seq >= ? ORDER BY seq').all(from)) {
    const seq = Number(row['seq']);
    const hash = recordHash({ seq, time: Date.parse(String(row['time'])), prevHash, body: String(row['body']) });
    update.run(prevHash, hash, seq);
    prevHash = hash;
  }
}
