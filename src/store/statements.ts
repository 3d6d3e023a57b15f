import { DriverAdapterError, type SqlQuery, type SqlQueryable, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { sqliteCode } from './failure.ts';
import { columnType, fromSqlite, toSqlite } from './values.ts';

/** What Prisma calls this driver. */
export const driver = { provider: 'sqlite', adapterName: 'wharfinger-node-sqlite' } as const;

// Prisma's statements differ by shape, not by value: a few dozen in all, but a list filter of n values is a shape of its own.
const maxStatements = 256;

/** Queries run on one open database, each statement prepared once: Prisma's, with errors as its drivers give them, and raw ones. Takes no locks. */
export class Statements implements SqlQueryable {
  readonly provider = driver.provider;
  readonly adapterName = driver.adapterName;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#attempt(() => this.query(query.sql, argumentsOf(query)));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#attempt(() => this.execute(query.sql, argumentsOf(query)));
  }

  /** As queryRaw, but at once, and with SQLite's own errors. */
  query(sql: string, values: readonly SQLInputValue[]): SqlResultSet {
    const statement = this.#prepare(sql);
    const columns = statement.columns();
    const found: unknown[] = statement.all(...values);
    const rows = found.filter((row): row is unknown[] => Array.isArray(row));
    const columnTypes = columns.map((column, index) => columnType(column.type, rows, index));
    return {
      columnNames: columns.map((column) => column.name),
      columnTypes,
      rows: rows.map((row) => columnTypes.map((type, index) => fromSqlite(row[index], type))),
    };
  }

  /** As executeRaw, but at once, and with SQLite's own errors. */
  execute(sql: string, values: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Any statements without arguments. */
  run(script: string): Promise<void> {
    return this.#attempt(() => this.exec(script));
  }

  /** As run, but at once, and with SQLite's own errors. */
  exec(script: string): void {
    this.#database.exec(script);
  }

  /** Ends a transaction that SQLite may have ended by itself already (it does when the disk is full). */
  abandon(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
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

function argumentsOf({ args, argTypes }: SqlQuery): SQLInputValue[] {
  return args.map((argument, index) => toSqlite(argument, argTypes[index]));
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
