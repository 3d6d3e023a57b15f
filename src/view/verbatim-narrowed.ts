import { engineError } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';

type Mirror = Pick<MirrorReader, 'containers' | 'images' | 'networks' | 'volumes'>;
type Fields = Readonly<Record<string, unknown>>;

/** What is narrowed: every answer that has other objects in it than the one that was asked for. */
export type Narrowed = keyof typeof narrowers;

/** What of an answer of the engine is within reach. What is not understood is refused, not passed on. */
export function narrow(subject: Narrowed, value: unknown, mirror: Mirror): unknown {
  return narrowers[subject](value, mirror);
}

const narrowers = {
  containers: (value: unknown, mirror: Mirror) => containers(value, mirror),
  images: (value: unknown, mirror: Mirror) => images(value, mirror),
  networks: (value: unknown, mirror: Mirror) =>
    list(value)
      .filter(({ Id }) => has(mirror.networks, Id))
      .map((one) => network(one, mirror)),
  network: (value: unknown, mirror: Mirror) => network(fields(value), mirror),
  volumes: (value: unknown, mirror: Mirror) => {
    const all = fields(value);
    return { ...all, Volumes: volumes(all['Volumes'], mirror) };
  },
  // How much there is in all, and who else listens, tells of others.
  info: (value: unknown, mirror: Mirror) => {
    const states = mirror.containers.list().map(({ state }) => state);
    const count = (...wanted: readonly string[]) => states.filter((state) => wanted.includes(state)).length;
    const [running, paused] = [count('running', 'restarting'), count('paused')];
    return {
      ...fields(value),
      Containers: states.length,
      ContainersRunning: running,
      ContainersPaused: paused,
      ContainersStopped: states.length - running - paused,
      Images: mirror.images.list().length,
      NEventsListener: 0,
      NGoroutines: 0,
      NFd: 0,
    };
  },
  diskUsage: (value: unknown, mirror: Mirror) => {
    const usage = fields(value);
    const kept = images(usage['Images'], mirror);
    const bytes = kept.reduce((sum, { Size }) => sum + (typeof Size === 'number' ? Size : 0), 0);
    return {
      ...('LayersSize' in usage ? { LayersSize: bytes } : {}),
      Images: kept,
      Containers: containers(usage['Containers'], mirror),
      Volumes: volumes(usage['Volumes'], mirror),
      BuildCache: [],
    };
  },
};

/** A container without its environment. */
export function container(value: unknown): unknown {
  return withoutEnv(fields(value), ['Config']);
}

/** An image without its environment; what it was made from has it a second time. */
export function image(value: unknown): unknown {
  return withoutEnv(fields(value), ['Config', 'ContainerConfig']);
}

/** Plugins without their settings, which may hold secrets as environments do. */
export function plugins(value: unknown): readonly Fields[] {
  return list(value).map((one) => {
    const { Settings, Config } = one;
    return { ...one, Settings: { ...fields(Settings ?? {}), Env: [], Args: [] }, Config: { ...fields(Config ?? {}), Env: [] } };
  });
}

/** One of the plugins in the engine's list, by its id or its name. */
export const plugin = (value: unknown, ref: string): Fields | undefined =>
  plugins(value).find(({ Id, Name }) => Id === ref || Name === ref || Name === `${ref}:latest`);

function withoutEnv(all: Fields, places: readonly string[]): Fields {
  const bare = places.flatMap((place) => {
    const config = all[place];
    return config === undefined || config === null ? [] : [[place, { ...fields(config), Env: [] }] as const];
  });
  return { ...all, ...Object.fromEntries(bare) };
}

function containers(value: unknown, mirror: Mirror): readonly Fields[] {
  return list(value).filter(({ Id }) => has(mirror.containers, Id));
}

function images(value: unknown, mirror: Mirror): readonly Fields[] {
  return list(value).filter(({ Id }) => has(mirror.images, Id));
}

function volumes(value: unknown, mirror: Mirror): readonly Fields[] {
  return list(value).filter(({ Name }) => has(mirror.volumes, Name));
}

/** With those of its containers that are within reach. */
function network(one: Fields, mirror: Mirror): Fields {
  const held = one['Containers'];
  if (held === undefined || held === null) return one;
  return { ...one, Containers: Object.fromEntries(Object.entries(fields(held)).filter(([id]) => has(mirror.containers, id))) };
}

function has(collection: { get(key: string): unknown }, key: unknown): boolean {
  return typeof key === 'string' && collection.get(key) !== undefined;
}

function list(value: unknown): readonly Fields[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw strange();
  return value.map(fields);
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw strange();
  return Object.fromEntries(Object.entries(value));
}

function strange() {
  return engineError("the engine's answer has a form that cannot be narrowed to what you reach");
}
