import type { Caller, Source } from '../../access/caller.ts';
import type { PruneActions } from '../../actions/prune.ts';
import type { MutationResolvers, Resolvers } from '../../generated/graphql.ts';
import type { GraphqlContext } from '../context.ts';
import { auditEvent } from './action.ts';
import { ownOperation as operation } from './operation.ts';

type Result = Awaited<ReturnType<PruneActions[keyof PruneActions]>>;

/** What is known while it runs. */
const nothing = { deleted: [], untagged: [], reclaimedBytes: 0 };

/** Runs one use case and shapes its result as every prune's payload is shaped. */
function prune<I extends { readonly dryRun?: boolean | null }>(
  run: (actions: PruneActions) => (caller: Caller, source: Source, input: I) => Promise<Result>,
) {
  return async (_root: unknown, { input }: { input: I }, { view, actions, recordedAs }: GraphqlContext) => {
    const { auditId, changed, value } = await run(actions.prune)(view.caller, view.source, input);
    recordedAs(auditId);
    return { ...(value ?? nothing), dryRun: input.dryRun === true, changed, auditId };
  };
}

export const pruneMutations = {
  pruneContainers: prune((actions) => actions.containers),
  pruneImages: prune((actions) => actions.images),
  pruneNetworks: prune((actions) => actions.networks),
  pruneVolumes: prune((actions) => actions.volumes),
} satisfies Partial<MutationResolvers>;

export const prunePayloads = {
  PruneContainersPayload: { auditEvent, operation },
  PruneImagesPayload: { auditEvent, operation },
  PruneNetworksPayload: { auditEvent, operation },
  PruneVolumesPayload: { auditEvent, operation },
} satisfies Partial<Resolvers>;
