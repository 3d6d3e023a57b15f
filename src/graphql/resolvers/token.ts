import type { TokenInfo } from '../../access/token.ts';
import type { MutationResolvers, QueryResolvers, TokenResolvers } from '../../generated/graphql.ts';
import { globalId } from '../map.ts';

const ended = (token: TokenInfo, now: string) => token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now);

export const tokenQueries = {
  viewer: (_root, _args, { view: { caller } }) => ({ ...caller, permissions: [...caller.permissions] }),
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
  revokeToken: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.tokens.revoke(view.caller, view.source, input);
    recordedAs(auditId);
    return { token: value, changed, auditId };
  },
} satisfies Pick<MutationResolvers, 'createToken' | 'revokeToken'>;

export const token: TokenResolvers = {
  id: ({ id }) => globalId('Token', id),
  tokenId: ({ id }) => id,
};
