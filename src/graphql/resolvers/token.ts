import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scope.ts';
import type { TokenInfo } from '../../access/token.ts';
import type { TokenScope } from '../../access/token-scope.ts';
import type { MutationResolvers, QueryResolvers, TokenResolvers, ViewerResolvers } from '../../generated/graphql.ts';
import { globalId } from '../map.ts';

const ended = (token: TokenInfo, now: string) => token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now);

const unlimited = { name: null, hosts: null, labels: null, names: null, images: null };

function shownScope({ name, hosts, selector, names, images }: Scope) {
  return { name, hosts, labels: selector, names, images };
}

function tokenScope(scope: TokenScope, { policy }: Caller) {
  if ('limits' in scope) return { ...unlimited, ...scope.limits };
  const found = policy.scopes.get(scope.name);
  // One that the policy no longer has reaches nothing.
  return found === undefined ? { ...unlimited, name: scope.name, hosts: [] } : shownScope(found);
}

export const tokenQueries = {
  viewer: (_root, _args, { view: { caller } }) => caller,
  tokens: async (_root, { includeEnded }, { view, actions }) => {
    const now = new Date().toISOString();
    const all = await actions.tokens.list(view.caller, view.source);
    return all.filter((token) => includeEnded || !ended(token, now));
  },
} satisfies Pick<QueryResolvers, 'viewer' | 'tokens'>;

export const tokenMutations = {
  createToken: async (_root, { input: { expiresIn, ...input } }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.tokens.create(view.caller, view.source, {
      ...input,
      expiresInMs: expiresIn,
    });
    recordedAs(auditId);
    return { token: value.token, secret: value.secret, changed, auditId };
  },
  exchangeToken: async (_root, { input: { expiresIn, ...input } }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.exchangeToken(view.caller, view.source, {
      ...input,
      expiresInMs: expiresIn,
    });
    recordedAs(auditId);
    return { token: value.token, secret: value.secret, changed, auditId };
  },
  revokeToken: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.tokens.revoke(view.caller, view.source, input);
    recordedAs(auditId);
    return { token: value, changed, auditId };
  },
} satisfies Pick<MutationResolvers, 'createToken' | 'exchangeToken' | 'revokeToken'>;

export const viewer: ViewerResolvers = {
  permissions: ({ permissions }) => [...permissions],
  scopes: ({ scopes, warned = [] }) => [...scopes, ...warned].map(shownScope),
  policyHash: ({ policy }) => policy.hash,
  can: (_caller, { action, ref, host }, { view }) => {
    const { allow: allowed, ...decision } = view.can(action, ref ?? null, host ?? null);
    return { allowed, ...decision };
  },
};

export const token: TokenResolvers = {
  id: ({ id }) => globalId('Token', id),
  tokenId: ({ id }) => id,
  scopes: ({ scopes }, _args, { view }) => scopes.map((scope) => tokenScope(scope, view.caller)),
};
