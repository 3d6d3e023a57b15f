import type { PolicyFile } from '../policy-schema.ts';
import { roles as builtIn, type Action } from '../../catalogue.ts';
import { actionsOf, noRole } from '../policy.ts';
import { isFetchable, usualAlgorithms, type ClaimRule, type OidcProvider } from './provider.ts';

type GivenProvider = NonNullable<PolicyFile['identity']>['oidc'][number];

/** The providers of a policy file. What is wrong with them is added to `problems`. */
export function providersOf(file: PolicyFile, problems: string[]): OidcProvider[] {
  const given = file.identity?.oidc ?? [];
  return given.map((one, index) => {
    const at = `identity.oidc[${index}]`;
    if (!isFetchable(one.issuer) || new URL(one.issuer).search !== '')
      problems.push(`${at}.issuer: an https URL (http on loopback only), without credentials or a query.`);
    if (given.findIndex(({ issuer }) => issuer === one.issuer) !== index)
      problems.push(`${at}.issuer: this issuer is there already.`);
    if (given.findIndex(({ name }) => name === one.name) !== index) problems.push(`${at}.name: this name is there already.`);
    return {
      name: one.name,
      issuer: one.issuer,
      audience: [one.audience].flat(),
      algorithms: one.algorithms ?? usualAlgorithms,
      type: one.type ?? null,
      kind: one.kind ?? 'person',
      nameClaim: one.nameClaim ?? null,
      rules: one.rules.map((rule, place) => ruleOf(rule, file, `${at}.rules[${place}]`, problems)),
    };
  });
}

function ruleOf(rule: GivenProvider['rules'][number], file: PolicyFile, at: string, problems: string[]): ClaimRule {
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
