import type { Caller } from './caller.ts';

/** Whether two callers may do the same and reach the same: what was opened for the one can stay open for the other. */
export function sameRights(one: Caller, other: Caller): boolean {
  return (
    one.role === other.role &&
    one.policy.readOnly === other.policy.readOnly &&
    one.permissions.size === other.permissions.size &&
    [...one.permissions].every((action) => other.permissions.has(action)) &&
    JSON.stringify([one.scopes, one.warned]) === JSON.stringify([other.scopes, other.warned])
  );
}
