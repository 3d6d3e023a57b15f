import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { userInfo } from 'node:os';
import type { Config } from '../config.ts';
import { readAnswer, type AdminAnswer, type AdminRequest } from '../edge/admin-protocol.ts';
import { adminSocketPath } from '../edge/admin-socket.ts';
import { administerHere } from './offline.ts';

/** Has a request carried out: by the serving process where there is one, otherwise here, as the owner of the state for as long as it takes. */
export async function administer(config: Config, request: AdminRequest): Promise<AdminAnswer> {
  return (await askServer(config, request)) ?? administerHere(config, request);
}

/** Has a request carried out by the serving process; null where there is none. */
export async function askServer(config: Config, request: AdminRequest): Promise<AdminAnswer | null> {
  const socket = await open(adminSocketPath(config.stateDir));
  if (socket === null) return null;
  socket.end(JSON.stringify(request));
  const answer = readAnswer(await text(socket));
  if (answer === undefined)
    throw new Error('The serving Wharfinger gave an answer that this version does not understand: is it another version?');
  return answer;
}

/** Who runs the command, for the log. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as containers have it.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Null where nobody listens: no socket, or that of a process which has died. */
function open(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else
        reject(
          new Error(`${path} cannot be opened (${error.code ?? error.message}). Run this as the user that Wharfinger runs as.`, {
            cause: error,
          }),
        );
    });
  });
}
