import type { DiskUsage } from '../engine/model.ts';
import type { BuildCachePrune, PruneResult } from '../engine/ports-objects.ts';
import { badInput } from '../errors.ts';
import { longUseCase, type LongInput, type UseCase, type UseCaseDeps } from './once.ts';
import { given } from './pairs.ts';
import type { Pruned } from './prune-plan.ts';

export interface PruneBuildCacheInput extends LongInput {
  all?: boolean | null;
  /** Bytes. */
  keepStorage?: number | null;
  /** Milliseconds. */
  unusedFor?: number | null;
  /** Tells what would go, and removes nothing. */
  dryRun?: boolean | null;
}

export type PruneBuildCache = UseCase<PruneBuildCacheInput, Pruned | null>;

/** Removes what no build uses now from the build cache. `now`: milliseconds since 1970. */
export function pruneBuildCache(deps: UseCaseDeps & { now: () => number }): PruneBuildCache {
  return longUseCase<PruneBuildCacheInput, Pruned, PruneResult>(deps, (input) => {
    const dryRun = input.dryRun === true;
    const { all, keepStorage, unusedFor } = input;
    let options: BuildCachePrune = { all: false, keepBytes: null, unusedSeconds: null };
    let usage: () => Promise<DiskUsage>;
    return {
      action: 'build.prune',
      params: given({ all, keepStorage, unusedForMs: unusedFor, dryRun }),
      type: 'image',
      aim: ({ name, reader }) => {
        options = optionsOf(input);
        usage = () => reader.diskUsage();
        return { target: { type: 'host', id: null, name, image: null, labels: {} }, before: null, key: '' };
      },
      call: async (writer, _key, _auditId, { signal }) => {
        if (!dryRun) return writer.pruneBuildCache(options, signal);
        return { ...planned((await usage()).buildCache, options, deps.now()), changed: false, status: 200 };
      },
      // The copy holds nothing of it.
      refresh: async () => undefined,
      result: (_host, _key, { deleted, reclaimedBytes }) => ({
        value: { deleted, untagged: [], reclaimedBytes },
        after: dryRun
          ? null
          : {
              state: 'pruned',
              exitCode: null,
              details: given({ count: deleted.length, deleted: deleted.join(' '), reclaimedBytes }),
            },
      }),
    };
  });
}

function optionsOf({ all, keepStorage, unusedFor }: PruneBuildCacheInput): BuildCachePrune {
  if (keepStorage != null && (!Number.isSafeInteger(keepStorage) || keepStorage < 0))
    throw badInput('input.keepStorage: a number of bytes, 0 or more.');
  if (unusedFor != null && unusedFor < 0) throw badInput('input.unusedFor: not less than nothing.');
  const unusedSeconds = unusedFor == null ? null : Math.ceil(unusedFor / 1000);
  return { all: all === true, keepBytes: keepStorage ?? null, unusedSeconds };
}

type CacheRecord = DiskUsage['buildCache'][number];

/** The order and the rules of the builder, as far as the engine's figures tell: those used longest ago go first. */
function planned(records: readonly CacheRecord[], { all, keepBytes, unusedSeconds }: BuildCachePrune, now: number): Pruned {
  const usedAt = ({ lastUsedAt, createdAt }: CacheRecord) => Date.parse(lastUsedAt ?? createdAt ?? '') || 0;
  const may = (one: CacheRecord) =>
    !one.inUse &&
    (all || (!one.shared && one.type !== 'internal' && one.type !== 'frontend')) &&
    (unusedSeconds === null || usedAt(one) <= now - unusedSeconds * 1000);
  const deleted: string[] = [];
  let reclaimedBytes = 0;
  let left = records.reduce((sum, { size }) => sum + size, 0);
  for (const one of records.filter(may).sort((a, b) => usedAt(a) - usedAt(b))) {
    if (keepBytes !== null && keepBytes > 0 && left <= keepBytes) break;
    deleted.push(one.id);
    reclaimedBytes += one.size;
    left -= one.size;
  }
  return { deleted, untagged: [], reclaimedBytes };
}
