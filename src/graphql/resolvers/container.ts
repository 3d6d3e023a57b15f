import type {
  ContainerResolvers,
  HealthCheckResolvers,
  MountResolvers,
  NetworkAttachmentResolvers,
  QueryResolvers,
  ResourcesResolvers,
} from '../../generated/graphql.ts';
import { listContainers } from '../../view/lists.ts';
import { globalId, labelList, labelValue, shortId } from '../map.ts';

export const containerQueries = {
  containers: (_root, { host, ...args }, { view }) => listContainers(view.over(host ?? null), args),
  container: (_root, { ref, host }, { view }) => {
    const on = view.host(host ?? null);
    return { host: on, it: on.container(ref) };
  },
} satisfies Pick<QueryResolvers, 'containers' | 'container'>;

/** Fields that other files give it. */
type Elsewhere = 'audit' | 'files' | 'lastAction' | 'logs' | 'stats' | '__isTypeOf';

const ms = (ns: number) => ns / 1e6;

export const container: Required<Omit<ContainerResolvers, Elsewhere>> = {
  id: ({ host, it }) => globalId('Container', host.name, it.id),
  dockerId: ({ it }) => it.id,
  shortId: ({ it }) => shortId(it.id),
  host: ({ host }) => ({ host }),
  name: ({ it }) => it.name,
  names: ({ host, it }) => host.namesOf(it),
  image: ({ host, it }) => {
    const image = host.imageOf(it);
    return image && { host, it: image };
  },
  imageId: ({ it }) => it.imageId,
  imageRef: ({ it }) => it.imageRef,
  command: ({ it }) => it.command,
  entrypoint: ({ it }) => it.entrypoint,
  path: ({ it }) => it.path,
  args: ({ it }) => it.args,
  state: ({ it }) => it.state,
  status: ({ host, it }) => host.status(it),
  health: ({ it }) => it.health,
  healthCheck: ({ it }) => it.healthCheck,
  createdAt: ({ it }) => it.createdAt,
  startedAt: ({ it }) => it.startedAt,
  finishedAt: ({ it }) => it.finishedAt,
  exitCode: ({ it }) => it.exitCode,
  oomKilled: ({ it }) => it.oomKilled,
  error: ({ it }) => it.error,
  pid: ({ it }) => it.pid,
  restartCount: ({ it }) => it.restartCount,
  restartPolicy: ({ it }) => it.restartPolicy,
  autoRemove: ({ it }) => it.autoRemove,
  labels: ({ it }) => labelList(it.labels),
  label: ({ it }, { key }) => labelValue(it.labels, key),
  env: ({ host, it }) => host.env(it),
  updateAvailable: ({ host, it }) => host.containerUpdate(it),
  ports: ({ it }) => it.ports,
  exposedPorts: ({ it }) => it.exposedPorts,
  mounts: ({ host, it }) => it.mounts.map((mount) => ({ host, it: mount })),
  tmpfs: ({ it }) => it.tmpfs,
  networks: ({ host, it }) =>
    [...it.networks]
      .sort((a, b) => (a.networkName < b.networkName ? -1 : 1))
      .map((attachment) => ({ host, it: attachment, container: it })),
  networkMode: ({ it }) => it.networkMode,
  ipcMode: ({ it }) => it.ipcMode,
  pidMode: ({ it }) => it.pidMode,
  utsMode: ({ it }) => it.utsMode,
  usernsMode: ({ it }) => it.usernsMode,
  cgroupParent: ({ it }) => it.cgroupParent,
  resources: ({ it }) => it.resources,
  tty: ({ it }) => it.tty,
  openStdin: ({ it }) => it.openStdin,
  user: ({ it }) => it.user,
  workingDir: ({ it }) => it.workingDir,
  hostname: ({ it }) => it.hostname,
  domainname: ({ it }) => it.domainname,
  stopSignal: ({ it }) => it.stopSignal,
  stopTimeoutSeconds: ({ it }) => it.stopTimeoutSeconds,
  init: ({ it }) => it.init,
  privileged: ({ it }) => it.privileged,
  readonlyRootfs: ({ it }) => it.readonlyRootfs,
  capAdd: ({ it }) => it.capAdd,
  capDrop: ({ it }) => it.capDrop,
  securityOpt: ({ it }) => it.securityOpt,
  devices: ({ it }) => it.devices,
  groupAdd: ({ it }) => it.groupAdd,
  extraHosts: ({ it }) => it.extraHosts,
  dns: ({ it }) => it.dns,
  dnsOptions: ({ it }) => it.dnsOptions,
  dnsSearch: ({ it }) => it.dnsSearch,
  sysctls: ({ it }) => labelList(it.sysctls),
  logDriver: ({ it }) => it.logDriver,
  logOptions: ({ it }) => labelList(it.logOptions),
  runtime: ({ it }) => it.runtime,
  platform: ({ it }) => it.platform,
  storageDriver: ({ it }) => it.storageDriver,
  project: ({ host, it }) => {
    const project = host.projectOf(it.labels);
    return project && { host, it: project };
  },
  service: ({ it }) => labelValue(it.labels, 'com.docker.compose.service'),
  sizeRw: async ({ host, it }) => (await host.containerSizes(it)).sizeRw,
  sizeRootFs: async ({ host, it }) => (await host.containerSizes(it)).sizeRootFs,
  processes: ({ host, it }, { psArgs }) => host.processes(it, psArgs ?? null),
  changes: ({ host, it }) => host.changes(it),
};

