import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from './connection.ts';
import { failureOf, StoreError } from './failure.ts';
import { Link, type Log } from './link.ts';
import { databasePath } from './location.ts';
import { migrate, migrationsFolder } from './migrate.ts';
import { type Operation, type Reader, type Recorder, reader, recorder } from './operations.ts';

export interface StoreOptions {
  /** `file:` and the path of the SQLite file; a relative one is relative to the working directory. */
  url: string;
  log?: Log;
  /** How long the writing thread keeps Prisma, in milliseconds, when nothing is asked of it. */
  prismaIdleMs?: number;
}

/** The database, for reading. */
export interface ReadStore {
  readonly read: Reader;
  /** Lets what was asked finish. Afterwards every call is rejected. */
  close(): Promise<void>;
}

/** The database. SQLite runs in two threads, one that writes and one that reads; nothing here waits for a disk on the event loop. */
export interface Store extends ReadStore {
  /** The file, absolute. */
  readonly path: string;
  /**
   * Carries out the operations that `build` gives, in order, as one transaction: all of them or none. Resolves with their results once they are on
   * disk (fsynced). Transactions are committed in the order of the calls. Rejects with StoreError; then nothing of it was stored, except after
   * "lost", when that is unknown.
   *
   * `store.transaction((db) => [db.auditRecord.createMany({ data }), db.token.update({ where: { id }, data: { revokedAt } })])`
   */
  transaction<const R extends readonly unknown[]>(build: (db: Recorder) => { [K in keyof R]: Operation<R[K]> }): Promise<R>;
}

/**
 * Opens the database, made where it is missing and migrated to this program's version. Only the owner of the state directory may call it. Rejects
 * with a sentence that names the fix when the URL is none of ours, or database and program do not belong together.
 */
export async function openStore({ url, log, prismaIdleMs }: StoreOptions): Promise<Store> {
  const path = databasePath(url);
  const writing = new Link({ path, mode: 'write' }, log, prismaIdleMs);
  const reading = new Link({ path, mode: 'read' }, log);
  prepare(path);
  try {
    await Promise.all([writing.open(), reading.open()]);
  } catch (error) {
    await Promise.all([writing.close(), reading.close()]);
    throw error;
  }
  return {
    path,
    read: readerOver({ models: writing, raw: reading }),
    transaction: (build) => writing.run(build(recorder)),
    async close() {
      // The writer last, so that its connection is the one that folds the write-ahead log back into the file.
      await reading.close();
      await writing.close();
    },
  };
}

// On the event loop, where nothing is served yet, and before the threads start: they want to find the database as it should be.
function prepare(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const database = openDatabase(path, 'write');
    try {
      migrate(database, migrationsFolder, Date.now);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new StoreError(failureOf(error), error);
  }
}

/** Opens an existing database for reading only, also while another process writes to it. Rejects as openStore does, and when there is none. */
export async function openReadOnly({ url, log }: StoreOptions): Promise<ReadStore> {
  const reading = new Link({ path: databasePath(url), mode: 'read' }, log);
  await reading.open();
  return { read: readerOver({ models: reading, raw: reading }), close: () => reading.close() };
}

// Prisma is loaded in one thread, and writing needs it too. What is read through it is small: tokens, and the end of the log at the start.
function readerOver({ models, raw }: { models: Link; raw: Link }): Reader {
  return reader(async (operation) => {
    const [result] = await (operation.model === null ? raw : models).run([operation]);
    return result;
  });
}
