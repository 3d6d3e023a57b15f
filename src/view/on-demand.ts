import type { EngineReader } from '../engine/ports.ts';
import { Slots } from '../mirror/coalesce.ts';
import { fileReads, type FileReads } from './file-reads.ts';

export type OnDemand = FileReads &
  Pick<
    EngineReader,
    'info' | 'diskUsage' | 'containerSizes' | 'containerProcesses' | 'containerChanges' | 'imageHistory' | 'inspectImage'
  > & {
    /** Of all images, whatever they are for. */
    allImageIds(): Promise<string[]>;
  };

/** Calls at once for one engine: a list of 300 containers with their sizes selected is 300 slow calls, which come one after the other. */
const atOnce = 8;

/**
 * The reads that go to the engine when somebody selects them. Whoever asks for what is being read already shares the answer; nothing is kept once it has
 * come. One of these per host, shared by all callers: permissions are checked before.
 */
export function onDemand(reader: EngineReader): OnDemand {
  const slots = new Slots(atOnce);
  const inTurn = async <T>(read: () => Promise<T>): Promise<T> => {
    await slots.take();
    try {
      return await read();
    } finally {
      slots.give();
    }
  };
  /** Arguments that are equal mean the same read. */
  const shared = <A extends readonly (string | number | boolean | null)[], T>(read: (...args: A) => Promise<T>) => {
    const running = new Map<string, Promise<T>>();
    return (...args: A): Promise<T> => {
      const key = JSON.stringify(args);
      const joined = running.get(key);
      if (joined !== undefined) return joined;
      const answer = inTurn(() => read(...args)).finally(() => running.delete(key));
      running.set(key, answer);
      return answer;
    };
  };
  const files = fileReads(reader);
  return {
    pathOf: shared((id: string, path: string, follow: boolean) => files.pathOf(id, path, follow)),
    directoryOf: shared((id: string, path: string, first: number) => files.directoryOf(id, path, first)),
    textOf: shared((id: string, path: string, maxBytes: number) => files.textOf(id, path, maxBytes)),
    info: shared(() => reader.info()),
    diskUsage: shared(() => reader.diskUsage()),
    containerSizes: shared((id: string) => reader.containerSizes(id)),
    containerProcesses: shared((id: string, psArgs: string | null) => reader.containerProcesses(id, psArgs)),
    containerChanges: shared((id: string) => reader.containerChanges(id)),
    imageHistory: shared((id: string, platform: string | null) => reader.imageHistory(id, platform)),
    allImageIds: shared(() => reader.listImageIds(true)),
    inspectImage: shared((id: string, platform: string | null) => reader.inspectImage(id, platform)),
  };
}
