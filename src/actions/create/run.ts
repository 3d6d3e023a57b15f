import type { Caller } from '../../access/caller.ts';
import type { ObjectState } from '../../audit/log.ts';
import type { Container } from '../../engine/model.ts';
import type { Output } from '../../engine/output.ts';
import type { CreateBody, Created, WriteResult } from '../../engine/ports.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import { longUseCase, type Definition, type UseCase, type UseCaseDeps } from '../once.ts';
import type { ActionHost } from '../perform.ts';
import { aimAtNew } from './aim.ts';
import { refuse } from './check.ts';
import type { NewContainer } from './create.ts';
import type { RunInput } from './input.ts';
import type { RegistryDeps } from '../registry/actions.ts';
import { paramsOf } from './record.ts';
import { checkPull, makeWithImage, notStarted, start, undone } from './steps.ts';

/** A container that was made and started. */
export interface RunResult extends NewContainer {
  /** Null where it was not waited for, or had not ended in time. */
  exitCode: number | null;
  output: Output | null;
}

/** The use case behind `runContainer`. Cancelled before it is started, nothing of it is left; afterwards it goes on, and is no more waited for. */
export type Run = UseCase<RunInput, RunResult | null>;

interface Ran extends WriteResult {
  created: Created;
  pulled: boolean;
  exitCode: number | null;
  output: Output | null;
}

const longestWaitMs = 10 * 60_000;

export function runAction(deps: UseCaseDeps & RegistryDeps): Run {
  const waits = ({ waitForStart }: RunInput) => waitForStart !== false;
  return longUseCase<RunInput, RunResult, Ran>(deps, (input, caller) => run(deps, input, caller), waits);
}

function run(deps: UseCaseDeps & RegistryDeps, input: RunInput, caller: Caller): Definition<RunResult, Ran> {
  const pull = input.pull ?? 'missing';
  let host: ActionHost | undefined;
  let body: CreateBody | undefined;
  // What is removed as soon as it has ended may be gone before it can be shown.
  let seen: Container | null = null;
  return {
    action: 'container.run',
    params: (redact) => ({ ...paramsOf(input, redact), pull }),
    type: 'container',
    aim: (on) => {
      checkPull(pull, input);
      checkWait(input);
      const aimed = aimAtNew(caller, on, input, pull === 'never' ? [] : ['image.pull']);
      host = on;
      body = aimed.body;
      return aimed.aim;
    },
    call: async (writer, _key, auditId, work) => {
      if (host === undefined || body === undefined) throw internal('a container was to be run of nothing');
      const { created, pulled } = await makeWithImage(writer, input, body, pull, deps.credentials, work);
      if (work.signal.aborted) throw await undone(writer, created.id, work);
      const look = async () => {
        await host?.mirror.refresh('container', created.id);
        seen = host?.mirror.containers.get(created.id) ?? seen;
      };
      try {
        // Should we be killed, this tells the next start which container it was.
        await Promise.all([look(), deps.audit.started(auditId, { container: created.id })]);
        const started = await start(writer, created.id, input, work);
        return { ...started, changed: true, created, pulled };
      } catch (error) {
        await look();
        throw notStarted(error, created.id, host.mirror.containers.get(created.id));
      }
    },
    made: ({ created }) => created.id,
    result: (on, id, { created, pulled, exitCode, output }) => {
      const now = on.mirror.containers.get(id);
      const container = now ?? seen;
      return {
        value: { id, container, warnings: created.warnings, pulled, exitCode, output },
        after: afterOf(now, container, exitCode),
      };
    },
  };
}

function checkWait({ wait, waitForStart, timeout }: RunInput): void {
  if (wait === true && waitForStart === false)
    refuse('waitForStart', 'false only without wait, whose output nobody would be told.');
  if (typeof timeout !== 'number') return;
  if (wait !== true) refuse('timeout', 'only together with wait.');
  if (timeout < 1000 || timeout > longestWaitMs) refuse('timeout', 'from 1 s to 10 min.');
}

/** What the log keeps. One that was removed when it had ended is no longer in the copy; how it ended is known. */
function afterOf(now: Container | undefined, seen: Container | null, exitCode: number | null): ObjectState | null {
  if (now === undefined && exitCode !== null) return { state: 'removed', exitCode, details: {} };
  return seen === null ? null : stateOf(seen);
}
