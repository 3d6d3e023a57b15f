import type { PolicyFile } from '../policy-schema.ts';
import { rulesOf } from '../rules/read.ts';
import { isFetchable, usualAlgorithms, type OidcProvider } from './provider.ts';

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
      rules: rulesOf(one.rules, file, at, problems),
    };
  });
}
