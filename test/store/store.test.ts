import assert from 'node:assert/strict';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { StoreError } from '../../src/store/failure.ts';
import { openReadOnly, openStore } from '../../src/store/open.ts';
import { scratch } from '../support/scratch.ts';
import { record, storeOn } from './records.ts';

const ofKind = (kind: string) => (error: unknown) => error instanceof StoreError && error.kind === kind;

test('what a transaction stored is there for the reader at once, times included', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'state', 'w.db'));
  for (const seq of Array.from({ length: 20 }, (_, index) => index + 1)) {
    const [row] = await store.transaction((db) => [db.auditRecord.create({ data: record(seq) })]);
    assert.deepEqual(await store.read.auditRecord.findUnique({ where: { seq } }), row);
    assert.deepEqual(row.time, record(seq).time);
  }
});

test('the database is readable by its owner only', async (t) => {
  const path = join(scratch(t), 'state', 'w.db');
  await storeOn(t, path);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700);
});

test('200 transactions at once are all stored, in the order they were asked for', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'w.db'));
  const finished: number[] = [];
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await store.transaction((db) => [
        db.auditRecord.createMany({ data: [record(2 * index + 1), record(2 * index + 2)] }),
        db.execute(
          'INSERT INTO Token (id, name, hash, role, permissions, addresses, createdBy, createdAt, bootstrap) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          `${index}`,
          'n',
          `${index}`,
          'r',
          '[]',
          '[]',
          'c',
          new Date(0),
          false,
        ),
      ]);
      finished.push(index);
    }),
  );
  assert.deepEqual(
    finished,
    finished.toSorted((a, b) => a - b),
  );
  assert.equal(await store.read.auditRecord.count({}), 400);
  assert.equal(await store.read.token.count({ where: { createdAt: new Date(0), bootstrap: false } }), 200);
});

test('a transaction of which one operation fails leaves nothing behind', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'w.db'));
  await store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  const both = store.transaction((db) => [
    db.auditRecord.create({ data: record(2) }),
    db.auditRecord.create({ data: record(1) }),
  ]);
  await assert.rejects(both, (error) => error instanceof StoreError && error.kind === 'unique' && error.code === 'P2002');
  assert.deepEqual(await store.read.auditRecord.findMany({ select: { seq: true } }), [{ seq: 1 }]);
});

test('nothing can change or delete a row of the audit log', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'w.db'));
  await store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  const attempts = [
    "UPDATE AuditRecord SET body = 'changed'",
    'DELETE FROM AuditRecord',
    "REPLACE INTO AuditRecord SELECT seq, auditId, stage, time, 'changed', prevHash, hash FROM AuditRecord",
  ];
  for (const sql of attempts) {
    await assert.rejects(
      store.transaction((db) => [db.execute(sql)]),
      /the audit log is append-only/,
      sql,
    );
  }
  assert.deepEqual(await store.read.auditRecord.findMany({}), [record(1)]);
});

test('the reader cannot write, whatever SQL it is given', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'w.db'));
  await assert.rejects(store.read.query('DELETE FROM Token'), ofKind('readonly'));
  await store.read.query('PRAGMA query_only=OFF');
  await assert.rejects(store.read.query('DELETE FROM Token RETURNING id'), ofKind('readonly'));
});

test('raw SQL reads with parameters', async (t) => {
  const store = await storeOn(t, join(scratch(t), 'w.db'));
  await store.transaction((db) => [db.auditRecord.createMany({ data: [record(1), record(2), record(3)] })]);
  const rows = await store.read.query(
    'SELECT seq, time FROM AuditRecord WHERE seq > ? AND time < ? ORDER BY seq',
    1,
    record(3).time,
  );
  assert.deepEqual(rows, [{ seq: 2, time: record(2).time }]);
});

