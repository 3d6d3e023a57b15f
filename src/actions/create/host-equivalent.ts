import type { CreateRules } from '../../access/policy.ts';
import type { Container, Network, Volume } from '../../engine/model.ts';
import type { Demand, HostPermission } from '../demands.ts';
import { bindNeeds } from '../host-paths.ts';
import { harmlessIpc, harmlessLogs, isHarmlessSecurity, isLocal, mayBeAnything } from '../host-harmless.ts';
import type { CreateInput } from './input.ts';
import type { References } from './references.ts';

/** What the copy knows of what is named. */
export interface Known {
  volume: (name: string) => Volume | undefined;
  network: (ref: string) => Network | undefined;
}

/**
 * What in the input makes the container equal to its host, each by the field and the permission it takes: whoever controls such a container controls the host. Empty for
 * an ordinary one. What it takes over from other containers counts as if it were asked for.
 */
export function hostEquivalent(
  input: CreateInput,
  references: References,
  { volume, network }: Known,
  rules: CreateRules,
): Demand[] {
  const found: Demand[] = [];
  const note = (when: boolean, path: string, needs: HostPermission) =>
    void (when && found.push({ needs, path: `input.${path}` }));
  note(input.privileged === true, 'privileged', 'host.privileged');
  note(input.networkMode === 'host' || references.network?.networkMode === 'host', 'networkMode', 'host.namespaces');
  for (const [index, { network: ref }] of (input.networks ?? []).entries())
    note(network(ref)?.driver === 'host', `networks[${index}].network`, 'host.namespaces');
  // A look into another's processes is a look into its files, whatever those are.
  note((input.pidMode ?? '') !== '', 'pidMode', 'host.namespaces');
  const ipc = references.ipc === null ? !harmlessIpc.has(input.ipcMode ?? '') : references.ipc.ipcMode === 'host';
  note(ipc, 'ipcMode', 'host.namespaces');
  note((input.usernsMode ?? '') !== '', 'usernsMode', 'host.namespaces');
  note((input.capAdd ?? []).length > 0, 'capAdd', 'host.capabilities');
  const unusual = (input.securityOpt ?? []).some((option) => !isHarmlessSecurity(option));
  note(unusual, 'securityOpt', 'host.security');
  note((input.devices ?? []).length > 0, 'devices', 'host.devices');
  note(Boolean(input.gpus), 'gpus', 'host.devices');
  note(!harmlessLogs.has(input.logging?.driver ?? ''), 'logging.driver', 'host.runtime');
  for (const [index, mount] of (input.mounts ?? []).entries()) {
    const { type, source, propagation, volumeDriver, volumeOptions } = mount;
    if (type === 'bind') {
      const needs = bindNeeds(source ?? '/', propagation ?? null, rules);
      if (needs !== null) note(true, `mounts[${index}].source`, needs);
    }
    note((volumeOptions ?? []).length > 0, `mounts[${index}].volumeOptions`, 'host.volume-options');
    note(!isLocal(volumeDriver ?? ''), `mounts[${index}].volumeDriver`, 'host.volume-options');
    const existing = type === 'volume' && source ? volume(source) : undefined;
    note(existing !== undefined && mayBeAnything(existing), `mounts[${index}].source`, 'host.volume-options');
  }
  for (const [index, { container }] of references.volumesFrom.entries())
    note(sharesHost(container, volume), `volumesFrom[${index}].container`, 'host.bind');
  return found;
}

function sharesHost({ mounts }: Container, volume: (name: string) => Volume | undefined): boolean {
  return mounts.some(({ type, name }) => {
    if (type !== 'volume') return type !== 'tmpfs';
    const known = name === null ? undefined : volume(name);
    return known === undefined || mayBeAnything(known);
  });
}
