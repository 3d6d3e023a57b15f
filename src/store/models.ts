import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Mode } from './connection.ts';
import { sqliteDriver } from './driver.ts';
import type { Operation } from './operations.ts';
import type { Statements } from './statements.ts';

/** Prisma over an open database. */
export interface Models {
  /** Carries out the operations in order, as one transaction where there are several or the database is open for writing. */
  run(operations: readonly Operation<unknown>[]): Promise<readonly unknown[]>;
  /** Closes the database. */
  close(): Promise<void>;
}

// Requests are carried out one by one, so no transaction waits for another. Prisma's limits of 2 and 5 seconds would only cut one that waits for a
// slow disk, and then it would be unknown whether it was stored. A minute is beyond all that SQLite's own time limit lets happen.
const transactionOptions = { maxWait: 60_000, timeout: 60_000 };

/** Loads Prisma, at the first operation that is its own: compiling it takes a third of a second of a processor. */
export async function openModels(statements: Statements, mode: Mode): Promise<Models> {
  const { PrismaClient } = await import('../generated/prisma/client.ts');
  const client = new PrismaClient({ adapter: sqliteDriver(statements, mode), errorFormat: 'minimal', transactionOptions });
  await client.$connect();
  return {
    async run(operations) {
      const [only] = operations;
      if (mode === 'read' && only !== undefined && operations.length === 1) return [await call(client, only)];
      return await client.$transaction(operations.map((operation) => call(client, operation)));
    },
    close: () => client.$disconnect(),
  };
}

// Whatever Prisma's methods return here is passed on as it is: its type is stated where the operation was made.
function call(client: PrismaClient, operation: Operation<unknown>) {
  if (operation.model === null) {
    return operation.method === 'query'
      ? client.$queryRawUnsafe(operation.sql, ...operation.values)
      : client.$executeRawUnsafe(operation.sql, ...operation.values);
  }
  const delegate = client[operation.model];
  const method: unknown = Reflect.get(delegate, operation.method);
  if (typeof method !== 'function') throw new TypeError(`${operation.model} has no ${operation.method}`);
  return Reflect.apply(method, delegate, [operation.args]);
}
