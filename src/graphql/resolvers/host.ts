import type {
  ContainerDiskUsageResolvers,
  DiskUsageResolvers,
  EngineComponentResolvers,
  HostResolvers,
  ImageDiskUsageResolvers,
  QueryResolvers,
  VolumeDiskUsageResolvers,
} from '../../generated/graphql.ts';
import { listContainers, listImages, listNetworks, listProjects, listVolumes } from '../../view/lists.ts';
import type { HostView } from '../../view/view.ts';
import { globalId, labelList, type UsageParent } from '../map.ts';

export const hostQueries = {
  hosts: (_root, _args, { view }) => view.hosts().map((host) => ({ host })),
  host: (_root, { name }, { view }) => {
    // Whoever may not see hosts does not learn either which there are.
    view.hosts();
    return { host: view.host(name ?? null) };
  },
} satisfies Pick<QueryResolvers, 'hosts' | 'host'>;

export const host: Required<Omit<HostResolvers, '__isTypeOf'>> = {
  id: ({ host }) => globalId('Host', host.name),
  name: ({ host }) => host.name,
  status: ({ host }) => host.connection.status,
  problem: ({ host }) => host.connection.problem,
  lastSeenAt: ({ host }) => host.connection.lastSeenAt,
  version: ({ host }) => host.version,
  info: ({ host }) => host.info(),
  diskUsage: async ({ host }) => ({ host, it: await host.diskUsage() }),
  containers: ({ host }, args) => listContainers([host], args),
  images: ({ host }, args) => listImages([host], args),
  networks: ({ host }, args) => listNetworks([host], args),
  volumes: ({ host }, args) => listVolumes([host], args),
  projects: ({ host }, args) => listProjects([host], args),
};

export const engineComponent: EngineComponentResolvers = {
  details: ({ details }) => labelList(details),
};

/** The engine says -1 where it has not counted. */
const counted = (count: number) => (count < 0 ? null : count);

export const diskUsage: Required<Omit<DiskUsageResolvers, '__isTypeOf'>> = {
  layersSize: ({ it }) => it.layersSize,
  images: ({ host, it }) => usage(host, it.images, host.images(), ({ id }) => id),
  containers: ({ host, it }) => usage(host, it.containers, host.containers(), ({ id }) => id),
  volumes: ({ host, it }) => usage(host, it.volumes, host.volumes(), ({ name }) => name),
  buildCache: ({ it }) => it.buildCache.map(({ id, ...record }) => ({ cacheId: id, ...record })),
};

/** Joins what the engine has counted with the objects it counted. */
function usage<U, O>(
  host: HostView,
  counts: readonly U[],
  objects: readonly O[],
  key: (one: U | O) => string,
): UsageParent<O, U>[] {
  const byKey = new Map(objects.map((it) => [key(it), { host, it }]));
  return counts.map((it) => ({ it, object: byKey.get(key(it)) ?? null }));
}

export const imageDiskUsage: Required<Omit<ImageDiskUsageResolvers, '__isTypeOf'>> = {
  image: ({ object }) => object,
  dockerId: ({ it }) => it.id,
  size: ({ it }) => it.size,
  sharedSize: ({ it }) => counted(it.sharedSize),
  containers: ({ it }) => counted(it.containers),
};

export const containerDiskUsage: Required<Omit<ContainerDiskUsageResolvers, '__isTypeOf'>> = {
  container: ({ object }) => object,
  dockerId: ({ it }) => it.id,
  sizeRw: ({ it }) => it.sizeRw,
  sizeRootFs: ({ it }) => it.sizeRootFs,
};

export const volumeDiskUsage: Required<Omit<VolumeDiskUsageResolvers, '__isTypeOf'>> = {
  volume: ({ object }) => object,
  name: ({ it }) => it.name,
  size: ({ it }) => counted(it.size),
  refCount: ({ it }) => counted(it.refCount),
};
