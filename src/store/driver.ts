import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import type { Mode } from './connection.ts';
import { begin } from './raw.ts';
import { driver, type Statements } from './statements.ts';

/**
 * Prisma's driver for node:sqlite: one connection, behind one first-in-first-out lock that a transaction holds from BEGIN to its end. So nothing
 * that is not part of a transaction can run inside it and vanish with its rollback.
 */

// The limit SQLite is built with.
const maxBindValues = 32_766;

class Lock {
  #last: Promise<void> = Promise.resolve();

  /** Resolves, in the order of the calls, with the function that lets the next one in. */
  async acquire(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }
}

class SqliteTransaction implements Transaction {
  readonly provider = driver.provider;
  readonly adapterName = driver.adapterName;
  /** Prisma logs its BEGIN and COMMIT without sending them: they are sent here. */
  readonly options = { usePhantomQuery: true };
  readonly #statements: Statements;
  readonly #release: () => void;

  constructor(statements: Statements, release: () => void) {
    this.#statements = statements;
    this.#release = release;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#statements.queryRaw(query);
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#statements.executeRaw(query);
  }

  async commit(): Promise<void> {
    try {
      await this.#statements.run('COMMIT');
    } catch (error) {
      // A COMMIT that failed (busy, full) can leave the transaction open.
      this.#statements.abandon();
      throw error;
    } finally {
      this.#release();
    }
  }

  async rollback(): Promise<void> {
    try {
      this.#statements.abandon();
    } finally {
      this.#release();
    }
  }
}

class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = driver.provider;
  readonly adapterName = driver.adapterName;
  readonly #statements: Statements;
  readonly #begin: string;
  readonly #lock = new Lock();

  constructor(statements: Statements, mode: Mode) {
    this.#statements = statements;
    this.#begin = begin(mode);
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#locked(() => this.#statements.queryRaw(query));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#locked(() => this.#statements.executeRaw(query));
  }

  executeScript(script: string): Promise<void> {
    return this.#locked(() => this.#statements.run(script));
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel !== undefined && isolationLevel !== 'SERIALIZABLE') {
      throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level: isolationLevel });
    }
    const release = await this.#lock.acquire();
    try {
      await this.#statements.run(this.#begin);
      return new SqliteTransaction(this.#statements, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  getConnectionInfo(): { maxBindValues: number; supportsRelationJoins: boolean } {
    return { maxBindValues, supportsRelationJoins: false };
  }

  dispose(): Promise<void> {
    return this.#locked(async () => this.#statements.close());
  }

  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#lock.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}

/** The driver over an open database. Prisma connects once and owns the database from then on: `$disconnect` closes it. */
export function sqliteDriver(statements: Statements, mode: Mode): SqlDriverAdapterFactory {
  return { ...driver, connect: async () => new SqliteAdapter(statements, mode) };
}
