import type { Container, Image, Network, Volume } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';
import { containerCheck, type ContainerFilter } from './filter-container.ts';
import { imageCheck, type ImageFilter } from './filter-image.ts';
import { networkCheck, type NetworkFilter } from './filter-network.ts';
import { projectCheck, type ProjectFilter } from './filter-project.ts';
import { volumeCheck, type VolumeFilter } from './filter-volume.ts';
import {
  containerOrder,
  imageOrder,
  networkOrder,
  projectOrder,
  volumeOrder,
  type ContainerOrderBy,
  type ImageOrderBy,
  type NetworkOrderBy,
  type VolumeOrderBy,
} from './order.ts';
import { pageOf, type Order, type Page, type PageArgs } from './page.ts';
import type { HostView, OnHost } from './view.ts';

/** What is asked of a list: which of its entries, in which order, and which part of that. */
export interface ListArgs<F, O> extends PageArgs {
  filter?: F | null;
  orderBy?: O | null;
}

/** A page of the containers of these hosts. FORBIDDEN, ENGINE_UNAVAILABLE and BAD_INPUT as the hosts, the filter and the page have it. */
export function listContainers(
  hosts: readonly HostView[],
  args: ListArgs<ContainerFilter, ContainerOrderBy>,
): Page<OnHost<Container>> {
  return list(
    hosts,
    (host) => host.containers(),
    () => containerCheck(args.filter, hosts),
    containerOrder(args.orderBy),
    args,
  );
}

/** A page of the images of these hosts. */
export function listImages(hosts: readonly HostView[], args: ListArgs<ImageFilter, ImageOrderBy>): Page<OnHost<Image>> {
  return list(
    hosts,
    (host) => host.images(),
    () => imageCheck(args.filter, hosts),
    imageOrder(args.orderBy),
    args,
  );
}

/** The same, with those that others are built on and that have no name; those are not dangling, whatever their names. */
export async function listAllImages(
  hosts: readonly HostView[],
  args: ListArgs<ImageFilter, ImageOrderBy>,
): Promise<Page<OnHost<Image>>> {
  if (args.filter?.dangling === true) return listImages(hosts, args);
  const all = new Map(await Promise.all(hosts.map(async (host) => [host, await host.allImages()] as const)));
  return list(
    hosts,
    (host) => all.get(host) ?? [],
    () => imageCheck(args.filter, hosts),
    imageOrder(args.orderBy),
    args,
  );
}

/** A page of the networks of these hosts. */
export function listNetworks(hosts: readonly HostView[], args: ListArgs<NetworkFilter, NetworkOrderBy>): Page<OnHost<Network>> {
  return list(
    hosts,
    (host) => host.networks(),
    () => networkCheck(args.filter),
    networkOrder(args.orderBy),
    args,
  );
}

/** A page of the volumes of these hosts. */
export function listVolumes(hosts: readonly HostView[], args: ListArgs<VolumeFilter, VolumeOrderBy>): Page<OnHost<Volume>> {
  return list(
    hosts,
    (host) => host.volumes(),
    () => volumeCheck(args.filter),
    volumeOrder(args.orderBy),
    args,
  );
}

/** A page of the compose projects of these hosts. */
export function listProjects(
  hosts: readonly HostView[],
  args: PageArgs & { filter?: ProjectFilter | null },
): Page<OnHost<Project>> {
  return list(
    hosts,
    (host) => host.projects(),
    () => projectCheck(args.filter),
    projectOrder(),
    args,
  );
}

function list<T>(
  hosts: readonly HostView[],
  read: (host: HostView) => readonly T[],
  check: () => (one: OnHost<T>) => boolean,
  order: Order<OnHost<T>>,
  page: PageArgs,
): Page<OnHost<T>> {
  // Read first: who may not see the kind learns nothing from how a filter fails.
  const everything = hosts.flatMap((host) => read(host).map((it) => ({ host, it })));
  return pageOf(everything.filter(check()), order, page);
}
