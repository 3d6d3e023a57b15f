import type { ObjectType } from '../engine/model.ts';
import type { PruneResult } from '../engine/ports-objects.ts';
import type { EngineWriter } from '../engine/ports.ts';
import { WharfingerError } from '../errors.ts';
import type { Pruned } from './prune-plan.ts';

/** Removes what was planned, one after the other. What the engine does not let go of, because it is in use after all, stays. */
export async function removeEach(
  writer: EngineWriter,
  type: ObjectType,
  { deleted: planned, untagged, sizes = new Map<string, number>() }: Pruned,
  signal: AbortSignal,
): Promise<PruneResult> {
  const deleted: string[] = [];
  for (const key of planned) {
    if (signal.aborted) break;
    try {
      await remove(writer, type, key);
      deleted.push(key);
    } catch (error) {
      if (!(error instanceof WharfingerError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error;
    }
  }
  const reclaimedBytes = deleted.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0);
  return {
    changed: deleted.length > 0,
    status: 200,
    deleted,
    untagged: deleted.length === planned.length ? untagged : [],
    reclaimedBytes,
  };
}

async function remove(writer: EngineWriter, type: ObjectType, key: string): Promise<unknown> {
  if (type === 'container') return writer.removeContainer(key, { force: false, volumes: false });
  if (type === 'network') return writer.removeNetwork(key);
  if (type === 'volume') return writer.removeVolume(key, { force: false });
  return writer.removeImage(key, { force: false, noPrune: false, platforms: [] });
}
