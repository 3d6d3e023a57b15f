import type { Pruned } from '../../actions/prune-plan.ts';
import type { PruneFilter } from '../../actions/prune-filter.ts';
import { badInput } from '../../errors.ts';
import { noted, type Call } from '../call.ts';
import { durationMs, instant } from '../times.ts';

/** The filters as the use cases take them, and what is particular to one kind. */
function read(call: Call, own: readonly string[]): { filter: PruneFilter; own: (name: string) => boolean | null } {
  const given = call.query.filters(['until', 'label', 'label!', ...own]);
  const { until: untils = [], label, 'label!': except } = given;
  const [until, ...more] = untils;
  if (more.length > 0) throw badInput('more than one until filter specified');
  const filter = {
    until: until === undefined ? null : instant(until, 'until', call.now()),
    labels: label?.map(choice),
    exceptLabels: except?.map(choice),
  };
  return {
    filter,
    own: (name) => {
      const [value] = given[name] ?? [];
      if (value === undefined) return null;
      if (!/^(?:true|false|1|0)$/i.test(value)) throw badInput(`invalid filter '${name}=[${value.slice(0, 20)}]'`);
      return /^(?:true|1)$/i.test(value);
    },
  };
}

function choice(text: string): { key: string; value: string | null } {
  const equals = text.indexOf('=');
  return equals < 0 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

function told(done: { value: Pruned | null }): Pruned {
  return done.value ?? { deleted: [], untagged: [], reclaimedBytes: 0 };
}

export async function pruneContainers(call: Call) {
  const { filter } = read(call, []);
  const input = { filter, host: call.host };
  const { deleted, reclaimedBytes } = told(noted(call, await call.actions.prune.containers(call.caller, call.source, input)));
  return call.reply.send({ ContainersDeleted: orNull(deleted), SpaceReclaimed: reclaimedBytes });
}

export async function pruneImages(call: Call) {
  const { filter, own } = read(call, ['dangling']);
  const input = { filter, host: call.host, all: own('dangling') === false };
  const { deleted, untagged, reclaimedBytes } = told(
    noted(call, await call.actions.prune.images(call.caller, call.source, input)),
  );
  const gone = [...untagged.map((Untagged) => ({ Untagged })), ...deleted.map((Deleted) => ({ Deleted }))];
  return call.reply.send({ ImagesDeleted: orNull(gone), SpaceReclaimed: reclaimedBytes });
}

export async function pruneNetworks(call: Call) {
  const { filter } = read(call, []);
  const { deleted } = told(noted(call, await call.actions.prune.networks(call.caller, call.source, { filter, host: call.host })));
  return call.reply.send({ NetworksDeleted: orNull(deleted) });
}

/** To clients before 1.42 it has always meant the named ones too. */
export async function pruneVolumes(call: Call) {
  const { filter, own } = read(call, ['all']);
  const input = { filter, host: call.host, all: own('all') ?? (call.version !== null && !call.speaks('1.42')) };
  const { deleted, reclaimedBytes } = told(noted(call, await call.actions.prune.volumes(call.caller, call.source, input)));
  return call.reply.send({ VolumesDeleted: orNull(deleted), SpaceReclaimed: reclaimedBytes });
}

/** What is in the cache has no labels: whoever asks for one, as `docker system prune` does of all kinds alike, is told what would go, which is nothing. */
export async function pruneBuildCache(call: Call) {
  const { query, host } = call;
  query.none(['reserved-space', 'max-used-space', 'min-free-space']);
  const given = query.filters(['until', 'label', 'label!']);
  const [until] = given['until'] ?? [];
  const unusedFor = until === undefined ? null : durationMs(until);
  if (until !== undefined && unusedFor === null) throw badInput('The filter until is a duration here, such as 24h.');
  const none = (given['label'] ?? []).length > 0;
  const input = { all: query.flag('all'), keepStorage: query.whole('keep-storage'), unusedFor, host, dryRun: none };
  const { deleted, reclaimedBytes } = told(noted(call, await call.actions.buildCache(call.caller, call.source, input)));
  return call.reply.send(
    none ? { CachesDeleted: null, SpaceReclaimed: 0 } : { CachesDeleted: orNull(deleted), SpaceReclaimed: reclaimedBytes },
  );
}

function orNull<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}
