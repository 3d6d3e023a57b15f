import type { Policy } from '../access/policy.ts';
import { scopeOf } from '../access/policy-read.ts';
import type { TokenScope } from '../access/token-scope.ts';
import { badInput } from '../errors.ts';

/** Limits as they are asked for. */
export interface ScopeInput {
  hosts?: readonly string[] | null;
  labels?: string | null;
  names?: readonly string[] | null;
  images?: readonly string[] | null;
}

const most = 200;
const longest = 512;

/** The scopes that are asked for a new token, checked. BAD_INPUT for one that the policy does not have, and for limits that are none. */
export function scopesFor(
  policy: Pick<Policy, 'scopes'>,
  { scope, limits }: { scope?: string | null; limits?: ScopeInput | null },
): TokenScope[] {
  const scopes: TokenScope[] = [];
  if (typeof scope === 'string') {
    if (!policy.scopes.has(scope)) throw badInput(`scope: the policy has no scope ${JSON.stringify(scope.slice(0, 64))}.`);
    scopes.push({ name: scope });
  }
  if (limits) scopes.push({ limits: limitsOf(limits) });
  return scopes;
}

function limitsOf({ hosts, labels, names, images }: ScopeInput) {
  const limits = {
    ...(hosts ? { hosts: patterns('hosts', hosts) } : {}),
    ...(typeof labels === 'string' ? { labels } : {}),
    ...(names ? { names: patterns('names', names) } : {}),
    ...(images ? { images: patterns('images', images) } : {}),
  };
  if (Object.keys(limits).length === 0) throw badInput('limits: at least one of hosts, labels, names and images.');
  if (typeof labels === 'string' && (labels === '' || labels.length > 2000))
    throw badInput('limits.labels: 1 to 2000 characters.');
  const scope = scopeOf(null, limits);
  if (typeof scope === 'string') throw badInput(`limits.${scope}`);
  return limits;
}

function patterns(field: string, given: readonly string[]): string[] {
  if (given.length === 0 || given.length > most) throw badInput(`limits.${field}: 1 to ${most} of them.`);
  for (const [index, one] of given.entries()) {
    if (one.length === 0 || one.length > longest) throw badInput(`limits.${field}[${index}]: 1 to ${longest} characters.`);
  }
  return [...given];
}
