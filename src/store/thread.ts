import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Mode, openDatabase } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';
import { migrationsFolder, pendingMigrations } from './migrate.ts';
import { type Models, openModels } from './models.ts';
import type { Operation, RawOperation } from './operations.ts';
import { runRaw } from './raw.ts';
import { Statements } from './statements.ts';

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

class Connection {
  readonly #mode: Mode;
  readonly #statements: Statements;
  #models: Promise<Models> | undefined;

  constructor({ path, mode }: ThreadData) {
    const database = openDatabase(path, mode);
    this.#mode = mode;
    this.#statements = new Statements(database);
    try {
      if (pendingMigrations(database, migrationsFolder).length > 0) {
        throw new Error('The database is older than this program. Start the server once: it brings the database up to date.');
      }
    } catch (error) {
      this.#statements.close();
      throw error;
    }
  }

  async run(operations: readonly Operation<unknown>[]): Promise<readonly unknown[]> {
    if (operations.every(isRaw)) return runRaw(this.#statements, this.#mode, operations);
    this.#models ??= openModels(this.#statements, this.#mode);
    return await (await this.#models).run(operations);
  }

  async close(): Promise<void> {
    if (this.#models === undefined) this.#statements.close();
    else await (await this.#models).close();
  }
}

function isRaw(operation: Operation<unknown>): operation is RawOperation {
  return operation.model === null;
}

function serve(connection: Connection, port: MessagePort): void {
  const answer = (message: Answer) => port.postMessage(message);
  async function handle(request: Request): Promise<void> {
    if (request === 'close') {
      await connection.close();
      port.close();
      return;
    }
    try {
      answer({ state: 'done', id: request.id, results: await connection.run(request.operations) });
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

function start(port: MessagePort, data: ThreadData): void {
  try {
    serve(new Connection(data), port);
  } catch (error) {
    port.postMessage({ state: 'refused', failure: failureOf(error) } satisfies Answer);
    port.close();
  }
}

if (parentPort !== null) start(parentPort, workerData);
