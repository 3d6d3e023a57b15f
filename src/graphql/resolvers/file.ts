import type { ContainerPathResolvers, ContainerResolvers } from '../../generated/graphql.ts';

export const containerFiles = {
  files: async ({ host, it }, { path, follow }) => ({ host, container: it, it: await host.path(it, path, follow ?? false) }),
} satisfies Pick<ContainerResolvers, 'files'>;

export const containerPath: Required<Omit<ContainerPathResolvers, '__isTypeOf'>> = {
  path: ({ it }) => it.path,
  name: ({ it }) => it.stat.name,
  type: ({ it }) => it.stat.type,
  size: ({ it }) => it.stat.size,
  mode: ({ it }) => it.mode,
  modifiedAt: ({ it }) => it.stat.modifiedAt,
  linkTarget: ({ it }) => it.stat.leadsTo,
  entries: ({ host, container, it }, { first }) => host.directory(container, it.path, first ?? 1000),
  text: ({ host, container, it }, { maxBytes }) => host.fileText(container, it.path, maxBytes ?? 65_536),
};
