import { renameSync } from 'node:fs';
import type { Reader } from '../store/operations.ts';
import { isSignedBy, readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { Checkpointer, type CheckpointClock, type CheckpointLog, type CheckpointStatus } from './checkpointer.ts';
import { KeyStore } from './key-store.ts';
import type { AuditLog } from './log.ts';
import { checkpointsPath } from './paths.ts';
import { keyIdOf, type SigningKey } from './signing-key.ts';
import { tailProblem } from './start-check.ts';

export interface CheckpointsDeps {
  /** The open log. Nothing may be written to it before this has resolved. */
  audit: Pick<AuditLog, 'health'>;
  read: Pick<Reader, 'query'>;
  stateDir: string;
  keyDir: string;
  /** Reads 32 random bytes that only their owner can read, or makes them. */
  loadKey: (path: string) => { bytes: Buffer };
  newId: () => string;
  clock: CheckpointClock;
  log: CheckpointLog;
}

export interface Checkpoints {
  /** What is wrong with the log and was not accepted yet; null: nothing. While it is something, no checkpoint is written. */
  readonly found: string | null;
  readonly status: CheckpointStatus;
  /** Writes the checkpoint of the start and keeps time. */
  start(): Promise<void>;
  /** To be called after each commit. */
  committed(): void;
  /** Another key signs from now on. Rejects when that could not be written; then the old one still does. */
  rotateKey(): Promise<{ keyId: string; before: string }>;
  /** The log goes on as it was found when it was opened. Rejects when that could not be written. */
  accept(): Promise<void>;
  /** Writes the last checkpoint. */
  close(): Promise<void>;
}

interface Found {
  problem: string | null;
  /** Whether more lines can be added to the file. */
  usable: boolean;
  last: Checkpoint | null;
}

/**
 * Opens the checkpoints of a log, the key made where there are neither checkpoints nor records yet, and holds the end of the log against the last one.
 * What it finds is in `found`; whoever serves must not go on with it. Rejects when a file cannot be read.
 */
export async function openCheckpoints(deps: CheckpointsDeps): Promise<Checkpoints> {
  const { audit, stateDir, clock } = deps;
  const path = checkpointsPath(stateDir);
  const keys = new KeyStore(deps.keyDir, deps.loadKey);
  let file = CheckpointFile.open(path);
  const { problem, usable, last } = await examine(deps, file, keys);
  const begun = { ...audit.health };
  let found = problem;

  let opened: Checkpointer | null = null;
  const checkpointer = () => {
    if (found !== null) throw new Error(found);
    return (opened ??= make(keys.make()));
  };
  const make = (key: SigningKey) =>
    new Checkpointer({
      ...deps,
      head: () => audit.health,
      file,
      key,
      logId: last?.checkpoint.logId ?? deps.newId(),
      size: last?.checkpoint.size ?? null,
    });
  if (found === null) checkpointer();

  return {
    get found() {
      return found;
    },
    get status() {
      return opened?.status ?? { seq: last?.checkpoint.size ?? 0, at: null, failures: 0, problem: found };
    },
    start: async () => checkpointer().start(),
    committed: () => opened?.committed(),
    async rotateKey() {
      const before = checkpointer().keyId;
      const next = keys.makeNext();
      await checkpointer().rotate(next, () => keys.installNext(next));
      return { keyId: next.keyId, before };
    },
    async accept() {
      if (found === null) return;
      if (!usable && file.lastLine !== null) {
        renameSync(path, `${path}.${new Date(clock.now()).toISOString().replaceAll(':', '')}`);
        file = CheckpointFile.open(path);
      }
      const accepting = make(keys.make());
      await accepting.accept(found, begun);
      found = null;
      opened = accepting;
    },
    close: async () => opened?.close(),
  };
}

/** What to do about a log that does not fit its checkpoints. */
export const wayOut =
  'Nothing is served from it. "wharfinger audit verify" says what is wrong and where, and "wharfinger audit list" still reads it. Put back the right files, or go on ' +
  'with what is there by "wharfinger audit accept --reason TEXT", which is put on record.';

async function examine({ audit, read }: CheckpointsDeps, file: CheckpointFile, keys: KeyStore): Promise<Found> {
  const { lastLine: line, path } = file;
  const { lastSeq } = audit.health;
  if (line === null) {
    const problem = lastSeq === 0 ? null : `The audit log has ${lastSeq} records, but there are no checkpoints at ${path}.`;
    return { problem, usable: true, last: null };
  }
  const last = readCheckpoint(line);
  if (last === null) return { problem: `The last line of ${path} is no checkpoint.`, usable: false, last };
  const { checkpoint, signature } = last;
  if (checkpoint.nextKey !== undefined) keys.finish(checkpoint.nextKey);
  const key = keys.current();
  const signer = checkpoint.nextKey === undefined ? checkpoint.keyId : keyIdOf(checkpoint.nextKey);
  if (key === null || key.keyId !== signer) {
    const state = key === null ? 'is missing' : 'is another';
    return {
      problem: `The key ${keys.path} ${state}; the checkpoints in ${path} end with that of ${signer}.`,
      usable: false,
      last,
    };
  }
  if (checkpoint.nextKey === undefined && !isSignedBy(checkpoint, signature, key.publicKey))
    return { problem: `The last checkpoint in ${path} was edited or forged.`, usable: false, last };
  return { problem: await tailProblem(read, checkpoint), usable: true, last };
}
