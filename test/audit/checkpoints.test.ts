import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, cpSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCheckpoint } from '../../src/audit/checkpoint.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { until } from '../support/until.ts';
import { act, openVouched, python, wharfinger } from './vouched-log.ts';
import { scratch } from '../support/scratch.ts';

function checkpointsOf(folder: string) {
  const lines = readFileSync(join(folder, 'checkpoints'), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => readCheckpoint(line)?.checkpoint);
}

const sizesOf = (folder: string) => checkpointsOf(folder).map((one) => one?.size);

/** A log with some records, closed properly. */
async function written(folder: string, actions = 5): Promise<void> {
  const log = await openVouched(folder);
  assert.equal(log.checkpoints.found, null);
  await log.checkpoints.start();
  await act(log.audit, actions);
  await log.close();
}

test('there is a checkpoint at the start, every 100 records while the log is young, and at the end, each in the log too', async (t) => {
  const folder = scratch(t);
  const told: unknown[] = [];
  const log = await openVouched(folder, {
    log: { info: (fields) => told.push(fields['checkpoint']), error: () => assert.fail() },
  });
  await log.checkpoints.start();
  await act(log.audit, 50);
  await until(() => log.checkpoints.status.seq >= 100, 'a checkpoint of record 100');
  await log.close();
  assert.deepEqual([sizesOf(folder).at(0), sizesOf(folder).at(-1), sizesOf(folder).length], [0, 110, 3]);
  assert.deepEqual(told, readFileSync(join(folder, 'checkpoints'), 'utf8').split('\n').slice(0, -1));
  assert.equal(statSync(join(folder, 'audit-key')).mode & 0o777, 0o600);
});

test('when nothing happens there is one every minute', async (t) => {
  const folder = scratch(t);
  const clock = new ManualClock();
  const log = await openVouched(folder, { clock });
  t.after(() => log.close());
  await log.checkpoints.start();
  await settle();
  for (const count of [2, 3]) {
    // In steps: the next minute begins once the checkpoint is on disk, which is later than its line can be read.
    await until(async () => {
      if (sizesOf(folder).length >= count) return true;
      await clock.advance(10_000);
      return false;
    }, `checkpoint ${count}`);
  }
  assert.deepEqual(sizesOf(folder), [0, 0, 0]);
});

test('a checkpoint that cannot be written is told and counted, the log goes on, and the next one is written', async (t) => {
  const folder = scratch(t);
  const clock = new ManualClock();
  const failures: string[] = [];
  const log = await openVouched(folder, { clock, log: { info: () => undefined, error: (_, message) => failures.push(message) } });
  t.after(() => log.close());
  await log.checkpoints.start();
  renameSync(join(folder, 'checkpoints'), join(folder, 'away'));
  await clock.advance(60_000);
  await until(() => log.checkpoints.status.problem, 'a failure');
  await act(log.audit, 1);
  renameSync(join(folder, 'away'), join(folder, 'checkpoints'));
  await until(async () => {
    await clock.advance(5000);
    return log.checkpoints.status.problem === null;
  }, 'written again');
  assert.equal(failures.length, 1);
  assert.equal(log.checkpoints.status.failures >= 1, true);
  assert.deepEqual((await wharfinger(folder)).problems, []);
});

test('what was committed after the last checkpoint, and half a line at its end, are no reason not to start', async (t) => {
  const folder = scratch(t);
  await written(folder);
  const copy = scratch(t);
  const log = await openVouched(folder);
  await act(log.audit, 3);
  // As kill -9 leaves it: the records are in the database or its write-ahead log, and no checkpoint vouches for them.
  cpSync(folder, copy, { recursive: true });
  await log.close();
  appendFileSync(join(copy, 'checkpoints'), '{"checkpoint":{"acc');
  assert.match((await wharfinger(copy)).notes.join(), /not whole/);
  const again = await openVouched(copy);
  assert.equal(again.checkpoints.found, null);
  await again.checkpoints.start();
  await again.close();
  assert.deepEqual((await wharfinger(copy)).problems, []);
});

