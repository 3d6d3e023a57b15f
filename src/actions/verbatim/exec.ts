import type { Caller, Source } from '../../access/caller.ts';
import type { Container } from '../../engine/model.ts';
import type { EngineWriter, ExecSpec, TerminalSize, WriteResult } from '../../engine/ports.ts';
import { conflict, internal } from '../../errors.ts';
import { aimAt, present, selfVeto, stateOf } from '../containers.ts';
import { EndedAs } from '../ended-as.ts';
import { ended } from '../exec.ts';
import { checkCommand } from '../exec-input.ts';
import { perform, type PerformDeps } from '../perform.ts';
import { commandParams, counted, type Serve, type SessionResult } from '../terminals.ts';
import { Execs } from './execs.ts';

export interface ExecVerbatimInput {
  ref: string;
  host: string;
  spec: ExecSpec;
}

/**
 * Commands as the Engine API has them, made by one request and started by another. It is one action all the same: decided and on record before the command is
 * made, `started` when it is, and with one outcome when it has ended, or when nobody has started it. Only whoever made one can start it, or ask about it.
 */
export interface ExecsVerbatim {
  create(caller: Caller, source: Source, input: ExecVerbatimInput): Promise<{ execId: string; auditId: string }>;
  /** Null: it is started and left alone. */
  start(caller: Caller, execId: string, serve: Serve | null): Promise<SessionResult>;
  resize(caller: Caller, execId: string, size: TerminalSize): Promise<void>;
  /** NOT_FOUND for one of somebody else's. */
  check(caller: Caller, execId: string): void;
}

type Deps = PerformDeps & { stopping: AbortSignal };

export function execsVerbatim(deps: Deps): ExecsVerbatim {
  const execs = new Execs(deps.stopping);
  return {
    create: (caller, source, input) => create(deps, execs, caller, source, input),
    start: (caller, execId, serve) => execs.start(caller, execId, serve),
    resize: (caller, execId, size) => execs.resize(caller, execId, size),
    check: (caller, execId) => void execs.find(caller, execId),
  };
}

function create(deps: Deps, execs: Execs, caller: Caller, source: Source, { ref, host, spec }: ExecVerbatimInput) {
  let seen: Container;
  let came: SessionResult = { ending: 'ended', running: true, exitCode: null };
  const bytes = { in: 0, out: 0 };
  const made = Promise.withResolvers<{ execId: string; auditId: string }>();

  const run = async (writer: EngineWriter, id: string, auditId: string): Promise<WriteResult> => {
    const prepared = await writer.prepareExec(id, spec);
    const { execId } = prepared;
    const asked = execs.hold(execId, host, caller.id);
    made.resolve({ execId, auditId });
    const start = await asked;
    if (start === null) throw new EndedAs('cancelled', conflict('The command was made, and nobody has started it.'));
    try {
      // The rules may have changed since it was made.
      const again = deps.authorize(caller, 'container.exec', aimAt(seen).target, host);
      if (!again.allow) throw new EndedAs('cancelled', conflict(again.reason));
      if (start.serve === null) {
        await deps.audit.started(auditId, { execId });
        const answer = await writer.releasePrepared(id, spec, execId);
        start.done.resolve(came);
        return answer;
      }
      came = await attended(writer, id, auditId, execId, start.serve);
      start.done.resolve(came);
      return prepared;
    } catch (error) {
      start.done.reject(error);
      throw error;
    } finally {
      execs.opened(execId, null);
    }
  };

  const attended = async (writer: EngineWriter, id: string, auditId: string, execId: string, serve: Serve) => {
    const open = await writer.startPrepared(id, spec, execId);
    try {
      await deps.audit.started(auditId, { execId });
      execs.opened(execId, (size) => open.resize(size));
      const ending = await serve({ auditId, containerId: id, tty: spec.tty, ...counted(open, bytes) });
      open.close();
      const result = await ended(open, ending !== 'ended');
      return { ...result, ending: ending === 'ended' && result.running ? ('detached' as const) : ending };
    } finally {
      open.close();
    }
  };

  const session = perform<SessionResult>(deps, caller, source, {
    action: 'container.exec',
    host,
    params: (redact) =>
      present({ ref, ...commandParams(spec, redact), terminal: String(spec.tty), privileged: spec.privileged ? 'true' : null }),
    input: { command: spec.command, env: spec.env },
    reason: null,
    idempotencyKey: null,
    type: 'container',
    aim: ({ mirror }) => {
      seen = mirror.resolveContainer(ref);
      checkCommand(spec);
      execs.checkRoom();
      const demands = spec.privileged ? [{ needs: 'host.privileged' as const, path: 'Privileged' }] : [];
      return { ...aimAt(seen), key: seen.id, demands, ...(deps.isSelf(seen.id) ? { veto: selfVeto } : {}) };
    },
    call: run,
    result: ({ mirror }, id) => {
      const container = mirror.containers.get(id) ?? seen;
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
  session.then(
    () => made.reject(internal('a command has ended before it was made')),
    (error: unknown) => made.reject(error),
  );
  return made.promise;
}
