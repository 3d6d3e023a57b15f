import type { MirrorReader } from '../mirror/reader.ts';
import type { Reads } from './reads.ts';
import { textChangesAt } from './status.ts';
import type { HostView, View } from './view.ts';

type Source = 'containers' | 'images' | 'networks' | 'volumes' | 'connection' | 'version' | 'time' | 'info';

const project = ['containers', 'networks', 'volumes'] as const;

/** The reads that may be repeated from memory, each with what it depends on. Whatever is not here is read anew for every request. */
const repeatable = {
  name: [],
  connection: ['connection'],
  version: ['version'],
  // The engine counts its containers and images in it.
  info: ['info', 'connection', 'containers', 'images'],
  containers: ['containers'],
  container: ['containers'],
  currently: ['containers'],
  images: ['images'],
  image: ['images'],
  networks: ['networks'],
  network: ['networks'],
  volumes: ['volumes'],
  volume: ['volumes'],
  projects: project,
  project,
  projectOf: project,
  networksOf: project,
  volumesOf: project,
  status: ['time'],
  imageOf: ['images'],
  parentOf: ['images'],
  networkOf: ['networks'],
  volumeOf: ['volumes'],
  namesOf: ['containers'],
  containersOfImage: ['containers', 'images'],
  containersOfNetwork: ['containers', 'networks'],
  containersOfVolume: ['containers', 'volumes'],
} as const satisfies Partial<Record<keyof HostView, readonly Source[]>>;

const sourcesOf = new Map<PropertyKey, readonly Source[]>(Object.entries(repeatable));

/** How long what the engine says of itself is taken for true, in milliseconds: the engine works 20 ms for each such answer. */
const infoGoodFor = 1000;

/** A host's view that notes what is read through it. */
export function trackedHost(view: HostView, mirror: MirrorReader, reads: Reads, now: () => number): HostView {
  const from = (source: Source) => {
    if (source === 'time') return;
    if (source === 'info') return reads.until(now() + infoGoodFor);
    reads.from(`${source} of ${mirror.host}`, stateIn(mirror, source));
  };
  const note = (name: PropertyKey) => {
    const sources = sourcesOf.get(name);
    if (sources === undefined) return reads.once();
    reads.from(`status of ${mirror.host}`, statusOf(mirror));
    sources.forEach(from);
  };
  const status: HostView['status'] = (container) => {
    reads.until(textChangesAt(container, now()));
    return view.status(container);
  };
  const noted = new Set<PropertyKey>();
  return new Proxy(view, {
    get(target, name) {
      if (!noted.has(name)) {
        // Each object of a list reads through this: what was noted of the first holds for all, since what it depends on is looked at before any is read.
        noted.add(name);
        note(name);
      }
      return name === 'status' ? status : Reflect.get(target, name, target);
    },
  });
}

/** A view that notes what is read through it; its hosts are tracked ones. */
export function trackedView(view: View, reads: Reads): View {
  return new Proxy(view, {
    get(target, name) {
      if (name !== 'hosts' && name !== 'host' && name !== 'over') reads.once();
      return Reflect.get(target, name, target);
    },
  });
}

// Made out here, since these are kept with the answer: made above, each would keep the view of its request as well.

function stateIn(mirror: MirrorReader, source: Exclude<Source, 'time' | 'info'>): () => unknown {
  return () => stateOf(mirror, source);
}

function statusOf(mirror: MirrorReader): () => unknown {
  return () => mirror.connection.status;
}

function stateOf(mirror: MirrorReader, source: Exclude<Source, 'time' | 'info'>): unknown {
  if (source === 'version') return mirror.version;
  if (source === 'connection') return JSON.stringify(mirror.connection);
  return mirror[source].revision;
}
