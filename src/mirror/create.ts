import type { EngineEvent, EngineVersion, HostInfo, ObjectType } from '../engine/model.ts';
import type { Engine } from '../engine/ports.ts';
import { WharfingerError } from '../errors.ts';
import { type Clock, rhythm } from './clock.ts';
import { Slots } from './coalesce.ts';
import { type Reflectors, reflectorsFor } from './kinds.ts';
import { Link } from './link.ts';
import type { Log } from './log.ts';
import { Orders } from './orders.ts';
import { projectsOf } from './projects.ts';
import type { AnyChange, Mirror } from './reader.ts';
import type { ReadingRoom } from './reflector.ts';
import { relations } from './relations.ts';
import { resolvers } from './resolve.ts';
import { whereToLook } from './route.ts';
import { unlessAborted } from './waiting.ts';

export interface MirrorDeps {
  engine: Pick<Engine, 'host' | 'reader' | 'streams'>;
  clock: Clock;
  log: Log;
}

const inspectsAtOnce = 8;

/** The live copy of one engine. Nothing happens before `start`. What is promised is written above MirrorReader. */
export function createMirror({ engine, clock, log }: MirrorDeps): Mirror {
  const { host, reader, streams } = engine;
  const orders = new Orders();
  const listeners = new Set<(change: AnyChange) => void>();
  const firstSync = Promise.withResolvers<void>();
  let synced = false;
  let version: EngineVersion | null = null;
  let info: HostInfo | null = null;

  const emit = (change: AnyChange) => {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ host, err: error }, 'a listener of the mirror failed');
      }
    }
  };
  const room: ReadingRoom = {
    clock,
    log,
    orders,
    slots: new Slots(inspectsAtOnce),
    heard: () => link.heard(),
    doubt: (error) => link.doubt(error),
    tidy: () => {
      for (const one of all) one.store.forgetBefore(orders.oldest);
    },
  };
  const reflectors = reflectorsFor(reader, room, emit);
  const { container, image, network, volume } = reflectors;
  // Containers last: what they refer to is there when they come.
  const all = [network, volume, image, container];

  const link = new Link({
    host,
    streams,
    clock,
    log,
    greet: async () => {
      version = await reader.version();
      link.heard();
      try {
        info = await reader.info();
      } catch (error) {
        if (!(error instanceof WharfingerError) || error.code !== 'ENGINE_ERROR') throw error;
        log.warn({ host, err: error }, 'the engine gave no system information');
      }
    },
    relist: async () => {
      for (const one of all) await one.relist();
    },
    onEvent: (event) => follow(event, reflectors),
    onComplete: () => {
      for (const one of all) one.store.reveal();
      synced = true;
      firstSync.resolve();
    },
  });

  const related = relations(container.store, network.store);
  return {
    host,
    get connection() {
      return link.connection;
    },
    get version() {
      return version;
    },
    get info() {
      return info;
    },
    containers: container.store,
    images: image.store,
    networks: network.store,
    volumes: volume.store,
    ...related,
    ...resolvers(container.store, image.store, network.store, volume.store, related.namesOf),
    projects: projectsOf(container.store, network.store, volume.store),
    synced: (signal) => (synced || signal === undefined ? firstSync.promise : unlessAborted(signal, firstSync.promise)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onConnection: (listener) => link.onConnection(listener),
    refresh: (type, key) => inTime(reflectors[type].refresh(key), clock),
    relist: (type) => inTime(reflectors[type].listAgain(), clock),
    start: () => link.start(),
    close: () => link.close(),
  };
}

type AnyReflector = Pick<Reflectors[ObjectType], 'look' | 'lookAround' | 'lookEverywhere' | 'refresh' | 'listAgain'>;

/** Sends the reflectors where the event points; none of it is waited for, so the event stream is never pressed back. */
function follow(event: EngineEvent, reflectors: Record<ObjectType, AnyReflector>): void {
  for (const look of whereToLook(event)) {
    const reflector = reflectors[look.type];
    if (look.how === 'at') void reflector.look(look.key);
    else if (look.how === 'around') void reflector.lookAround(look.names);
    else void reflector.lookEverywhere();
  }
}

/** Past the deadline the work goes on, and whoever waits is told that the copy lags. */
async function inTime(work: Promise<void>, clock: Clock): Promise<{ lagging: boolean }> {
  const answered = new AbortController();
  const current = work.then(
    () => ({ lagging: false }),
    () => ({ lagging: true }),
  );
  const late = clock.delay(rhythm.refreshDeadline, answered.signal).then(() => ({ lagging: true }));
  const result = await Promise.race([current, late]);
  answered.abort();
  return result;
}
