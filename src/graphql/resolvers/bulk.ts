import type { BulkInput } from '../../actions/bulk.ts';
import type { BulkVerb } from '../../actions/bulk-outcome.ts';
import { badInput } from '../../errors.ts';
import type { BulkContainerResultResolvers, BulkContainersPayloadResolvers, MutationResolvers } from '../../generated/graphql.ts';
import type { ContainerFilter } from '../../view/filter-container.ts';
import { restricts } from '../../view/filter-restricts.ts';
import { listContainers } from '../../view/lists.ts';
import type { View } from '../../view/view.ts';
import type { GraphqlContext } from '../context.ts';
import { ownOperation } from './operation.ts';

const most = 1000;

/** The containers that a filter finds, by name. BAD_INPUT for one that says nothing, and for one that finds too many. */
function found(view: View, host: string, filter: ContainerFilter) {
  if (!restricts(filter))
    throw badInput('input.filter: says nothing, so it would be every container. Give at least one condition.');
  const page = listContainers([view.host(host)], { filter, first: most, orderBy: { field: 'name', direction: 'asc' } });
  if (page.totalCount > most) throw badInput(`input.filter: finds ${page.totalCount} containers; at most ${most} at once.`);
  return page.nodes.map(({ it }) => it);
}

const bulk =
  (verb: BulkVerb) =>
  async (
    _root: unknown,
    { input }: { input: Omit<BulkInput, 'filter'> & { filter: ContainerFilter } },
    { view, actions, recordedAs }: GraphqlContext,
  ) => {
    const select = (host: string) => found(view, host, input.filter);
    const { auditId, changed, value, host } = await actions.bulk(verb, view.caller, view.source, input, select);
    recordedAs(auditId);
    const on = view.host(host);
    return { results: (value ?? []).map((it) => ({ host: on, it })), changed, auditId };
  };

export const bulkMutations = {
  startContainers: bulk('start'),
  stopContainers: bulk('stop'),
  restartContainers: bulk('restart'),
  killContainers: bulk('kill'),
  pauseContainers: bulk('pause'),
  unpauseContainers: bulk('unpause'),
  removeContainers: bulk('remove'),
} satisfies Partial<MutationResolvers>;

export const bulkContainersPayload: BulkContainersPayloadResolvers = {
  matchedCount: ({ results }) => results.length,
  changedCount: ({ results }) => results.filter(({ it }) => it.changed).length,
  failedCount: ({ results }) => results.filter(({ it }) => it.error !== null).length,
  operation: ownOperation,
  auditEvent: ({ auditId }, _args, { ownRecord }) => ownRecord(auditId),
};

export const bulkContainerResult: BulkContainerResultResolvers = {
  container: ({ host, it }) => ({ host, it: it.container }),
  changed: ({ it }) => it.changed,
  error: ({ it }) => it.error && { code: it.error.code, message: it.error.message, auditId: it.error.auditId ?? null },
  auditEvent: ({ it }, _args, { ownRecord }) => (it.auditId === null ? null : ownRecord(it.auditId)),
};
