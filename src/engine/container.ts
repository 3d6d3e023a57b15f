import { byText, environment, exposedPorts, portOf, Reading } from './decode.ts';
import { health, healthCheck } from './health.ts';
import type { Container, ContainerState, Link, Mount, NetworkAttachment, Port, Resources } from './model.ts';

const states = {
  created: 'created',
  running: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  dead: 'dead',
} as const satisfies Record<ContainerState, ContainerState>;

function isState(text: string): text is ContainerState {
  return Object.hasOwn(states, text);
}

/** "/db:/web/database". */
function link(text: string): Link[] {
  const [, reached, alias] = /^\/?([^:]+):\/?(.+)$/.exec(text) ?? [];
  return reached === undefined || alias === undefined ? [] : [{ container: reached, name: alias }];
}

/** The answer of GET /containers/{id}/json. ENGINE_ERROR when its shape is not understood. */
export function container(answer: unknown): Container {
  const root = new Reading(answer, 'Container');
  const config = root.at('Config');
  const host = root.at('HostConfig');
  const life = root.at('State');
  const network = root.at('NetworkSettings');
  const name = root.at('Name').required().replace(/^\//, '');
  const state = stateOf(life);
  const finishedAt = life.at('FinishedAt').time();
  return {
    id: root.at('Id').required(),
    name,
    links: host.at('Links').texts().flatMap(link),
    imageId: root.at('Image').text(),
    imageRef: config.at('Image').text(),
    command: config.at('Cmd').words(),
    entrypoint: config.at('Entrypoint').words(),
    path: root.at('Path').text(),
    args: root.at('Args').texts(),
    state,
    health: health(life.at('Health')),
    healthCheck: healthCheck(config.at('Healthcheck')),
    createdAt: root.at('Created').required(),
    startedAt: life.at('StartedAt').time(),
    finishedAt,
    exitCode: exitCode(state, finishedAt, life),
    oomKilled: life.at('OOMKilled').flag(),
    error: life.at('Error').textOrNull(),
    pid: life.at('Pid').limit(),
    restartCount: root.at('RestartCount').number(),
    restartPolicy: {
      name: host.at('RestartPolicy').at('Name').text() || 'no',
      maximumRetryCount: host.at('RestartPolicy').at('MaximumRetryCount').number(),
    },
    autoRemove: host.at('AutoRemove').flag(),
    labels: config.at('Labels').labels(),
    env: environment(config.at('Env')),
    ports: ports(network.at('Ports')),
    exposedPorts: exposedPorts(config.at('ExposedPorts')),
    mounts: root.at('Mounts').list(mount),
    tmpfs: host
      .at('Tmpfs')
      .entries()
      .map(([path, options]) => ({ path, options: options.text() })),
    networks: network
      .at('Networks')
      .entries()
      .map(([networkName, endpoint]) => attachment(networkName, endpoint)),
    networkMode: host.at('NetworkMode').text(),
    ipcMode: host.at('IpcMode').text(),
    pidMode: host.at('PidMode').text(),
    utsMode: host.at('UTSMode').text(),
    usernsMode: host.at('UsernsMode').text(),
    cgroupParent: host.at('CgroupParent').text(),
    resources: resources(host),
    tty: config.at('Tty').flag(),
    openStdin: config.at('OpenStdin').flag(),
    user: config.at('User').text(),
    workingDir: config.at('WorkingDir').text(),
    hostname: config.at('Hostname').text(),
    domainname: config.at('Domainname').text(),
    stopSignal: config.at('StopSignal').textOrNull(),
    stopTimeoutSeconds: config.at('StopTimeout').absent ? null : config.at('StopTimeout').number(),
    init: host.at('Init').flag(),
    privileged: host.at('Privileged').flag(),
    readonlyRootfs: host.at('ReadonlyRootfs').flag(),
    capAdd: host.at('CapAdd').texts(),
    capDrop: host.at('CapDrop').texts(),
    securityOpt: host.at('SecurityOpt').texts(),
    devices: host.at('Devices').list((device) => ({
      pathOnHost: device.at('PathOnHost').text(),
      pathInContainer: device.at('PathInContainer').text(),
      cgroupPermissions: device.at('CgroupPermissions').text(),
    })),
    groupAdd: host.at('GroupAdd').texts(),
    extraHosts: host.at('ExtraHosts').texts(),
    dns: host.at('Dns').texts(),
    dnsOptions: host.at('DnsOptions').texts(),
    dnsSearch: host.at('DnsSearch').texts(),
    sysctls: host.at('Sysctls').labels(),
    logDriver: host.at('LogConfig').at('Type').text(),
    logOptions: host.at('LogConfig').at('Config').labels(),
    runtime: host.at('Runtime').text(),
    platform: root.at('Platform').text(),
    storageDriver: root.at('Driver').text() || root.at('GraphDriver').at('Name').text(),
  };
}

/** One of Docker's seven. Engines that only resemble Docker have others ("stopped", "stopping"): for those the flags decide. */
function stateOf(life: Reading): ContainerState {
  const status = life.at('Status').text();
  if (isState(status)) return status;
  return life.at('Running').flag() ? 'running' : 'exited';
}

/** While a container runs the engine says 0, and after a start that failed the code of a run that never was: neither is an exit. */
function exitCode(state: ContainerState, finishedAt: string | null, life: Reading): number | null {
  if (finishedAt === null || state === 'created' || state === 'running' || state === 'paused') return null;
  return life.at('ExitCode').number();
}

/** The live ones, exposed ports included, as `docker ps` lists them: a container that does not run has none. IPv4 and IPv6 bindings are two. */
function ports(reading: Reading): Port[] {
  return reading
    .entries()
    .flatMap(([key, bindings]): Port[] => {
      const inside = portOf(key);
      if (inside === null) return [];
      const common = { privatePort: inside.port, protocol: inside.protocol };
      const published = bindings.list((binding) => ({
        ip: binding.at('HostIp').text(),
        publicPort: Number(binding.at('HostPort').text()) || null,
        ...common,
      }));
      return published.length > 0 ? published : [{ ip: null, publicPort: null, ...common }];
    })
    .sort((a, b) => a.privatePort - b.privatePort || byText(a.protocol, b.protocol) || byText(a.ip ?? '', b.ip ?? ''));
}

function mount(reading: Reading): Mount {
  return {
    type: reading.at('Type').text() || 'bind',
    name: reading.at('Name').textOrNull(),
    source: reading.at('Source').text(),
    destination: reading.at('Destination').text(),
    driver: reading.at('Driver').textOrNull(),
    mode: reading.at('Mode').text(),
    readWrite: reading.at('RW').flag(),
    propagation: reading.at('Propagation').text(),
  };
}

function attachment(networkName: string, reading: Reading): NetworkAttachment {
  return {
    networkName,
    networkId: reading.at('NetworkID').text(),
    endpointId: reading.at('EndpointID').text(),
    aliases: reading.at('Aliases').texts(),
    links: reading.at('Links').texts(),
    ipAddress: reading.at('IPAddress').textOrNull(),
    ipPrefixLength: reading.at('IPPrefixLen').limit(),
    gateway: reading.at('Gateway').textOrNull(),
    ipv6Address: reading.at('GlobalIPv6Address').textOrNull(),
    ipv6Gateway: reading.at('IPv6Gateway').textOrNull(),
    macAddress: reading.at('MacAddress').textOrNull(),
  };
}

function resources(host: Reading): Resources {
  const pids = host.at('PidsLimit').number();
  const swappiness = host.at('MemorySwappiness').number(-1);
  return {
    nanoCpus: host.at('NanoCpus').limit(),
    cpuShares: host.at('CpuShares').limit(),
    cpuQuotaMicros: host.at('CpuQuota').limit(),
    cpuPeriodMicros: host.at('CpuPeriod').limit(),
    cpusetCpus: host.at('CpusetCpus').textOrNull(),
    cpusetMems: host.at('CpusetMems').textOrNull(),
    memory: host.at('Memory').limit(),
    memoryReservation: host.at('MemoryReservation').limit(),
    memorySwap: host.at('MemorySwap').limit(),
    memorySwappiness: swappiness < 0 ? null : swappiness,
    oomKillDisabled: host.at('OomKillDisable').flag(),
    pidsLimit: pids > 0 ? pids : null,
    blkioWeight: host.at('BlkioWeight').limit(),
    shmSize: host.at('ShmSize').limit(),
    ulimits: host.at('Ulimits').list((ulimit) => ({
      name: ulimit.at('Name').text(),
      soft: ulimit.at('Soft').number(),
      hard: ulimit.at('Hard').number(),
    })),
  };
}

/** The answer of GET /containers/json: the full ids. */
export function ids(answer: unknown): string[] {
  return [...new Set(new Reading(answer, 'List').list((item) => item.at('Id').required()))];
}

/** The answer of GET /containers/{id}/json?size=1. */
export function containerSizes(answer: unknown): { sizeRw: number; sizeRootFs: number } {
  const root = new Reading(answer, 'Container');
  return { sizeRw: root.at('SizeRw').number(), sizeRootFs: root.at('SizeRootFs').number() };
}
