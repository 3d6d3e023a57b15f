import type { Demand, HostPermission } from '../demands.ts';
import type { EngineCreate } from './create-shape.ts';

/**
 * What the Engine API can ask for and `createContainer` cannot, by the permission it takes. What is not here is either judged as the input of
 * `createContainer` is, or can do no more than limit or name the container itself.
 */
export function furtherDemands({ HostConfig, NetworkingConfig }: EngineCreate): Demand[] {
  const of = HostConfig ?? {};
  const ends = Object.values(NetworkingConfig?.EndpointsConfig ?? {});
  const rows: readonly (readonly [when: boolean, path: string, needs: HostPermission])[] = [
    [said(of.UTSMode), 'UTSMode', 'host.namespaces'],
    [said(of.CgroupnsMode) && of.CgroupnsMode !== 'private', 'CgroupnsMode', 'host.namespaces'],
    [said(of.VolumeDriver) && of.VolumeDriver !== 'local', 'VolumeDriver', 'host.volume-options'],
    [said(of.Capabilities), 'Capabilities', 'host.capabilities'],
    [said(of.DeviceCgroupRules), 'DeviceCgroupRules', 'host.devices'],
    // An empty list is not the same as none: it lifts the protection of /proc and /sys.
    [of.MaskedPaths !== undefined && of.MaskedPaths !== null, 'MaskedPaths', 'host.security'],
    [of.ReadonlyPaths !== undefined && of.ReadonlyPaths !== null, 'ReadonlyPaths', 'host.security'],
    [said(of.Sysctls), 'Sysctls', 'host.security'],
    [said(of.CgroupParent), 'CgroupParent', 'host.runtime'],
    [said(of.Cgroup), 'Cgroup', 'host.runtime'],
    [said(of.Runtime) && of.Runtime !== 'runc' && of.Runtime !== 'io.containerd.runc.v2', 'Runtime', 'host.runtime'],
    [said(of.Isolation) && of.Isolation !== 'default', 'Isolation', 'host.runtime'],
    [said(of.Annotations), 'Annotations', 'host.runtime'],
    [said(of.StorageOpt), 'StorageOpt', 'host.runtime'],
    [(of.OomScoreAdj ?? 0) < 0, 'OomScoreAdj', 'host.runtime'],
    [of.OomKillDisable === true, 'OomKillDisable', 'host.runtime'],
    [(of.CpuRealtimePeriod ?? 0) !== 0, 'CpuRealtimePeriod', 'host.runtime'],
    [(of.CpuRealtimeRuntime ?? 0) !== 0, 'CpuRealtimeRuntime', 'host.runtime'],
    [ends.some((end) => said(end?.DriverOpts)), 'NetworkingConfig.EndpointsConfig.DriverOpts', 'host.runtime'],
  ];
  return rows.flatMap(([when, field, needs]) => {
    const path = field.startsWith('NetworkingConfig') ? field : `HostConfig.${field}`;
    return when ? [{ needs, path }] : [];
  });
}

function said(value: string | readonly unknown[] | object | null | undefined): boolean {
  if (value === null || value === undefined || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
