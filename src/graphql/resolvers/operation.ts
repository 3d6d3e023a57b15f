import type { ProgressMessage } from '../../actions/operations/operation.ts';
import { internal } from '../../errors.ts';
import type {
  MutationResolvers,
  OperationResolvers,
  QueryResolvers,
  Resolvers,
  SubscriptionResolvers,
} from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';
import { labelList } from '../map.ts';
import { auditEvent } from './action.ts';

export const operationQueries = {
  operation: (_root, { id }, { view, actions }) => actions.operations.get(view.caller, view.source, id),
} satisfies Pick<QueryResolvers, 'operation'>;

export const operationMutations = {
  cancelOperation: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.operations.cancel(view.caller, view.source, input);
    recordedAs(auditId);
    return { operation: value, changed, auditId };
  },
} satisfies Pick<MutationResolvers, 'cancelOperation'>;

export const operationSubscriptions = {
  operationProgress: {
    subscribe: (_root, { id, after }, { view, actions, signal }) =>
      actions.operations.follow(view.caller, view.source, id, after ?? null, signal),
    resolve: (message: ProgressMessage) => message,
  },
} satisfies Pick<SubscriptionResolvers, 'operationProgress'>;

/** The `operation` of the payload of whoever has just begun it. */
export async function ownOperation({ auditId }: { auditId: string }, _args: unknown, { view, actions }: GraphqlContext) {
  const operation = await actions.operations.get(view.caller, view.source, auditId);
  if (operation === null) throw internal(`the operation ${auditId} was begun and cannot be found`);
  return operation;
}

export const operation: OperationResolvers = {
  id: ({ auditId }) => auditId,
  target: ({ target }) => target && { ...target, labels: labelList(target.labels) },
  details: ({ details }) => labelList(details),
  auditEvent: ({ auditId, actorId }, _args, { view, ownRecord }) =>
    actorId === view.caller.id ? ownRecord(auditId) : view.audit.get(auditId),
};

export const operationPayloads = {
  CancelOperationPayload: { auditEvent },
} satisfies Partial<Resolvers>;
