import type { Container, Network } from '../engine/model.ts';
import { hasLabels, type LabelSelector } from './labels.ts';
import type { OnHost } from './view.ts';

export type NetworkType = 'builtin' | 'custom';

/** Which networks: all that is given must hold; of a list, one of its entries (labels: every one). */
export interface NetworkFilter {
  idPrefix?: string | null;
  name?: string | null;
  nameContains?: string | null;
  driver?: readonly string[] | null;
  scope?: readonly string[] | null;
  type?: NetworkType | null;
  dangling?: boolean | null;
  labels?: readonly LabelSelector[] | null;
}

/** The networks every engine makes by itself: on Linux the first three, on Windows "nat" and "none". */
const builtin = new Set(['bridge', 'host', 'none', 'nat']);

export function networkType({ name }: Network): NetworkType {
  return builtin.has(name) ? 'builtin' : 'custom';
}

/** Turns a filter into a check. */
export function networkCheck(filter: NetworkFilter | null | undefined): (one: OnHost<Network>) => boolean {
  const { idPrefix, name, nameContains, driver, scope, type, dangling, labels } = filter ?? {};
  return ({ host, it }) => {
    if (idPrefix != null && !it.id.startsWith(idPrefix)) return false;
    if (name != null && it.name !== name) return false;
    if (nameContains != null && !it.name.includes(nameContains)) return false;
    if (driver != null && !driver.includes(it.driver)) return false;
    if (scope != null && !scope.includes(it.scope)) return false;
    if (type != null && networkType(it) !== type) return false;
    if (labels != null && !hasLabels(it.labels, labels)) return false;
    return dangling == null || isDangling(it, () => host.containersOfNetwork(it)) === dangling;
  };
}

/** As the engine and `docker network prune` have it: a stopped container, which has no endpoint, does not hold a network. */
function isDangling(network: Network, containers: () => readonly Container[]): boolean {
  if (networkType(network) === 'builtin') return false;
  return !containers().some(({ networks }) =>
    networks.some(({ networkId, endpointId }) => networkId === network.id && endpointId !== ''),
  );
}
