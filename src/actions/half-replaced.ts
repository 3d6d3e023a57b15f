import type { Container } from '../engine/model.ts';

/** The names that two containers have while one takes the other's place. The mark is of the action, so that its own are known again after a crash. */
export function passingNames(name: string, auditId: string): { next: string; old: string } {
  const [base, mark] = [name.slice(0, 200), auditId.slice(0, 6)];
  return { next: `${base}-next-${mark}`, old: `${base}-old-${mark}` };
}

/** What the log says of a replacement that was broken off. */
export interface BrokenOff {
  auditId: string;
  oldId: string;
  name: string;
  /** Whether the old one ran. */
  ran: boolean;
  /** The new one's id; null where it was not noted. */
  copyId: string | null;
}

export type Repair =
  | { how: 'nothing' }
  /** The new one, which has never had the name, goes. */
  | { how: 'discard'; copy: string }
  /** The new one goes, if there is one, and the old one is as it was. */
  | { how: 'put back'; old: Container; copy: string | null }
  /** The new one stays if it is well. */
  | { how: 'finish'; old: Container; copy: string }
  /** Somebody else has the name. */
  | { how: 'taken'; by: string };

/**
 * What is to be done, by what the engine shows. Nothing that has been given another name by somebody else is touched, and nothing is started that was not
 * stopped by the replacement.
 */
export function repairOf(broken: BrokenOff, containers: readonly Container[]): Repair {
  const names = passingNames(broken.name, broken.auditId);
  const old = containers.find(({ id }) => id === broken.oldId);
  const copy = containers.find(({ id, name }) => (broken.copyId === null ? name === names.next : id === broken.copyId));
  const discard: Repair = copy?.name === names.next ? { how: 'discard', copy: copy.id } : { how: 'nothing' };
  if (old === undefined) return discard;
  if (old.name === broken.name) {
    if (copy?.name === names.next) return { how: 'put back', old, copy: copy.id };
    // The new one is gone again, and its end was the first half of putting back.
    const wasPuttingBack = broken.copyId !== null && copy === undefined && broken.ran && !lives(old);
    return wasPuttingBack ? { how: 'put back', old, copy: null } : { how: 'nothing' };
  }
  if (old.name !== names.old) return discard;
  const holder = containers.find(({ name }) => name === broken.name);
  if (holder === undefined) return { how: 'put back', old, copy: copy?.name === names.next ? copy.id : null };
  if (holder.id !== copy?.id) return { how: 'taken', by: holder.id };
  // One that was never started, or has ended, has not taken over.
  return broken.ran && !lives(copy) ? { how: 'put back', old, copy: copy.id } : { how: 'finish', old, copy: copy.id };
}

export function lives({ state }: Pick<Container, 'state'>): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused';
}
