import type { Caller, Source } from '../access/caller.ts';
import type { ObjectState } from '../audit/log.ts';
import type { Action } from '../catalogue.ts';
import type { Container } from '../engine/model.ts';
import type { EngineWriter, StopOptions, WriteResult } from '../engine/ports.ts';
import { badInput } from '../errors.ts';
import type { Aim } from './recorded.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from './perform.ts';

/** What every action on a container takes. */
export interface ContainerInput {
  ref: string;
  host?: string | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}
export interface SignalInput extends ContainerInput {
  signal?: string | null;
}
export interface StopInput extends SignalInput {
  /** Seconds until it is killed; -1 waits for ever; absent: the container's own. */
  timeoutSeconds?: number | null;
}
export interface RenameInput extends ContainerInput {
  name: string;
}
export interface RemoveInput extends ContainerInput {
  force?: boolean | null;
  volumes?: boolean | null;
  /** The alias of a link, which alone is removed. */
  link?: string | null;
}

interface Verb<I extends ContainerInput> {
  action: Action;
  check?: (input: I) => void;
  params: (input: I) => Record<string, string | null>;
  /** The name it has afterwards. */
  renames?: (input: I) => string;
  call: (writer: EngineWriter, id: string, input: I, seen: Container) => Promise<WriteResult>;
  /** True for what would end the process that is to record it. */
  endsIt: boolean;
}

const verb = <I extends ContainerInput>(definition: Verb<I>) => definition;

/** Every action on a container, top to bottom. */
const verbs = {
  start: verb<ContainerInput>({
    action: 'container.start',
    params: () => ({}),
    call: (writer, id) => writer.startContainer(id),
    endsIt: false,
  }),
  stop: verb<StopInput>({
    action: 'container.stop',
    check: checkStop,
    params: stopParams,
    call: (writer, id, input, seen) => writer.stopContainer(id, stopOptions(input, seen)),
    endsIt: true,
  }),
  restart: verb<StopInput>({
    action: 'container.restart',
    check: checkStop,
    params: stopParams,
    call: (writer, id, input, seen) => writer.restartContainer(id, stopOptions(input, seen)),
    endsIt: true,
  }),
  kill: verb<SignalInput>({
    action: 'container.kill',
    check: checkSignal,
    params: (input) => ({ signal: input.signal ?? null }),
    call: (writer, id, input) => writer.killContainer(id, { signal: input.signal ?? null }),
    endsIt: true,
  }),
  pause: verb<ContainerInput>({
    action: 'container.pause',
    params: () => ({}),
    call: (writer, id) => writer.pauseContainer(id),
    endsIt: true,
  }),
  unpause: verb<ContainerInput>({
    action: 'container.unpause',
    params: () => ({}),
    call: (writer, id) => writer.unpauseContainer(id),
    endsIt: false,
  }),
  rename: verb<RenameInput>({
    action: 'container.rename',
    check: checkName,
    renames: ({ name }) => name,
    params: (input) => ({ name: input.name }),
    call: (writer, id, input) => writer.renameContainer(id, { name: input.name }),
    endsIt: false,
  }),
  remove: verb<RemoveInput>({
    action: 'container.remove',
    check: checkRemove,
    params: (input) => ({
      force: String(input.force ?? false),
      volumes: String(input.volumes ?? false),
      link: input.link ?? null,
    }),
    call: (writer, id, { force, volumes, link }, { name }) =>
      link == null
        ? writer.removeContainer(id, { force: force ?? false, volumes: volumes ?? false })
        : writer.removeLink(name, link),
    endsIt: true,
  }),
};

/** What came of it: the container as it is now, or as it was when it is gone. */
export type ContainerResult = Performed<Container>;

/** `parent`: the audit id of the action this one is part of. */
type Run<I> = (caller: Caller, source: Source, input: I, parent?: string) => Promise<ContainerResult>;

/** The use cases on one container. Each is authorised and on record; each rejects with a WharfingerError that carries the audit id. */
export interface ContainerActions {
  start: Run<ContainerInput>;
  stop: Run<StopInput>;
  restart: Run<StopInput>;
  kill: Run<SignalInput>;
  pause: Run<ContainerInput>;
  unpause: Run<ContainerInput>;
  rename: Run<RenameInput>;
  remove: Run<RemoveInput>;
}

