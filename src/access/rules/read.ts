import { roles as builtIn, type Action } from '../../catalogue.ts';
import type { PolicyFile } from '../policy-schema.ts';
import { actionsOf, noRole } from '../policy.ts';
import type { ClaimRule } from './rule.ts';

interface GivenRule {
  when: Readonly<Record<string, string | string[]>>;
  role?: string;
  permissions?: string[];
  scopes?: string[];
}

/** The rules at a place of a policy file. What is wrong with them is added to `problems`. */
export function rulesOf(given: readonly GivenRule[], file: PolicyFile, at: string, problems: string[]): ClaimRule[] {
  return given.map((rule, place) => ruleOf(rule, file, `${at}.rules[${place}]`, problems));
}

function ruleOf(rule: GivenRule, file: PolicyFile, at: string, problems: string[]): ClaimRule {
  const { when, role = noRole, permissions = [], scopes = [] } = rule;
  if (role !== noRole && !Object.hasOwn(builtIn, role) && !Object.hasOwn(file.roles ?? {}, role))
    problems.push(`${at}.role: there is no role "${role}".`);
  if (role === noRole && permissions.length === 0) problems.push(`${at}: a role, or at least one of permissions.`);
  for (const name of scopes)
    if (!Object.hasOwn(file.scopes ?? {}, name)) problems.push(`${at}.scopes: there is no scope "${name}".`);
  const granted = new Set<Action>();
  for (const permission of permissions) {
    const meant = actionsOf(permission);
    if (meant.length === 0) problems.push(`${at}.permissions: there is no action "${permission}".`);
    for (const action of meant) granted.add(action);
  }
  return {
    when: Object.entries(when).map(([claim, patterns]) => ({ claim, patterns: [patterns].flat() })),
    role,
    scopes,
    permissions: [...granted],
  };
}
