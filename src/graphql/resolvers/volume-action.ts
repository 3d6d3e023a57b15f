import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import { auditEvent } from './action.ts';

export const volumeMutations = {
  createVolume: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.volumes.create(view.caller, view.source, input);
    recordedAs(auditId);
    return { volume: { host: view.host(host), it: value }, changed, auditId };
  },
  removeVolume: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.volumes.remove(view.caller, view.source, input);
    recordedAs(auditId);
    return { volume: { host: view.host(host), it: value }, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const volumePayloads = {
  CreateVolumePayload: { auditEvent },
  RemoveVolumePayload: { auditEvent },
} satisfies Partial<Resolvers>;
