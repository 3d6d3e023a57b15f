import type { Caller, Target } from '../../access/caller.ts';
import type { Action } from '../../catalogue.ts';
import type { CreateBody } from '../../engine/ports.ts';
import type { ActionHost } from '../perform.ts';
import type { Demand } from '../demands.ts';
import type { Aim } from '../recorded.ts';
import { bodyOf } from './body.ts';
import { checkReach } from './reach.ts';
import { hostEquivalent } from './host-equivalent.ts';
import type { CreateInput } from './input.ts';
import { referencesOf, type References } from './references.ts';

/** Checks the input whole, and judges what was asked for: what would be equal to the host takes a permission of its own. */
export function aimAtNew(
  caller: Caller,
  host: ActionHost,
  asked: CreateInput,
  /** Permissions it takes beside the action's own. */
  needs: readonly Action[] = [],
): { aim: Aim & { key: string }; body: CreateBody } {
  const { input, references, aim } = judgeNew(caller, host, asked);
  return { body: bodyOf(input, references), aim: { ...aim, alsoNeeds: needs } };
}

/** Judges what was asked for. `input`: with the labels that it has to have; `references`: the containers that were judged, which alone may be sent. */
export function judgeNew(
  caller: Caller,
  host: ActionHost,
  asked: CreateInput,
): { input: CreateInput; references: References; aim: Aim & { key: string; demands: readonly Demand[] } } {
  const input = { ...asked, labels: host.born(asked.labels), mounts: host.scoped ? bornMounts(asked, host) : asked.mounts };
  if (host.scoped) checkReach(input, host, caller.scopes);
  const references = referencesOf(input, (ref) => host.mirror.resolveContainer(ref));
  const target: Target = { type: 'container', id: null, name: input.name ?? null, image: input.image, labels: labelsOf(input) };
  const known = {
    volume: (name: string) => host.unnarrowed.volumes.get(name),
    network: (ref: string) => host.unnarrowed.networks.list().find((one) => one.name === ref || one.id.startsWith(ref)),
  };
  const demands = hostEquivalent(input, references, known, caller.policy.create);
  return { input, references, aim: { target, before: null, key: '', demands } };
}

/** Volumes without a name are made with the container. */
function bornMounts({ mounts }: CreateInput, { born }: ActionHost): CreateInput['mounts'] {
  return mounts?.map((mount, index) => {
    if (mount.type !== 'volume' || mount.source) return mount;
    const labels = born(mount.volumeLabels, `input.mounts[${index}].volumeLabels`) ?? [];
    return { ...mount, volumeLabels: labels };
  });
}

function labelsOf({ labels }: CreateInput): Record<string, string> {
  return Object.fromEntries((labels ?? []).map(({ key, value }) => [key, value]));
}
