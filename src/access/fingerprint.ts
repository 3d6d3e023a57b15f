import { hash } from 'node:crypto';
import type { Caller } from './caller.ts';

/** Says what a caller may see: two callers of the same fingerprint get the same answer to the same question, unless it asks who they are. */
export function fingerprint(caller: Caller): string {
  const known = fingerprints.get(caller);
  if (known !== undefined) return known;
  const made = fingerprintOf(caller);
  fingerprints.set(caller, made);
  return made;
}

const fingerprints = new WeakMap<Caller, string>();

function fingerprintOf({ role, permissions, policy, scopes }: Caller): string {
  return hash('sha256', JSON.stringify([policy.hash, role, [...permissions].sort(), scopes]));
}
