import type { Caller, Source } from '../access/caller.ts';
import type { Redact } from '../audit/redact.ts';
import type { Container } from '../engine/model.ts';
import type { EngineWriter, RawStream, TerminalRun, TerminalSize } from '../engine/ports.ts';
import type { OutputPiece } from '../engine/frames.ts';
import { badInput, conflict } from '../errors.ts';
import { shownCommand } from './command-line.ts';
import { aimAt, present, selfVeto, stateOf, type ContainerInput } from './containers.ts';
import { checkCommand, wholeNumber, type CommandInput } from './exec-input.ts';
import { ended } from './exec.ts';
import { hashedPairs } from './pairs.ts';
import { perform, type PerformDeps, type Performed } from './perform.ts';
import type { Aim } from './recorded.ts';

export interface AttachInput extends ContainerInput {
  /** Whether what the client writes reaches the process; absent: where the container has a terminal. */
  stdin?: boolean | null;
  size?: TerminalSize | null;
  detachKeys?: string | null;
}

export interface TerminalInput extends AttachInput, CommandInput {
  tty?: boolean | null;
}

/** Why a session was over: the other end closed; the client left, or let go; too long without a byte, or in all; not welcome any more; shutdown. */
export type Ending = 'ended' | 'left' | 'detached' | 'idle' | 'time' | 'revoked' | 'shutdown';

/** What a client gets hold of while its session lasts. */
export interface Terminal {
  auditId: string;
  containerId: string;
  tty: boolean;
  output: AsyncIterable<OutputPiece>;
  write(bytes: Buffer): Promise<void>;
  endInput(): void;
  resize(size: TerminalSize): Promise<void>;
}

/** Passes the bytes to and fro. Settles when the session is over, with the reason; the connection to the engine is closed then. */
export type Serve = (terminal: Terminal) => Promise<Ending>;

export interface SessionResult {
  ending: Ending;
  running: boolean;
  exitCode: number | null;
}

/** Terminals: on record with an intent, a `started` once the engine's stream is open, and one outcome when the session is over. */
export interface TerminalActions {
  exec(caller: Caller, source: Source, input: TerminalInput, serve: Serve): Promise<Performed<SessionResult>>;
  attach(caller: Caller, source: Source, input: AttachInput, serve: Serve): Promise<Performed<SessionResult>>;
}

export function terminalActions(deps: PerformDeps): TerminalActions {
  return {
    exec: (caller, source, input, serve) =>
      session(deps, caller, source, input, serve, {
        action: 'container.exec',
        params: (redact) => ({ ...commandParams(input, redact), terminal: String(input.tty ?? false) }),
        check: () => checkCommand(input),
        tty: () => input.tty ?? false,
        open: (writer, id) =>
          writer.openExec(id, {
            command: input.command,
            env: input.env ?? [],
            user: input.user ?? null,
            workingDir: input.workingDir ?? null,
            tty: input.tty ?? false,
            stdin: input.stdin ?? true,
            privileged: false,
            detach: false,
            detachKeys: input.detachKeys ?? null,
          }),
      }),
    attach: (caller, source, input, serve) =>
      session(deps, caller, source, input, serve, {
        action: 'container.attach',
        params: () => ({}),
        check: ({ state, name }) => {
          if (state !== 'running') throw conflict(`${name} is ${state}: only a running container can be attached to.`);
        },
        tty: ({ tty }) => tty,
        open: (writer, id, { tty, openStdin }) =>
          writer.attachContainer(id, { tty, stdin: openStdin && (input.stdin ?? tty), detachKeys: input.detachKeys ?? null }),
      }),
  };
}

/** What one kind of session is, apart from what all have. */
export interface Kind {
  action: 'container.exec' | 'container.attach';
  params: (redact: Redact) => Record<string, string | null>;
  check: (container: Container) => void;
  tty: (container: Container) => boolean;
  open: (writer: EngineWriter, id: string, container: Container) => Promise<TerminalRun & { execId?: string }>;
}

/** One session, from its intent to its outcome. */
export function session(deps: PerformDeps, caller: Caller, source: Source, input: AttachInput, serve: Serve, kind: Kind) {
  let seen: Container;
  let came: SessionResult;
  const bytes = { in: 0, out: 0 };
  return perform<SessionResult>(deps, caller, source, {
    action: kind.action,
    host: input.host ?? null,
    params: (redact) => present({ ref: input.ref, ...kind.params(redact) }),
    input,
    reason: input.reason ?? null,
    idempotencyKey: null,
    type: 'container',
    aim: (host): Aim & { key: string } => {
      seen = host.mirror.resolveContainer(input.ref);
      checkTerminal(input);
      kind.check(seen);
      return { ...aimAt(seen), key: seen.id, ...(deps.isSelf(seen.id) ? { veto: selfVeto } : {}) };
    },
    call: async (writer, id, auditId) => {
      const run = await kind.open(writer, id, seen);
      try {
        await deps.audit.started(auditId, run.execId === undefined ? {} : { execId: run.execId });
        // A terminal that could not be resized is still a terminal.
        if (input.size && kind.tty(seen)) await run.resize(input.size).catch(() => undefined);
        const ending = await serve({ auditId, containerId: id, tty: kind.tty(seen), ...counted(run, bytes) });
        run.close();
        const result = await ended(run, ending !== 'ended');
        came = { ...result, ending: ending === 'ended' && result.running ? 'detached' : ending };
        return { changed: true, status: run.status };
      } finally {
        run.close();
      }
    },
    result: (host, id) => {
      const container = host.mirror.containers.get(id) ?? seen;
      const details = {
        ...stateOf(container).details,
        ending: came.ending,
        bytesIn: String(bytes.in),
        bytesOut: String(bytes.out),
        ...(came.exitCode === null ? {} : { execExitCode: String(came.exitCode) }),
      };
      return { value: came, after: { ...stateOf(container), details } };
    },
  });
}

/** The run as the client gets hold of it, with its bytes counted. */
export function counted(run: TerminalRun, bytes: { in: number; out: number }) {
  return {
    ...countedEnds(run, bytes),
    resize: (size: TerminalSize) => {
      checkSize(size);
      return run.resize(size);
    },
  };
}

/** The same without a terminal. */
export function countedEnds(run: RawStream, bytes: { in: number; out: number }) {
  async function* output() {
    for await (const piece of run.output) {
      bytes.out += piece.bytes.length;
      yield piece;
    }
  }
  return {
    output: output(),
    write: (part: Buffer) => {
      bytes.in += part.length;
      return run.write(part);
    },
    endInput: () => run.endInput(),
  };
}

export function commandParams({ command, env, user, workingDir }: CommandInput, redact: Redact): Record<string, string | null> {
  return {
    command: shownCommand(command, redact),
    env: hashedPairs(env, redact),
    user: user ?? null,
    workingDir: workingDir ?? null,
  };
}

/** Keys as the Docker CLI takes them. */
const keysPattern = /^(?:[a-zA-Z]|ctrl-[a-z@[\\\]^_])(?:,(?:[a-zA-Z]|ctrl-[a-z@[\\\]^_])){0,9}$/;

function checkTerminal({ size, detachKeys }: AttachInput): void {
  if (size) checkSize(size);
  if (detachKeys !== null && detachKeys !== undefined && !keysPattern.test(detachKeys)) {
    throw badInput('input.detachKeys: letters, or ctrl- and one of a-z, @, [, \\, ], ^, _, separated by commas.');
  }
}

function checkSize({ cols, rows }: TerminalSize): void {
  wholeNumber('input.cols', cols, cols, 1, 1000);
  wholeNumber('input.rows', rows, rows, 1, 1000);
}
