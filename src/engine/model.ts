/**
 * What Docker's objects look like inside Wharfinger: the engine's answers after validation, immutable, with absent and null made one thing.
 * Times are RFC 3339 text exactly as the engine gave them (nanoseconds kept); Go's zero time ("0001-01-01T00:00:00Z") is null.
 * Sizes are bytes, lists the engine may leave out are empty.
 */

export type Labels = Readonly<Record<string, string>>;

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
export type HealthStatus = 'none' | 'starting' | 'healthy' | 'unhealthy';
export type PortProtocol = 'tcp' | 'udp' | 'sctp';

export interface Port {
  /** Address it is published on; null when only exposed. */
  ip: string | null;
  privatePort: number;
  publicPort: number | null;
  protocol: PortProtocol;
}

export interface Mount {
  /** bind, volume, tmpfs, npipe, cluster, image. */
  type: string;
  /** Volume name, for type volume. */
  name: string | null;
  source: string;
  destination: string;
  driver: string | null;
  mode: string;
  readWrite: boolean;
  propagation: string;
}

export interface NetworkAttachment {
  networkName: string;
  /** Empty while the container has never been started on it. */
  networkId: string;
  endpointId: string;
  aliases: readonly string[];
  links: readonly string[];
  ipAddress: string | null;
  ipPrefixLength: number | null;
  gateway: string | null;
  ipv6Address: string | null;
  ipv6Gateway: string | null;
  macAddress: string | null;
}

export interface HealthProbe {
  start: string | null;
  end: string | null;
  exitCode: number;
  output: string;
}

export interface HealthCheck {
  /** As Docker writes it: ["CMD", ...] or ["CMD-SHELL", "..."]. */
  test: readonly string[];
  intervalNs: number;
  timeoutNs: number;
  startPeriodNs: number;
  retries: number;
}

export interface Health {
  status: HealthStatus;
  failingStreak: number;
  log: readonly HealthProbe[];
}

export interface Ulimit {
  name: string;
  soft: number;
  hard: number;
}

/** Limits; null where none is set (the engine says 0 or nothing). */
export interface Resources {
  /** Billionths of a core, as `--cpus` sets them. */
  nanoCpus: number | null;
  cpuShares: number | null;
  cpuQuotaMicros: number | null;
  cpuPeriodMicros: number | null;
  cpusetCpus: string | null;
  cpusetMems: string | null;
  memory: number | null;
  memoryReservation: number | null;
  /** -1: unlimited swap. */
  memorySwap: number | null;
  memorySwappiness: number | null;
  oomKillDisabled: boolean;
  /** null: no limit. */
  pidsLimit: number | null;
  blkioWeight: number | null;
  shmSize: number | null;
  ulimits: readonly Ulimit[];
}

export interface Device {
  pathOnHost: string;
  pathInContainer: string;
  cgroupPermissions: string;
}

/** By what name a container reaches another, whose name of its own this is; both without the leading slash: "db" as "web/database". */
export interface Link {
  container: string;
  name: string;
}

export interface Container {
  id: string;
  /** Without the slash. */
  name: string;
  /** Those of the older kind, on the default bridge. */
  links: readonly Link[];
  imageId: string;
  /** What the container was created from, as written. */
  imageRef: string;
  /** Config.Cmd. */
  command: readonly string[];
  /** Config.Entrypoint. */
  entrypoint: readonly string[];
  /** What runs: path and arguments after entrypoint and command were joined. */
  path: string;
  args: readonly string[];
  state: ContainerState;
  health: Health | null;
  healthCheck: HealthCheck | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Of the last run; null before the first one ended, and while the container runs (the engine says 0 then). */
  exitCode: number | null;
  oomKilled: boolean;
  /** The engine's own words on why the last start failed. */
  error: string | null;
  pid: number | null;
  restartCount: number;
  restartPolicy: { name: string; maximumRetryCount: number };
  autoRemove: boolean;
  labels: Labels;
  env: readonly { key: string; value: string }[];
  ports: readonly Port[];
  exposedPorts: readonly { port: number; protocol: PortProtocol }[];
  mounts: readonly Mount[];
  tmpfs: readonly { path: string; options: string }[];
  networks: readonly NetworkAttachment[];
  networkMode: string;
  ipcMode: string;
  pidMode: string;
  utsMode: string;
  usernsMode: string;
  cgroupParent: string;
  resources: Resources;
  tty: boolean;
  openStdin: boolean;
  user: string;
  workingDir: string;
  hostname: string;
  domainname: string;
  stopSignal: string | null;
  stopTimeoutSeconds: number | null;
  init: boolean;
  privileged: boolean;
  readonlyRootfs: boolean;
  capAdd: readonly string[];
  capDrop: readonly string[];
  securityOpt: readonly string[];
  devices: readonly Device[];
  groupAdd: readonly string[];
  extraHosts: readonly string[];
  dns: readonly string[];
  dnsOptions: readonly string[];
  dnsSearch: readonly string[];
  sysctls: Labels;
  logDriver: string;
  logOptions: Labels;
  runtime: string;
  platform: string;
  storageDriver: string;
}

export interface Image {
  /** "sha256:..." */
  id: string;
  tags: readonly string[];
  digests: readonly string[];
  /** Null for images without a creation time. */
  createdAt: string | null;
  parentId: string | null;
  size: number;
  /** Null where the engine has not computed it. */
  sharedSize: number | null;
  labels: Labels;
  architecture: string;
  variant: string | null;
  os: string;
  author: string | null;
  comment: string | null;
  dockerVersion: string | null;
  command: readonly string[];
  entrypoint: readonly string[];
  env: readonly { key: string; value: string }[];
  exposedPorts: readonly { port: number; protocol: PortProtocol }[];
  volumes: readonly string[];
  user: string;
  workingDir: string;
  stopSignal: string | null;
  healthCheck: HealthCheck | null;
  layers: readonly string[];
  lastTaggedAt: string | null;
}

