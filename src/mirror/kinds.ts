import type { Container, Image, Network, Volume } from '../engine/model.ts';
import type { EngineReader } from '../engine/ports.ts';
import type { AnyChange } from './reader.ts';
import { Reflector, type ReadingRoom } from './reflector.ts';
import { Store } from './store.ts';

export interface Reflectors {
  container: Reflector<'container', Container>;
  image: Reflector<'image', Image>;
  network: Reflector<'network', Network>;
  volume: Reflector<'volume', Volume>;
}

/** How each kind of object is listed, inspected and told apart: the whole difference between them. */
export function reflectorsFor(reader: EngineReader, room: ReadingRoom, emit: (change: AnyChange) => void): Reflectors {
  const none = () => [];
  return {
    container: new Reflector(
      new Store<'container', Container>('container', emit),
      {
        keyOf: (one) => one.id,
        inspect: (id) => reader.inspectContainer(id),
        list: async () => ({ keys: await reader.listContainerIds(), objects: null }),
        listDecides: false,
        alsoNamed: none,
      },
      room,
    ),
    image: new Reflector(
      new Store<'image', Image>('image', emit),
      {
        keyOf: (one) => one.id,
        inspect: (id) => reader.inspectImage(id),
        list: async () => ({ keys: await reader.listImageIds(), objects: null }),
        listDecides: true,
        alsoNamed: (name, held) => held.filter((one) => one.tags.includes(name)).map((one) => one.id),
      },
      room,
    ),
    network: new Reflector(
      new Store<'network', Network>('network', emit),
      {
        keyOf: (one) => one.id,
        inspect: (id) => reader.inspectNetwork(id),
        list: async () => {
          const objects = await reader.listNetworks();
          return { keys: objects.map((one) => one.id), objects };
        },
        listDecides: true,
        alsoNamed: none,
      },
      room,
    ),
    volume: new Reflector(
      new Store<'volume', Volume>('volume', emit),
      {
        keyOf: (one) => one.name,
        inspect: (name) => reader.inspectVolume(name),
        list: async () => {
          const objects = await reader.listVolumes();
          return { keys: objects.map((one) => one.name), objects };
        },
        listDecides: true,
        alsoNamed: none,
      },
      room,
    ),
  };
}
