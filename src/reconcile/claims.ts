import type { Sighting } from './sighting.ts';

/** What one call of an engine brings about, as events. */
export interface Claim {
  object: string;
  /** In place of the object, where that is not known yet. */
  is?: (event: { object: string }) => boolean;
  verb: string;
  /** The detail it must have; any when left out. */
  detail?: string;
  /** The detail it must not have. */
  not?: string | null;
  /** How often. */
  left: number;
  /** But once for the same object. */
  once?: boolean;
  /** Consumed by one call alone, and closes it when all are seen; the others accompany it, and calls at the same time share them. */
  terminal?: boolean;
  /** One call's alone although it does not close it: each stop sends a signal of its own. */
  alone?: boolean;
  /** It cannot come once the terminal events have been seen. */
  before?: boolean;
  /** It cannot come before this verb was seen, of the same call. */
  since?: string;
  /** Nanoseconds after this call's first claimed event before which it cannot come. */
  afterNano?: bigint;
}

/** What a call is known to bring about before it is sent, and what its answer adds to that. */
export interface Effects {
  claims: Claim[];
  /** Kinds of event, "type verb", that may be this call's once the answer has told of which object: they are not judged before. */
  holds?: readonly string[];
  /** The same, for as long only as there may be output that has not been read. */
  holdsBehind?: readonly string[];
  /** What a line of its output adds. */
  told?: (line: Told) => Claim[];
  answered?: (answer: Answer) => Claim[];
  /** Whether an event that was not claimed may have been this call's for all that. */
  near?: (event: Sighting) => boolean;
  /** Whether an event accompanies what the call has made, as far as is known by now. */
  accompanies?: (event: Sighting) => boolean;
}

/** A line of what the engine tells of work on an image, as far as it is looked at. */
export interface Told {
  stream: string | null;
  status: string | null;
  imageId: string | null;
}

/** `ok`: the engine carried it out; `answer` is what it said. */
export interface Answer {
  ok: boolean;
  answer: unknown;
}

/** What has to be looked up of an object before it is acted on. */
export interface Lookup {
  /** Whether the engine removes it when it has ended. */
  autoRemove: (container: string) => boolean;
  /** How long its stop takes before the engine kills it, in seconds, where the call does not say. */
  stopSeconds: (container: string) => number;
  /** Names of its volumes. */
  volumes: (container: string) => readonly string[];
  /** The command line of its health check, as events tell it; null for none. */
  probe: (container: string) => string | null;
  /** The image's id that a reference means now; null for none. */
  image: (ref: string) => string | null;
}

/** Volumes that the engine removes with their container: those whose names it has made up. */
export function ownVolumes(names: readonly string[]): readonly string[] {
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** A reference as the engine writes it in its events. */
export function familiar(ref: string): string {
  const bare = ref.replace(/^docker\.io\//, '').replace(/^library\//, '');
  return bare.includes('@') || bare.includes(':', bare.lastIndexOf('/') + 1) ? bare : `${bare}:latest`;
}
