import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';
import { timedOut } from '../../errors.ts';
import { ownOperation as operation } from './operation.ts';

/** Actions on one container that answer with more than the container. */
export const changeMutations = {
  updateContainer: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host, warnings } = await actions.update(view.caller, view.source, input);
    recordedAs(auditId);
    return { container: { host: view.host(host), it: value }, changed, warnings, auditId };
  },
  recreateContainer: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.recreate(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    const { pulled = false, warnings = [] } = value ?? {};
    const container = value && { host: on, it: value.container };
    const previous = value && { host: on, it: value.previous };
    return { container, previous, pulled, changed, warnings, auditId };
  },
  commitContainer: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value, host } = await actions.commit(view.caller, view.source, input);
    recordedAs(auditId);
    const on = view.host(host);
    return { container: { host: on, it: value.container }, image: { host: on, it: value.image }, changed, auditId };
  },
  waitContainer: async (_root, { input }, { view, actions, recordedAs, signal }) => {
    const { auditId, value, host } = await actions.wait(view.caller, view.source, input, signal);
    recordedAs(auditId);
    // Nobody is there to read it.
    if (value.exitCode === null) throw timedOut('The client left while it waited.', { auditId });
    return { container: { host: view.host(host), it: value.container }, exitCode: value.exitCode, auditId };
  },
} satisfies Partial<MutationResolvers>;

const auditEvent = ({ auditId }: { auditId: string }, _args: unknown, { ownRecord }: GraphqlContext) => ownRecord(auditId);

export const changePayloads = {
  UpdateContainerPayload: { auditEvent },
  RecreateContainerPayload: { auditEvent, operation },
  CommitContainerPayload: { auditEvent },
  WaitContainerPayload: { auditEvent },
} satisfies Partial<Resolvers>;
