import type { Caller, Source } from '../access/caller.ts';
import { badInput } from '../errors.ts';
import type { PruneBuildCache } from './build-cache.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import type { LongInput } from './once.ts';
import type { Begun } from './operations/begin.ts';
import type { Work } from './operations/operation.ts';
import { given } from './pairs.ts';
import { asParent, failureOf, part, withoutTurn, type ParentDeps, type Part } from './parent.ts';
import type { PruneActions } from './prune.ts';
import { engineFilters, filterParams, type PruneFilter } from './prune-filter.ts';
import type { Pruned } from './prune-plan.ts';
import type { Recorded } from './recorded.ts';

export interface SystemPruneInput extends LongInput {
  filter?: PruneFilter | null;
  /** All images that no container was made from, not only those without a name; and all of the build cache. */
  all?: boolean | null;
  volumes?: boolean | null;
  /** Named volumes too. */
  allVolumes?: boolean | null;
  dryRun?: boolean | null;
}

/** What went of one kind. */
export interface PrunedKind extends Part<Pruned> {
  kind: 'containers' | 'networks' | 'volumes' | 'images' | 'buildCache';
}

/** The value is null where it was begun and not waited for. */
export type SystemPruneResult = Begun<readonly PrunedKind[]>;
export type SystemPrune = (caller: Caller, source: Source, input: SystemPruneInput) => Promise<SystemPruneResult>;

export interface SystemPruneDeps extends ParentDeps {
  keys: IdempotencyKeys;
  prune: PruneActions;
  buildCache: PruneBuildCache;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Removes what is not used, kind after kind: one event about the host, and beneath it that of each kind's own prune. */
export function systemPrune(deps: SystemPruneDeps): SystemPrune {
  const once = deps.keys.memory<SystemPruneResult>();
  return (caller, source, input) => {
    const act = (usedUp?: () => void) =>
      asParent<readonly PrunedKind[]>(deps, caller, source, {
        action: 'system.prune',
        input,
        usedUp,
        params: (redact) =>
          given({
            ...filterParams(input.filter, redact),
            all: input.all,
            volumes: input.volumes,
            allVolumes: input.allVolumes,
            dryRun: input.dryRun === true,
          }),
        aim: ({ name }) => {
          engineFilters(input.filter);
          if ((input.volumes === true || input.allVolumes === true) && input.filter?.until != null)
            throw badInput('input.filter.until: the engine knows no "until" for volumes; prune them apart.');
          return { target: { type: 'host', id: null, name, image: null, labels: {} }, before: null };
        },
        run: async ({ name }, auditId, work) => {
          const kinds = await inOrder(deps, caller, source, { ...input, host: name }, auditId, work);
          const dry = input.dryRun === true;
          const reclaimedBytes = kinds.reduce((sum, { value }) => sum + (value?.reclaimedBytes ?? 0), 0);
          const counts = Object.fromEntries(kinds.map(({ kind, value }) => [kind, value?.deleted.length]));
          return {
            changed: kinds.some(({ changed }) => changed),
            engineStatus: null,
            after: { state: dry ? 'dry run' : 'pruned', exitCode: null, details: given({ ...counts, reclaimedBytes }) },
            targetId: null,
            value: kinds,
            ...failureOf(kinds, work),
          };
        },
      });
    const key = input.idempotencyKey ?? null;
    return key === null ? act() : once({ caller, source, action: 'system.prune', key, input }, act);
  };
}

/** One after the other, in the order of `docker system prune`: what one kind lets go of, the next may remove. */
async function inOrder(
  deps: SystemPruneDeps,
  caller: Caller,
  source: Source,
  input: SystemPruneInput,
  parent: string,
  work: Work,
) {
  const { host, reason, filter, all, dryRun } = input;
  const same = { host, reason, dryRun };
  const kinds: PrunedKind[] = [];
  const next = async (kind: PrunedKind['kind'], prune: () => Promise<Recorded<Pruned | null>>) => {
    if (!work.signal.aborted) work.report({ id: kind, status: 'begun' });
    const done = work.signal.aborted ? withoutTurn() : await part(prune);
    const { deleted, reclaimedBytes } = done.value ?? { deleted: [], reclaimedBytes: 0 };
    const gone = `${deleted.length} ${dryRun === true ? 'would be ' : ''}removed, ${reclaimedBytes} bytes`;
    work.report({ id: kind, status: done.error?.message ?? gone });
    kinds.push({ kind, ...done });
  };
  await next('containers', () => deps.prune.containers(caller, source, { ...same, filter }, parent));
  await next('networks', () => deps.prune.networks(caller, source, { ...same, filter }, parent));
  if (input.volumes === true || input.allVolumes === true)
    await next('volumes', () => deps.prune.volumes(caller, source, { ...same, filter, all: input.allVolumes }, parent));
  await next('images', () => deps.prune.images(caller, source, { ...same, filter, all }, parent));
  // The cache has no labels: where some are asked for, nothing of it is meant.
  if ((filter?.labels ?? []).length === 0) {
    const unusedFor = filter?.until == null ? null : Math.max(0, deps.now() - Date.parse(filter.until));
    await next('buildCache', () => deps.buildCache(caller, source, { ...same, all, unusedFor }, parent));
  }
  return kinds;
}
