import type { Container, ContainerState, Image, Network, Volume } from '../engine/model.ts';
import type { Project } from '../mirror/reader.ts';
import type { Order } from './page.ts';
import { timeKey } from './time.ts';
import type { OnHost } from './view.ts';

export interface OrderBy<F extends string> {
  field: F;
  direction?: 'asc' | 'desc' | null;
}

export type ContainerOrderBy = OrderBy<'createdAt' | 'name' | 'state' | 'startedAt'>;
export type ImageOrderBy = OrderBy<'createdAt' | 'name' | 'size'>;
export type NetworkOrderBy = OrderBy<'name' | 'createdAt'>;
export type VolumeOrderBy = OrderBy<'name' | 'createdAt'>;

/** The order of a container's life, which is that of the schema's enum. */
const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** An object of the copy is never changed, only replaced: what its time is written as sorts the same for as long as there is the object. */
function remembered<T extends object>(value: (item: T) => string): (item: T) => string {
  const known = new WeakMap<T, string>();
  return (item) => {
    const before = known.get(item);
    if (before !== undefined) return before;
    const made = value(item);
    known.set(item, made);
    return made;
  };
}

const created = remembered(({ createdAt }: { createdAt: string | null }) => timeKey(createdAt));

const containerValues: Record<ContainerOrderBy['field'], (container: Container) => string | number> = {
  createdAt: created,
  name: ({ name }) => name,
  state: ({ state }) => states.indexOf(state),
  startedAt: remembered(({ startedAt }) => timeKey(startedAt)),
};
const imageValues: Record<ImageOrderBy['field'], (image: Image) => string | number> = {
  createdAt: created,
  name: ({ tags }) => [...tags].sort()[0] ?? '',
  size: ({ size }) => size,
};
const networkValues: Record<NetworkOrderBy['field'], (network: Network) => string> = {
  name: ({ name }) => name,
  createdAt: created,
};
const volumeValues: Record<VolumeOrderBy['field'], (volume: Volume) => string> = {
  name: ({ name }) => name,
  createdAt: created,
};

/** Newest first unless asked otherwise. */
export function containerOrder(by: ContainerOrderBy | null | undefined): Order<OnHost<Container>> {
  return orderOf(by ?? { field: 'createdAt', direction: 'desc' }, containerValues, ({ id }) => id);
}

/** Newest first unless asked otherwise. */
export function imageOrder(by: ImageOrderBy | null | undefined): Order<OnHost<Image>> {
  return orderOf(by ?? { field: 'createdAt', direction: 'desc' }, imageValues, ({ id }) => id);
}

/** By name unless asked otherwise. */
export function networkOrder(by: NetworkOrderBy | null | undefined): Order<OnHost<Network>> {
  return orderOf(by ?? { field: 'name', direction: 'asc' }, networkValues, ({ id }) => id);
}

/** By name unless asked otherwise. */
export function volumeOrder(by: VolumeOrderBy | null | undefined): Order<OnHost<Volume>> {
  return orderOf(by ?? { field: 'name', direction: 'asc' }, volumeValues, ({ name }) => name);
}

/** By name. */
export function projectOrder(): Order<OnHost<Project>> {
  return orderOf({ field: 'name' }, { name: ({ name }: Project) => name }, ({ name }) => name);
}

function orderOf<T, F extends string>(
  { field, direction }: OrderBy<F>,
  values: Record<F, (item: T) => string | number>,
  idOf: (item: T) => string,
): Order<OnHost<T>> {
  const value = values[field];
  return {
    name: `${field} ${direction ?? 'asc'}`,
    descending: direction === 'desc',
    // An id alone tells objects of one host apart: names of volumes are the same on many.
    place: ({ host, it }) => ({ value: value(it), id: `${idOf(it)} ${host.name}` }),
  };
}