export interface ImageLayer {
  /** "<missing>" for layers built elsewhere is null. */
  imageId: string | null;
  createdAt: string | null;
  createdBy: string;
  tags: readonly string[];
  size: number;
  comment: string;
}

export interface Network {
  id: string;
  name: string;
  createdAt: string | null;
  scope: string;
  driver: string;
  enableIpv6: boolean;
  internal: boolean;
  attachable: boolean;
  ingress: boolean;
  configOnly: boolean;
  ipamDriver: string;
  ipamOptions: Labels;
  ipam: readonly { subnet: string | null; ipRange: string | null; gateway: string | null; auxiliaryAddresses: Labels }[];
  options: Labels;
  labels: Labels;
}

export interface Volume {
  name: string;
  driver: string;
  mountpoint: string;
  createdAt: string | null;
  scope: string;
  labels: Labels;
  options: Labels;
  status: Labels;
}

export interface EngineComponent {
  name: string;
  version: string;
  details: Labels;
}

export interface EngineVersion {
  version: string;
  apiVersion: string;
  minApiVersion: string;
  gitCommit: string;
  goVersion: string;
  os: string;
  arch: string;
  kernelVersion: string;
  buildTime: string | null;
  experimental: boolean;
  platformName: string | null;
  components: readonly EngineComponent[];
}

/** What `docker info` shows. */
export interface HostInfo {
  engineId: string;
  name: string;
  containers: number;
  containersRunning: number;
  containersPaused: number;
  containersStopped: number;
  images: number;
  storageDriver: string;
  storageDriverStatus: readonly { key: string; value: string }[];
  dockerRootDir: string;
  plugins: { volume: readonly string[]; network: readonly string[]; authorization: readonly string[]; log: readonly string[] };
  memoryLimit: boolean;
  swapLimit: boolean;
  cpuCfsPeriod: boolean;
  cpuCfsQuota: boolean;
  cpuShares: boolean;
  cpuSet: boolean;
  pidsLimit: boolean;
  ipv4Forwarding: boolean;
  bridgeNfIptables: boolean;
  bridgeNfIp6tables: boolean;
  oomKillDisable: boolean;
  debug: boolean;
  fileDescriptors: number;
  goroutines: number;
  systemTime: string | null;
  loggingDriver: string;
  cgroupDriver: string;
  cgroupVersion: string | null;
  eventListeners: number;
  kernelVersion: string;
  operatingSystem: string;
  osVersion: string;
  osType: string;
  architecture: string;
  cpus: number;
  memory: number;
  indexServerAddress: string;
  registryMirrors: readonly string[];
  insecureRegistries: readonly string[];
  httpProxy: string | null;
  httpsProxy: string | null;
  noProxy: string | null;
  labels: readonly string[];
  experimental: boolean;
  serverVersion: string;
  runtimes: readonly { name: string; path: string }[];
  defaultRuntime: string;
  swarmState: string;
  liveRestore: boolean;
  isolation: string | null;
  initBinary: string;
  containerdVersion: string | null;
  runcVersion: string | null;
  initVersion: string | null;
  securityOptions: readonly string[];
  productLicense: string | null;
  warnings: readonly string[];
}

export interface DiskUsage {
  layersSize: number;
  images: readonly { id: string; size: number; sharedSize: number; containers: number }[];
  containers: readonly { id: string; sizeRw: number; sizeRootFs: number }[];
  volumes: readonly { name: string; size: number; refCount: number }[];
  buildCache: readonly {
    id: string;
    type: string;
    description: string;
    inUse: boolean;
    shared: boolean;
    size: number;
    createdAt: string | null;
    lastUsedAt: string | null;
    usageCount: number;
  }[];
}

export interface ProcessList {
  titles: readonly string[];
  processes: readonly (readonly string[])[];
}

export interface FileChange {
  path: string;
  kind: 'modified' | 'added' | 'deleted';
}

export type ObjectType = 'container' | 'image' | 'network' | 'volume';

/** One line of the engine's event stream. Only type, action, id and time are trustworthy: labels overwrite the other attributes. */
export interface EngineEvent {
  type: string;
  /** "exec_start: sh -c ..." keeps its command line here, as the engine writes it. */
  action: string;
  actorId: string;
  attributes: Labels;
  scope: string;
  /** Nanoseconds since 1970 as decimal text: it does not fit a JavaScript number. */
  timeNano: string;
}

/** One sample, in the numbers `docker stats` shows. */
export interface StatsSample {
  readAt: string;
  /** 100 is one core. Null for the first sample of a stream, which has nothing to compare with. */
  cpuPercent: number | null;
  onlineCpus: number;
  /** Less inactive file pages. */
  memoryUsage: number;
  memoryLimit: number;
  memoryPercent: number;
  networkRx: number;
  networkTx: number;
  blockRead: number;
  blockWrite: number;
  pids: number;
}

export interface LogLine {
  stream: 'stdout' | 'stderr';
  /** RFC 3339 with nanoseconds. */
  at: string;
  text: string;
  /** True when the line was longer than the limit and this is one piece of it, or the stream ended inside it. */
  partial: boolean;
  /** Where details were asked for: the attributes as the engine writes them, `key=value` with commas between, each percent-encoded; "" for none. */
  details?: string;
}