const unfit: readonly { name: string; spoil: (folder: string, older: string) => void; says: RegExp; after: RegExp }[] = [
  {
    name: 'an old copy of the database',
    spoil: (folder, older) => cpSync(join(older, 'wharfinger.db'), join(folder, 'wharfinger.db')),
    says: /ends with record 11, but its checkpoint of .* vouches for 22: an old copy/,
    after: /records 12 to 22 of before are lost/,
  },
  {
    name: 'no checkpoints',
    spoil: (folder) => rmSync(join(folder, 'checkpoints')),
    says: /has 22 records, but there are no checkpoints/,
    after: /accepted/,
  },
  { name: 'no key', spoil: (folder) => rmSync(join(folder, 'audit-key')), says: /audit-key is missing/, after: /accepted/ },
  {
    name: 'another key',
    spoil: (folder) => writeFileSync(join(folder, 'audit-key'), Buffer.alloc(32, 7)),
    says: /audit-key is another/,
    after: /accepted/,
  },
  {
    name: 'a last checkpoint that was edited',
    spoil: (folder) => {
      const text = readFileSync(join(folder, 'checkpoints'), 'utf8');
      writeFileSync(join(folder, 'checkpoints'), text.replace(/"size":22(?=[^\n]*\n$)/, '"size":21'));
    },
    says: /edited or forged/,
    after: /accepted/,
  },
];

for (const { name, spoil, says, after } of unfit) {
  test(`with ${name} nothing goes on until it is accepted; then it does, and the verifiers tell it`, async (t) => {
    const [folder, older] = [scratch(t), scratch(t)];
    await written(folder);
    cpSync(folder, older, { recursive: true });
    await written(folder);
    spoil(folder, older);

    const refused = await openVouched(folder);
    assert.match(refused.checkpoints.found ?? '', says);
    await assert.rejects(refused.checkpoints.start(), says);
    await refused.close();

    const log = await openVouched(folder);
    await log.checkpoints.accept();
    await log.checkpoints.start();
    await act(log.audit, 2);
    await log.close();
    await written(folder);
    const found = await wharfinger(folder);
    assert.deepEqual(found.problems, []);
    assert.match(found.notes.join('\n'), after);
    assert.equal((await python(folder)).code, 0);
  });
}

test('a record edited after the last checkpoint is found at the start', async (t) => {
  const folder = scratch(t);
  await written(folder);
  const lines = readFileSync(join(folder, 'checkpoints'), 'utf8').split('\n');
  writeFileSync(join(folder, 'checkpoints'), `${lines[0]}\n`);
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(folder, 'wharfinger.db'));
  database.exec(
    "DROP TRIGGER AuditRecord_no_update; UPDATE AuditRecord SET body = replace(body, 'success', 'failure') WHERE seq = 5",
  );
  database.close();
  const log = await openVouched(folder);
  assert.match(log.checkpoints.found ?? '', /^Record 5 of the audit log was edited/);
  await log.close();
});

test('after a rotation the new key signs, also after a restart, and also when the machine stopped before its file was in place', async (t) => {
  const folder = scratch(t);
  const log = await openVouched(folder);
  await log.checkpoints.start();
  const old = readFileSync(join(folder, 'audit-key'));
  const { keyId, before } = await log.checkpoints.rotateKey();
  assert.notEqual(keyId, before);
  const next = readFileSync(join(folder, 'audit-key'));
  // The last line is the rotation: as if nothing had come after it.
  const copy = scratch(t);
  cpSync(folder, copy, { recursive: true });
  await log.close();
  writeFileSync(join(copy, 'audit-key.next'), next, { mode: 0o600 });
  writeFileSync(join(copy, 'audit-key'), old);
  chmodSync(join(copy, 'audit-key'), 0o600);
  for (const one of [folder, copy]) {
    await written(one);
    assert.equal(checkpointsOf(one).at(-1)?.keyId, keyId);
    const found = await wharfinger(one);
    assert.deepEqual([found.problems, found.checkpoints?.keyIds], [[], [before, keyId]]);
    assert.equal((await python(one)).code, 0);
  }
});
