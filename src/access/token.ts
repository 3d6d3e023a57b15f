import { actionNames, isAction, type Action } from '../catalogue.ts';
import type { Caller } from './caller.ts';
import { builtInPolicy, type Policy } from './policy.ts';
import { resolveScopes, storedScopes, type TokenScope } from './token-scope.ts';

/** A token without its secret. Times are RFC 3339. */
export interface TokenInfo {
  id: string;
  name: string;
  /** What it is for, in words; empty where nobody said. */
  description: string;
  /** "none" for one that has explicit permissions alone. */
  role: string;
  /** Granted beside the role's. */
  permissions: readonly Action[];
  /** All of them must have what it can reach; those of its maker are among them. Empty: everything. */
  scopes: readonly TokenScope[];
  /** CIDR blocks it may be used from; empty: from anywhere. */
  addresses: readonly string[];
  /** Id of the token that made it; null where none did. */
  createdById: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** True for the admin token of the first start. */
  bootstrap: boolean;
}

/** What a new token may do, and for how long. */
export interface NewToken {
  name: string;
  description: string;
  role: string;
  permissions: readonly Action[];
  scopes: readonly TokenScope[];
  addresses: readonly string[];
  expiresAt: string | null;
}

/** Who a token's holder is under these rules. */
export function callerOf(token: TokenInfo, policy: Policy): Caller {
  return {
    type: 'token',
    id: token.id,
    name: token.name,
    role: token.role,
    permissions: new Set([...(policy.roles.get(token.role)?.allows ?? []), ...token.permissions]),
    ...resolveScopes(token.scopes, policy),
    policy,
    authMethod: 'bearer',
    tokenId: token.id,
    expiresAt: token.expiresAt,
    bootstrap: token.bootstrap,
  };
}

/** The same, with never more than its maker has now, who may have less than at the time. `makerOf` knows whoever made tokens, each so bounded. */
export function boundedCaller(token: TokenInfo, policy: Policy, makerOf: (id: string) => Caller | undefined): Caller {
  const own = callerOf(token, policy);
  const maker = token.createdById === null ? undefined : makerOf(token.createdById);
  return maker === undefined ? own : { ...own, permissions: own.permissions.intersection(maker.permissions) };
}

/** The command line on this machine, through a socket or files that only their owner can open. */
export const localCaller: Caller = own('local');

/** Wharfinger itself. */
export const systemCaller: Caller = own('system');

function own(type: 'local' | 'system'): Caller {
  return {
    type,
    id: type,
    name: type,
    role: 'admin',
    permissions: new Set(actionNames),
    scopes: [],
    policy: builtInPolicy,
    authMethod: 'none',
    tokenId: null,
    expiresAt: null,
    bootstrap: false,
  };
}

/** One row of the table of tokens, with the lists as JSON. */
export interface TokenRow {
  id: string;
  name: string;
  /** Hexadecimal. */
  hash: string;
  role: string;
  permissions: string;
  addresses: string;
  scopes: string;
  description: string;
  createdById: string | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  bootstrap: boolean;
}

/** Throws a plain Error for a row that this program could not have written: a token is never guessed at. */
export function tokenOf(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    role: row.role,
    permissions: texts(row, row.permissions).filter(isAction),
    scopes: storedScopes(row),
    addresses: texts(row, row.addresses),
    createdById: row.createdById,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    bootstrap: row.bootstrap,
  };
}

function texts(row: TokenRow, json: string): string[] {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw new Error(`The token ${row.id} in the database is damaged.`);
  return value.map((one: unknown) => {
    if (typeof one !== 'string') throw new Error(`The token ${row.id} in the database is damaged.`);
    return one;
  });
}
