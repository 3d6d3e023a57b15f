import type { Container, Network, Volume } from '../../engine/model.ts';
import type { CreateInput } from './input.ts';
import type { References } from './references.ts';

/** Log drivers that neither read files of the host nor speak to an address that the container's maker chooses. */
const harmlessLogs = new Set(['', 'json-file', 'local', 'journald', 'none']);
const harmlessSecurity = /^no-new-privileges(?:[:=]true)?$/;
const harmlessIpc = new Set(['', 'none', 'private', 'shareable']);

/** What the copy knows of what is named. */
export interface Known {
  volume: (name: string) => Volume | undefined;
  network: (ref: string) => Network | undefined;
}

/**
 * What in the input makes the container equal to its host, in the words of the fields: whoever controls such a container controls the host. Empty for
 * an ordinary one. What it takes over from other containers counts as if it were asked for.
 */
export function hostEquivalent(input: CreateInput, references: References, { volume, network }: Known): string[] {
  const found: string[] = [];
  const note = (when: boolean, what: string) => void (when && found.push(what));
  note(input.privileged === true, 'privileged');
  note(input.networkMode === 'host' || references.network?.networkMode === 'host', 'networkMode');
  for (const [index, { network: ref }] of (input.networks ?? []).entries())
    note(network(ref)?.driver === 'host', `networks[${index}].network`);
  // A look into another's processes is a look into its files, whatever those are.
  note((input.pidMode ?? '') !== '', 'pidMode');
  note(references.ipc === null ? !harmlessIpc.has(input.ipcMode ?? '') : references.ipc.ipcMode === 'host', 'ipcMode');
  note((input.usernsMode ?? '') !== '', 'usernsMode');
  note((input.capAdd ?? []).length > 0, 'capAdd');
  note(
    (input.securityOpt ?? []).some((option) => !harmlessSecurity.test(option)),
    'securityOpt',
  );
  note((input.devices ?? []).length > 0, 'devices');
  note(Boolean(input.gpus), 'gpus');
  note(!harmlessLogs.has(input.logging?.driver ?? ''), 'logging.driver');
  for (const [index, mount] of (input.mounts ?? []).entries()) {
    note(mount.type === 'bind', `mounts[${index}].type`);
    note((mount.volumeOptions ?? []).length > 0, `mounts[${index}].volumeOptions`);
    const existing = mount.type === 'volume' && mount.source ? volume(mount.source) : undefined;
    note(existing !== undefined && withOptions(existing), `mounts[${index}].source`);
  }
  for (const [index, { container }] of references.volumesFrom.entries())
    note(sharesHost(container, volume), `volumesFrom[${index}].container`);
  return found;
}

function sharesHost({ mounts }: Container, volume: (name: string) => Volume | undefined): boolean {
  return mounts.some(({ type, name }) => {
    if (type !== 'volume') return type !== 'tmpfs';
    const known = name === null ? undefined : volume(name);
    return known === undefined || withOptions(known);
  });
}

/** A volume with options may be any directory of the host under another name. */
function withOptions({ options }: Volume): boolean {
  return Object.keys(options).length > 0;
}
