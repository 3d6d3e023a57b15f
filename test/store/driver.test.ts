import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { PrismaClient } from '../../src/generated/prisma/client.ts';
import { type Mode, openDatabase } from '../../src/store/connection.ts';
import { sqliteDriver } from '../../src/store/driver.ts';
import { Statements } from '../../src/store/statements.ts';
import { failureOf } from '../../src/store/failure.ts';
import { migrate, migrationsFolder } from '../../src/store/migrate.ts';
import { scratch } from '../support/scratch.ts';
import { record } from './records.ts';

function setUp(
  t: TestContext,
  path = join(scratch(t), 'w.db'),
  mode: Mode = 'write',
): { database: DatabaseSync; client: PrismaClient } {
  const database = openDatabase(path, mode);
  if (mode === 'write') migrate(database, migrationsFolder, () => 0);
  const client = new PrismaClient({ adapter: sqliteDriver(new Statements(database), mode), errorFormat: 'minimal' });
  t.after(() => client.$disconnect());
  return { database, client };
}

const ofKind = (kind: string) => (error: unknown) => failureOf(error).kind === kind;
const large = (seq: number) => ({ ...record(seq), body: 'x'.repeat(100_000) });

test('a full disk is called full, stores nothing of the transaction, and works again when there is room', async (t) => {
  const { database, client } = setUp(t);
  database.exec('PRAGMA max_page_count = 60');
  const both = client.$transaction([
    client.auditRecord.create({ data: record(1) }),
    client.auditRecord.create({ data: large(2) }),
    client.auditRecord.create({ data: large(3) }),
    client.auditRecord.create({ data: large(4) }),
  ]);
  await assert.rejects(both, ofKind('full'));
  assert.equal(await client.auditRecord.count(), 0);
  database.exec('PRAGMA max_page_count = 60000');
  await client.$transaction([client.auditRecord.create({ data: large(1) })]);
  assert.equal(await client.auditRecord.count(), 1);
});

test('a database that another process holds is called busy and works again afterwards', async (t) => {
  const path = join(scratch(t), 'w.db');
  const { database, client } = setUp(t, path);
  database.exec('PRAGMA busy_timeout = 0');
  const other = openDatabase(path, 'write');
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  await assert.rejects(client.$transaction([client.auditRecord.create({ data: record(1) })]), ofKind('busy'));
  await assert.rejects(client.auditRecord.create({ data: record(1) }), ofKind('busy'));
  other.exec('ROLLBACK');
  await client.$transaction([client.auditRecord.create({ data: record(1) })]);
});

test('a file that may not be written is called readonly', async (t) => {
  const path = join(scratch(t), 'w.db');
  setUp(t, path);
  const { client } = setUp(t, path, 'read');
  await assert.rejects(client.auditRecord.create({ data: record(1) }), ofKind('readonly'));
});

test('a query made while a transaction is open stays out of it', async (t) => {
  const { client } = setUp(t);
  const outside: Promise<unknown>[] = [];
  await assert.rejects(
    client.$transaction(async (transaction) => {
      await transaction.auditRecord.create({ data: record(1) });
      // Sent now, but it has to wait for the transaction to end; otherwise it would be rolled back with it.
      outside.push(client.auditRecord.create({ data: record(2) }).then((row) => row.seq));
      await transaction.auditRecord.create({ data: record(1) });
    }),
    ofKind('unique'),
  );
  assert.deepEqual(await Promise.all(outside), [2]);
  assert.deepEqual(await client.auditRecord.findMany({ select: { seq: true } }), [{ seq: 2 }]);
});

test('700 transactions leave nothing open', async (t) => {
  const { database, client } = setUp(t);
  database.exec('PRAGMA synchronous = OFF');
  for (let seq = 1; seq <= 700; seq += 1) await client.$transaction([client.auditRecord.create({ data: record(seq) })]);
  assert.equal(database.isTransaction, false);
  assert.equal(await client.auditRecord.count(), 700);
});

test('times, truth, fractions and null come back as they went in, and times compare', async (t) => {
  const { client } = setUp(t);
  const createdAt = new Date('2026-03-29T01:30:00.123Z');
  const token = {
    id: 'a',
    name: 'né 🐳',
    hash: 'h',
    role: 'admin',
    permissions: '[]',
    addresses: '[]',
    scopes: '[]',
    description: '',
    createdById: null,
    createdBy: 'me',
    createdAt,
    expiresAt: null,
    lastUsedAt: createdAt,
    revokedAt: null,
    bootstrap: true,
  };
  assert.deepEqual(await client.token.create({ data: token }), token);
  assert.deepEqual(await client.token.findMany({ where: { createdAt: { lte: createdAt }, bootstrap: true, expiresAt: null } }), [
    token,
  ]);
  assert.equal(await client.token.count({ where: { createdAt: { lt: createdAt } } }), 0);
  const action = {
    auditId: 'a',
    seq: 1,
    at: createdAt,
    durationMs: 1.25,
    action: 'x',
    actorId: 'x',
    actorName: 'x',
    targetLabels: '',
    result: 'x',
    origin: 'x',
    intent: '{}',
  };
  assert.equal((await client.auditAction.create({ data: action })).durationMs, 1.25);
  assert.equal((await client.auditAction.update({ where: { seq: 1 }, data: { durationMs: 2 } })).durationMs, 2);
});

test('a list longer than SQLite has parameters is still one answer', async (t) => {
  const { client } = setUp(t);
  await client.auditRecord.createMany({ data: [record(1), record(40_000)] });
  const seqs = Array.from({ length: 40_000 }, (_, index) => index + 1);
  assert.equal((await client.auditRecord.findMany({ where: { seq: { in: seqs } } })).length, 2);
});
