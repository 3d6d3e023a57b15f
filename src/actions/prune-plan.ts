import type { ActionHost } from './perform.ts';
import { chosen, type PruneFilter } from './prune-filter.ts';

/** What a prune would remove, or has removed. */
export interface Pruned {
  deleted: readonly string[];
  untagged: readonly string[];
  reclaimedBytes: number;
  /** Of each in bytes, where it is known. */
  sizes?: ReadonlyMap<string, number>;
}

type Plan<F> = (host: ActionHost, filter: F) => Promise<Pruned>;

/** Those that neither run nor are paused. */
export const planContainers: Plan<PruneFilter | null> = async ({ mirror, reader }, filter) => {
  const live = new Set(['running', 'paused', 'restarting']);
  const gone = mirror.containers.list().filter((one) => !live.has(one.state) && chosen(filter, one));
  const sizes = bytesBy((await reader.diskUsage()).containers, ({ id, sizeRw }) => [id, sizeRw]);
  return planned(
    gone.map(({ id }) => id),
    sizes,
  );
};

/** Those that no running container is on, and that are not the engine's own. */
export const planNetworks: Plan<PruneFilter | null> = async ({ mirror }, filter) => {
  const predefined = new Set(['bridge', 'host', 'none', 'default', 'nat']);
  const gone = mirror.networks.list().filter((one) => {
    if (predefined.has(one.name) || one.configOnly || one.ingress || !chosen(filter, one)) return false;
    const attached = mirror.containersOfNetwork(one.id).flatMap(({ networks }) => networks);
    return !attached.some(({ networkId, endpointId }) => networkId === one.id && endpointId !== '');
  });
  return planned(
    gone.map(({ name }) => name),
    new Map(),
  );
};

/** Those of the local driver, without options, that no container mentions; the anonymous ones only, unless `all`. */
export const planVolumes: Plan<(PruneFilter & { all: boolean }) | null> = async ({ mirror, reader }, filter) => {
  const gone = mirror.volumes.list().filter((one) => {
    if (one.driver !== 'local' || Object.keys(one.options).length > 0 || !chosen(filter, one)) return false;
    if (filter?.all !== true && !Object.hasOwn(one.labels, 'com.docker.volume.anonymous')) return false;
    return mirror.containersOfVolume(one.name).length === 0;
  });
  const sizes = bytesBy((await reader.diskUsage()).volumes, ({ name, size }) => [name, size]);
  return planned(
    gone.map(({ name }) => name),
    sizes,
  );
};

/** Those that no container was made from; those without a name only, unless `all`. What is shared with other images is not counted. */
export const planImages: Plan<(PruneFilter & { all: boolean }) | null> = async ({ mirror, reader }, filter) => {
  const gone = mirror.images
    .list()
    .filter(
      (one) =>
        (filter?.all === true || one.tags.length === 0) && chosen(filter, one) && mirror.containersOfImage(one.id).length === 0,
    );
  const sizes = bytesBy((await reader.diskUsage()).images, ({ id, size, sharedSize }) => [id, Math.max(0, size - sharedSize)]);
  const untagged = gone.flatMap(({ tags, digests }) => [...tags, ...digests]);
  return {
    ...planned(
      gone.map(({ id }) => id),
      sizes,
    ),
    untagged,
  };
};

function bytesBy<T>(items: readonly T[], entry: (item: T) => [key: string, bytes: number]): ReadonlyMap<string, number> {
  return new Map(items.map(entry));
}

function planned(deleted: readonly string[], sizes: ReadonlyMap<string, number>): Pruned {
  return { deleted, untagged: [], sizes, reclaimedBytes: deleted.reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0) };
}

/** Whether this engine tells anonymous volumes from named ones when it prunes. */
export function tellsAnonymous(version: { apiVersion: string } | null): boolean {
  const [major = 0, minor = 0] = (version?.apiVersion ?? '').split('.').map(Number);
  return major > 1 || minor >= 42;
}
