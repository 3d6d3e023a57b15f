import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import { auditEvent } from './action.ts';

export const networkMutations = {
  createNetwork: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.networks.create(view.caller, view.source, input);
    recordedAs(auditId);
    return { network: { host: view.host(host), it: value.network }, warning: value.warning, changed, auditId };
  },
  removeNetwork: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.networks.remove(view.caller, view.source, input);
    recordedAs(auditId);
    return { network: { host: view.host(host), it: value }, changed, auditId };
  },
  connectNetwork: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.networks.connect(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    return { network: { host: on, it: value.network }, container: { host: on, it: value.container }, changed, auditId };
  },
  disconnectNetwork: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.networks.disconnect(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    return { network: { host: on, it: value.network }, container: { host: on, it: value.container }, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const networkPayloads = {
  CreateNetworkPayload: { auditEvent },
  RemoveNetworkPayload: { auditEvent },
  ConnectNetworkPayload: { auditEvent },
  DisconnectNetworkPayload: { auditEvent },
} satisfies Partial<Resolvers>;
