import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openDatabase } from '../../src/store/connection.ts';
import { migrate, migrationsFolder, pendingMigrations, readMigrations } from '../../src/store/migrate.ts';
import { scratch } from '../support/scratch.ts';

const now = () => Date.UTC(2026, 0, 1);

function setUp(t: TestContext): { database: DatabaseSync; folder: string; add: (name: string, sql: string) => void } {
  const root = scratch(t);
  const folder = join(root, 'migrations');
  cpSync(migrationsFolder, folder, { recursive: true });
  const database = openDatabase(join(root, 'w.db'), 'write');
  t.after(() => database.close());
  return {
    database,
    folder,
    add(name, sql) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'migration.sql'), sql);
    },
  };
}

test('an empty database gets every migration once, noted as Prisma notes them', (t) => {
  const { database, folder } = setUp(t);
  migrate(database, folder, now);
  migrate(database, folder, now);
  const rows = database
    .prepare('SELECT migration_name AS name, checksum, finished_at AS finished, logs FROM _prisma_migrations')
    .all();
  const expected = readMigrations(folder).map(({ name, checksum }) => ({ name, checksum, finished: now(), logs: null }));
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    expected,
  );
});

test('a later migration is added to what is there', (t) => {
  const { database, folder, add } = setUp(t);
  migrate(database, folder, now);
  add('99990101000000_later', 'CREATE TABLE Later (id INTEGER PRIMARY KEY);');
  assert.deepEqual(
    pendingMigrations(database, folder).map((one) => one.name),
    ['99990101000000_later'],
  );
  migrate(database, folder, now);
  assert.deepEqual(pendingMigrations(database, folder), []);
  database.exec('INSERT INTO Later VALUES (1)');
});

test('a migration that fails leaves the database as it was', (t) => {
  const { database, folder, add } = setUp(t);
  migrate(database, folder, now);
  add('99990101000000_broken', 'CREATE TABLE Half (id INTEGER PRIMARY KEY); CREATE TABLE nonsense;');
  assert.throws(() => migrate(database, folder, now));
  assert.throws(() => database.exec('SELECT * FROM Half'), /no such table/);
  add('99990101000000_broken', 'CREATE TABLE Half (id INTEGER PRIMARY KEY);');
  migrate(database, folder, now);
});

test('rebuilding a table as Prisma does keeps the rows that refer to it', (t) => {
  const { database, folder, add } = setUp(t);
  add(
    '99990101000000_family',
    'CREATE TABLE P (id INTEGER PRIMARY KEY); CREATE TABLE C (p INTEGER REFERENCES P(id) ON DELETE CASCADE);',
  );
  migrate(database, folder, now);
  database.exec('INSERT INTO P VALUES (1); INSERT INTO C VALUES (1)');
  add(
    '99990101000001_rebuild',
    'PRAGMA foreign_keys=OFF; CREATE TABLE N (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO N (id) SELECT id FROM P; DROP TABLE P; ALTER TABLE N RENAME TO P; PRAGMA foreign_keys=ON;',
  );
  migrate(database, folder, now);
  assert.equal(database.prepare('SELECT count(*) AS n FROM C').get()?.['n'], 1);
  assert.throws(() => database.exec('INSERT INTO C VALUES (2)'), /FOREIGN KEY/, 'foreign keys are checked again');
});

test('an edited migration is refused', (t) => {
  const { database, folder, add } = setUp(t);
  migrate(database, folder, now);
  const [first] = readMigrations(folder);
  assert.ok(first);
  add(first.name, `${first.sql}\n-- harmless`);
  assert.throws(() => migrate(database, folder, now), /was edited after it was applied/);
});

test('a database newer than the program is refused', (t) => {
  const { database, folder, add } = setUp(t);
  add('99990101000000_later', 'CREATE TABLE Later (id INTEGER PRIMARY KEY);');
  migrate(database, folder, now);
  assert.throws(() => migrate(database, migrationsFolder, now), /newer Wharfinger \(99990101000000_later\)/);
});

test('a migration that failed half-way under another tool is refused', (t) => {
  const { database, folder } = setUp(t);
  migrate(database, folder, now);
  database.exec('UPDATE _prisma_migrations SET finished_at = NULL');
  assert.throws(() => migrate(database, folder, now), /failed half-way .* Restore the backup/);
});
