import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import { auditEvent } from './action.ts';
import { ownOperation as operation } from './operation.ts';
import { errorOf, recordOf } from './part.ts';

/** What is known while it runs. */
const nothing = { deleted: [], untagged: [], reclaimedBytes: 0 };

export const systemPruneMutations = {
  pruneBuildCache: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.pruneBuildCache(view.caller, view.source, input);
    recordedAs(auditId);
    return { ...(value ?? nothing), dryRun: input.dryRun === true, changed, auditId };
  },
  systemPrune: async (_root, { input }, { view, actions, recordedAs }) => {
    const { auditId, changed, value } = await actions.systemPrune(view.caller, view.source, input);
    recordedAs(auditId);
    return { results: value ?? [], dryRun: input.dryRun === true, changed, auditId };
  },
} satisfies Partial<MutationResolvers>;

export const systemPrunePayloads = {
  PruneBuildCachePayload: { auditEvent, operation },
  SystemPrunePayload: {
    auditEvent,
    operation,
    reclaimedBytes: ({ results }) => results.reduce((sum, { value }) => sum + (value?.reclaimedBytes ?? 0), 0),
  },
  SystemPruneResult: {
    deleted: ({ value }) => value?.deleted ?? [],
    untagged: ({ value }) => value?.untagged ?? [],
    reclaimedBytes: ({ value }) => value?.reclaimedBytes ?? 0,
    error: errorOf,
    auditEvent: recordOf,
  },
} satisfies Partial<Resolvers>;
