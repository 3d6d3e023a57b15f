import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** The migrations that belong to this build. Both src/store and dist/store lie two folders below the package. */
export const migrationsFolder = join(import.meta.dirname, '../../prisma/migrations');

interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, hexadecimal. */
  checksum: string;
}

// As Prisma's own command line makes it, so that the two agree about a database.
const bookkeeping = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** All migrations of a folder in the order of their names, which begin with a time stamp. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    });
}

/**
 * The migrations that the database still lacks. Throws, naming the fix, when database and program do not belong together: a migration failed,
 * was changed after it had been applied, or is unknown to this program.
 */
export function pendingMigrations(database: DatabaseSync, folder: string): Migration[] {
  const known = readMigrations(folder);
  const there = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_prisma_migrations'`).get();
  if (there === undefined) return known;
  const rows = database
    .prepare(
      'SELECT migration_name AS name, checksum, finished_at AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    .all();
  for (const { name, checksum, finished } of rows) {
    if (typeof name !== 'string')
      throw new Error('The table _prisma_migrations holds a row without a name. Restore a backup of the database.');
    if (finished === null) {
      throw new Error(
        `Migration ${name} failed half-way on this database. Restore the backup made before the upgrade, then start again.`,
      );
    }
    const file = known.find((migration) => migration.name === name);
    if (file === undefined) {
      throw new Error(
        `The database was migrated by a newer Wharfinger (${name}). Run that version or a later one, or restore an older backup.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new Error(
        `Migration ${name} was edited after it was applied here. Put prisma/migrations back as it was released (mind line endings).`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row['name']));
  return known.filter((migration) => !applied.has(migration.name));
}

/** Brings the database up to this program, each migration whole or not at all. `now` gives milliseconds since 1970. Throws as pendingMigrations does. */
export function migrate(database: DatabaseSync, folder: string, now: () => number): void {
  const pending = pendingMigrations(database, folder);
  if (pending.length === 0) return;
  // Prisma's way to change a table is to make a new one and drop the old, which would delete the rows that refer to it. The pragma has no
  // effect inside a transaction, so it stands outside, and what it would have refused is looked for before the commit.
  database.exec('PRAGMA foreign_keys=OFF');
  try {
    for (const migration of pending) apply(database, migration, now);
  } finally {
    database.exec('PRAGMA foreign_keys=ON');
  }
}

function apply(database: DatabaseSync, migration: Migration, now: () => number): void {
  const startedAt = now();
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(bookkeeping);
    database.exec(migration.sql);
    if (database.prepare('PRAGMA foreign_key_check').all().length > 0) throw new Error('it leaves rows that refer to nothing');
    database
      .prepare(
        'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
      )
      .run(randomUUID(), migration.checksum, migration.name, startedAt, now());
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
