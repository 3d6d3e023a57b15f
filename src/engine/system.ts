import { Reading } from './decode.ts';
import type { DiskUsage, EngineVersion, FileChange, HostInfo, ProcessList } from './model.ts';

/** The answer of GET /version. ENGINE_ERROR when its shape is not understood. */
export function version(answer: unknown): EngineVersion {
  const root = new Reading(answer, 'Version');
  return {
    version: root.at('Version').text(),
    apiVersion: root.at('ApiVersion').required(),
    minApiVersion: root.at('MinAPIVersion').text(),
    gitCommit: root.at('GitCommit').text(),
    goVersion: root.at('GoVersion').text(),
    os: root.at('Os').text(),
    arch: root.at('Arch').text(),
    kernelVersion: root.at('KernelVersion').text(),
    buildTime: root.at('BuildTime').textOrNull(),
    experimental: root.at('Experimental').flag(),
    platformName: root.at('Platform').at('Name').textOrNull(),
    components: root.at('Components').list((component) => ({
      name: component.at('Name').text(),
      version: component.at('Version').text(),
      details: component.at('Details').labels(),
    })),
  };
}

/** The answer of GET /info. */
export function hostInfo(answer: unknown): HostInfo {
  const root = new Reading(answer, 'Info');
  const plugins = root.at('Plugins');
  const registry = root.at('RegistryConfig');
  return {
    engineId: root.at('ID').text(),
    name: root.at('Name').text(),
    containers: root.at('Containers').number(),
    containersRunning: root.at('ContainersRunning').number(),
    containersPaused: root.at('ContainersPaused').number(),
    containersStopped: root.at('ContainersStopped').number(),
    images: root.at('Images').number(),
    storageDriver: root.at('Driver').text(),
    storageDriverStatus: root.at('DriverStatus').list((pair) => {
      const [key = '', value = ''] = pair.texts();
      return { key, value };
    }),
    dockerRootDir: root.at('DockerRootDir').text(),
    plugins: {
      volume: plugins.at('Volume').texts(),
      network: plugins.at('Network').texts(),
      authorization: plugins.at('Authorization').texts(),
      log: plugins.at('Log').texts(),
    },
    memoryLimit: root.at('MemoryLimit').flag(),
    swapLimit: root.at('SwapLimit').flag(),
    cpuCfsPeriod: root.at('CpuCfsPeriod').flag(),
    cpuCfsQuota: root.at('CpuCfsQuota').flag(),
    cpuShares: root.at('CPUShares').flag(),
    cpuSet: root.at('CPUSet').flag(),
    pidsLimit: root.at('PidsLimit').flag(),
    ipv4Forwarding: root.at('IPv4Forwarding').flag(),
    bridgeNfIptables: root.at('BridgeNfIptables').flag(),
    bridgeNfIp6tables: root.at('BridgeNfIp6tables').flag(),
    oomKillDisable: root.at('OomKillDisable').flag(),
    debug: root.at('Debug').flag(),
    fileDescriptors: root.at('NFd').number(),
    goroutines: root.at('NGoroutines').number(),
    systemTime: root.at('SystemTime').time(),
    loggingDriver: root.at('LoggingDriver').text(),
    cgroupDriver: root.at('CgroupDriver').text(),
    cgroupVersion: root.at('CgroupVersion').textOrNull(),
    eventListeners: root.at('NEventsListener').number(),
    kernelVersion: root.at('KernelVersion').text(),
    operatingSystem: root.at('OperatingSystem').text(),
    osVersion: root.at('OSVersion').text(),
    osType: root.at('OSType').text(),
    architecture: root.at('Architecture').text(),
    cpus: root.at('NCPU').number(),
    memory: root.at('MemTotal').number(),
    indexServerAddress: root.at('IndexServerAddress').text(),
    registryMirrors: registry.at('Mirrors').texts(),
    insecureRegistries: insecureRegistries(registry),
    httpProxy: root.at('HttpProxy').textOrNull(),
    httpsProxy: root.at('HttpsProxy').textOrNull(),
    noProxy: root.at('NoProxy').textOrNull(),
    labels: root.at('Labels').texts(),
    experimental: root.at('ExperimentalBuild').flag(),
    serverVersion: root.at('ServerVersion').text(),
    runtimes: root
      .at('Runtimes')
      .entries()
      .map(([name, runtime]) => ({ name, path: runtime.at('path').text() })),
    defaultRuntime: root.at('DefaultRuntime').text(),
    swarmState: root.at('Swarm').at('LocalNodeState').text('inactive'),
    liveRestore: root.at('LiveRestoreEnabled').flag(),
    isolation: root.at('Isolation').textOrNull(),
    initBinary: root.at('InitBinary').text(),
    containerdVersion: root.at('ContainerdCommit').at('ID').textOrNull(),
    runcVersion: root.at('RuncCommit').at('ID').textOrNull(),
    initVersion: root.at('InitCommit').at('ID').textOrNull(),
    securityOptions: root.at('SecurityOptions').texts(),
    productLicense: root.at('ProductLicense').textOrNull(),
    warnings: root.at('Warnings').texts(),
  };
}

/** Networks and named registries that may be spoken to without TLS, as `docker info` lists them together. */
function insecureRegistries(registry: Reading): string[] {
  const named = registry
    .at('IndexConfigs')
    .entries()
    .filter(([, index]) => !index.at('Secure').flag())
    .map(([name]) => name);
  return [...named, ...registry.at('InsecureRegistryCIDRs').texts()];
}

/** The answer of GET /system/df, in the form of API versions below 1.53. The engine writes -1 for what it has not counted: that is 0 here. */
export function diskUsage(answer: unknown): DiskUsage {
  const root = new Reading(answer, 'DiskUsage');
  const counted = (reading: Reading) => Math.max(0, reading.number());
  return {
    layersSize: root.at('LayersSize').number(),
    images: root.at('Images').list((image) => ({
      id: image.at('Id').required(),
      size: image.at('Size').number(),
      sharedSize: counted(image.at('SharedSize')),
      containers: counted(image.at('Containers')),
    })),
    containers: root.at('Containers').list((container) => ({
      id: container.at('Id').required(),
      sizeRw: container.at('SizeRw').number(),
      sizeRootFs: container.at('SizeRootFs').number(),
    })),
    volumes: root.at('Volumes').list((volume) => ({
      name: volume.at('Name').required(),
      size: counted(volume.at('UsageData').at('Size')),
      refCount: counted(volume.at('UsageData').at('RefCount')),
    })),
    buildCache: root.at('BuildCache').list((entry) => ({
      id: entry.at('ID').text(),
      type: entry.at('Type').text(),
      description: entry.at('Description').text(),
      inUse: entry.at('InUse').flag(),
      shared: entry.at('Shared').flag(),
      size: entry.at('Size').number(),
      createdAt: entry.at('CreatedAt').time(),
      lastUsedAt: entry.at('LastUsedAt').time(),
      usageCount: entry.at('UsageCount').number(),
    })),
  };
}

/** The answer of GET /containers/{id}/top. */
export function processes(answer: unknown): ProcessList {
  const root = new Reading(answer, 'Processes');
  return { titles: root.at('Titles').texts(), processes: root.at('Processes').list((process) => process.texts()) };
}

const changeKinds = ['modified', 'added', 'deleted'] as const;

/** The answer of GET /containers/{id}/changes; null where nothing changed. */
export function fileChanges(answer: unknown): FileChange[] {
  return new Reading(answer, 'Changes').list((change) => ({
    path: change.at('Path').text(),
    kind: changeKinds[change.at('Kind').number()] ?? 'modified',
  }));
}
