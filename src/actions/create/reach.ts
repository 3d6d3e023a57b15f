import type { Scope } from '../../access/scope.ts';
import { NotInCopy } from '../../mirror/not-in-copy.ts';
import { familiarReference } from '../../mirror/image-reference.ts';
import type { ActionHost } from '../perform.ts';
import { refuse } from './check.ts';
import type { CreateInput } from './input.ts';

/**
 * What a caller who does not reach everything names in a new container must be within reach. The engine makes a volume that is not there: whoever names one
 * has to make it first, or it would be born without labels, or be somebody else's.
 */
export function checkReach(input: CreateInput, host: ActionHost, scopes: readonly Scope[]): void {
  for (const [index, { type, source }] of (input.mounts ?? []).entries()) {
    if (type === 'volume' && source) within(`mounts[${index}].source`, () => host.mirror.resolveVolume(source));
  }
  for (const [index, { network }] of (input.networks ?? []).entries()) {
    // The engine's own network, which is everybody's.
    if (network !== 'bridge') within(`networks[${index}].network`, () => host.mirror.resolveNetwork(network));
  }
  if (namesImages(scopes)) checkImage(input.image, host);
}

export function namesImages(scopes: readonly Scope[]): boolean {
  return scopes.some(({ images }) => images !== null);
}

/** By its name only: an id, or the beginning of one, says nothing of what the image is called. */
export function checkImage(ref: string, { unnarrowed }: ActionHost): void {
  let held;
  try {
    held = unnarrowed.resolveImage(ref);
  } catch {
    return;
  }
  const name = familiarReference(ref);
  if (!held.tags.includes(name) && !held.digests.includes(name))
    refuse('image', 'your scope has names of images: name it by one of them.');
}

function within(path: string, find: () => unknown): void {
  try {
    find();
  } catch (error) {
    if (error instanceof NotInCopy) throw new NotInCopy(error.type, error.ref, `input.${path}: ${error.message}`);
    throw error;
  }
}
