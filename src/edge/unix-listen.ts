import { once } from 'node:events';
import { chmodSync, chownSync, lstatSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';

interface At {
  path: string;
  mode: number;
  /** Null: of the process. */
  owner: number | null;
  group: number | null;
}

/** Listens on a unix socket. One that a dead process left is replaced; anything else that is there stays. Rejects with the fix in a sentence. */
export async function listenOn(server: Server, { path, mode, owner, group }: At): Promise<void> {
  await clear(path);
  // Made for its owner alone, synchronously within listen(), and opened to others once it is theirs.
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  await once(server, 'listening');
  try {
    if (owner !== null || group !== null) chownSync(path, owner ?? -1, group ?? -1);
    chmodSync(path, mode);
  } catch (error) {
    server.close();
    throw error;
  }
}

async function clear(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw new Error(`${path} is there and is no socket: remove it, or choose another path.`);
  if (await answers(path)) throw new Error(`${path} is in use by another process: end that, or choose another path.`);
  rmSync(path, { force: true });
}

function answers(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(path);
  socket.once('connect', () => resolve(true));
  // Whatever else is wrong, such as a lack of rights, somebody may be behind it.
  socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'));
  return promise.finally(() => socket.destroy());
}
