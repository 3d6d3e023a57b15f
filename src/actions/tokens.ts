import { isBlock, isBlockWithin } from '../access/addresses.ts';
import type { Caller, Source, Target } from '../access/caller.ts';
import type { NewToken, TokenInfo } from '../access/token.ts';
import { noRole, type Policy } from '../access/policy.ts';
import { grantedScopes } from '../access/token-scope.ts';
import { isAction } from '../catalogue.ts';
import { badInput, notFound } from '../errors.ts';
import type { IdempotencyKeys, KeyUse } from './idempotency.ts';
import { checkReason } from './perform.ts';
import { scopesFor, type ScopeInput } from './token-scopes.ts';
import { recorded, type Recorded, type RecorderDeps } from './recorded.ts';

/** A new token with its secret, which is kept nowhere else. */
export interface CreatedToken {
  token: TokenInfo;
  secret: string;
}

/** Where tokens are kept. Input is checked there for form (name, addresses); whether the caller may is decided here. */
export interface TokenStore {
  create(token: NewToken, maker: { id: string | null; name: string }): Promise<CreatedToken>;
  /** Ends it and all it made; `changed: false` where it was ended already. */
  revoke(id: string): Promise<{ token: TokenInfo; changed: boolean }>;
  get(id: string): TokenInfo | undefined;
  list(): readonly TokenInfo[];
}

export interface CreateTokenInput {
  name: string;
  description?: string | null;
  /** Absent: explicit permissions alone. */
  role?: string | null;
  permissions?: readonly string[] | null;
  /** The name of one of the policy. */
  scope?: string | null;
  /** Limits of its own, beside that. */
  limits?: ScopeInput | null;
  /** Milliseconds from now. */
  expiresInMs?: number | null;
  addresses?: readonly string[] | null;
  reason?: string | null;
  idempotencyKey?: string | null;
}

export interface RevokeTokenInput {
  tokenId: string;
  reason?: string | null;
  idempotencyKey?: string | null;
}

export interface TokenDeps extends RecorderDeps {
  keys: IdempotencyKeys;
  tokens: TokenStore;
  now: () => number;
  rules: { readonly current: Policy };
  /** Milliseconds; null: without end. */
  expiry: { default: number | null; longest: number | null };
}

export interface TokenActions {
  create(caller: Caller, source: Source, input: CreateTokenInput): Promise<Recorded<CreatedToken>>;
  revoke(caller: Caller, source: Source, input: RevokeTokenInput): Promise<Recorded<TokenInfo>>;
  /** All tokens, oldest first. FORBIDDEN without token.read. */
  list(caller: Caller, source: Source): Promise<readonly TokenInfo[]>;
}

/** The use cases on tokens: authorised and on record like everything else. The secret of a new token is in its answer and nowhere else. */
export function tokenActions(deps: TokenDeps): TokenActions {
  const onceCreated = deps.keys.memory<Recorded<CreatedToken>>();
  const onceRevoked = deps.keys.memory<Recorded<TokenInfo>>();
  return {
    create(caller, source, input) {
      const key = input.idempotencyKey ?? null;
      if (key === null) return create(deps, caller, source, input);
      const use: KeyUse = { caller, source, action: 'token.create', key, input };
      return onceCreated(use, (usedUp) => create(deps, caller, source, input, usedUp));
    },

    revoke(caller, source, input) {
      const key = input.idempotencyKey ?? null;
      if (key === null) return revoke(deps, caller, source, input);
      const use: KeyUse = { caller, source, action: 'token.revoke', key, input };
      return onceRevoked(use, (usedUp) => revoke(deps, caller, source, input, usedUp));
    },

    async list(caller, source) {
      const { value } = await recorded(
        deps,
        { caller, source, action: 'token.read', host: null, params: {}, reason: null, idempotencyKey: null },
        () => ({ target: target(null, null), before: null }),
        () => Promise.resolve({ changed: true, engineStatus: null, after: null, targetId: null, value: known(deps, caller) }),
      );
      return value;
    },
  };
}

function create(deps: TokenDeps, caller: Caller, source: Source, input: CreateTokenInput, usedUp?: () => void) {
  let wanted: NewToken;
  return recorded<CreatedToken>(
    deps,
    { caller, source, action: 'token.create', host: null, params: createParams(input), ...asked(input), usedUp },
    () => {
      checkReason(input.reason ?? null);
      wanted = checked(deps, caller, input);
      const own = caller.tokenId === null ? [] : (deps.tokens.get(caller.tokenId)?.addresses ?? []);
      return { target: target(null, wanted.name), before: null, ...excess(caller, own, wanted, deps.rules.current) };
    },
    async () => {
      const made = await deps.tokens.create(wanted, { id: caller.tokenId, name: caller.name });
      return { changed: true, engineStatus: null, after: null, targetId: made.token.id, value: made };
    },
  );
}

