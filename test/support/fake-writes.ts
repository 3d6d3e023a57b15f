import type { Labels } from '../../src/engine/model.ts';
import type { ObjectWriter, PruneFilters } from '../../src/engine/ports-objects.ts';
import type { WriteResult } from '../../src/engine/ports.ts';
import { conflict } from '../../src/errors.ts';
import { familiarReference } from '../../src/mirror/image-reference.ts';
import type { FakeDocker } from './fake-docker.ts';
import { hexId } from './fake-objects.ts';

const at = (status: number): WriteResult => ({ changed: true, status });
const busy = (message: string) => conflict(message, { engineStatus: 409 });

/** How Docker 20.10 changes images, networks and volumes, and prunes: same preconditions, same answers. */
export function objectWrites(docker: FakeDocker): ObjectWriter {
  let made = 0;
  const containers = () => [...docker.containers.values()];
  const usersOfImage = (id: string) => containers().filter((one) => one.imageId === id);
  const onNetwork = (id: string) =>
    containers().filter((one) => one.networks.some((each) => each.networkId === id && each.endpointId !== ''));
  const usersOfVolume = (name: string) => containers().filter((one) => one.mounts.some((mount) => mount.name === name));
  const pruned = (deleted: string[], reclaimedBytes = 0, untagged: string[] = []) => ({
    changed: deleted.length > 0,
    status: 200,
    deleted,
    untagged,
    reclaimedBytes,
  });

  return {
    createNetwork: async ({ name, ipv4: _ipv4, ipv6, configFrom: _configFrom, scope, ...spec }) => {
      if ([...docker.networks.values()].some((one) => one.name === name)) throw busy(`network with name ${name} already exists`);
      const part = { ...spec, name, enableIpv6: ipv6, scope: scope ?? 'local' };
      const { id } = docker.createNetwork({ ...part, id: hexId(`network ${name} ${++made}`) });
      return { ...at(201), id, warning: null };
    },
    removeNetwork: async (id) => {
      if (onNetwork(docker.findNetwork(id).id).length > 0)
        throw conflict(`network ${id} has active endpoints`, { engineStatus: 403 });
      docker.removeNetwork(id);
      return at(204);
    },
    connectNetwork: async (id, container) => {
      docker.connect(id, container);
      return at(200);
    },
    disconnectNetwork: async (id, container) => {
      docker.disconnect(id, container);
      return at(200);
    },
    createVolume: async ({ name, ...spec }) => {
      const known = name === null ? undefined : docker.volumes.get(name);
      if (known !== undefined && known.driver !== spec.driver) throw busy(`a volume named ${known.name} already exists`);
      const volume =
        known ?? docker.createVolume({ ...spec, options: spec.options ?? {}, name: name ?? hexId(`volume ${++made}`) });
      return { ...at(201), name: volume.name };
    },
    removeVolume: async (name) => {
      if (usersOfVolume(docker.findVolume(name).name).length > 0) throw busy(`remove ${name}: volume is in use`);
      docker.removeVolume(name);
      return at(204);
    },
    tagImage: async (id, { repository, tag }) => {
      docker.tag(id, familiarReference(`${repository}:${tag}`));
      return at(201);
    },
    removeImage: async (ref, { force }) => {
      const image = docker.findImage(ref);
      const byName = image.tags.includes(ref);
      if (byName && image.tags.length > 1) {
        docker.untag(ref);
        return { ...at(200), untagged: [ref], deleted: [] };
      }
      if (usersOfImage(image.id).length > 0 && !force) throw busy(`conflict: unable to remove ${ref}: container is using it`);
      if (!byName && image.tags.length > 1 && !force)
        throw busy(`conflict: unable to delete ${ref}: image is referenced more than once`);
      docker.removeImage(image.id);
      return { ...at(200), untagged: [...image.tags], deleted: [image.id] };
    },
    pruneContainers: async (filters) => {
      const gone = containers().filter((one) => !['running', 'paused'].includes(one.state) && chosen(filters, one));
      for (const { id } of gone) docker.remove(id);
      return pruned(
        gone.map(({ id }) => id),
        gone.length * 1_000,
      );
    },
    pruneImages: async (filters) => {
      const all = filters['dangling']?.includes('false') === true;
      const gone = [...docker.images.values()].filter(
        (one) => (all || one.tags.length === 0) && usersOfImage(one.id).length === 0 && chosen(filters, one),
      );
      for (const { id } of gone) docker.removeImage(id);
      const untagged = gone.flatMap(({ tags }) => tags);
      return pruned(
        gone.map(({ id }) => id),
        gone.reduce((sum, { size }) => sum + size, 0),
        untagged,
      );
    },
    pruneNetworks: async (filters) => {
      const gone = [...docker.networks.values()].filter(
        (one) => !['bridge', 'host', 'none'].includes(one.name) && onNetwork(one.id).length === 0 && chosen(filters, one),
      );
      for (const { id } of gone) docker.removeNetwork(id);
      return pruned(gone.map(({ name }) => name));
    },
    pruneBuildCache: async () => pruned(['cached'], 40),
    pruneVolumes: async (filters) => {
      const gone = [...docker.volumes.values()].filter((one) => usersOfVolume(one.name).length === 0 && chosen(filters, one));
      for (const { name } of gone) docker.volumes.delete(name);
      docker.emit('volume', 'prune', '', { reclaimed: '0' });
      return pruned(
        gone.map(({ name }) => name),
        gone.length * 10,
      );
    },
  };
}

function chosen(filters: PruneFilters, { labels, createdAt }: { labels: Labels; createdAt: string | null }): boolean {
  const has = (word: string) => {
    const [key = '', value] = word.split('=');
    return Object.hasOwn(labels, key) && (value === undefined || labels[key] === value);
  };
  const [until] = filters['until'] ?? [];
  const except = filters['label!'] ?? [];
  if (until !== undefined && createdAt !== null && Date.parse(createdAt) > Date.parse(until)) return false;
  return (filters['label'] ?? []).every(has) && (except.length === 0 || !except.every(has));
}
