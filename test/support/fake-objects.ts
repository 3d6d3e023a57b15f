import { createHash } from 'node:crypto';
import type {
  Container,
  DiskUsage,
  EngineVersion,
  HostInfo,
  Image,
  LogLine,
  Network,
  NetworkAttachment,
  Resources,
  StatsSample,
  Volume,
} from '../../src/engine/model.ts';

/** 64 hexadecimal digits that depend on the seed alone: the same name gives the same id in every run. */
export function hexId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

export const busyboxId = `sha256:${hexId('busybox:latest')}`;
export const bridgeId = hexId('network bridge');

const noLimits: Resources = {
  nanoCpus: null,
  cpuShares: null,
  cpuQuotaMicros: null,
  cpuPeriodMicros: null,
  cpusetCpus: null,
  cpusetMems: null,
  memory: null,
  memoryReservation: null,
  memorySwap: null,
  memorySwappiness: null,
  oomKillDisabled: false,
  pidsLimit: null,
  blkioWeight: null,
  shmSize: 67_108_864,
  ulimits: [],
};

/** How a container hangs on a network. Not started yet (no id, no address) unless told otherwise. */
export function attachment(part: Partial<NetworkAttachment> = {}): NetworkAttachment {
  return {
    networkName: 'bridge',
    networkId: '',
    endpointId: '',
    aliases: [],
    links: [],
    ipAddress: null,
    ipPrefixLength: null,
    gateway: null,
    ipv6Address: null,
    ipv6Gateway: null,
    macAddress: null,
    ...part,
  };
}

/** A complete container, running unless `state` says otherwise. The id follows from the name unless given. */
export function container(part: Partial<Container> = {}): Container {
  const name = part.name ?? 'web';
  const state = part.state ?? 'running';
  const live = state === 'running' || state === 'paused';
  const ended = state === 'exited' || state === 'dead' || state === 'restarting';
  return {
    id: hexId(`container ${name}`),
    name,
    links: [],
    imageId: busyboxId,
    imageRef: 'busybox:latest',
    command: ['sleep', '1d'],
    entrypoint: [],
    path: 'sleep',
    args: ['1d'],
    state,
    health: null,
    healthCheck: null,
    createdAt: '2026-01-01T12:00:00.000000001Z',
    startedAt: live || ended ? '2026-01-01T12:00:01.000000001Z' : null,
    finishedAt: ended ? '2026-01-01T12:00:02.000000001Z' : null,
    exitCode: ended ? 0 : null,
    oomKilled: false,
    error: null,
    pid: live ? 4242 : null,
    restartCount: 0,
    restartPolicy: { name: 'no', maximumRetryCount: 0 },
    autoRemove: false,
    labels: {},
    env: [{ key: 'PATH', value: '/bin' }],
    ports: [],
    exposedPorts: [],
    mounts: [],
    tmpfs: [],
    networks: [
      live ? attachment({ networkId: bridgeId, endpointId: hexId(`endpoint ${name}`), ipAddress: '172.17.0.2' }) : attachment(),
    ],
    networkMode: 'default',
    ipcMode: 'private',
    pidMode: '',
    utsMode: '',
    usernsMode: '',
    cgroupParent: '',
    resources: noLimits,
    tty: false,
    openStdin: false,
    user: '',
    workingDir: '',
    hostname: name,
    domainname: '',
    stopSignal: null,
    stopTimeoutSeconds: null,
    init: false,
    privileged: false,
    readonlyRootfs: false,
    capAdd: [],
    capDrop: [],
    securityOpt: [],
    devices: [],
    groupAdd: [],
    extraHosts: [],
    dns: [],
    dnsOptions: [],
    dnsSearch: [],
    sysctls: {},
    logDriver: 'json-file',
    logOptions: {},
    runtime: 'runc',
    platform: 'linux',
    storageDriver: 'overlay2',
    ...part,
  };
}

/** A complete image: "busybox:latest" unless told otherwise. The id follows from the first tag unless given. */
export function image(part: Partial<Image> = {}): Image {
  const tags = part.tags ?? ['busybox:latest'];
  return {
    id: `sha256:${hexId(tags[0] ?? 'untagged')}`,
    tags,
    digests: [],
    createdAt: '2025-12-01T00:00:00Z',
    parentId: null,
    size: 2_000_000,
    sharedSize: null,
    labels: {},
    architecture: 'amd64',
    variant: null,
    os: 'linux',
    author: null,
    comment: null,
    dockerVersion: '20.10.24',
    command: ['sh'],
    entrypoint: [],
    env: [{ key: 'PATH', value: '/bin' }],
    exposedPorts: [],
    volumes: [],
    user: '',
    workingDir: '',
    stopSignal: null,
    healthCheck: null,
    layers: [`sha256:${hexId('layer')}`],
    lastTaggedAt: null,
    ...part,
  };
}

