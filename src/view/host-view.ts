import type { Caller, Source } from '../access/caller.ts';
import type { Action } from '../catalogue.ts';
import type { Container, Image } from '../engine/model.ts';
import type { VerbatimReader } from '../engine/ports-verbatim.ts';
import { engineUnavailable, notFound } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { OnDemand } from './on-demand.ts';
import { allImages } from './all-images.ts';
import { filesView } from './files.ts';
import { mayShowEnvironment } from './ps-options.ts';
import { registriesView, type Registries } from './registries.ts';
import { statusText } from './status.ts';
import { streamView, type SharedStreams } from './stream.ts';
import { verbatimView } from './verbatim.ts';
import type { HostView, RecordFollowing, RecordRead, RecordStream } from './view.ts';

/** One host as it is, before it is narrowed to a caller. */
export interface HostSource {
  mirror: MirrorReader;
  onDemand: OnDemand;
  streams: SharedStreams;
  registries: Registries;
  reader: VerbatimReader;
  /** Whether some of its objects may be out of reach. */
  scoped: boolean;
}

export interface HostViewDeps {
  caller: Caller;
  source: Source;
  /** Throws FORBIDDEN when the caller lacks the permission. */
  permit: (action: Action) => void;
  /** Whether the caller has it. */
  allowed: (action: Action) => boolean;
  recordRead: RecordRead;
  recordStream: RecordStream;
  recordFollowing: RecordFollowing;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** One host as one caller may see it. */
export function hostView({ mirror, onDemand, streams, registries, reader, scoped }: HostSource, deps: HostViewDeps): HostView {
  const { caller, source, permit, recordRead, recordStream, recordFollowing, now } = deps;

  const connected = () => {
    if (mirror.connection.status === 'connected') return;
    throw engineUnavailable(mirror.connection.problem ?? `The engine of host "${mirror.host}" has not been reached yet.`);
  };
  /** For plain reads of the copy, which is only good while it is being kept. */
  const read = <T>(action: Action, of: () => T): T => {
    permit(action);
    connected();
    return of();
  };
  /** For reads that can leak: on record before the engine is asked, and refused on record as well. */
  const recorded = async <T>(
    action: Action,
    object: Container | Image,
    of: () => T,
    params?: Readonly<Record<string, string>>,
  ): Promise<Awaited<T>> => {
    connected();
    await recordRead(caller, source, action, mirror.host, object, params);
    return await of();
  };

  return {
    name: mirror.host,
    get connection() {
      permit('host.read');
      return mirror.connection;
    },
    get version() {
      permit('host.read');
      return mirror.version;
    },
    async info() {
      permit('host.read');
      return mirror.connection.status === 'connected' ? onDemand.info() : mirror.info;
    },
    diskUsage: async () => read('host.read', () => onDemand.diskUsage()),

    containers: () => read('container.read', () => mirror.containers.list()),
    container: (ref) => read('container.read', () => mirror.resolveContainer(ref)),
    images: () => read('image.read', () => mirror.images.list()),
    allImages: async () => read('image.read', () => allImages(mirror, onDemand)),
    image: (ref) => read('image.read', () => mirror.resolveImage(ref)),
    networks: () => read('network.read', () => mirror.networks.list()),
    network: (ref) => read('network.read', () => mirror.resolveNetwork(ref)),
    volumes: () => read('volume.read', () => mirror.volumes.list()),
    volume: (name) => read('volume.read', () => mirror.resolveVolume(name)),
    projects: () => read('container.read', () => mirror.projects()),
    project: (name) =>
      read('container.read', () => {
        const found = mirror.projects().find((project) => project.name === name);
        if (found === undefined) throw notFound(`There is no compose project "${name.slice(0, 64)}" on host "${mirror.host}".`);
        return found;
      }),

    status: (container) => statusText(container, now()),
    imageOf: ({ imageId }) => read('image.read', () => mirror.images.get(imageId) ?? null),
    parentOf: ({ parentId }) => read('image.read', () => (parentId === null ? null : (mirror.images.get(parentId) ?? null))),
    networkOf: ({ networkId, networkName }) =>
      read('network.read', () =>
        // A container that was never started knows its networks by name only.
        networkId === ''
          ? (mirror.networks.list().find(({ name }) => name === networkName) ?? null)
          : (mirror.networks.get(networkId) ?? null),
      ),
    volumeOf: ({ name }) => read('volume.read', () => (name === null ? null : (mirror.volumes.get(name) ?? null))),
    projectOf: (labels) =>
      read('container.read', () => {
        const name = labels['com.docker.compose.project'];
        return name === undefined ? null : (mirror.projects().find((project) => project.name === name) ?? null);
      }),
    networksOf: (project) => read('network.read', () => project.networks),
    volumesOf: (project) => read('volume.read', () => project.volumes),
    namesOf: (container) => read('container.read', () => mirror.namesOf(container)),
    containersOfImage: ({ id }) => read('container.read', () => mirror.containersOfImage(id)),
    containersOfNetwork: ({ id }) => read('container.read', () => mirror.containersOfNetwork(id)),
    containersOfVolume: ({ name }) => read('container.read', () => mirror.containersOfVolume(name)),

    containerSizes: async ({ id }) => read('container.read', () => onDemand.containerSizes(id)),
    imageHistory: async ({ id }, platform) => read('image.read', () => onDemand.imageHistory(id, platform)),
    imageFor: async ({ id }, platform) => read('image.read', () => onDemand.inspectImage(id, platform)),

    env: (container) => recorded('container.env', container, () => container.env),
    imageEnv: (image) => recorded('image.env', image, () => image.env),
    async processes(container, psArgs) {
      const revealing = psArgs !== null && mayShowEnvironment(psArgs);
      if (revealing) await recorded('container.env', container, () => undefined);
      return recorded('container.processes', container, () => onDemand.containerProcesses(container.id, psArgs));
    },
    changes: (container) => recorded('container.changes', container, () => onDemand.containerChanges(container.id)),

    ...filesView(onDemand, (container, params, of) => recorded('container.files.read', container, of, params)),
    ...registriesView(registries, mirror, permit),
    verbatim: verbatimView({ caller, source, mirror, reader, scoped, permit, allowed: deps.allowed, recordRead, recordStream }),
    ...streamView({ caller, source, mirror, streams, recordRead, recordStream, recordFollowing, permit }),
  };
}
