import type { EngineConnection } from './connection.ts';
import type { EngineRequest } from './exchange.ts';
import { container, containerSizes, ids } from './container.ts';
import { fileReader } from './files.ts';
import { pathSegment, psArguments } from './ids.ts';
import { imageStreamReader } from './image-streams.ts';
import { history, image } from './image.ts';
import { network, networks } from './network.ts';
import type { EngineReader } from './ports.ts';
import { ofPlatform } from './platform.ts';
import { registryReader } from './reader-registry.ts';
import { diskUsage, fileChanges, hostInfo, processes, version } from './system.ts';
import { volume, volumes } from './volume.ts';
import { verbatimReader } from './verbatim.ts';
import { wait } from './wait.ts';

/** Milliseconds. `slow` is for what the engine walks file systems for. */
export interface ReadDeadlines {
  read: number;
  slow: number;
}

/** The reading port over one connection. */
export function engineReader(connection: EngineConnection, deadlines: ReadDeadlines): EngineReader {
  const get = async (path: string, query: EngineRequest['query'] = {}): Promise<unknown> =>
    (await connection.call({ method: 'GET', path, query, deadlineMs: deadlines.read })).body;
  const walk = async (path: string, query: EngineRequest['query'] = {}): Promise<unknown> =>
    (await connection.call({ method: 'GET', path, query, walks: true, deadlineMs: deadlines.slow })).body;
  const ofContainer = (id: string, what: string) => `/containers/${pathSegment('container', id)}/${what}`;

  return {
    version: async () => version(await get('/version')),
    info: async () => hostInfo(await get('/info')),
    diskUsage: async () => diskUsage(await walk('/system/df')),

    listContainerIds: async () => ids(await get('/containers/json', { all: 1 })),
    inspectContainer: async (id) => container(await get(ofContainer(id, 'json'))),
    containerSizes: async (id) => containerSizes(await walk(ofContainer(id, 'json'), { size: 1 })),
    containerProcesses: async (id, psArgs) =>
      processes(await get(ofContainer(id, 'top'), { ps_args: psArgs === null ? null : psArguments(psArgs) })),
    containerChanges: async (id) => fileChanges(await walk(ofContainer(id, 'changes'))),

    waitContainer: (id, condition, signal, accepted) => wait(connection, id, condition, signal, deadlines.read, accepted),

    listImageIds: async (all = false) => ids(await get('/images/json', all ? { all: 1 } : {})),
    inspectImage: async (id, platform = null) => {
      if (platform !== null) await connection.needs('1.49', 'show one platform of an image');
      return image(await get(`/images/${pathSegment('image', id)}/json`, ofPlatform(platform)));
    },
    imageHistory: async (id, platform = null) => {
      if (platform !== null) await connection.needs('1.48', 'tell the history of one platform of an image');
      return history(await get(`/images/${pathSegment('image', id)}/history`, ofPlatform(platform)));
    },

    listNetworks: async () => networks(await get('/networks')),
    inspectNetwork: async (id) => network(await get(`/networks/${pathSegment('network', id)}`)),
    listVolumes: async () => volumes(await get('/volumes')),
    ...fileReader(connection, deadlines.slow),
    ...registryReader(connection, deadlines.read),
    ...imageStreamReader(connection),
    ...verbatimReader(connection, deadlines.slow),
    inspectVolume: async (name) => volume(await get(`/volumes/${pathSegment('volume', name)}`)),
  };
}