function revoke(deps: TokenDeps, caller: Caller, source: Source, input: RevokeTokenInput, usedUp?: () => void) {
  return recorded<TokenInfo>(
    deps,
    { caller, source, action: 'token.revoke', host: null, params: { ref: input.tokenId }, ...asked(input), usedUp },
    () => {
      checkReason(input.reason ?? null);
      const token = known(deps, caller).find(({ id }) => id === input.tokenId);
      if (token === undefined) throw notFound(`There is no token with the id "${input.tokenId.slice(0, 64)}".`);
      return { target: target(token.id, token.name), before: null };
    },
    async () => {
      const { token, changed } = await deps.tokens.revoke(input.tokenId);
      return { changed, engineStatus: null, after: null, targetId: token.id, value: token };
    },
  );
}

const asked = (input: { reason?: string | null; idempotencyKey?: string | null }) => ({
  reason: input.reason ?? null,
  idempotencyKey: input.idempotencyKey ?? null,
});

function target(id: string | null, name: string | null): Target {
  return { type: 'token', id, name, image: null, labels: {} };
}

function createParams(input: CreateTokenInput): Record<string, string> {
  return {
    name: input.name,
    role: input.role ?? noRole,
    ...(input.description ? { description: input.description.slice(0, 500) } : {}),
    ...(input.scope ? { scope: input.scope } : {}),
    ...(input.limits ? { limits: JSON.stringify(input.limits) } : {}),
    ...(input.permissions?.length ? { permissions: input.permissions.join(' ') } : {}),
    ...(input.addresses?.length ? { addresses: input.addresses.join(' ') } : {}),
    ...(input.expiresInMs ? { expiresInMs: String(input.expiresInMs) } : {}),
  };
}

/** The tokens that a caller can see: all of them, or, for one with a scope, their own and what they have made. Oldest first. */
function known({ tokens }: TokenDeps, caller: Caller): readonly TokenInfo[] {
  const all = tokens.list();
  if (caller.scopes.length === 0) return all;
  const family = new Set([caller.tokenId]);
  return all.filter(({ id, createdById }) => {
    const mine = family.has(id) || (createdById !== null && family.has(createdById));
    if (mine) family.add(id);
    return mine;
  });
}

function checked({ rules, tokens, expiry, now: clock }: TokenDeps, caller: Caller, input: CreateTokenInput): NewToken {
  const now = clock();
  const role = input.role ?? noRole;
  const names = [...rules.current.roles.keys()];
  if (role !== noRole && !names.includes(role)) throw badInput(`role: one of ${names.join(', ')}; not "${role.slice(0, 64)}".`);
  if (role === noRole && (input.permissions ?? []).length === 0) throw badInput('role: a role, or at least one of permissions.');
  const permissions = (input.permissions ?? []).map((name) => {
    if (!isAction(name)) throw badInput(`permissions: there is no action "${name.slice(0, 64)}".`);
    return name;
  });
  const expires = input.expiresInMs ?? expiry.default ?? expiry.longest;
  // Beyond this a Date cannot hold the sum; a thousand years is "without end".
  if (expires !== null && (expires <= 0 || expires > 1000 * 365 * 86_400_000))
    throw badInput('expiresIn: more than nothing, at most 1000 years.');
  if (expiry.longest !== null && (expires ?? Infinity) > expiry.longest)
    throw badInput(`expiresIn: at most ${expiry.longest / 86_400_000} days (WHARFINGER_TOKEN_MAX_EXPIRY).`);
  const maker = caller.tokenId === null ? undefined : tokens.get(caller.tokenId);
  return {
    name: input.name,
    description: input.description ?? '',
    role,
    permissions,
    scopes: [
      ...(maker?.scopes ?? grantedScopes([...caller.scopes, ...(caller.warned ?? [])])),
      ...scopesFor(rules.current, input),
    ],
    // Those of the maker where nothing is said: what it makes is used from no further away.
    addresses: input.addresses?.length ? input.addresses : (maker?.addresses ?? []),
    expiresAt: expires === null ? null : new Date(now + expires).toISOString(),
  };
}

/** Nobody gives what they do not have. */
function excess(caller: Caller, addresses: readonly string[], wanted: NewToken, policy: Policy) {
  const allows = policy.roles.get(wanted.role)?.allows ?? [];
  const missing = [...new Set([...allows, ...wanted.permissions])].filter((action) => !caller.permissions.has(action));
  if (missing.length > 0) {
    return { veto: { rule: 'no-more-than-own', reason: `A token cannot be given what its maker lacks: ${missing.join(', ')}.` } };
  }
  const end = caller.expiresAt;
  if (end !== null && (wanted.expiresAt === null || wanted.expiresAt > end)) {
    return {
      veto: { rule: 'no-longer-than-own', reason: `A token cannot outlive its maker, which ends at ${end}: give expiresIn.` },
    };
  }
  const wider = wanted.addresses.find((block) => isBlock(block) && !isBlockWithin(block, addresses));
  if (wider !== undefined) {
    const reason = `A token cannot be used from where its maker cannot: ${wider} is not within ${addresses.join(', ')}.`;
    return { veto: { rule: 'no-wider-than-own', reason } };
  }
  return {};
}