/** A complete network. The id follows from the name unless given. */
export function network(part: Partial<Network> = {}): Network {
  const name = part.name ?? 'backend';
  return {
    id: hexId(`network ${name}`),
    name,
    createdAt: '2026-01-01T12:00:00Z',
    scope: 'local',
    driver: 'bridge',
    enableIpv6: false,
    internal: false,
    attachable: false,
    ingress: false,
    configOnly: false,
    ipamDriver: 'default',
    ipamOptions: {},
    ipam: [{ subnet: '172.18.0.0/16', ipRange: null, gateway: '172.18.0.1', auxiliaryAddresses: {} }],
    options: {},
    labels: {},
    ...part,
  };
}

/** A complete volume, called "data" unless told otherwise. */
export function volume(part: Partial<Volume> = {}): Volume {
  const name = part.name ?? 'data';
  return {
    name,
    driver: 'local',
    mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    createdAt: '2026-01-01T12:00:00Z',
    scope: 'local',
    labels: {},
    options: {},
    status: {},
    ...part,
  };
}

export function engineVersion(part: Partial<EngineVersion> = {}): EngineVersion {
  return {
    version: '20.10.24',
    apiVersion: '1.41',
    minApiVersion: '1.12',
    gitCommit: '5d6db84',
    goVersion: 'go1.19.8',
    os: 'linux',
    arch: 'amd64',
    kernelVersion: '6.1.0',
    buildTime: '2024-01-01T00:00:00Z',
    experimental: false,
    platformName: null,
    components: [{ name: 'Engine', version: '20.10.24', details: { ApiVersion: '1.41' } }],
    ...part,
  };
}

export function hostInfo(part: Partial<HostInfo> = {}): HostInfo {
  return {
    engineId: 'FAKE:ENGINE',
    name: 'fakehost',
    containers: 0,
    containersRunning: 0,
    containersPaused: 0,
    containersStopped: 0,
    images: 0,
    storageDriver: 'overlay2',
    storageDriverStatus: [{ key: 'Backing Filesystem', value: 'extfs' }],
    dockerRootDir: '/var/lib/docker',
    plugins: { volume: ['local'], network: ['bridge', 'host', 'null'], authorization: [], log: ['json-file'] },
    memoryLimit: true,
    swapLimit: true,
    cpuCfsPeriod: true,
    cpuCfsQuota: true,
    cpuShares: true,
    cpuSet: true,
    pidsLimit: true,
    ipv4Forwarding: true,
    bridgeNfIptables: true,
    bridgeNfIp6tables: true,
    oomKillDisable: true,
    debug: false,
    fileDescriptors: 30,
    goroutines: 50,
    systemTime: '2026-01-01T12:00:00Z',
    loggingDriver: 'json-file',
    cgroupDriver: 'cgroupfs',
    cgroupVersion: '1',
    eventListeners: 1,
    kernelVersion: '6.1.0',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    osVersion: '12',
    osType: 'linux',
    architecture: 'x86_64',
    cpus: 2,
    memory: 8_000_000_000,
    indexServerAddress: 'https://index.docker.io/v1/',
    registryMirrors: [],
    insecureRegistries: ['127.0.0.0/8'],
    httpProxy: null,
    httpsProxy: null,
    noProxy: null,
    labels: [],
    experimental: false,
    serverVersion: '20.10.24',
    runtimes: [{ name: 'runc', path: 'runc' }],
    defaultRuntime: 'runc',
    swarmState: 'inactive',
    liveRestore: false,
    isolation: null,
    initBinary: 'docker-init',
    containerdVersion: '1.6.20',
    runcVersion: '1.1.5',
    initVersion: '0.19.0',
    securityOptions: ['name=seccomp,profile=default'],
    productLicense: null,
    warnings: [],
    ...part,
  };
}

export function diskUsage(part: Partial<DiskUsage> = {}): DiskUsage {
  return { layersSize: 0, images: [], containers: [], volumes: [], buildCache: [], ...part };
}

export function statsSample(part: Partial<StatsSample> = {}): StatsSample {
  return {
    readAt: '2026-01-01T12:00:03.000000001Z',
    cpuPercent: 1.5,
    onlineCpus: 2,
    memoryUsage: 1_000_000,
    memoryLimit: 8_000_000_000,
    memoryPercent: 0.0125,
    networkRx: 100,
    networkTx: 200,
    blockRead: 0,
    blockWrite: 0,
    pids: 1,
    ...part,
  };
}

export function logLine(text: string, part: Partial<LogLine> = {}): LogLine {
  return { stream: 'stdout', at: '2026-01-01T12:00:03.000000001Z', text, partial: false, ...part };
}
