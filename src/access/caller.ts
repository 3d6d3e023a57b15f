import type { Action } from '../catalogue.ts';
import type { Policy } from './policy.ts';
import type { Scope } from './scope.ts';

/** Who is asking, fixed when the credential was checked. */
export interface Caller {
  /**
   * "token" for tokens of our own, "person" and "pipeline" for whoever a provider of identities or a client certificate vouches for, "socket" for whoever can
   * open a socket of the policy, "system" for Wharfinger itself, "local" for the command line on the machine.
   */
  type: 'token' | 'person' | 'pipeline' | 'socket' | 'system' | 'local';
  /** The token's id; "oidc:<provider>:<subject>"; "cert:<name>"; "socket:<name>"; "system" or "local" otherwise. */
  id: string;
  name: string;
  /** "none" for a token that has explicit permissions alone; may be one that the policy no longer has, which allows nothing. */
  role: string;
  /** All that the role and the token's own grants allow. */
  permissions: ReadonlySet<Action>;
  /** What can be reached: all of them must have it. Empty: everything. */
  scopes: readonly Scope[];
  /** Those that would limit it further if the policy did not merely warn. */
  warned?: readonly Scope[];
  /** The rules in force when the credential was checked. */
  policy: Policy;
  authMethod: 'bearer' | 'oidc' | 'mtls' | 'socket' | 'none';
  tokenId: string | null;
  /** RFC 3339; null: does not expire. */
  expiresAt: string | null;
  /** True for the admin token of the first start. */
  bootstrap: boolean;
  /** True where that token is used although another one could be: setup is over. */
  breakGlass?: true;
}

/** Whether they came in from outside, and are bound by what the policy says to all: not Wharfinger itself, nor who is on its machine. */
export function isOutsider({ type }: Pick<Caller, 'type'>): boolean {
  return type !== 'system' && type !== 'local';
}

/** Where a request came from. What a client merely claims (forwarded headers) is in `claimed`, and nothing is decided on it. */
export interface Source {
  transport: 'graphql' | 'rest' | 'gateway' | 'engine' | 'system';
  address: string | null;
  port: number | null;
  userAgent: string | null;
  requestId: string | null;
  claimed: Readonly<Record<string, string>>;
}

/** What an action is aimed at, resolved to what it is before it is judged. */
export interface Target {
  type: 'container' | 'image' | 'network' | 'volume' | 'token' | 'host' | 'project' | 'audit';
  /** Full id; null where the object could not be resolved. */
  id: string | null;
  /** Name, or what the caller wrote where it could not be resolved. */
  name: string | null;
  image: string | null;
  labels: Readonly<Record<string, string>>;
}

/** A decision is a value: what was decided and by which rule. */
export interface Decision {
  allow: boolean;
  /** "role:operator", "token:grant", "default-deny", "scope", "read-only", "registry"; "warn:" and one of these where a policy that warns let it pass. */
  rule: string;
  /** Hash of the policy in force, so that the record says which rules those were. */
  policyHash: string;
  /** For the caller, when refused; or what would have been said, where a policy that warns let it pass. */
  reason: string;
}
