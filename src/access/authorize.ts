import { actions, type Action } from '../catalogue.ts';
import { isOutsider, type Caller, type Decision, type Target } from './caller.ts';
import { builtInPolicy } from './policy.ts';
import { foreignRegistry, notAllowed } from './registries.ts';
import { fitsImage, limitsWithin, reaches, reachesHost, type Scope, type Scoped } from './scope.ts';

/** Names the built-in rules. */
export const policyHash = builtInPolicy.hash;

/**
 * The one decision, for every way in: whether this caller may do this to that. What no rule allows is denied. `target` is resolved to what it is before it is
 * judged; null where an action has none, or only the permission is asked for. `host`: the one it is on, null where it is on none.
 */
export function authorize(caller: Caller, action: Action, target: Target | null, host: string | null = null): Decision {
  const { policy } = caller;
  if (!caller.permissions.has(action)) {
    return deny(
      caller,
      'default-deny',
      `To ${actions[action].words} takes the permission ${action}, which "${caller.name}" (role ${caller.role}) does not have.`,
    );
  }
  if (policy.readOnly && actions[action].class === 'write' && isOutsider(caller))
    return deny(caller, 'read-only', 'Wharfinger is in read-only mode: nobody changes anything.');
  if (outOf(caller.scopes, action, target, host)) return beyondScope(caller, action);
  const registry = foreignTo(caller, action, target);
  const ruledOut =
    registry !== null
      ? deny(caller, 'registry', notAllowed(registry))
      : outOf(caller.warned ?? [], action, target, host)
        ? beyondScope(caller, action)
        : null;
  if (ruledOut !== null) return policy.warns ? { ...ruledOut, allow: true, rule: `warn:${ruledOut.rule}` } : ruledOut;
  const byRole = policy.roles.get(caller.role)?.allows.has(action) === true;
  const rule = byRole ? `role:${caller.role}` : 'token:grant';
  return { allow: true, rule, policyHash: policy.hash, reason: '' };
}

function beyondScope(caller: Caller, action: Action): Decision {
  return deny(caller, 'scope', `To ${actions[action].words} is beyond the scope of "${caller.name}".`);
}

/** Whether a policy let it pass which would refuse it if it did not merely warn. */
export function isWarned({ allow, rule }: Decision): boolean {
  return allow && rule.startsWith('warn:');
}

/** Whether somebody may see how Wharfinger itself does: probes and figures count all that is there, so not with a scope. */
export function mayWatch(caller: Caller): Decision {
  const decision = authorize(caller, 'host.read', null);
  if (!decision.allow || caller.scopes.length === 0) return decision;
  return deny(caller, 'scope', `To see how Wharfinger itself does is beyond the scope of "${caller.name}".`);
}

function deny(caller: Caller, rule: string, reason: string): Decision {
  return { allow: false, rule, policyHash: caller.policy.hash, reason };
}

const ofImages: readonly Action[] = ['image.pull', 'image.push', 'container.create', 'container.run', 'container.recreate'];

/** The registry of what an action brings in or takes out, where the policy does not allow it. */
function foreignTo(caller: Caller, action: Action, target: Target | null): string | null {
  if (target === null || !ofImages.includes(action)) return null;
  const reference = target.type === 'image' ? target.name : target.image;
  return reference === null ? null : foreignRegistry(caller, reference);
}

/** What nobody with a scope narrower than whole hosts can do: it is about all that is there, or brings in what only the archive knows. */
const ofTheWhole: readonly Action[] = [
  'build.prune',
  'image.load',
  'image.import',
  'image.build',
  'build.session',
  'audit.export',
  'audit.rotate-key',
  'audit.accept',
];

function outOf(scopes: readonly Scope[], action: Action, target: Target | null, host: string | null): boolean {
  return scopes.length > 0 && target !== null && !inScope(scopes, action, target, host);
}

function inScope(scopes: readonly Scope[], action: Action, target: Target, host: string | null): boolean {
  if (host !== null && !reachesHost(scopes, host)) return false;
  const limits = limitsWithin(scopes);
  if (limits.length === 0) return !(host === null && ofTheWhole.includes(action));
  if (ofTheWhole.includes(action)) return false;
  const object = scopedOf(target);
  if (object === null) return true;
  // What is not here yet has no labels to be judged by.
  if (action === 'image.pull') {
    const names = object.type === 'image' ? object.names : [object.image ?? ''];
    return limits.every(({ images }) => images === null || names.some((name) => fitsImage(images, name)));
  }
  return reaches(limits, object);
}

/** A target as scopes see it; null for one that they do not speak of. */
export function scopedOf({ type, name, image, labels }: Omit<Target, 'type' | 'id'> & { type: string }): Scoped | null {
  if (type !== 'container' && type !== 'image' && type !== 'network' && type !== 'volume') return null;
  return { type, names: name === null ? [] : [name], labels, image };
}
