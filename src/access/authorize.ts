import { createHash } from 'node:crypto';
import { actionNames, actions, roles, type Action } from '../catalogue.ts';
import type { Caller, Decision, Target } from './caller.ts';

/** Names the rules in force: a hash of the roles and of what each allows. */
export const policyHash = createHash('sha256')
  .update(
    JSON.stringify({
      actions: [...actionNames].sort(),
      roles: Object.entries(roles)
        .map(([name, role]) => [name, [...role.allows].sort()] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    }),
  )
  .digest('hex')
  .slice(0, 16);

/**
 * The one decision, for every way in: whether this caller may do this to that. What no rule allows is denied. `target` is resolved to what it is
 * before it is judged; null where an action has none. So far no rule looks at it.
 */
export function authorize(caller: Caller, action: Action, _target: Target | null): Decision {
  const byRole: readonly Action[] = roles[caller.role].allows;
  if (byRole.includes(action)) return { allow: true, rule: `role:${caller.role}`, policyHash, reason: '' };
  if (caller.permissions.has(action)) return { allow: true, rule: 'token:grant', policyHash, reason: '' };
  return {
    allow: false,
    rule: 'default-deny',
    policyHash,
    reason: `To ${actions[action].words} takes the permission ${action}, which "${caller.name}" (role ${caller.role}) does not have.`,
  };
}
