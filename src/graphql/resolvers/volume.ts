import type { QueryResolvers, VolumeResolvers } from '../../generated/graphql.ts';
import { listVolumes } from '../../view/lists.ts';
import { byName, globalId, labelList, labelValue } from '../map.ts';

export const volumeQueries = {
  volumes: (_root, { host, ...args }, { view }) => listVolumes(view.over(host ?? null), args),
  volume: (_root, { name, host }, { view }) => {
    const on = view.host(host ?? null);
    return { host: on, it: on.volume(name) };
  },
} satisfies Pick<QueryResolvers, 'volumes' | 'volume'>;

export const volume: Required<Omit<VolumeResolvers, '__isTypeOf'>> = {
  id: ({ host, it }) => globalId('Volume', host.name, it.name),
  host: ({ host }) => ({ host }),
  name: ({ it }) => it.name,
  driver: ({ it }) => it.driver,
  mountpoint: ({ it }) => it.mountpoint,
  createdAt: ({ it }) => it.createdAt,
  scope: ({ it }) => it.scope,
  labels: ({ it }) => labelList(it.labels),
  label: ({ it }, { key }) => labelValue(it.labels, key),
  options: ({ it }) => labelList(it.options),
  status: ({ it }) => labelList(it.status),
  // Engines before 23 do not label them: then only the name that they make up tells.
  anonymous: ({ it }) => Object.hasOwn(it.labels, 'com.docker.volume.anonymous') || /^[0-9a-f]{64}$/.test(it.name),
  project: ({ host, it }) => {
    const project = host.projectOf(it.labels);
    return project && { host, it: project };
  },
  containers: ({ host, it }) => byName(host, host.containersOfVolume(it)),
};
