import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError, sqliteCode } from './failure.ts';

/** The right to write to a state directory, held by one process at a time. */
export interface Owner {
  /** Gives it up. Calling it twice does no harm; a process that dies gives it up too, however it dies. */
  release(): void;
}

const sqliteBusy = 5;

/**
 * Makes this process the owner of the state directory, which is created where it is missing. The ownership is an exclusive transaction on
 * `owner.db`: a lock of the operating system, which a dead process cannot keep. Throws StoreError "busy" when another process has it.
 */
export function takeOwnership(stateDir: string): Owner {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const note = join(stateDir, 'owner.pid');
  // No waiting: whoever holds it holds it for as long as it runs.
  const database = new DatabaseSync(join(stateDir, 'owner.db'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    // Only words for the message below: the lock is what counts, and this file survives a kill.
    writeFileSync(note, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    database.close();
    const code = sqliteCode(error);
    if (code === null || (code & 0xff) !== sqliteBusy) throw error;
    throw new StoreError(
      {
        kind: 'busy',
        code: null,
        message: `${stateDir} is in use by ${holder(note)}. Stop it first, or set WHARFINGER_STATE_DIR to another directory.`,
      },
      error,
    );
  }
  return {
    release() {
      if (!database.isOpen) return;
      rmSync(note, { force: true });
      database.close();
    },
  };
}

function holder(note: string): string {
  try {
    const pid = readFileSync(note, 'utf8').trim();
    return /^\d+$/.test(pid) ? `another Wharfinger (process ${pid})` : 'another Wharfinger';
  } catch {
    return 'another Wharfinger';
  }
}
