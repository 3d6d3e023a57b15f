import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Mode = 'read' | 'write';

// How long one statement waits, in its thread, for another process (a backup, a shell) to let go of the database.
const busyTimeoutMs = 2000;

/**
 * Opens the SQLite file at `path`; in mode "write" it is made, for its owner's eyes only, where it is missing. Throws SQLite's own error.
 * WAL lets readers go on while a commit is written. In WAL mode only synchronous=FULL keeps an acknowledged commit through a power cut.
 * recursive_triggers makes REPLACE fire the delete triggers that keep the audit log append-only.
 */
export function openDatabase(path: string, mode: Mode): DatabaseSync {
  // SQLite would create the file by the umask; its -wal and -shm files take the permissions of this one.
  if (mode === 'write') closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, {
    readOnly: mode === 'read',
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
  });
  try {
    if (mode === 'write') database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
