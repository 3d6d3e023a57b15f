import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import { auditEvent } from './action.ts';

export const imageMutations = {
  tagImage: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.images.tag(view.caller, view.source, input);
    recordedAs(auditId);
    return { image: { host: view.host(host), it: value }, changed, auditId };
  },
  removeImage: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.images.remove(view.caller, view.source, input);
    recordedAs(auditId);
    const { image, untagged, deleted } = value;
    return { image: { host: view.host(host), it: image }, untagged, deleted, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const imagePayloads = {
  TagImagePayload: { auditEvent },
  RemoveImagePayload: { auditEvent },
} satisfies Partial<Resolvers>;
