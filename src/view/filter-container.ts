import type { Container, ContainerState, HealthStatus, Image } from '../engine/model.ts';
import { badInput, notFound, WharfingerError } from '../errors.ts';
import { hasLabels, type LabelSelector } from './labels.ts';
import { portMatcher, type PortSelector } from './ports.ts';
import { timeKey } from './time.ts';
import type { HostView, OnHost } from './view.ts';

/** Which containers: all that is given must hold; of a list, one of its entries (labels: every one). */
export interface ContainerFilter {
  idPrefix?: string | null;
  name?: string | null;
  nameContains?: string | null;
  state?: readonly ContainerState[] | null;
  health?: readonly HealthStatus[] | null;
  image?: string | null;
  labels?: readonly LabelSelector[] | null;
  network?: string | null;
  volume?: string | null;
  project?: string | null;
  publishedPort?: number | null;
  published?: PortSelector | null;
  exposed?: PortSelector | null;
  exitCode?: readonly number[] | null;
  createdBefore?: string | null;
  createdAfter?: string | null;
  before?: string | null;
  since?: string | null;
  and?: readonly ContainerFilter[] | null;
  or?: readonly ContainerFilter[] | null;
  not?: ContainerFilter | null;
}

export type ContainerCheck = (one: OnHost<Container>) => boolean;
type Given<K extends keyof ContainerFilter> = NonNullable<ContainerFilter[K]>;
type Conditions = { [K in keyof Required<ContainerFilter>]: (wanted: Given<K>, scope: Scope) => ContainerCheck };

interface Scope {
  hosts: readonly HostView[];
  /** Conditions yet allowed: each costs time for each container. */
  left: { conditions: number };
}

const mostConditions = 100;

/**
 * Turns a filter into a check, for containers on these hosts. What it names (an image, a container) is looked up once, here, and `before` and `since` are
 * NOT_FOUND when there is no such container. BAD_INPUT for ports that are none and for filters of more than 100 conditions.
 */
export function containerCheck(filter: ContainerFilter | null | undefined, hosts: readonly HostView[]): ContainerCheck {
  return all(filter ?? {}, { hosts, left: { conditions: mostConditions } });
}

function all(filter: ContainerFilter, scope: Scope): ContainerCheck {
  const checks = keys.map((key) => checkOf(key, filter, scope)).filter((check) => check !== null);
  return (one) => checks.every((check) => check(one));
}

function checkOf<K extends keyof ContainerFilter>(key: K, filter: Pick<ContainerFilter, K>, scope: Scope): ContainerCheck | null {
  const wanted = filter[key];
  if (wanted === null || wanted === undefined) return null;
  if (scope.left.conditions-- <= 0) throw badInput(`filter: at most ${mostConditions} conditions.`);
  return conditions[key](wanted, scope);
}

