import { isImageRef } from '../../engine/ids.ts';
import { badInput } from '../../errors.ts';
import type { CreateInput, MountInput, Pair, PortInput } from '../create/input.ts';
import { bindOf } from './binds.ts';
import type { EngineCreate } from './create-shape.ts';

type HostConfig = NonNullable<EngineCreate['HostConfig']>;

/** What the engine means by no network in particular, and its own two that are none. */
const modes = new Set(['', 'default', 'bridge', 'host', 'none']);

/** A body of the Engine API as the input it is judged by, and put on record by. BAD_INPUT for what is not offered. */
export function inputOf(body: EngineCreate, name: string | null, platform: string | null): CreateInput {
  const { Image: image, HostConfig: host } = body;
  if (typeof image !== 'string' || !isImageRef(image)) throw badInput('Image: the name or the id of an image.');
  const of: HostConfig = host ?? {};
  const mode = of.NetworkMode ?? '';
  return {
    name,
    image,
    platform,
    command: body.Cmd,
    entrypoint: body.Entrypoint,
    env: (body.Env ?? []).map(pairOf),
    labels: Object.entries(body.Labels ?? {}).map(([key, value]) => ({ key, value })),
    user: body.User,
    hostname: body.Hostname,
    workingDir: body.WorkingDir,
    tty: body.Tty,
    openStdin: body.OpenStdin,
    healthCheck: body.Healthcheck ? { command: body.Healthcheck.Test } : null,
    ports: portsOf(of),
    publishAll: of.PublishAllPorts,
    networks: networksOf(body).map((network) => ({ network })),
    networkMode: modes.has(mode) && mode !== 'default' ? mode || null : mode.startsWith('container:') ? mode : null,
    mounts: mountsOf(body),
    volumesFrom: (of.VolumesFrom ?? []).map(volumesFrom),
    restartPolicy: of.RestartPolicy?.Name ? { name: of.RestartPolicy.Name } : null,
    autoRemove: of.AutoRemove,
    privileged: of.Privileged,
    capAdd: of.CapAdd,
    capDrop: of.CapDrop,
    securityOpt: of.SecurityOpt,
    devices: (of.Devices ?? []).map(({ PathOnHost }) => ({ hostPath: PathOnHost ?? '' })),
    gpus: (of.DeviceRequests ?? []).length > 0 ? { count: of.DeviceRequests?.[0]?.Count ?? null } : null,
    pidMode: of.PidMode,
    ipcMode: of.IpcMode,
    usernsMode: of.UsernsMode,
    logging: of.LogConfig
      ? { driver: of.LogConfig.Type, options: Object.entries(of.LogConfig.Config ?? {}).map(([key, value]) => ({ key, value })) }
      : null,
    limits: { memory: of.Memory || null, cpus: of.NanoCpus ? of.NanoCpus / 1e9 : null },
  };
}

function pairOf(word: string): Pair {
  const equals = word.indexOf('=');
  return equals < 0 ? { key: word, value: '' } : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

function networksOf({ HostConfig, NetworkingConfig }: EngineCreate): string[] {
  const mode = HostConfig?.NetworkMode ?? '';
  const named = modes.has(mode) || mode.startsWith('container:') ? [] : [mode];
  const ends = Object.keys(NetworkingConfig?.EndpointsConfig ?? {}).filter((one) => one !== 'default' && one !== 'none');
  return [...new Set([...named, ...ends])];
}

function mountsOf({ HostConfig, Volumes }: EngineCreate): MountInput[] {
  const driver = HostConfig?.VolumeDriver || null;
  return [
    ...(HostConfig?.Binds ?? []).map((bind, index) => bindOf(bind, `HostConfig.Binds[${index}]`, driver)),
    ...Object.keys(Volumes ?? {}).map((path) => bindOf(path, 'Volumes', driver)),
    ...(HostConfig?.Mounts ?? []).map((mount, index) => mountOf(mount, `HostConfig.Mounts[${index}]`)),
  ];
}

function mountOf(mount: NonNullable<HostConfig['Mounts']>[number], path: string): MountInput {
  const { Type: type, Source: source, Target: target, ReadOnly: readOnly, BindOptions, VolumeOptions } = mount;
  if (type !== 'bind' && type !== 'volume' && type !== 'tmpfs')
    throw badInput(`Not offered through Wharfinger: ${path}.Type other than bind, volume and tmpfs.`);
  if (typeof target !== 'string' || target === '') throw badInput(`${path}.Target: a path in the container.`);
  if (type === 'bind' && source?.startsWith('/') !== true) throw badInput(`${path}.Source: an absolute path of the host.`);
  const basic = { source: source || null, target, readOnly };
  if (type === 'bind') return { ...basic, type, propagation: BindOptions?.Propagation || null };
  if (type === 'tmpfs') return { ...basic, type };
  return {
    ...basic,
    type,
    volumeDriver: VolumeOptions?.DriverConfig?.Name || null,
    volumeOptions: Object.entries(VolumeOptions?.DriverConfig?.Options ?? {}).map(([key, value]) => ({ key, value })),
    volumeLabels: Object.entries(VolumeOptions?.Labels ?? {}).map(([key, value]) => ({ key, value })),
  };
}

function volumesFrom(text: string, index: number): { container: string; readOnly: boolean } {
  const [container = '', mode = 'rw', ...more] = text.split(':');
  if (container === '' || more.length > 0 || (mode !== 'ro' && mode !== 'rw'))
    throw badInput(`HostConfig.VolumesFrom[${index}]: a container, with ":ro" or ":rw" if need be.`);
  return { container, readOnly: mode === 'ro' };
}

/** For the record; what the engine cannot read it refuses itself. */
function portsOf({ PortBindings }: HostConfig): PortInput[] {
  return Object.entries(PortBindings ?? {}).flatMap(([key, bindings]) => {
    const [port = '', protocol = 'tcp'] = key.split('/');
    if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp')
      throw badInput(`HostConfig.PortBindings: ${key.slice(0, 60)}`);
    return (bindings ?? [{}]).map(({ HostIp, HostPort }) => {
      const [first, last] = (HostPort ?? '').split('-').map(Number);
      const host = first ? { hostPort: first, hostPortEnd: last ?? null } : {};
      return { containerPort: Number.parseInt(port, 10) || 0, protocol, hostIp: HostIp ?? null, ...host };
    });
  });
}
