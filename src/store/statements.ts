import { DriverAdapterError, type SqlQuery, type SqlQueryable, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sqliteCode } from './failure.ts';
import { columnType, fromSqlite, toSqlite } from './values.ts';

/** What Prisma calls this driver. */
export const driver = { provider: 'sqlite', adapterName: 'wharfinger-node-sqlite' } as const;

// Prisma's statements differ by shape, not by value: a few dozen in all, but a list filter of n values is a shape of its own.
const maxStatements = 256;

/** Prisma's queries run on one open database, each statement prepared once. Errors come as Prisma's drivers give them. Takes no locks. */
export class Statements implements SqlQueryable {
  readonly provider = driver.provider;
  readonly adapterName = driver.adapterName;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#attempt(() => {
      const statement = this.#prepare(query.sql);
      const columns = statement.columns();
      const found: unknown[] = statement.all(...query.args.map((argument, index) => toSqlite(argument, query.argTypes[index])));
      const rows = found.filter((row): row is unknown[] => Array.isArray(row));
      const columnTypes = columns.map((column, index) => columnType(column.type, rows, index));
      return {
        columnNames: columns.map((column) => column.name),
        columnTypes,
        rows: rows.map((row) => columnTypes.map((type, index) => fromSqlite(row[index], type))),
      };
    });
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#attempt(() =>
      Number(
        this.#prepare(query.sql).run(...query.args.map((argument, index) => toSqlite(argument, query.argTypes[index]))).changes,
      ),
    );
  }

  /** Any statements without arguments. */
  run(script: string): Promise<void> {
    return this.#attempt(() => this.#database.exec(script));
  }

  /** Ends a transaction that SQLite may have ended by itself already (it does when the disk is full). */
  async abandon(): Promise<void> {
    if (this.#database.isTransaction) await this.run('ROLLBACK');
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    if (this.#statements.size === maxStatements) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  async #attempt<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      throw driverError(error);
    }
  }
}

function driverError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null || !(error instanceof Error)) return error;
  const original = { originalCode: String(code), originalMessage: error.message };
  const fields = (error.message.split('constraint failed: ')[1] ?? '')
    .split(', ')
    .map((field) => field.split('.').at(-1) ?? field);
  if (code === 2067 || code === 1555)
    return new DriverAdapterError({ kind: 'UniqueConstraintViolation', constraint: { fields }, ...original });
  if (code === 1299) return new DriverAdapterError({ kind: 'NullConstraintViolation', constraint: { fields }, ...original });
  // 1811 is a trigger's doing: SQLite's own for ON DELETE RESTRICT, which is a foreign key's, or one of ours, whose words must survive.
  if (code === 787 || (code === 1811 && error.message.startsWith('FOREIGN KEY'))) {
    return new DriverAdapterError({ kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} }, ...original });
  }
  if ((code & 0xff) === 5) return new DriverAdapterError({ kind: 'SocketTimeout', ...original });
  return new DriverAdapterError({ kind: 'sqlite', extendedCode: code, message: error.message, ...original });
}