export const healthCheck: HealthCheckResolvers = {
  interval: ({ intervalNs }) => ms(intervalNs),
  timeout: ({ timeoutNs }) => ms(timeoutNs),
  startPeriod: ({ startPeriodNs }) => ms(startPeriodNs),
};

export const resources: ResourcesResolvers = {
  cpus: ({ nanoCpus }) => (nanoCpus === null ? null : nanoCpus / 1e9),
  // Below zero the engine means "as much as there is".
  cpuQuota: ({ cpuQuotaMicros }) => (cpuQuotaMicros === null || cpuQuotaMicros < 0 ? null : cpuQuotaMicros / 1000),
  cpuPeriod: ({ cpuPeriodMicros }) => (cpuPeriodMicros === null ? null : cpuPeriodMicros / 1000),
  memorySwap: ({ memorySwap }) => (memorySwap === null || memorySwap < 0 ? null : memorySwap),
  swapUnlimited: ({ memorySwap }) => memorySwap !== null && memorySwap < 0,
};

export const mount: Required<Omit<MountResolvers, '__isTypeOf'>> = {
  type: ({ it }) => it.type,
  volume: ({ host, it }) => {
    const volume = host.volumeOf(it);
    return volume && { host, it: volume };
  },
  name: ({ it }) => it.name,
  source: ({ it }) => it.source,
  destination: ({ it }) => it.destination,
  driver: ({ it }) => it.driver,
  mode: ({ it }) => it.mode,
  readWrite: ({ it }) => it.readWrite,
  propagation: ({ it }) => it.propagation,
};

export const networkAttachment: Required<Omit<NetworkAttachmentResolvers, '__isTypeOf'>> = {
  container: ({ host, container }) => ({ host, it: container }),
  network: ({ host, it }) => {
    const network = host.networkOf(it);
    return network && { host, it: network };
  },
  networkName: ({ it }) => it.networkName,
  networkId: ({ it }) => it.networkId,
  endpointId: ({ it }) => it.endpointId,
  aliases: ({ it }) => it.aliases,
  links: ({ it }) => it.links,
  ipAddress: ({ it }) => it.ipAddress,
  ipPrefixLength: ({ it }) => it.ipPrefixLength,
  gateway: ({ it }) => it.gateway,
  ipv6Address: ({ it }) => it.ipv6Address,
  ipv6Gateway: ({ it }) => it.ipv6Gateway,
  macAddress: ({ it }) => it.macAddress,
};
