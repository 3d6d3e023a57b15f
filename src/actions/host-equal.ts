import type { CreateRules } from '../access/policy.ts';
import type { Container, Volume } from '../engine/model.ts';
import type { Demand, HostPermission } from './demands.ts';
import { bindNeeds } from './host-paths.ts';

/** What of a container makes it equal to its host, in words and by the permission each takes to make it again; empty for one that is contained. */
export function hostFeatures(
  container: Container,
  volumes: { get(name: string): Volume | undefined },
  rules: CreateRules,
): Demand[] {
  const found: Demand[] = [];
  const note = (when: boolean, path: string, needs: HostPermission) => void (when && found.push({ needs, path }));
  const optioned = container.mounts.some(({ name }) => Object.keys(volumes.get(name ?? '')?.options ?? {}).length > 0);
  const modes = [
    ['network', container.networkMode],
    ['process', container.pidMode],
    ['IPC', container.ipcMode],
    ['UTS', container.utsMode],
    ['user', container.usernsMode],
  ] as const;
  note(container.privileged, 'privileged', 'host.privileged');
  for (const [name, mode] of modes) note(mode === 'host', `the host's ${name} namespace`, 'host.namespaces');
  for (const { type, source, propagation } of container.mounts) {
    // What the engine says where nothing was asked for.
    const asked = propagation === 'rprivate' || propagation === 'private' ? null : propagation;
    const needs = type === 'bind' ? bindNeeds(source, asked, rules) : null;
    if (needs !== null) note(true, `the host's ${source}`, needs);
  }
  const foreignDriver = container.mounts.some(({ driver }) => driver !== null && driver !== '' && driver !== 'local');
  note(foreignDriver, 'a volume of a driver', 'host.volume-options');
  note(optioned, 'a volume with options', 'host.volume-options');
  note(container.devices.length > 0, 'devices', 'host.devices');
  note(container.capAdd.length > 0, 'added capabilities', 'host.capabilities');
  const unusual = container.securityOpt.some((option) => !option.startsWith('no-new-privileges'));
  note(unusual, 'security options', 'host.security');
  note(container.cgroupParent !== '', 'a cgroup parent', 'host.runtime');
  note(!/^(?:runc|io\.containerd\.runc\.v2)?$/.test(container.runtime), 'another runtime', 'host.runtime');
  return found;
}
