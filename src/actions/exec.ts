import type { Caller, Source } from '../access/caller.ts';
import type { Redact } from '../audit/redact.ts';
import type { Container } from '../engine/model.ts';
import type { EngineWriter, ExecRun, ExecSpec, TerminalRun } from '../engine/ports.ts';
import { badInput, timedOut } from '../errors.ts';
import { shownCommand } from './command-line.ts';
import { aimAt, selfVeto, stateOf, present, type ContainerInput } from './containers.ts';
import { checkCommand, wholeNumber, type CommandInput } from './exec-input.ts';
import { KeptOutputs, Output, type OutputText } from './exec-output.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { hashedPairs } from './pairs.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from './perform.ts';

export interface ExecInput extends ContainerInput, CommandInput {
  /** What the command reads; without it its input is empty. */
  stdin?: string | null;
  privileged?: boolean | null;
  /** How long it is waited for. */
  timeoutSeconds?: number | null;
  /** What is kept of each of the two outputs, in bytes. */
  outputLimit?: number | null;
  detach?: boolean | null;
}

/** What a command came to. */
export interface ExecOutcome {
  container: Container;
  /** Null while it runs, and where nobody waited for it. */
  exitCode: number | null;
  stdout: OutputText;
  stderr: OutputText;
  /** The time was over before the command was. */
  timedOut: boolean;
  /** As far as is known. */
  running: boolean;
}

export interface ExecActions {
  /** Runs a command in a container and gives what it wrote. A command that fails is no error: it has an exit code. */
  run(caller: Caller, source: Source, input: ExecInput): Promise<Performed<ExecOutcome>>;
}

const defaultSeconds = 60;
const maxSeconds = 3600;
const defaultLimit = 1024 * 1024;
const maxLimit = 8 * 1024 * 1024;

export function execActions(deps: PerformDeps & { keys: IdempotencyKeys }): ExecActions {
  const once = deps.keys.memory<Performed<ExecOutcome>>();
  const kept = new KeptOutputs();
  return {
    run(caller, source, input) {
      const key = input.idempotencyKey ?? null;
      if (key === null) return run(deps, caller, source, input);
      return once({ caller, source, action: 'container.exec', key, input }, async (usedUp) => {
        const done = await run(deps, caller, source, input, usedUp);
        kept.keep(done.value);
        return done;
      });
    },
  };
}

function run(deps: PerformDeps, caller: Caller, source: Source, input: ExecInput, usedUp?: () => void) {
  let seen: Container;
  let came: Omit<ExecOutcome, 'container'>;
  const seconds = input.timeoutSeconds ?? defaultSeconds;
  return perform<ExecOutcome>(deps, caller, source, {
    action: 'container.exec',
    host: input.host ?? null,
    params: (redact) => present({ ref: input.ref, ...execParams(input, redact) }),
    input,
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (host) => {
      seen = host.mirror.resolveContainer(input.ref);
      check(input);
      const aim = aimAt(seen);
      const demands = input.privileged === true ? [{ needs: 'host.privileged' as const, path: 'input.privileged' }] : [];
      return { ...aim, key: seen.id, demands, ...(deps.isSelf(seen.id) ? { veto: selfVeto } : {}) };
    },
    call: async (writer, id) => {
      const done = await carryOut(writer, id, input, seconds * 1000);
      came = done.came;
      return { changed: true, status: done.status };
    },
    result: (host: ActionHost, id) => {
      const container = host.mirror.containers.get(id) ?? seen;
      const details = {
        ...stateOf(container).details,
        stdoutBytes: String(came.stdout.bytes),
        stderrBytes: String(came.stderr.bytes),
        ...(came.exitCode === null ? {} : { execExitCode: String(came.exitCode) }),
      };
      const late = came.timedOut
        ? { result: 'timeout' as const, failure: timedOut(`the command had not ended after ${seconds} s; it may still run`) }
        : {};
      return { value: { ...came, container }, after: { ...stateOf(container), details }, ...late };
    },
  });
}

/** The command line and the environment for the log, with hashes in place of secrets; of the input its size. */
function execParams(input: ExecInput, redact: Redact): Record<string, string | null> {
  const flag = (value: boolean | null | undefined) => (value === true ? 'true' : null);
  const stdin = input.stdin ?? null;
  return {
    command: shownCommand(input.command, redact),
    env: hashedPairs(input.env, redact),
    user: input.user ?? null,
    workingDir: input.workingDir ?? null,
    stdinBytes: stdin === null ? null : String(Buffer.byteLength(stdin)),
    privileged: flag(input.privileged),
    detach: flag(input.detach),
    timeoutSeconds: String(input.timeoutSeconds ?? defaultSeconds),
  };
}

function check(input: ExecInput): void {
  checkCommand(input);
  wholeNumber('input.timeoutSeconds', input.timeoutSeconds, defaultSeconds, 1, maxSeconds);
  wholeNumber('input.outputLimit', input.outputLimit, defaultLimit, 1, maxLimit);
  if (input.detach === true && (input.stdin ?? null) !== null) {
    throw badInput('input.stdin: a command that nobody waits for (input.detach) reads nothing.');
  }
}

function specOf(input: ExecInput): ExecSpec {
  return {
    command: input.command,
    env: input.env ?? [],
    user: input.user ?? null,
    workingDir: input.workingDir ?? null,
    tty: false,
    stdin: (input.stdin ?? null) !== null,
    privileged: input.privileged ?? false,
    detach: input.detach ?? false,
    detachKeys: null,
  };
}

async function carryOut(writer: EngineWriter, id: string, input: ExecInput, timeoutMs: number) {
  const limit = input.outputLimit ?? defaultLimit;
  const outputs = { stdout: new Output(limit), stderr: new Output(limit) };
  const read = () => ({ stdout: outputs.stdout.read(), stderr: outputs.stderr.read() });
  const spec = specOf(input);
  if (spec.detach) {
    const { status } = await writer.startExec(id, spec);
    return { status, came: { ...read(), exitCode: null, timedOut: false, running: true } };
  }
  const exec = await writer.openExec(id, spec);
  try {
    const timeOver = await listen(exec, outputs, input.stdin ?? null, timeoutMs);
    const { running, exitCode } = await ended(exec, timeOver);
    return { status: exec.status, came: { ...read(), exitCode, timedOut: timeOver, running } };
  } finally {
    exec.close();
  }
}

/** Feeds the command and reads what it writes, to the end of both outputs. True when the time was over first. */
async function listen(exec: ExecRun, outputs: Record<'stdout' | 'stderr', Output>, stdin: string | null, timeoutMs: number) {
  let timeOver = false;
  const timer = setTimeout(() => {
    timeOver = true;
    exec.close();
  }, timeoutMs);
  try {
    if (stdin !== null) {
      // A command may end without reading all of it; what it wrote until then is what counts.
      if (stdin !== '') exec.write(Buffer.from(stdin)).catch(() => undefined);
      exec.endInput();
    }
    for await (const { stream, bytes } of exec.output) outputs[stream].push(bytes);
    return timeOver;
  } finally {
    clearTimeout(timer);
  }
}

const settleTries = 40;
const settlePauseMs = 50;

/** The engine learns of a command's end a moment after its outputs have closed. One that has closed them itself may go on. */
export async function ended(exec: TerminalRun, atOnce: boolean): Promise<{ running: boolean; exitCode: number | null }> {
  for (let tried = 1; ; tried += 1) {
    const result = await exec.result();
    if (!result.running || atOnce || tried >= settleTries) return result;
    await new Promise((resolve) => setTimeout(resolve, settlePauseMs));
  }
}