/** One line or few for each field of the filter, in the words of `docker ps --filter` where it has them. */
const conditions: Conditions = {
  idPrefix: (prefix) => byIt(({ id }) => id.startsWith(prefix)),
  // Names that links give do not count, as they do not for `docker ps`.
  name: (wanted) => byIt(({ name }) => name === wanted),
  nameContains: (part) => byIt(({ name }) => name.includes(part)),
  state: (states) => byIt(({ state }) => states.includes(state)),
  health: (wanted) => byIt(({ health }) => wanted.includes(health?.status ?? 'none')),
  image: (ref, { hosts }) => descendsFrom(ref, hosts),
  labels: (wanted) => byIt(({ labels }) => hasLabels(labels, wanted)),
  network: (ref) => byIt(({ networks }) => networks.some((one) => one.networkName === ref || isId(one.networkId, ref))),
  volume: (ref) => byIt(({ mounts }) => mounts.some((mount) => mount.name === ref || mount.destination === ref)),
  project: (name) => byIt(({ labels }) => hasLabels(labels, [{ key: 'com.docker.compose.project', value: name }])),
  publishedPort: (port) => byIt(({ ports }) => ports.some(({ publicPort }) => publicPort === port)),
  published: (selector) => {
    const wanted = portMatcher('published', selector);
    return byIt(({ ports }) => ports.some(({ publicPort, protocol }) => publicPort !== null && wanted(publicPort, protocol)));
  },
  exposed: (selector) => {
    const wanted = portMatcher('exposed', selector);
    return byIt(({ ports }) => ports.some(({ privatePort, protocol }) => wanted(privatePort, protocol)));
  },
  exitCode: (codes) =>
    byIt((container) => hasEnded(container) && container.exitCode !== null && codes.includes(container.exitCode)),
  createdBefore: (time) => byCreation((created) => created < timeKey(time)),
  createdAfter: (time) => byCreation((created) => created > timeKey(time)),
  before: (ref, { hosts }) => {
    const time = creationOf(ref, hosts);
    return byCreation((created) => created < time);
  },
  since: (ref, { hosts }) => {
    const time = creationOf(ref, hosts);
    return byCreation((created) => created > time);
  },
  and: (filters, scope) => {
    const checks = filters.map((filter) => all(filter, scope));
    return (one) => checks.every((check) => check(one));
  },
  or: (filters, scope) => {
    const checks = filters.map((filter) => all(filter, scope));
    return (one) => checks.some((check) => check(one));
  },
  not: (filter, scope) => {
    const check = all(filter, scope);
    return (one) => !check(one);
  },
};

const keys = Object.keys(conditions).filter((key): key is keyof ContainerFilter => key in conditions);

function byIt(holds: (container: Container) => boolean): ContainerCheck {
  return ({ it }) => holds(it);
}

function byCreation(holds: (created: string) => boolean): ContainerCheck {
  return ({ it }) => holds(timeKey(it.createdAt));
}

/** A whole id, or the 12 digits or more that are shown of one. */
function isId(id: string, ref: string): boolean {
  return id === ref || (ref.length >= 12 && id.startsWith(ref));
}

/** As the engine sees it: not running, paused or between two runs, and not merely created. */
function hasEnded({ state, startedAt }: Container): boolean {
  return startedAt !== null && state !== 'running' && state !== 'paused' && state !== 'restarting';
}

function creationOf(ref: string, hosts: readonly HostView[]): string {
  let failure: unknown = notFound(`There is no container "${ref.slice(0, 64)}".`);
  for (const host of hosts) {
    try {
      return timeKey(host.container(ref).createdAt);
    } catch (error) {
      // On the next host there may be one of that name.
      failure = error;
    }
  }
  throw failure;
}

/**
 * Made from the image, or from one that was built on it: its parent chain leads there (images built here), or its layers begin with the other's and go on
 * (images built or pulled). Where there is no such image any more: made from what was written exactly so.
 */
function descendsFrom(ref: string, hosts: readonly HostView[]): ContainerCheck {
  const families = new Map(hosts.map((host) => [host, familyOf(ref, host)]));
  return ({ host, it }) => families.get(host)?.has(it.imageId) ?? it.imageRef === ref;
}

function familyOf(ref: string, host: HostView): ReadonlySet<string> | null {
  const ancestor = imageOrNull(ref, host);
  if (ancestor === null) return null;
  const images = host.images();
  const parents = new Map(images.map(({ id, parentId }) => [id, parentId]));
  return new Set(images.filter((image) => image.id === ancestor.id || builtOn(image, ancestor, parents)).map(({ id }) => id));
}

function imageOrNull(ref: string, host: HostView): Image | null {
  try {
    return host.image(ref);
  } catch (error) {
    if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function builtOn(image: Image, ancestor: Image, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let id: string | null = image.parentId; id !== null && !seen.has(id); id = parents.get(id) ?? null) {
    if (id === ancestor.id) return true;
    seen.add(id);
  }
  const count = ancestor.layers.length;
  return count > 0 && image.layers.length > count && ancestor.layers.every((layer, index) => image.layers[index] === layer);
}