test('when a thread dies, what waits is told that it is lost, and the next use works', async (t) => {
  const threads: Worker[] = [];
  const seen = (thread: Worker) => threads.push(thread);
  process.on('worker', seen);
  t.after(() => process.off('worker', seen));
  const warnings: string[] = [];
  const log = { warn: (_: unknown, message: string) => warnings.push(message) };
  const store = await openStore({ url: `file:${join(scratch(t), 'w.db')}`, log });
  t.after(() => store.close());
  const [writer, reader] = threads;
  assert.ok(writer && reader && threads.length === 2);

  const writing = assert.rejects(
    store.transaction((db) => Array.from({ length: 500 }, (_, index) => db.auditRecord.create({ data: record(1000 + index) }))),
    ofKind('lost'),
  );
  // A second of work. One without an end could not be ended either: a thread dies between two lines of JavaScript.
  const reading = assert.rejects(
    store.read.query('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000) SELECT count(*) FROM n'),
    ofKind('lost'),
  );
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([writer.terminate(), reader.terminate()]);
  await Promise.all([writing, reading]);

  await store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  assert.deepEqual(await store.read.query('SELECT seq FROM AuditRecord WHERE seq < 1000'), [{ seq: 1 }]);
  assert.equal(threads.length, 4);
  assert.deepEqual(warnings, Array(2).fill('a thread of the store ended; the next use starts another'));
});

test('the writing thread lets go of Prisma when nothing is asked of it, and what comes meanwhile is stored', async (t) => {
  const threads: Worker[] = [];
  const seen = (thread: Worker) => threads.push(thread);
  process.on('worker', seen);
  t.after(() => process.off('worker', seen));
  const warnings: string[] = [];
  const log = { warn: (_: unknown, message: string) => warnings.push(message) };
  const store = await openStore({ url: `file:${join(scratch(t), 'w.db')}`, log, prismaIdleMs: 0 });
  t.after(() => store.close());
  const [writer] = threads;
  assert.ok(writer && threads.length === 2);
  const left = once(writer, 'exit');
  await store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  const meanwhile = store.transaction((db) => [db.execute('UPDATE AuditAction SET reason = NULL')]);
  await left;
  await meanwhile;
  await store.transaction((db) => [db.execute('UPDATE AuditAction SET reason = NULL')]);
  assert.deepEqual(await store.read.query('SELECT seq FROM AuditRecord'), [{ seq: 1 }]);
  assert.deepEqual([threads.length, warnings], [3, []]);
});

test('a closed store has finished what was asked of it and takes nothing more', async (t) => {
  const path = join(scratch(t), 'w.db');
  const store = await openStore({ url: `file:${path}` });
  const last = store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  await store.close();
  await last;
  await assert.rejects(store.read.auditRecord.count({}), /closed/);
  await assert.rejects(
    store.transaction(() => []),
    /closed/,
  );
});

test('a database can be read alone, beside a server and after it', async (t) => {
  const path = join(scratch(t), 'w.db');
  await assert.rejects(openReadOnly({ url: `file:${path}` }), StoreError);
  const store = await openStore({ url: `file:${path}` });
  await store.transaction((db) => [db.auditRecord.create({ data: record(1) })]);
  const beside = await openReadOnly({ url: `file:${path}` });
  assert.equal(await beside.read.auditRecord.count({}), 1);
  await beside.close();
  await store.close();
  const after = await openReadOnly({ url: `file:${path}` });
  t.after(() => after.close());
  assert.equal(await after.read.auditRecord.count({}), 1);
});

test('a damaged file is called corrupt', async (t) => {
  const path = join(scratch(t), 'w.db');
  writeFileSync(path, 'this is no database, though it is long enough to have a header of one hundred bytes. '.repeat(99));
  await assert.rejects(openStore({ url: `file:${path}` }), ofKind('corrupt'));
});

test('PostgreSQL is refused with a sentence', async () => {
  await assert.rejects(openStore({ url: 'postgres://user:secret@db/wharfinger' }), (error: Error) => {
    assert.match(error.message, /SQLite is the only database/);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});
