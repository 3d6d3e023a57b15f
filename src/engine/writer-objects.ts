import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import type { EngineAnswer, EngineRequest } from './exchange.ts';
import { imageRepository, imageTag, pathSegment } from './ids.ts';
import { platformOf } from './platform.ts';
import { endpointBody, networkBody } from './network-body.ts';
import type { ObjectWriter, PruneFilters, PruneResult } from './ports-objects.ts';
import type { WriteResult } from './ports.ts';

/** A prune removes as many as there are, one after the other: ten minutes with the usual deadline. */
const pruneFactor = 5;

/** The part of the writing port for images, networks, volumes and prunes. Milliseconds; `remove` is for what deletes files. */
export function objectWriter(connection: EngineConnection, deadlines: { act: number; remove: number }): ObjectWriter {
  const post = (path: string, request: Pick<EngineRequest, 'query' | 'body' | 'signal'>, deadlineMs = deadlines.act) =>
    connection.call({ method: 'POST', path, ...request, deadlineMs });
  const remove = (path: string, query: EngineRequest['query'] = {}) =>
    connection.call({ method: 'DELETE', path, query, deadlineMs: deadlines.remove });
  const prune = async (kind: 'containers' | 'images' | 'networks' | 'volumes', filters: PruneFilters, signal: AbortSignal) => {
    const query = { filters: JSON.stringify(filters) };
    return pruned(await post(`/${kind}/prune`, { query, signal }, deadlines.remove * pruneFactor), kind);
  };

  const ofNetwork = (id: string) => `/networks/${pathSegment('network', id)}`;

  return {
    createNetwork: async (spec) => {
      if (spec.ipv4 !== null) await connection.needs('1.48', 'choose whether a network has IPv4');
      const answer = await post('/networks/create', { body: networkBody(spec) });
      const root = new Reading(answer.body, 'NetworkCreate');
      return { ...settled(answer), id: root.at('Id').required(), warning: root.at('Warning').textOrNull() };
    },
    removeNetwork: async (id) => settled(await remove(ofNetwork(id))),
    connectNetwork: async (id, container, endpoint) => {
      if (endpoint.gatewayPriority !== null) await connection.needs('1.48', 'give an attachment a gateway priority');
      return settled(await post(`${ofNetwork(id)}/connect`, { body: endpointBody(container, endpoint) }));
    },
    disconnectNetwork: async (id, container, { force }) =>
      settled(await post(`${ofNetwork(id)}/disconnect`, { body: { Container: container, Force: force } })),

    createVolume: async ({ name, driver, options, labels }) => {
      const body = { Name: name ?? '', Driver: driver, DriverOpts: options, Labels: labels };
      const answer = await post('/volumes/create', { body });
      return { ...settled(answer), name: new Reading(answer.body, 'VolumeCreate').at('Name').required() };
    },
    removeVolume: async (name, { force }) => settled(await remove(`/volumes/${pathSegment('volume', name)}`, { force })),

    tagImage: async (id, { repository, tag }) =>
      settled(
        await post(`/images/${pathSegment('image', id)}/tag`, {
          query: { repo: imageRepository(repository), tag: imageTag(tag) },
        }),
      ),
    removeImage: async (ref, { force, noPrune, platforms }) => {
      if (platforms.length > 0) await connection.needs('1.50', 'remove single platforms of an image');
      const query = { force, noprune: noPrune, platforms: platforms.map(platformOf) };
      const answer = await remove(`/images/${pathSegment('image', ref)}`, query);
      return { ...settled(answer), ...removals(new Reading(answer.body, 'ImageDelete')) };
    },

    pruneContainers: (filters, signal) => prune('containers', filters, signal),
    pruneImages: (filters, signal) => prune('images', filters, signal),
    pruneNetworks: (filters, signal) => prune('networks', filters, signal),
    pruneVolumes: (filters, signal) => prune('volumes', filters, signal),
    pruneBuildCache: async ({ all, keepBytes, unusedSeconds }, signal) => {
      // A duration: engines before 24 take no point in time here.
      const filters = unusedSeconds === null ? null : JSON.stringify({ until: [`${unusedSeconds}s`] });
      const query = { all, 'keep-storage': keepBytes, filters };
      return pruned(await post('/build/prune', { query, signal }, deadlines.remove * pruneFactor), 'build');
    },
  };
}

function settled({ status }: EngineAnswer): WriteResult {
  return { changed: status !== 304, status };
}

/** The engine lists each step as one entry, `{ Untagged }` or `{ Deleted }`. */
function removals(list: Reading): { untagged: string[]; deleted: string[] } {
  const steps = list.list((step) => ({ untagged: step.at('Untagged').textOrNull(), deleted: step.at('Deleted').textOrNull() }));
  return {
    untagged: steps.map((step) => step.untagged).filter((name) => name !== null),
    deleted: steps.map((step) => step.deleted).filter((id) => id !== null),
  };
}

const deletedKeys = {
  containers: 'ContainersDeleted',
  networks: 'NetworksDeleted',
  volumes: 'VolumesDeleted',
  build: 'CachesDeleted',
} as const;

function pruned(answer: EngineAnswer, kind: 'images' | keyof typeof deletedKeys): PruneResult {
  const root = new Reading(answer.body, 'Prune');
  const gone =
    kind === 'images' ? removals(root.at('ImagesDeleted')) : { untagged: [], deleted: root.at(deletedKeys[kind]).texts() };
  const changed = gone.deleted.length + gone.untagged.length > 0;
  return { changed, status: answer.status, ...gone, reclaimedBytes: root.at('SpaceReclaimed').number() };
}
