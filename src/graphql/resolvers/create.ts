import type { Container } from '../../engine/model.ts';
import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';

/** Every payload's `auditEvent`, read when it is selected. */
const auditEvent = ({ auditId }: { auditId: string }, _args: unknown, { ownRecord }: GraphqlContext) => ownRecord(auditId);

const onHost = ({ view }: GraphqlContext, host: string, it: Container | null) =>
  it === null ? null : { host: view.host(host), it };

export const createMutations = {
  createContainer: async (_root, { input }, context) => {
    const { view, recordedAs, actions } = context;
    const { auditId, changed, host, value } = await actions.create(view.caller, view.source, input);
    recordedAs(auditId);
    const { id, container, ...rest } = value;
    return { ...rest, container: onHost(context, host, container), dockerId: id, changed, auditId };
  },
  runContainer: async (_root, { input }, context) => {
    const { view, recordedAs, actions } = context;
    const { auditId, changed, host, value } = await actions.run(view.caller, view.source, input);
    recordedAs(auditId);
    const { id, container, ...rest } = value;
    return { ...rest, container: onHost(context, host, container), dockerId: id, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const createPayloads = {
  CreateContainerPayload: { auditEvent },
  RunContainerPayload: { auditEvent },
} satisfies Partial<Resolvers>;
