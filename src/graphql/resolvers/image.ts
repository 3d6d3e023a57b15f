import type { ImageResolvers, QueryResolvers } from '../../generated/graphql.ts';
import { listAllImages, listImages } from '../../view/lists.ts';
import { byName, globalId, labelList, labelValue, shortId } from '../map.ts';

export const imageQueries = {
  images: (_root, { host, all, ...args }, { view }) => (all ? listAllImages : listImages)(view.over(host ?? null), args),
  image: (_root, { ref, host }, { view }) => {
    const on = view.host(host ?? null);
    return { host: on, it: on.image(ref) };
  },
} satisfies Pick<QueryResolvers, 'images' | 'image'>;

export const image: Required<Omit<ImageResolvers, '__isTypeOf'>> = {
  id: ({ host, it }) => globalId('Image', host.name, it.id),
  dockerId: ({ it }) => it.id,
  shortId: ({ it }) => shortId(it.id),
  host: ({ host }) => ({ host }),
  tags: ({ it }) => it.tags,
  digests: ({ it }) => it.digests,
  dangling: ({ it }) => it.tags.length === 0,
  createdAt: ({ it }) => it.createdAt,
  parent: ({ host, it }) => {
    const parent = host.parentOf(it);
    return parent && { host, it: parent };
  },
  parentId: ({ it }) => it.parentId,
  size: ({ it }) => it.size,
  sharedSize: ({ it }) => it.sharedSize,
  labels: ({ it }) => labelList(it.labels),
  label: ({ it }, { key }) => labelValue(it.labels, key),
  architecture: ({ it }) => it.architecture,
  variant: ({ it }) => it.variant,
  os: ({ it }) => it.os,
  author: ({ it }) => it.author,
  comment: ({ it }) => it.comment,
  dockerVersion: ({ it }) => it.dockerVersion,
  command: ({ it }) => it.command,
  entrypoint: ({ it }) => it.entrypoint,
  env: ({ host, it }) => host.imageEnv(it),
  exposedPorts: ({ it }) => it.exposedPorts,
  volumes: ({ it }) => it.volumes,
  user: ({ it }) => it.user,
  workingDir: ({ it }) => it.workingDir,
  stopSignal: ({ it }) => it.stopSignal,
  healthCheck: ({ it }) => it.healthCheck,
  layers: ({ it }) => it.layers,
  lastTaggedAt: ({ it }) => it.lastTaggedAt,
  updateAvailable: ({ host, it }, { reference }) => host.updateOf(it, reference ?? null),
  history: ({ host, it }, { platform }) => host.imageHistory(it, platform ?? null),
  forPlatform: async ({ host, it }, { platform }) => ({ host, it: await host.imageFor(it, platform) }),
  containers: ({ host, it }) => byName(host, host.containersOfImage(it)),
};
