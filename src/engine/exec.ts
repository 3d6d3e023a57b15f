import { conflict, engineError, engineUnavailable } from '../errors.ts';
import { isBroken, type EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { FrameReader, type OutputPiece } from './frames.ts';
import { hijack, post, type Raw } from './hijack.ts';
import { pathSegment } from './ids.ts';
import type { ExecRun, ExecSpec, PreparedExec, RawStream, TerminalSize, WriteResult } from './ports.ts';

/** Makes a command in a container, starts it, and gives the two ends of it once the engine has opened them. */
export async function openExec(connection: EngineConnection, id: string, spec: ExecSpec, deadlineMs: number): Promise<ExecRun> {
  const { execId } = await prepareExec(connection, id, spec, deadlineMs);
  return startPrepared(connection, spec, execId, deadlineMs);
}

/** Starts a command that was made. */
export async function startPrepared(
  connection: EngineConnection,
  spec: ExecSpec,
  execId: string,
  deadlineMs: number,
): Promise<ExecRun> {
  const path = `/exec/${execId}`;
  const start = `${path}/start`;
  const raw = await connection.apart({ method: 'POST', path: start, deadlineMs }, (found, signal) =>
    hijack(found, start, { Detach: false, Tty: spec.tty }, signal),
  );
  return {
    execId,
    ...rawStream(connection, raw, spec.tty),
    resize: (size) => resize(connection, path, size, deadlineMs),
    async result() {
      const { body } = await connection.call({ method: 'GET', path: `${path}/json`, deadlineMs });
      const exec = new Reading(body, 'exec');
      const running = exec.at('Running').flag();
      return { running, exitCode: running || exec.at('ExitCode').absent ? null : exec.at('ExitCode').number() };
    },
  };
}

/** Makes a command in a container and starts it with nobody listening. */
export async function startExec(
  connection: EngineConnection,
  id: string,
  spec: ExecSpec,
  deadlineMs: number,
): Promise<WriteResult> {
  const { execId } = await prepareExec(connection, id, spec, deadlineMs);
  return releasePrepared(connection, spec, execId, deadlineMs);
}

/** Starts a command that was made, with nobody listening. */
export async function releasePrepared(
  connection: EngineConnection,
  spec: ExecSpec,
  execId: string,
  deadlineMs: number,
): Promise<WriteResult> {
  const path = `/exec/${execId}/start`;
  const { status } = await connection.apart({ method: 'POST', path, deadlineMs }, (found, signal) =>
    post(found, path, { Detach: true, Tty: spec.tty }, signal),
  );
  return { changed: true, status };
}

/** Makes a command in a container. */
export async function prepareExec(
  connection: EngineConnection,
  id: string,
  spec: ExecSpec,
  deadlineMs: number,
): Promise<PreparedExec> {
  const path = `/containers/${pathSegment('container', id)}/exec`;
  const body = {
    AttachStdin: spec.stdin,
    AttachStdout: !spec.detach && (spec.outputs?.stdout ?? true),
    AttachStderr: !spec.detach && (spec.outputs?.stderr ?? true),
    Tty: spec.tty,
    Cmd: spec.command,
    Env: spec.env.map(({ key, value }) => `${key}=${value}`),
    User: spec.user ?? '',
    WorkingDir: spec.workingDir ?? '',
    Privileged: spec.privileged,
    ...(spec.detachKeys === null ? {} : { DetachKeys: spec.detachKeys }),
  };
  const answer = await connection.apart({ method: 'POST', path, deadlineMs }, (found, signal) => post(found, path, body, signal));
  const made = new Reading(answer.body, 'exec').at('Id').required();
  // It becomes part of a path.
  if (!/^[a-f0-9]{8,128}$/.test(made)) throw engineError('the engine gave a command an id that is none');
  return { execId: made, changed: true, status: answer.status };
}

/** The raw connection as its users see it. */
export function rawStream(connection: EngineConnection, raw: Raw, tty: boolean): RawStream {
  const so = { closed: false, written: false };
  return {
    status: raw.status,
    output: outputOf(connection, raw, tty, so),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        so.written = true;
        // Settles once the connection has taken the bytes, so that whoever waits for it cannot run ahead of the command.
        raw.input.write(bytes, (error) => {
          if (error) reject(conflict('the command takes no more input', { cause: error }));
          else resolve();
        });
      }),
    endInput: () => void raw.input.end(),
    close() {
      so.closed = true;
      raw.close();
    },
  };
}

async function* outputOf(
  connection: EngineConnection,
  raw: Raw,
  tty: boolean,
  so: Readonly<{ closed: boolean; written: boolean }>,
): AsyncGenerator<OutputPiece> {
  const frames = new FrameReader();
  try {
    for await (const chunk of raw.output) {
      if (!Buffer.isBuffer(chunk)) continue;
      if (tty) yield { stream: 'stdout', bytes: chunk };
      else yield* frames.push(chunk);
    }
    // The engine writes whole frames: this was not its end, but that of the connection.
    if (!frames.whole) throw engineUnavailable('the connection to the engine ended in the middle of the output');
  } catch (error) {
    // A command that ends before it has read its input: the engine closes what it has not read either, which resets the connection. How the command ended is
    // asked afterwards, and fails where it was the engine that has gone.
    const unread = so.written && frames.whole && isBroken(error);
    if (!so.closed && !unread) throw connection.broken(error);
  }
}

const resizeTries = 5;
const resizePauseMs = 50;

/** A command that is just starting has no terminal yet, which the engine answers with a failure: asked again a few times, as Docker's own client does. */
export async function resize(connection: EngineConnection, path: string, size: TerminalSize, deadlineMs: number): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await connection.call({ method: 'POST', path: `${path}/resize`, query: { h: size.rows, w: size.cols }, deadlineMs });
      return;
    } catch (error) {
      if (tried >= resizeTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, resizePauseMs * tried));
    }
  }
}
