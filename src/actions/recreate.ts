import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container } from '../engine/model.ts';
import { registryOf } from '../engine/registry.ts';
import { badInput, conflict, internal, WharfingerError } from '../errors.ts';
import { aimAt, present, removed, selfVeto, stateOf, type ContainerInput } from './containers.ts';
import { checkImage, namesImages } from './create/reach.ts';
import { hostFeatures } from './host-equal.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { begin, type Begun } from './operations/begin.ts';
import { perform, pickHost, type ActionHost, type PerformDeps } from './perform.ts';
import { pullName } from './registry/pull.ts';
import type { RegistryDeps } from './registry/actions.ts';
import { replace, type Replacement } from './replace.ts';

export interface RecreateInput extends ContainerInput {
  /** Absent: what it was made from, as that name is understood now. */
  image?: string | null;
  /** Absent: never. */
  pull?: 'missing' | 'always' | 'never' | null;
  /** Absent: true. */
  removeOld?: boolean | null;
  /** How long it may take to run and to become healthy. Absent: 60. */
  timeoutSeconds?: number | null;
  /** False: the answer comes as soon as it has begun. Absent: true. */
  wait?: boolean | null;
}

/** The new container, and the old one as it last was. */
export interface Recreated {
  container: Container;
  previous: Container;
  pulled: boolean;
  warnings: readonly string[];
}

/** The value is null where it was begun and not waited for. */
export type RecreateResult = Begun<Recreated>;

export type RecreateContainer = (caller: Caller, source: Source, input: RecreateInput) => Promise<RecreateResult>;

type Deps = PerformDeps &
  RegistryDeps & {
    keys: IdempotencyKeys;
    /** Called when one has failed, after which the engine may be left with half of it. */
    failed?: (host: string) => void;
  };

/** Puts a container with the same settings in the place of another. */
export function recreateAction(deps: Deps): RecreateContainer {
  const once = deps.keys.memory<RecreateResult>();
  return (caller, source, input) => {
    const host = () => pickHost(deps, caller, input.host ?? null).name;
    const act = (usedUp?: () => void) =>
      begin(deps.operations, input.wait !== false, host, (begun) => recreate(deps, caller, source, input, { usedUp, begun }));
    const key = input.idempotencyKey ?? null;
    return key === null ? act() : once({ caller, source, action: 'container.recreate', key, input }, act);
  };
}

async function recreate(
  deps: Deps,
  caller: Caller,
  source: Source,
  input: RecreateInput,
  more: { usedUp?: () => void; begun?: (auditId: string) => void },
): Promise<RecreateResult> {
  let on: ActionHost | undefined;
  let old: Container | undefined;
  let made: Replacement | undefined;
  let image = '';
  let mayHost = false;
  let pulled = false;
  const pull = input.pull ?? 'never';
  const seconds = input.timeoutSeconds ?? 60;
  const performed = perform<Recreated>(deps, caller, source, {
    action: 'container.recreate',
    input,
    host: input.host ?? null,
    params: present({
      ref: input.ref,
      image: input.image ?? null,
      pull,
      removeOld: String(input.removeOld ?? true),
      timeoutSeconds: String(seconds),
    }),
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    ...more,
    type: 'container',
    aim: (host) => {
      on = host;
      old = host.mirror.resolveContainer(input.ref);
      if (seconds < 1 || seconds > 3_600) throw badInput(`input.timeoutSeconds: from 1 to 3600; not ${seconds}.`);
      const named = input.image ?? old.imageRef;
      pulled = pull === 'always' || (pull === 'missing' && !isHere(host, named));
      if (pulled) pullName(named);
      image = pulled ? named : imageFor(host, old, input.image ?? null);
      if (input.image && namesImages(caller.scopes)) checkImage(input.image, host);
      const aim = aimAt(old);
      const may = (action: Action) => deps.authorize(caller, action, aim.target, host.name).allow;
      mayHost = may('container.host') || may('host.devices');
      return {
        ...aim,
        becomes: { ...aim.target, image },
        key: old.id,
        alsoNeeds: pull === 'never' ? [] : ['image.pull'],
        demands: hostFeatures(old, host.unnarrowed, caller.policy.create),
        ...(deps.isSelf(old.id) ? { veto: selfVeto } : {}),
      };
    },
    call: async (writer, _key, auditId, work) => {
      if (on === undefined || old === undefined) throw internal('an action ran without a target');
      checkState(old);
      // What a scope speaks of does not come from the new image.
      const labels = on.born(
        Object.entries(old.labels).flatMap(([key, value]) => (on?.ruledKeys.has(key) === true ? [{ key, value }] : [])),
      );
      if (pulled) {
        const auth = await deps.credentials.for(registryOf(image));
        await writer.pullImage({ image, platform: null, allTags: false, auth }, work);
        await on.mirror.relist('image');
      }
      const plan = { old, image, labels: labels ?? [], mayHost, removeOld: input.removeOld ?? true, timeoutMs: seconds * 1000 };
      const noted = (container: string) => deps.audit.started(auditId, { container });
      made = await replace(writer, on.mirror, plan, { auditId, noted, elapsed: deps.elapsed, work });
      return { changed: true, status: made.status };
    },
    result: (host) => {
      if (made === undefined || old === undefined) throw internal('a replacement was made and is not known');
      const now = host.mirror.containers.get(made.container.id);
      const state = now === undefined ? removed : stateOf(now);
      const details = { ...state.details, container: made.container.id, previous: old.id, image };
      const value = { container: now ?? made.container, previous: old, pulled, warnings: made.warnings };
      return { value, after: { ...state, details } };
    },
  });
  return performed.catch((error: unknown) => {
    if (on !== undefined) deps.failed?.(on.name);
    throw error;
  });
}

function isHere(host: ActionHost, image: string): boolean {
  try {
    host.unnarrowed.resolveImage(image);
    return true;
  } catch (error) {
    if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

/** As with a new container, which images it may be made of is said by `images` of the scope alone: one that is not shown can be among them. The given image, which must be there; else what it was made from, or the very same image where that name is gone. */
function imageFor(host: ActionHost, old: Container, asked: string | null): string {
  if (asked !== null) {
    host.unnarrowed.resolveImage(asked);
    return asked;
  }
  try {
    host.unnarrowed.resolveImage(old.imageRef);
    return old.imageRef;
  } catch (error) {
    if (error instanceof WharfingerError) return old.imageId;
    throw error;
  }
}

function checkState({ state, autoRemove }: Container): void {
  if (autoRemove) throw conflict('It is set to be removed when it ends, so it could not be put back if its replacement failed.');
  if (state === 'paused' || state === 'removing' || state === 'dead') throw conflict(`It is ${state}: that cannot be recreated.`);
}
