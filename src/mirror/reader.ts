import type { Container, EngineVersion, HostInfo, Image, Network, ObjectType, Volume } from '../engine/model.ts';

/** Whether the copy is being kept. Only while "connected" does it equal the engine. */
export type ConnectionStatus = 'connected' | 'reconnecting' | 'unreachable';

export interface Connection {
  status: ConnectionStatus;
  /** When the engine was last heard, RFC 3339; null if never. */
  lastSeenAt: string | null;
  /** One line on what is wrong while not connected. */
  problem: string | null;
}

/** A compose project, put together from its containers', networks' and volumes' labels. */
export interface Project {
  name: string;
  workingDir: string | null;
  configFiles: readonly string[];
  containers: readonly Container[];
  networks: readonly Network[];
  volumes: readonly Volume[];
}

/** One kind of object. Lists are in no particular order; the array is never changed after it was handed out. */
export interface Collection<T> {
  get(key: string): T | undefined;
  list(): readonly T[];
  /** Grows by one with every change of any object of this kind. */
  readonly revision: number;
}

export interface MirrorChange<T = unknown> {
  type: ObjectType;
  kind: 'added' | 'updated' | 'removed';
  key: string;
  /** The object as it is now, or as it last was when removed. */
  object: T;
  /** The collection's revision after this change. */
  revision: number;
}

export type ContainerChange = MirrorChange<Container> & { type: 'container' };
export type AnyChange =
  | ContainerChange
  | (MirrorChange<Image> & { type: 'image' })
  | (MirrorChange<Network> & { type: 'network' })
  | (MirrorChange<Volume> & { type: 'volume' });

/**
 * The live copy of one engine, for reading.
 *
 * Promised: while connected it eventually equals the engine; per object, changes arrive in order, a state may be skipped; a reader never sees a
 * half-applied list; after `refresh` resolved with `lagging: false`, no later read is older than the moment `refresh` was called.
 * Not promised: an order between objects, or that every state an object passed through is seen.
 */
export interface MirrorReader {
  readonly host: string;
  readonly connection: Connection;
  /** Null until the engine has been reached for the first time. */
  readonly version: EngineVersion | null;
  readonly info: HostInfo | null;

  readonly containers: Collection<Container>;
  readonly images: Collection<Image>;
  readonly networks: Collection<Network>;
  readonly volumes: Collection<Volume>;

  /** Its own name, and those by which links reach it. */
  namesOf(container: Container): readonly string[];
  containersOfImage(imageId: string): readonly Container[];
  containersOfNetwork(networkId: string): readonly Container[];
  containersOfVolume(name: string): readonly Container[];
  projects(): readonly Project[];

  /**
   * A name (links included), a full id, or an id prefix that only one container has. Throws NOT_FOUND; BAD_INPUT when the prefix is ambiguous
   * (the message names the matches). An exact name wins over a prefix, as the engine does it.
   */
  resolveContainer(ref: string): Container;
  /** "repo:tag" (":latest" understood), "repo@sha256:...", an id with or without "sha256:", or a prefix of one. */
  resolveImage(ref: string): Image;
  resolveNetwork(ref: string): Network;
  resolveVolume(name: string): Volume;

  /** Resolves once the copy is complete for the first time, or at once if it is. */
  synced(signal?: AbortSignal): Promise<void>;

  /** Called synchronously after each change has been applied. Returns the function that ends it. */
  onChange(listener: (change: AnyChange) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
}

/** For the one door: bring the copy up to date with what was just done. */
export interface MirrorRefresher {
  /**
   * Starts an inspect of its own (joins none begun earlier) and puts the result into the copy; 404 removes the object. Past 10 s
   * it resolves with `lagging: true` while the read goes on.
   */
  refresh(type: ObjectType, key: string): Promise<{ lagging: boolean }>;
  /** Lists all objects of a type again, and reads what is new and what has gone, for what changes more than can be named. Late as `refresh` is. */
  relist(type: ObjectType): Promise<{ lagging: boolean }>;
}

/** The copy, for reading and for bringing up to date. */
export type KeptMirror = MirrorReader & MirrorRefresher;

export interface Mirror extends MirrorReader, MirrorRefresher {
  /** Begins to connect, and goes on for ever, until closed. */
  start(): void;
  close(): Promise<void>;
}
