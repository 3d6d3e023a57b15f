import type { ObjectType } from '../engine/model.ts';
import type { EngineReader } from '../engine/ports.ts';
import { WharfingerError } from '../errors.ts';
import type { Mirror } from '../mirror/reader.ts';
import { NotInCopy } from '../mirror/not-in-copy.ts';

/** Looks at the engine for what the copy does not have (yet). False where it has not looked, so that asking the copy again is of no use. */
export type Lookout = (type: ObjectType, ref: string) => Promise<boolean>;

export interface LookoutDeps {
  mirror: Pick<Mirror, 'images' | 'refresh' | 'relist'>;
  reader: Pick<EngineReader, 'inspectImage'>;
  /** A steady clock, in milliseconds. */
  now: () => number;
}

/** What was looked for is not looked for again for so long: a client that asks for what is not there costs the engine five looks a second a name. */
const restMs = 200;
/** Names that rest, and requests that wait for their turn, at most. */
const mostResting = 1_000;
const mostWaiting = 16;

/** One look at a time, in the order in which they were asked for. What is made elsewhere is in the copy some milliseconds later without any of this. */
export function createLookout({ mirror, reader, now }: LookoutDeps): Lookout {
  /** When the last look for a name began. */
  const begun = new Map<string, number>();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  const look = async (type: ObjectType, ref: string, askedAt: number): Promise<void> => {
    const key = `${type} ${ref}`;
    // One that waited before has looked for the same since: what it saw is new enough.
    if ((begun.get(key) ?? -Infinity) >= askedAt) return;
    begun.delete(key);
    begun.set(key, now());
    for (const oldest of begun.keys()) {
      if (begun.size <= mostResting) break;
      begun.delete(oldest);
    }
    // The object comes under its full id, whatever it was looked for by. Only an image that inspect knows need not be among "the images".
    if (type === 'image') await lookForImage(mirror, reader, ref);
    else await mirror.refresh(type, ref);
  };

  return async (type, ref) => {
    const askedAt = now();
    if (askedAt - (begun.get(`${type} ${ref}`) ?? -Infinity) < restMs || waiting >= mostWaiting) return false;
    waiting += 1;
    const mine = last.then(() => look(type, ref, askedAt));
    last = mine.catch(() => undefined);
    try {
      await mine;
    } finally {
      waiting -= 1;
    }
    return true;
  };
}

async function lookForImage(mirror: LookoutDeps['mirror'], reader: LookoutDeps['reader'], ref: string): Promise<void> {
  let id: string;
  try {
    ({ id } = await reader.inspectImage(ref));
  } catch (error) {
    if (error instanceof WharfingerError) return;
    throw error;
  }
  // A new name of an image that is held, or a new image.
  if (mirror.images.get(id) !== undefined) await mirror.refresh('image', id);
  else await mirror.relist('image');
}

/** Objects that one input can name and that were all made a moment ago. */
const mostLooks = 4;

/**
 * What `aim` finds. Where it names something that the copy does not have, the engine is looked at for that, once, and `aim` is asked again. `mayLook`: not for
 * those who may not do it anyway.
 */
export async function aimed<T>(lookout: Lookout, mayLook: () => boolean, aim: () => T): Promise<T> {
  const looked = new Set<string>();
  for (;;) {
    try {
      return aim();
    } catch (error) {
      if (!(error instanceof NotInCopy)) throw error;
      const missing = `${error.type} ${error.ref}`;
      if (looked.size >= mostLooks || looked.has(missing) || !mayLook()) throw error;
      looked.add(missing);
      if (!(await lookout(error.type, error.ref))) throw error;
    }
  }
}
