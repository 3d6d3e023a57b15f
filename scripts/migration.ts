import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { openDatabase } from '../src/store/connection.ts';
import { sqliteDriver } from '../src/store/driver.ts';
import { Statements } from '../src/store/statements.ts';
import { migrate, migrationsFolder } from '../src/store/migrate.ts';

/**
 * Compares prisma/schema.prisma with what prisma/migrations makes of an empty database, with no network and no engine but a WebAssembly one.
 * `--check` exits with 1 when they differ; `--name add_labels` writes the difference as a new migration. Review it, and add by hand what a Prisma
 * schema cannot say (triggers: a migration that rebuilds a table drops those on it).
 */
const schemaPath = join(import.meta.dirname, '../prisma/schema.prisma');

/** The text index and the tables that SQLite keeps it in: Prisma knows no virtual tables. */
const textIndex = ['AuditText', ...['data', 'idx', 'content', 'config'].map((part) => `AuditText_${part}`)];

/** SQL that leads from the migrations to the schema; empty when they agree. Triggers are in neither and make no difference. */
async function difference(): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'wharfinger-migration-'));
  try {
    const path = join(scratch, 'replayed.db');
    const replayed = openDatabase(path, 'write');
    migrate(replayed, migrationsFolder, Date.now);
    replayed.close();
    const connect = () => sqliteDriver(new Statements(openDatabase(path, 'write')), 'write').connect();
    const adapter = bindMigrationAwareSqlAdapterFactory({
      provider: 'sqlite',
      adapterName: 'wharfinger-node-sqlite',
      connect,
      connectToShadowDb: connect,
    });
    const schema = { path: schemaPath, content: readFileSync(schemaPath, 'utf8') };
    const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => undefined, adapter);
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: scratch },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: ['_prisma_migrations', ...textIndex], externalEnums: [] },
    });
    engine.free();
    const sql = stdout ?? '';
    return sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--')) ? '' : sql;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function write(name: string, sql: string): string {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error('--name takes lower-case letters, digits and underscores');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), `${sql.trimEnd()}\n`);
  return folder;
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, name: { type: 'string' } } });
if (!values.check && values.name === undefined) {
  console.error('usage: migration --check | --name <what_it_does>');
  process.exitCode = 2;
} else {
  const sql = await difference();
  if (sql === '') console.log('prisma/schema.prisma and prisma/migrations agree');
  else if (values.name !== undefined) console.log(`written: ${write(values.name, sql)}`);
  else {
    console.error(`prisma/schema.prisma and prisma/migrations differ; make a migration with --name. What it would be:\n\n${sql}`);
    process.exitCode = 1;
  }
}
