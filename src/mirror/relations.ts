import type { Container, Network } from '../engine/model.ts';
import type { Collection } from './reader.ts';

/** Computes once per state of the collections it depends on: nothing is done for relations nobody asks for. */
export function perRevision<R>(sources: readonly Pick<Collection<unknown>, 'revision'>[], compute: () => R): () => R {
  let computed: { at: readonly number[]; result: R } | null = null;
  return () => {
    const at = sources.map((source) => source.revision);
    if (computed === null || computed.at.some((revision, place) => revision !== at[place])) computed = { at, result: compute() };
    return computed.result;
  };
}

export function groupBy<T>(items: Iterable<T>, keysOf: (item: T) => Iterable<string>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

export interface Relations {
  /** Its own name, and those by which links reach it. Of a link whose target was renamed they are right after the next full list. */
  namesOf(container: Container): readonly string[];
  containersOfImage(imageId: string): readonly Container[];
  containersOfNetwork(networkId: string): readonly Container[];
  containersOfVolume(name: string): readonly Container[];
}

export function relations(containers: Collection<Container>, networks: Collection<Network>): Relations {
  const byImage = perRevision([containers], () => groupBy(containers.list(), (one) => [one.imageId]));
  const byVolume = perRevision([containers], () =>
    groupBy(containers.list(), (one) =>
      one.mounts.flatMap((mount) => (mount.type === 'volume' && mount.name !== null ? [mount.name] : [])),
    ),
  );
  const byNetwork = perRevision([containers, networks], () => {
    // A container that was never started knows its networks by name only.
    const ids = new Map(networks.list().map((network) => [network.name, network.id]));
    return groupBy(containers.list(), (one) => one.networks.map((each) => each.networkId || (ids.get(each.networkName) ?? '')));
  });
  const byLink = perRevision([containers], () => {
    const links = containers.list().flatMap((one) => one.links);
    return groupBy(links, ({ container }) => [container]);
  });
  return {
    namesOf: ({ name }) => [name, ...(byLink().get(name) ?? []).map((link) => link.name).sort()],
    containersOfImage: (imageId) => byImage().get(imageId) ?? [],
    containersOfNetwork: (networkId) => byNetwork().get(networkId) ?? [],
    containersOfVolume: (name) => byVolume().get(name) ?? [],
  };
}
