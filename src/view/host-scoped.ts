import type { Reach } from '../access/reach.ts';
import type { Container, DiskUsage, EngineEvent, HostInfo } from '../engine/model.ts';
import type { MirrorReader } from '../mirror/reader.ts';
import type { Missed } from './view.ts';

type Mirror = Pick<MirrorReader, 'containers' | 'images' | 'networks' | 'volumes' | 'containersOfImage' | 'containersOfVolume'>;

/** What the engine says of itself, with its numbers of objects made those that are within reach. */
export function scopedInfo(info: HostInfo, { containers, images }: Mirror): HostInfo {
  const all = containers.list();
  const count = (...states: readonly Container['state'][]) => all.filter(({ state }) => states.includes(state)).length;
  const [running, paused] = [count('running', 'restarting'), count('paused')];
  return {
    ...info,
    containers: all.length,
    containersRunning: running,
    containersPaused: paused,
    containersStopped: all.length - running - paused,
    images: images.list().length,
    // How many ask the engine for its events, and what it has open, tells of others.
    eventListeners: 0,
    goroutines: 0,
    fileDescriptors: 0,
  };
}

/** What of the disk is used by what is within reach. The build cache is nobody's. */
export function scopedUsage(usage: DiskUsage, mirror: Mirror): DiskUsage {
  const images = usage.images.flatMap((one) => {
    const image = mirror.images.get(one.id);
    return image === undefined ? [] : [{ ...one, containers: mirror.containersOfImage(image.id).length }];
  });
  return {
    layersSize: images.reduce((sum, { size }) => sum + size, 0),
    images,
    containers: usage.containers.filter(({ id }) => mirror.containers.get(id) !== undefined),
    volumes: usage.volumes.flatMap((one) =>
      mirror.volumes.get(one.name) === undefined
        ? []
        : [{ ...one, refCount: one.refCount < 0 ? one.refCount : mirror.containersOfVolume(one.name).length }],
    ),
    buildCache: [],
  };
}

/** Events of what is within reach: each of an object, and, where another one is named (a container on a network, a volume in a container), of both. */
export async function* scopedEvents(
  events: AsyncIterable<EngineEvent | Missed>,
  mirror: Mirror,
  whole: Mirror,
  reach: Pick<Reach, 'container'>,
): AsyncGenerator<EngineEvent | Missed> {
  for await (const event of events) if ('missed' in event || sees(event, mirror, whole, reach)) yield event;
}

const ofTheEngine = new Set(['name', 'image', 'exitCode', 'signal', 'execID', 'execDuration', 'oldName', 'container']);

function sees(
  { type, actorId, attributes }: EngineEvent,
  mirror: Mirror,
  whole: Mirror,
  reach: Pick<Reach, 'container'>,
): boolean {
  const { container, name = '', image = '' } = attributes;
  const other = container === undefined || mirror.containers.get(container) !== undefined;
  if (type === 'network') return mirror.networks.get(actorId) !== undefined && other;
  if (type === 'volume') return mirror.volumes.get(actorId) !== undefined && other;
  if (type === 'image') {
    const held = whole.images.get(actorId) ?? whole.images.list().find(({ tags }) => tags.includes(actorId));
    return held !== undefined && mirror.images.get(held.id) !== undefined;
  }
  if (type !== 'container') return false;
  if (whole.containers.get(actorId) !== undefined) return mirror.containers.get(actorId) !== undefined;
  // Gone, or not in the copy yet: its labels, name and image are in the event, and what the engine says beside them is no label.
  const labels = Object.fromEntries(Object.entries(attributes).filter(([key]) => !ofTheEngine.has(key)));
  return reach.container({ name, labels, imageRef: image });
}
