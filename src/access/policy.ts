import { createHash } from 'node:crypto';
import { actionNames, roles, type Action } from '../catalogue.ts';
import type { OidcProvider } from './oidc/provider.ts';
import type { ClaimRule } from './rules/rule.ts';
import type { Scope } from './scope.ts';

/** A named set of permissions. */
export interface RoleRule {
  words: string;
  allows: ReadonlySet<Action>;
}

/** The rules in force, whole: a value that never changes. */
export interface Policy {
  /** Names it: 16 hexadecimal digits of a SHA-256 over all that it says and the catalogue it was read with. */
  hash: string;
  /** True where a policy file says so; false for the built-in rules alone. */
  fromFile: boolean;
  /** Those of the file. */
  ownRoles: ReadonlyMap<string, RoleRule>;
  /** The built-in ones and those of the file. */
  roles: ReadonlyMap<string, RoleRule>;
  scopes: ReadonlyMap<string, Scope>;
  create: CreateRules;
  /** Unix sockets on which the Engine API is served without a credential. */
  sockets: readonly SocketRule[];
  /** Whose signed tokens are believed. */
  oidc: readonly OidcProvider[];
  /** What client certificates are worth; the first that fits decides. */
  certificates: readonly ClaimRule[];
  /** Nobody changes anything. */
  readOnly: boolean;
  /** True: what scopes and registries of the file would refuse is allowed, and on record as such. */
  warns: boolean;
}

/** What new containers may have. */
export interface CreateRules {
  /** Paths of the host that may be mounted, and what is below them. */
  binds: readonly string[];
  /** Patterns of registries that images may be of, and be pushed to; null: any. */
  registries: readonly string[] | null;
}

/** A unix socket on which the Engine API is served, and what whoever can open it may do. */
export interface SocketRule {
  name: string;
  path: string;
  /** Permissions of the file, as a number. */
  mode: number;
  /** Ids of a user and of a group; null: those of the process. */
  owner: number | null;
  group: number | null;
  /** Null: the only one there is. */
  host: string | null;
  role: string;
  permissions: readonly Action[];
  /** Names; all must hold. */
  scopes: readonly string[];
}

/** The role of a token that has explicit permissions alone. */
export const noRole = 'none';

const builtIn: readonly (readonly [string, RoleRule])[] = Object.entries(roles).map(([name, { words, allows }]) => [
  name,
  { words, allows: new Set<Action>(allows) },
]);

/** All roles there are, by their names. */
export function withBuiltIn(ownRoles: ReadonlyMap<string, RoleRule>): ReadonlyMap<string, RoleRule> {
  return new Map([...builtIn, ...ownRoles]);
}

/** A policy out of its parts; the built-in roles are added. */
export function policyOf(parts: {
  fromFile: boolean;
  ownRoles: ReadonlyMap<string, RoleRule>;
  scopes: ReadonlyMap<string, Scope>;
  create: CreateRules;
  sockets: readonly SocketRule[];
  oidc: readonly OidcProvider[];
  certificates: readonly ClaimRule[];
  readOnly: boolean;
  warns: boolean;
}): Policy {
  const all = withBuiltIn(parts.ownRoles);
  const facts = {
    actions: [...actionNames].sort(),
    roles: sorted(all).map(([name, { allows }]) => [name, [...allows].sort()]),
    // A policy file is a rule of its own, also one that says nothing.
    ...(parts.fromFile ? { scopes: sorted(parts.scopes), create: parts.create } : {}),
    ...(parts.sockets.length > 0 ? { sockets: parts.sockets } : {}),
    ...(parts.oidc.length > 0 ? { oidc: parts.oidc } : {}),
    ...(parts.certificates.length > 0 ? { certificates: parts.certificates } : {}),
    ...(parts.readOnly ? { readOnly: true } : {}),
    ...(parts.warns ? { warns: true } : {}),
  };
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  return { ...parts, roles: all, hash };
}

/** The rules where there is no policy file. */
export const builtInPolicy: Policy = policyOf({
  fromFile: false,
  ownRoles: new Map(),
  scopes: new Map(),
  create: { binds: [], registries: null },
  sockets: [],
  oidc: [],
  certificates: [],
  readOnly: false,
  warns: false,
});

/** The actions that a permission stands for: one, or all that fit a pattern such as `container.*`. Empty where there are none. */
export function actionsOf(permission: string): readonly Action[] {
  if (permission === '*') return actionNames;
  if (!permission.endsWith('.*')) return actionNames.filter((action) => action === permission);
  return actionNames.filter((action) => action.startsWith(permission.slice(0, -1)));
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
