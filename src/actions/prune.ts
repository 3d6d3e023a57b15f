import type { Action } from '../catalogue.ts';
import type { ObjectType } from '../engine/model.ts';
import type { PruneFilters, PruneResult } from '../engine/ports-objects.ts';
import type { EngineWriter } from '../engine/ports.ts';
import { badInput } from '../errors.ts';
import { longUseCase, type LongInput, type UseCase, type UseCaseDeps } from './once.ts';
import { given } from './pairs.ts';
import type { ActionHost } from './perform.ts';
import { engineFilters, filterParams, type PruneFilter } from './prune-filter.ts';
import { removeEach } from './prune-each.ts';
import { planContainers, planImages, planNetworks, planVolumes, tellsAnonymous, type Pruned } from './prune-plan.ts';

export interface PruneInput extends LongInput {
  filter?: PruneFilter | null;
  /** Tells what would go, and removes nothing. */
  dryRun?: boolean | null;
}
export interface PruneAllInput extends PruneInput {
  all?: boolean | null;
}

/** The use cases that remove everything which is not used. */
export interface PruneActions {
  containers: UseCase<PruneInput, Pruned | null>;
  images: UseCase<PruneAllInput, Pruned | null>;
  networks: UseCase<PruneInput, Pruned | null>;
  volumes: UseCase<PruneAllInput, Pruned | null>;
}

interface Kind<I> {
  action: Action;
  type: ObjectType;
  /** What goes to the engine; BAD_INPUT, with the field's path, for what cannot. */
  filters: (input: I, host: ActionHost) => PruneFilters;
  plan: (host: ActionHost, input: I) => Promise<Pruned>;
  call: (writer: EngineWriter, filters: PruneFilters, signal: AbortSignal) => Promise<PruneResult>;
}

export function pruneActions(deps: UseCaseDeps): PruneActions {
  return {
    containers: prune(deps, {
      action: 'container.prune',
      type: 'container',
      filters: ({ filter }: PruneInput) => engineFilters(filter),
      plan: (host, { filter }) => planContainers(host, filter ?? null),
      call: (writer, filters, signal) => writer.pruneContainers(filters, signal),
    }),
    images: prune(deps, {
      action: 'image.prune',
      type: 'image',
      filters: ({ filter, all }: PruneAllInput) => ({ ...engineFilters(filter), dangling: [String(all !== true)] }),
      plan: (host, { filter, all }) => planImages(host, { ...filter, all: all === true }),
      call: (writer, filters, signal) => writer.pruneImages(filters, signal),
    }),
    networks: prune(deps, {
      action: 'network.prune',
      type: 'network',
      filters: ({ filter }: PruneInput) => engineFilters(filter),
      plan: (host, { filter }) => planNetworks(host, filter ?? null),
      call: (writer, filters, signal) => writer.pruneNetworks(filters, signal),
    }),
    volumes: prune(deps, {
      action: 'volume.prune',
      type: 'volume',
      filters: volumeFilters,
      plan: (host, { filter, all }) => planVolumes(host, { ...filter, all: all === true }),
      call: (writer, filters, signal) => writer.pruneVolumes(filters, signal),
    }),
  };
}

function volumeFilters({ filter, all }: PruneAllInput, { mirror }: ActionHost): PruneFilters {
  const filters = engineFilters(filter);
  if (tellsAnonymous(mirror.version)) return all === true ? { ...filters, all: ['true'] } : filters;
  // It would remove the named ones as well, which was not asked for.
  if (all !== true) {
    throw badInput(
      'input.all: this engine (API below 1.42) cannot prune anonymous volumes alone; say all: true to remove the named ones too.',
    );
  }
  return filters;
}

function prune<I extends PruneInput & { all?: boolean | null }>(deps: UseCaseDeps, kind: Kind<I>): UseCase<I, Pruned | null> {
  return longUseCase<I, Pruned, PruneResult>(deps, (input) => {
    const dryRun = input.dryRun === true;
    let plan: () => Promise<Pruned> = async () => ({ deleted: [], untagged: [], reclaimedBytes: 0 });
    let filters: PruneFilters = {};
    let scoped = false;
    return {
      action: kind.action,
      params: (redact) => given({ ...filterParams(input.filter, redact), all: input.all, dryRun }),
      type: kind.type,
      aim: (host) => {
        scoped = host.scoped;
        filters = kind.filters(input, host);
        plan = () => kind.plan(host, input);
        return { target: { type: 'host', id: null, name: host.name, image: null, labels: {} }, before: null, key: '' };
      },
      call: async (writer, _key, _auditId, { signal, report }) => {
        if (dryRun) return { ...(await plan()), changed: false, status: 200 };
        // The engine prunes what is out of reach as well: for whoever does not reach everything one is removed after the other.
        const done = scoped
          ? await removeEach(writer, kind.type, await plan(), signal)
          : await kind.call(writer, filters, signal);
        for (const id of done.deleted) report({ id, status: 'removed' });
        return done;
      },
      refresh: async (mirror) => (dryRun ? undefined : mirror.relist(kind.type)),
      result: (_host, _key, { deleted, untagged, reclaimedBytes }) => {
        const details = given({
          count: deleted.length,
          deleted: deleted.join(' '),
          untagged: untagged.join(' '),
          reclaimedBytes,
        });
        return {
          value: { deleted, untagged, reclaimedBytes },
          after: dryRun ? null : { state: 'pruned', exitCode: null, details },
        };
      },
    };
  });
}
