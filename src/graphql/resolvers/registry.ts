import type { MutationResolvers, QueryResolvers, Resolvers } from '../../generated/graphql.ts';
import { auditEvent } from './action.ts';
import { ownOperation as operation } from './operation.ts';

export const registryQueries = {
  searchImages: (_root, { term, limit, official, minStars, host }, { view }) =>
    view.host(host ?? null).searchImages({ term, limit: limit ?? 25, official: official ?? null, minStars: minStars ?? null }),
} satisfies Partial<QueryResolvers>;

export const registryMutations = {
  pullImage: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.registry.pull(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    const images = (value?.images ?? []).map((it) => ({ host: on, it }));
    const image = value === null || value.image === null ? null : { host: on, it: value.image };
    return { image, images, digest: value?.digest ?? null, changed, auditId };
  },
  pushImage: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.registry.push(view.caller, view.source, input);
    recordedAs(auditId);
    const image = value === null ? null : { host: view.host(host), it: value.image };
    return { image, digest: value?.digest ?? null, changed, auditId };
  },
  checkRegistryLogin: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.registry.checkLogin(view.caller, view.source, input);
    recordedAs(auditId);
    return { ...value, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const registryPayloads = {
  PullImagePayload: { auditEvent, operation },
  PushImagePayload: { auditEvent, operation },
  CheckRegistryLoginPayload: { auditEvent },
} satisfies Partial<Resolvers>;