export function containerActions(deps: PerformDeps & { keys: IdempotencyKeys }): ContainerActions {
  const once = deps.keys.memory<ContainerResult>();
  const runner =
    <I extends ContainerInput>(definition: Verb<I>): Run<I> =>
    (caller, source, input, parent) => {
      const key = input.idempotencyKey ?? null;
      if (key === null) return act(deps, caller, source, definition, input, { parent });
      const use = { caller, source, action: definition.action, key, input };
      return once(use, (usedUp) => act(deps, caller, source, definition, input, { parent, usedUp }));
    };
  return {
    start: runner(verbs.start),
    stop: runner(verbs.stop),
    restart: runner(verbs.restart),
    kill: runner(verbs.kill),
    pause: runner(verbs.pause),
    unpause: runner(verbs.unpause),
    rename: runner(verbs.rename),
    remove: runner(verbs.remove),
  };
}

function act<I extends ContainerInput>(
  deps: PerformDeps,
  caller: Caller,
  source: Source,
  definition: Verb<I>,
  input: I,
  more: { parent?: string; usedUp?: () => void },
): Promise<ContainerResult> {
  let seen: Container;
  return perform<Container>(deps, caller, source, {
    action: definition.action,
    host: input.host ?? null,
    params: present({ ref: input.ref, ...definition.params(input) }),
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    ...more,
    type: 'container',
    aim: (host) => {
      seen = host.mirror.resolveContainer(input.ref);
      definition.check?.(input);
      const aim = aimAt(seen);
      const name = definition.renames?.(input);
      const becomes = name === undefined ? {} : { becomes: { ...aim.target, name } };
      return { ...aim, ...becomes, key: seen.id, ...(definition.endsIt && deps.isSelf(seen.id) ? { veto: selfVeto } : {}) };
    },
    call: (writer, id) => definition.call(writer, id, input, seen),
    result: (host: ActionHost, id) => {
      const now = host.mirror.containers.get(id);
      return { value: now ?? seen, after: now === undefined ? removed : stateOf(now) };
    },
  });
}

/** Why what would end the process that is to record it is refused. */
export const selfVeto = {
  rule: 'self-protection',
  reason: 'Wharfinger runs in this container, so it cannot do this and record it. Use the Docker CLI on the host.',
};

/** The state after, of what is gone. */
export const removed: ObjectState = { state: 'removed', exitCode: null, details: {} };

/** What an action changes of a container, as the log shows it before and after. */
export function stateOf(container: Container): ObjectState {
  return { state: container.state, exitCode: container.exitCode, details: { name: container.name } };
}

/** A container as the log names it. */
export function aimAt(container: Container): Aim {
  return {
    target: { type: 'container', id: container.id, name: container.name, image: container.imageRef, labels: container.labels },
    before: stateOf(container),
  };
}

/** The parameters that were given. */
export function present(params: Record<string, string | null>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) if (value !== null) given[key] = value;
  return given;
}

function stopOptions({ signal = null, timeoutSeconds = null }: StopInput, { stopTimeoutSeconds }: Container): StopOptions {
  return { signal, timeoutSeconds, ownSeconds: stopTimeoutSeconds };
}

function stopParams(input: StopInput): Record<string, string | null> {
  const seconds = input.timeoutSeconds ?? null;
  return { signal: input.signal ?? null, timeoutSeconds: seconds === null ? null : String(seconds) };
}

/** BAD_INPUT for a signal that is none, and for a time that no shutdown takes. */
export function checkStop(input: StopInput): void {
  checkSignal(input);
  const seconds = input.timeoutSeconds ?? null;
  // A day: longer than any shutdown that is meant, short enough that the wait ends.
  if (seconds !== null && (seconds < -1 || seconds > 86_400)) {
    throw badInput(`timeoutSeconds: from 0 to 86400, or -1 to wait for ever; this is ${seconds}.`);
  }
}

/** Names as the engine takes them: with or without "SIG", real-time ones by offset, or a number from 1 to 64. */
const signalPattern = /^(?:(?:SIG)?[A-Z][A-Z0-9]{1,9}(?:[+-][0-9]{1,2})?|[1-9]|[1-5][0-9]|6[0-4])$/;

function checkSignal(input: SignalInput): void {
  const signal = input.signal ?? null;
  if (signal !== null && !signalPattern.test(signal)) {
    throw badInput(`signal: a name such as SIGTERM or HUP, or a number from 1 to 64; not "${signal.slice(0, 32)}".`);
  }
}

function checkRemove({ force, volumes, link }: RemoveInput): void {
  if (link == null) return;
  if (force === true || volumes === true) throw badInput('link: not together with force or volumes.');
  if (link.length > 255 || !namePattern.test(link)) throw badInput('link: the alias of a link.');
}

/** The engine's own rule for names (daemon/names). */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

function checkName(input: RenameInput): void {
  if (input.name.length > 255 || !namePattern.test(input.name)) {
    throw badInput('name: letters, digits, "_", "." and "-", beginning with a letter or digit, from 2 to 255 characters.');
  }
}
