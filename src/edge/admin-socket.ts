import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listenOn } from './unix-listen.ts';
import { readRequest, type AdminAnswer, type AdminRequest } from './admin-protocol.ts';

export interface AdminSocket {
  /** Takes no more requests, lets those that are being carried out finish, and removes the socket. */
  close(): Promise<void>;
}

/** The address of a unix socket is a field of 108 bytes that ends in a zero. */
const longestPath = 107;
const patienceMs = 10_000;
const largestRequest = 1_048_576;

export function adminSocketPath(stateDir: string): string {
  return join(stateDir, 'admin.sock');
}

/**
 * Listens on `admin.sock` in the state directory for the command line, with one request a connection: the client ends its side, the answer follows. Only
 * the owner of the state directory may call it (a socket file found there is a dead process's, and is replaced). Rejects with the fix in a sentence.
 */
export async function openAdminSocket(
  stateDir: string,
  carryOut: (request: AdminRequest) => Promise<AdminAnswer>,
  /** Told of what is no request. */
  refused: () => void = () => {},
): Promise<AdminSocket> {
  const path = adminSocketPath(stateDir);
  if (Buffer.byteLength(path) > longestPath) {
    throw new Error(
      `${path} is longer than the ${longestPath} bytes that a socket's path may have: choose a shorter WHARFINGER_STATE_DIR.`,
    );
  }
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    void answer(socket, carryOut, refused);
  });
  await listenOn(server, { path, mode: 0o600, owner: null, group: null });
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

async function answer(
  socket: Socket,
  carryOut: (request: AdminRequest) => Promise<AdminAnswer>,
  refused: () => void,
): Promise<void> {
  let size = 0;
  socket.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestRequest) socket.destroy();
  });
  try {
    const request = readRequest(await text(socket));
    socket.setTimeout(0);
    if (request === undefined) refused();
    const result: AdminAnswer =
      request === undefined
        ? {
            error: {
              code: 'BAD_INPUT',
              message: 'This is no request that this version of Wharfinger understands.',
              auditId: null,
            },
          }
        : await carryOut(request);
    socket.end(JSON.stringify(result));
  } catch {
    // The client went before it had asked.
    socket.destroy();
  }
}
