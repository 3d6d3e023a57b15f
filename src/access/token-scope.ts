import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Policy } from './policy.ts';
import { scopeOf } from './policy-read.ts';
import { scopeLimits, type ScopeLimits } from './policy-schema.ts';
import { nothing, type Scope } from './scope.ts';

/** A scope as a token has it: one of the policy by its name, which changes with the policy, or limits of its own. */
export type TokenScope = { name: string } | { limits: ScopeLimits };

const stored = Type.Array(Type.Union([Type.Object({ name: Type.String() }), Type.Object({ limits: scopeLimits })]));

/** The scopes of a row of the table of tokens. Throws a plain Error for what this program could not have written: a scope is never guessed at. */
export function storedScopes(row: { id: string; scopes: string }): readonly TokenScope[] {
  const value: unknown = JSON.parse(row.scopes);
  if (!Value.Check(stored, value)) throw new Error(`The token ${row.id} in the database has a scope that cannot be read.`);
  return value;
}

/** The same limits as a new token can have them: for whoever makes one and has no token of their own. */
export function grantedScopes(scopes: readonly Scope[]): readonly TokenScope[] {
  return scopes.map(({ name, hosts, selector, names, images }) => {
    if (name !== null) return { name };
    return {
      limits: {
        ...(hosts === null ? {} : { hosts: [...hosts] }),
        ...(selector === null ? {} : { labels: selector }),
        ...(names === null ? {} : { names: [...names] }),
        ...(images === null ? {} : { images: [...images] }),
      },
    };
  });
}

/**
 * What they mean under this policy. One that the policy no longer has reaches nothing. Where the policy merely warns, those that it has limit nothing; limits that
 * a token has of its own are no part of it, and always hold.
 */
export function resolveScopes(
  scopes: readonly TokenScope[],
  policy: Pick<Policy, 'scopes' | 'warns'>,
): { scopes: readonly Scope[]; warned?: readonly Scope[] } {
  const held: Scope[] = [];
  const warned: Scope[] = [];
  for (const scope of scopes) {
    if ('name' in scope) {
      const known = policy.scopes.get(scope.name);
      if (known === undefined) held.push(nothing(scope.name));
      else (policy.warns ? warned : held).push(known);
    } else {
      const own = scopeOf(null, scope.limits);
      held.push(typeof own === 'string' ? nothing('damaged') : own);
    }
  }
  return warned.length === 0 ? { scopes: held } : { scopes: held, warned };
}
