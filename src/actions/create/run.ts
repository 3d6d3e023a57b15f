import type { Caller, Source } from '../../access/caller.ts';
import type { ObjectState } from '../../audit/log.ts';
import type { Container } from '../../engine/model.ts';
import type { Output } from '../../engine/output.ts';
import type { CreateBody, Created, EngineWriter, WriteResult } from '../../engine/ports.ts';
import { internal, WharfingerError } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import type { IdempotencyKeys } from '../idempotency.ts';
import { perform, type ActionHost, type Performed, type PerformDeps } from '../perform.ts';
import { aimAtNew } from './aim.ts';
import { refuse } from './check.ts';
import type { NewContainer } from './create.ts';
import type { CreateInput } from './input.ts';
import { paramsOf } from './record.ts';

export interface RunInput extends CreateInput {
  pull?: 'missing' | 'always' | 'never' | null;
  wait?: boolean | null;
  /** Milliseconds. */
  timeout?: number | null;
}

/** A container that was made and started. */
export interface RunResult extends NewContainer {
  pulled: boolean;
  /** Null where it was not waited for, or had not ended in time. */
  exitCode: number | null;
  output: Output | null;
}

/** The use case behind `runContainer`: authorised, on record; rejects with a WharfingerError that carries the audit id. */
export type Run = (caller: Caller, source: Source, input: RunInput) => Promise<Performed<RunResult>>;

export function runAction(deps: PerformDeps & { keys: IdempotencyKeys }): Run {
  const once = deps.keys.memory<Performed<RunResult>>();
  return (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return run(deps, caller, source, input);
    const use = { actorId: caller.id, key, request: ['container.run', input] };
    return once(use, (usedUp) => run(deps, caller, source, input, usedUp));
  };
}

interface Ran extends WriteResult {
  created: Created;
  pulled: boolean;
  exitCode: number | null;
  output: Output | null;
}

const defaultWaitMs = 60_000;
const longestWaitMs = 10 * 60_000;
/** Of each of the two streams. */
const outputLimit = 512 * 1024;

function run(deps: PerformDeps, caller: Caller, source: Source, input: RunInput, usedUp?: () => void) {
  const pull = input.pull ?? 'missing';
  let host: ActionHost | undefined;
  let body: CreateBody | undefined;
  // What is removed as soon as it has ended may be gone before it can be shown.
  let seen: Container | null = null;
  return perform<RunResult, Ran>(deps, caller, source, {
    action: 'container.run',
    host: input.host ?? null,
    params: { ...paramsOf(input), pull },
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (on) => {
      if (pull === 'always' && input.image.startsWith('sha256:'))
        refuse('pull', 'what is named by its id alone cannot be pulled.');
      checkWait(input);
      const aimed = aimAtNew(deps, caller, on, input, pull === 'never' ? [] : ['image.pull']);
      host = on;
      body = aimed.body;
      return aimed.aim;
    },
    call: async (writer) => {
      if (host === undefined || body === undefined) throw internal('a container was to be run of nothing');
      const { created, pulled } = await makeWithImage(writer, input, body, pull);
      const look = async () => {
        await host?.mirror.refresh('container', created.id);
        seen = host?.mirror.containers.get(created.id) ?? seen;
      };
      await look();
      try {
        const started = await start(writer, created.id, input);
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
  });
}

function checkWait({ wait, timeout }: RunInput): void {
  if (typeof timeout !== 'number') return;
  if (wait !== true) refuse('timeout', 'only together with wait.');
  if (timeout < 1000 || timeout > longestWaitMs) refuse('timeout', 'from 1 s to 10 min.');
}

async function start(
  writer: EngineWriter,
  id: string,
  { wait, timeout, tty, autoRemove }: RunInput,
): Promise<{ status: number; exitCode: number | null; output: Output | null }> {
  if (wait !== true) return { status: (await writer.startContainer(id)).status, exitCode: null, output: null };
  return writer.startAndWait(id, {
    tty: tty ?? false,
    autoRemove: autoRemove ?? false,
    timeoutMs: timeout ?? defaultWaitMs,
    limitBytes: outputLimit,
  });
}

/** What the log keeps. One that was removed when it had ended is no longer in the copy; how it ended is known. */
function afterOf(now: Container | undefined, seen: Container | null, exitCode: number | null): ObjectState | null {
  if (now === undefined && exitCode !== null) return { state: 'removed', exitCode, details: {} };
  return seen === null ? null : stateOf(seen);
}

/** Creates, and pulls before it, or when it turns out that the image is missing. */
async function makeWithImage(
  writer: EngineWriter,
  { name, image, platform }: CreateInput,
  body: CreateBody,
  pull: NonNullable<RunInput['pull']>,
): Promise<{ created: Created; pulled: boolean }> {
  const wanted = { image, platform: platform ?? null };
  const create = () => writer.createContainer({ name: name ?? null, platform: platform ?? null, body });
  if (pull === 'always') await writer.pullImage(wanted);
  try {
    return { created: await create(), pulled: pull === 'always' };
  } catch (error) {
    if (pull !== 'missing' || !isImageMissing(error)) throw error;
    await writer.pullImage(wanted);
    return { created: await create(), pulled: true };
  }
}

function isImageMissing(error: unknown): boolean {
  return error instanceof WharfingerError && error.code === 'NOT_FOUND' && /\bimage\b/i.test(error.message);
}

/** As with `docker run`, a container that cannot be started stays, for whoever wants to know why; the engine itself takes away one with autoRemove. */
function notStarted(error: unknown, id: string, still: Container | undefined): unknown {
  if (!(error instanceof WharfingerError)) return error;
  const rest =
    still === undefined
      ? `The container ${id} was created and is gone again.`
      : still.state === 'created'
        ? `The container ${still.name} (${id}) was created and is kept: start it again or remove it.`
        : `The container ${still.name} (${id}) was created and started, and is ${still.state}.`;
  return new WharfingerError(error.code, `${error.message.replace(/[.\s]*$/, '.')} ${rest}`, {
    cause: error,
    engineStatus: error.engineStatus,
  });
}
