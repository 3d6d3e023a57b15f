import type { Labels } from './model.ts';
import type { WriteResult } from './ports.ts';

/** A network to be made. */
export interface NetworkSpec {
  name: string;
  driver: string;
  scope: string | null;
  internal: boolean;
  attachable: boolean;
  ingress: boolean;
  configOnly: boolean;
  /** Name of the network that holds its settings. */
  configFrom: string | null;
  /** Null: as the engine has it. Engines before API 1.48 always give IPv4: there anything but null is BAD_INPUT. */
  ipv4: boolean | null;
  ipv6: boolean;
  ipamDriver: string;
  ipamOptions: Labels;
  ipam: readonly { subnet: string; ipRange: string | null; gateway: string | null; auxiliaryAddresses: Labels }[];
  options: Labels;
  labels: Labels;
}

/** How a container is to hang on a network. */
export interface EndpointSpec {
  aliases: readonly string[];
  ipv4Address: string | null;
  ipv6Address: string | null;
  linkLocalIps: readonly string[];
  /** "container" or "container:alias". */
  links: readonly string[];
  driverOptions: Labels;
  /** Engines before API 1.48 do not know it: there anything but null is BAD_INPUT. */
  gatewayPriority: number | null;
}

/** A volume to be made; the engine makes up a name where there is none. */
export interface VolumeSpec {
  name: string | null;
  driver: string;
  /** Null where none are given, which the engine shows otherwise than an empty list. */
  options: Labels | null;
  labels: Labels;
}

/** Filters of a prune as the engine takes them: a name, and the values that were given for it. */
export type PruneFilters = Readonly<Record<string, readonly string[]>>;

/** What a prune has removed. */
export interface PruneResult extends WriteResult {
  /** Ids of containers, names of networks and volumes, ids of images and layers, ids of records of the build cache. */
  deleted: readonly string[];
  /** References that images have lost; empty for everything else. */
  untagged: readonly string[];
  reclaimedBytes: number;
}

/** Which records of the build cache go; what a build uses now never does. */
export interface BuildCachePrune {
  /** Also what is shared with images, and what the builder keeps for itself. */
  all: boolean;
  /** As many bytes stay, those used last; null: none. */
  keepBytes: number | null;
  /** Those that no build has used for so many seconds; null: whenever. */
  unusedSeconds: number | null;
}

/** What removing an image has come to. */
export interface ImageRemoval extends WriteResult {
  untagged: readonly string[];
  deleted: readonly string[];
}

/** What changes images, networks and volumes, and what removes many objects at once: a part of the writing port. */
export interface ObjectWriter {
  createNetwork(spec: NetworkSpec): Promise<WriteResult & { id: string; warning: string | null }>;
  removeNetwork(id: string): Promise<WriteResult>;
  connectNetwork(id: string, container: string, endpoint: EndpointSpec): Promise<WriteResult>;
  disconnectNetwork(id: string, container: string, options: { force: boolean }): Promise<WriteResult>;
  createVolume(spec: VolumeSpec): Promise<WriteResult & { name: string }>;
  removeVolume(name: string, options: { force: boolean }): Promise<WriteResult>;
  tagImage(id: string, name: { repository: string; tag: string }): Promise<WriteResult>;
  /** By reference it loses that name, and goes with its last one; by id it goes with all its names. Where platforms are given, those of it alone go. */
  removeImage(ref: string, options: { force: boolean; noPrune: boolean; platforms: readonly string[] }): Promise<ImageRemoval>;
  /** Prunes stop between two objects when the signal aborts, and reject with its reason: what had gone by then is not told. */
  pruneContainers(filters: PruneFilters, signal: AbortSignal): Promise<PruneResult>;
  pruneImages(filters: PruneFilters, signal: AbortSignal): Promise<PruneResult>;
  pruneNetworks(filters: PruneFilters, signal: AbortSignal): Promise<PruneResult>;
  pruneVolumes(filters: PruneFilters, signal: AbortSignal): Promise<PruneResult>;
  pruneBuildCache(options: BuildCachePrune, signal: AbortSignal): Promise<PruneResult>;
}
