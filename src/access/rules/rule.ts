import type { Action } from '../../catalogue.ts';
import type { Caller } from '../caller.ts';
import { fits } from '../pattern.ts';
import type { Policy } from '../policy.ts';
import { resolveScopes } from '../token-scope.ts';

/** What the holder of certain claims gets. */
export interface ClaimRule {
  /** Each must hold: a claim, and patterns of which one must fit. */
  when: readonly { claim: string; patterns: readonly string[] }[];
  role: string;
  /** Names of scopes of the policy. */
  scopes: readonly string[];
  permissions: readonly Action[];
}

/** What somebody else vouches for, about the holder of a signed token or of a certificate. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who somebody is, where that is certain although they may be nobody here. */
export type Who = Pick<Caller, 'type' | 'id' | 'name' | 'authMethod'>;

/** What came of looking at a signed token or a certificate. */
export type Judgement =
  | { ok: true; caller: Caller }
  | { ok: false; reason: 'untrusted' | 'expired' | 'unavailable' | 'no-rule'; message: string; who: Who | null };

/** Whoever these claims are about, with what the first rule that fits gives under this policy; null where none fits. */
export function callerBy(
  rules: readonly ClaimRule[],
  claims: Claims,
  { who, expires, policy }: { who: Who; expires: number; policy: Policy },
): Caller | null {
  const rule = ruleFor(rules, claims);
  if (rule === undefined) return null;
  return {
    ...who,
    role: rule.role,
    permissions: new Set([...(policy.roles.get(rule.role)?.allows ?? []), ...rule.permissions]),
    ...resolveScopes(
      rule.scopes.map((name) => ({ name })),
      policy,
    ),
    policy,
    tokenId: null,
    expiresAt: new Date(expires).toISOString(),
    bootstrap: false,
  };
}

/** The first rule that these claims fulfil. */
function ruleFor(rules: readonly ClaimRule[], claims: Claims): ClaimRule | undefined {
  return rules.find(({ when }) =>
    when.every(({ claim, patterns }) => valuesOf(claims, claim).some((value) => patterns.some((one) => fits(one, value)))),
  );
}

/** The texts of a claim: of a list each. A name with dots leads into an object (`realm_access.roles`) where there is no claim of just that name. */
function valuesOf(claims: Claims, name: string): string[] {
  const whole = own(claims, name);
  const found = whole === undefined ? name.split('.').reduce<unknown>(own, claims) : whole;
  return [found]
    .flat()
    .flatMap((one: unknown) =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
    );
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
