import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PrismaClient } from '../generated/prisma/client.ts';
import { type Mode, openDatabase } from './connection.ts';
import { sqliteDriver } from './driver.ts';
import { type Failure, failureOf } from './failure.ts';
import { migrationsFolder, pendingMigrations } from './migrate.ts';
import type { Operation } from './operations.ts';

/** What a thread is given at its start. */
export interface ThreadData {
  path: string;
  mode: Mode;
}

/** To a thread: operations to be carried out in order, or the word to end. */
export type Request = { id: number; operations: readonly Operation<unknown>[] } | 'close';

/** From a thread: that it is open (or why not), then one answer for each request. */
export type Answer =
  | { state: 'open' }
  | { state: 'refused'; failure: Failure }
  | { state: 'done'; id: number; results: readonly unknown[] }
  | { state: 'failed'; id: number; failure: Failure };

// Requests are carried out one by one, so no transaction waits for another. Prisma's limits of 2 and 5 seconds would only cut one that waits for a
// slow disk, and then it would be unknown whether it was stored. A minute is beyond all that SQLite's own time limit lets happen.
const transactionOptions = { maxWait: 60_000, timeout: 60_000 };

function connect({ path, mode }: ThreadData): PrismaClient {
  const database = openDatabase(path, mode);
  try {
    if (pendingMigrations(database, migrationsFolder).length > 0) {
      throw new Error('The database is older than this program. Start the server once: it brings the database up to date.');
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return new PrismaClient({ adapter: sqliteDriver(database, mode), errorFormat: 'minimal', transactionOptions });
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

async function run(client: PrismaClient, mode: Mode, operations: readonly Operation<unknown>[]): Promise<readonly unknown[]> {
  // A single read is a snapshot by itself.
  const [only] = operations;
  if (mode === 'read' && only !== undefined && operations.length === 1) return [await call(client, only)];
  return await client.$transaction(operations.map((operation) => call(client, operation)));
}

function serve(client: PrismaClient, mode: Mode, port: MessagePort): void {
  const answer = (message: Answer) => port.postMessage(message);
  async function handle(request: Request): Promise<void> {
    if (request === 'close') {
      await client.$disconnect();
      port.close();
      return;
    }
    try {
      answer({ state: 'done', id: request.id, results: await run(client, mode, request.operations) });
    } catch (error) {
      answer({ state: 'failed', id: request.id, failure: failureOf(error) });
    }
  }
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: Request) => {
    last = last.then(() => handle(request));
  });
  answer({ state: 'open' });
}

async function start(port: MessagePort, data: ThreadData): Promise<void> {
  try {
    const client = connect(data);
    // Connecting now, not at the first request: that one would pay for it.
    await client.$connect();
    serve(client, data.mode, port);
  } catch (error) {
    port.postMessage({ state: 'refused', failure: failureOf(error) } satisfies Answer);
    port.close();
  }
}

if (parentPort !== null) await start(parentPort, workerData);
