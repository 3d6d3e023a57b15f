import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Mirror } from '../mirror/reader.ts';

const text = Type.String();
const maybe = Type.Union([text, Type.Null()]);

/** How an engine looked: as little of each object as tells whether something happened to it. */
const form = Type.Object({
  containers: Type.Record(
    text,
    Type.Object({ name: text, state: text, startedAt: maybe, finishedAt: maybe, restarts: Type.Number() }),
  ),
  /** Names, joined by commas. */
  images: Type.Record(text, text),
  networks: Type.Record(text, text),
  volumes: Type.Record(text, maybe),
});

export type Snapshot = Static<typeof form>;

const compiled = Compile(form);

/** Null for a text that is no snapshot. */
export function readSnapshot(json: string): Snapshot | null {
  try {
    const value: unknown = JSON.parse(json);
    return compiled.Check(value) ? value : null;
  } catch {
    return null;
  }
}

/** `shown`: a name without what is a secret by its form, for a token can be pasted where a tag belongs. */
export function snapshotOf(
  mirror: Pick<Mirror, 'containers' | 'images' | 'networks' | 'volumes'>,
  shown: (name: string) => string,
): Snapshot {
  return {
    containers: Object.fromEntries(
      mirror.containers
        .list()
        .map(({ id, name, state, startedAt, finishedAt, restartCount }) => [
          id,
          { name, state, startedAt, finishedAt, restarts: restartCount },
        ]),
    ),
    images: Object.fromEntries(mirror.images.list().map(({ id, tags }) => [id, shown(tags.toSorted().join(','))])),
    networks: Object.fromEntries(mirror.networks.list().map(({ id, name }) => [id, name])),
    volumes: Object.fromEntries(mirror.volumes.list().map(({ name, createdAt }) => [name, createdAt])),
  };
}

/** How the engine looked by the events that are dealt with: an object with others is still as it was `old`. `unsettled`: ids of these. */
export function settledSnapshot(old: Snapshot | null, now: Snapshot, unsettled: ReadonlySet<string>): Snapshot {
  if (old === null || unsettled.size === 0) return now;
  const settled = <T>(before: Record<string, T>, after: Record<string, T>): Record<string, T> =>
    Object.fromEntries([
      ...Object.entries(after).filter(([id]) => !unsettled.has(id)),
      ...Object.entries(before).filter(([id]) => unsettled.has(id)),
    ]);
  return {
    containers: settled(old.containers, now.containers),
    images: settled(old.images, now.images),
    networks: settled(old.networks, now.networks),
    volumes: settled(old.volumes, now.volumes),
  };
}

// What one event of the log has room for.
const mostNamed = 100;

/** What has changed between two states, as parameters for the log: for each kind of change how many, and which (at most 100 of each). */
export function differences(old: Snapshot, now: Snapshot): Record<string, string> {
  const found: Record<string, string> = {};
  const note = (what: string, names: readonly string[]) => {
    if (names.length === 0) return;
    found[`${what}Count`] = String(names.length);
    found[what] = names.slice(0, mostNamed).join(' ');
  };
  const called = (id: string, name: string) => `${name}(${id.slice(0, 12)})`;
  const keysNew = <T>(from: Record<string, T>, to: Record<string, T>) =>
    Object.entries(to).filter(([key]) => !Object.hasOwn(from, key));

  const { containers } = now;
  const both = Object.entries(containers).flatMap(([id, one]) => {
    const before = old.containers[id];
    return before === undefined ? [] : [{ id, one, before }];
  });
  const names = (entries: readonly [string, { name: string }][]) => entries.map(([id, { name }]) => called(id, name));
  note('containersCreated', names(keysNew(old.containers, containers)));
  note('containersRemoved', names(keysNew(containers, old.containers)));
  note(
    'containersRenamed',
    both
      .filter(({ one, before }) => one.name !== before.name)
      .map(({ id, one, before }) => `${before.name}->${called(id, one.name)}`),
  );
  note(
    'containersChanged',
    both
      .filter(
        ({ one, before }) =>
          one.state !== before.state || one.startedAt !== before.startedAt || one.finishedAt !== before.finishedAt,
      )
      .map(({ id, one, before }) => `${called(id, one.name)}:${before.state}->${one.state}`),
  );
  const shortImage = ([id, tags]: [string, string]) => called(id.replace('sha256:', ''), tags);
  note('imagesAdded', keysNew(old.images, now.images).map(shortImage));
  note('imagesRemoved', keysNew(now.images, old.images).map(shortImage));
  note(
    'imagesRetagged',
    Object.entries(now.images)
      .filter(([id, tags]) => old.images[id] !== undefined && old.images[id] !== tags)
      .map(shortImage),
  );
  note(
    'networksCreated',
    keysNew(old.networks, now.networks).map(([id, name]) => called(id, name)),
  );
  note(
    'networksRemoved',
    keysNew(now.networks, old.networks).map(([id, name]) => called(id, name)),
  );
  note(
    'volumesCreated',
    keysNew(old.volumes, now.volumes).map(([name]) => name),
  );
  note(
    'volumesRemoved',
    keysNew(now.volumes, old.volumes).map(([name]) => name),
  );
  return found;
}
