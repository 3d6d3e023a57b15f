import type { CreateRules } from '../access/policy.ts';
import type { Container, Volume } from '../engine/model.ts';
import type { Demand, HostPermission } from './demands.ts';
import { isHarmlessSecurity, isLocal, mayBeAnything } from './host-harmless.ts';
import { bindNeeds } from './host-paths.ts';

/** What the copy knows of what a container leans on. */
export interface Around {
  containers: { get(id: string): Container | undefined };
  volumes: { get(name: string): Volume | undefined };
}

/** What of a container makes it equal to its host, in words and by the permission each takes to make it again; empty for one that is contained. */
export function hostFeatures(container: Container, { containers, volumes }: Around, rules: CreateRules): Demand[] {
  const found: Demand[] = [];
  const note = (when: boolean, path: string, needs: HostPermission) => void (when && found.push({ needs, path }));
  const unusualVolume = container.mounts.some(({ name }) => {
    const known = volumes.get(name ?? '');
    return known !== undefined && mayBeAnything(known);
  });
  const joined = (mode: string) => (mode.startsWith('container:') ? containers.get(mode.slice('container:'.length)) : undefined);
  const modes = [
    ['network', container.networkMode],
    ['process', container.pidMode],
    ['IPC', container.ipcMode],
    ['UTS', container.utsMode],
    ['user', container.usernsMode],
  ] as const;
  note(container.privileged, 'privileged', 'host.privileged');
  for (const [name, mode] of modes) note(mode === 'host', `the host's ${name} namespace`, 'host.namespaces');
  // As for a new one: a look into another's processes is a look into its files, and what the joined one has of the host this one has too.
  note(container.pidMode.startsWith('container:'), "another's processes", 'host.namespaces');
  note(joined(container.networkMode)?.networkMode === 'host', "the host's network namespace, by another's", 'host.namespaces');
  note(joined(container.ipcMode)?.ipcMode === 'host', "the host's IPC namespace, by another's", 'host.namespaces');
  for (const { type, source, propagation } of container.mounts) {
    // What the engine says where nothing was asked for.
    const asked = propagation === 'rprivate' || propagation === 'private' ? null : propagation;
    const needs = type === 'bind' ? bindNeeds(source, asked, rules) : null;
    if (needs !== null) note(true, `the host's ${source}`, needs);
  }
  const foreignDriver = container.mounts.some(({ driver }) => !isLocal(driver ?? ''));
  note(foreignDriver, 'a volume of a driver', 'host.volume-options');
  note(unusualVolume, 'a volume with options or of a driver', 'host.volume-options');
  note(container.devices.length > 0, 'devices', 'host.devices');
  note(container.capAdd.length > 0, 'added capabilities', 'host.capabilities');
  const unusual = container.securityOpt.some((option) => !isHarmlessSecurity(option));
  note(unusual, 'security options', 'host.security');
  note(container.cgroupParent !== '', 'a cgroup parent', 'host.runtime');
  note(!/^(?:runc|io\.containerd\.runc\.v2)?$/.test(container.runtime), 'another runtime', 'host.runtime');
  return found;
}
