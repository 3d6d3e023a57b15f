import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import type { Credential } from '../access/identify.ts';
import type { ContainerActions } from '../actions/containers.ts';
import type { Ending, Serve, SessionResult, TerminalActions } from '../actions/terminals.ts';
import { told, unauthenticated, WharfingerError } from '../errors.ts';
import { timesOf, type Times } from './limits.ts';
import { readAttachOpening, readExecOpening } from './messages.ts';
import { say, Session } from './session.ts';
import type { Sessions } from './sessions.ts';

export interface TerminalDeps {
  /** What has to be waited for before `admit`; null where nothing has. Never rejects. */
  meet: (authorization: string | undefined) => Promise<void> | null;
  admit: (credential: Credential, source: Source) => Caller;
  /** Puts an opening on record that came to no action. */
  refused: (what: string, request: FastifyRequest) => void;
  sessions: Sessions;
  longest: Times;
  actions: { terminals: TerminalActions; containers: Pick<ContainerActions, 'kill'> };
}

/** What the address says. */
export interface Place {
  host: string;
  ref: string;
}

const openingMs = 10_000;
const pingMs = 30_000;

/** Serves one upgraded connection from the first message to the last. */
export function serveSocket(
  deps: TerminalDeps,
  kind: 'exec' | 'attach',
  place: Place,
  socket: WebSocket,
  request: FastifyRequest,
): void {
  let session: Session | null = null;
  const refuse = (error: unknown) => fail(socket, request, error);
  const late = setTimeout(() => refuse(unauthenticated(`No first message within ${openingMs / 1000} s.`)), openingMs);
  const stopPings = keepAlive(socket);
  socket.once('close', () => {
    clearTimeout(late);
    stopPings();
  });
  socket.on('message', (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat([data].flat().map((part) => new Uint8Array(part)));
    if (session !== null) return session.receive(bytes, isBinary);
    // Refused already; what comes before the close frame does is not a second try.
    if (socket.readyState !== socket.OPEN) return;
    clearTimeout(late);
    const text = bytes.toString('utf8');
    const opened = () => {
      try {
        session = open(deps, kind, place, socket, request, text);
      } catch (error) {
        if (error instanceof WharfingerError && error.code === 'BAD_INPUT')
          deps.refused(`the opening of a terminal (${kind})`, request);
        refuse(error);
      }
    };
    const meeting = deps.meet(credentialIn(kind, text) ?? request.headers.authorization);
    if (meeting === null) return opened();
    // What follows the opening waits for it.
    socket.pause();
    meeting.then(opened).then(() => socket.resume(), refuse);
  });
}

/** The credential of an opening; undefined where it has none, or is none: `open` will say so. */
function credentialIn(kind: 'exec' | 'attach', text: string): string | undefined {
  try {
    return (kind === 'exec' ? readExecOpening(text) : readAttachOpening(text)).authorization;
  } catch {
    return undefined;
  }
}

function open(
  { admit, sessions, longest, actions }: TerminalDeps,
  kind: 'exec' | 'attach',
  place: Place,
  socket: WebSocket,
  request: FastifyRequest,
  text: string,
): Session {
  const { source, credential } = request;
  const execOpening = kind === 'exec' ? readExecOpening(text) : null;
  const opening = execOpening ?? readAttachOpening(text);
  const caller = admit({ ...credential, authorization: opening.authorization ?? credential.authorization }, source);
  const { cols, rows, stdin, detachKeys, reason } = opening;
  const size = cols === undefined && rows === undefined ? null : { cols: cols ?? 80, rows: rows ?? 24 };
  const input = { ...place, stdin, size, detachKeys, reason };

  const session = new Session({
    socket,
    times: timesOf(opening, longest),
    signal:
      kind === 'attach'
        ? (ref, signal) => actions.containers.kill(caller, source, { ref, host: place.host, signal, reason })
        : null,
    complain: (error) => say(socket, { type: 'error', error: shown(request, error) }),
  });
  const remove = sessions.add(caller, (why) => session.end(why));
  const serve: Serve = (terminal) => session.serve(terminal);
  const running =
    execOpening === null
      ? actions.terminals.attach(caller, source, input, serve)
      : actions.terminals.exec(caller, source, { ...pickCommand(execOpening), ...input }, serve);
  running
    .then(
      ({ auditId, value }) => farewell(socket, auditId, value),
      (error: unknown) => fail(socket, request, error),
    )
    .finally(remove);
  return session;
}

const pickCommand = ({ command, tty, env, user, workingDir }: ReturnType<typeof readExecOpening>) => ({
  command,
  tty,
  env,
  user,
  workingDir,
});

const closings: Partial<Record<Ending, readonly [code: number, reason: string]>> = {
  revoked: [4403, 'The credential has been revoked or has expired'],
  idle: [4408, 'Nothing was sent or received for too long'],
  time: [4408, 'The session has lasted as long as it may'],
  shutdown: [1001, 'Wharfinger is stopping'],
};

function farewell(socket: WebSocket, auditId: string, { exitCode, running, ending }: SessionResult): void {
  say(socket, { type: 'exit', exitCode, running, ending, auditId });
  close(socket, ...(closings[ending] ?? [1000, ending]));
}

/** Tells the client what was wrong, and closes with 4000 and the error's HTTP status. */
function fail(socket: WebSocket, request: FastifyRequest, error: unknown): void {
  const known = shown(request, error);
  say(socket, { type: 'error', error: known });
  close(socket, 4000 + (error instanceof WharfingerError ? error.http : 500), known.code);
}

/** What a client is told of a failure; one of ours is logged. */
export function shown(request: FastifyRequest, error: unknown): { code: string; message: string; auditId: string | undefined } {
  const known = told(error);
  if (known.code === 'INTERNAL') request.log.error({ err: error }, 'a stream failed unexpectedly');
  return { code: known.code, message: known.message, auditId: known.auditId };
}

/** A peer that takes nothing would not take the close frame either: it is dropped soon after. */
function close(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 2000).unref();
}

/** Drops a peer that answers no ping, unless it is only slow to read what waits for it. */
function keepAlive(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (socket.bufferedAmount > 0 || socket.isPaused) return;
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, pingMs);
  timer.unref();
  return () => clearInterval(timer);
}
