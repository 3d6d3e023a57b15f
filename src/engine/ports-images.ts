import type { Labels } from './model.ts';
import type { TarStream } from './ports-files.ts';
import type { RegistryAuth } from './registry.ts';

/** A tar, or one packed with gzip, that is on its way. */
export interface Archive {
  /** Read at the pace at which the engine takes it; what it throws is what the call fails with. */
  content: AsyncIterable<Uint8Array>;
  /** Bytes; null where that is not known. */
  length: number | null;
}

/** One line of what the engine tells of work on an image. What does not apply is null. */
export interface ImageProgress {
  /** Output as it is to be shown, line feeds included. */
  stream: string | null;
  status: string | null;
  /** Of a layer. */
  id: string | null;
  /** Bytes done, and to be done. */
  current: number | null;
  total: number | null;
  /** The work has failed; nothing comes after it. */
  error: string | null;
  /** "sha256:...": what was built. */
  imageId: string | null;
  /** What BuildKit tells of its steps: a message of its own, in base64. */
  trace?: string;
}

/** What the engine has accepted, and tells of. `status` is its HTTP status. */
export interface ImageWork {
  status: number;
  /** To be read once. Throws where it breaks, or the signal is aborted. */
  output: AsyncIterable<ImageProgress>;
}

/** Of images that are there for several platforms: which of them ("linux/arm64"). Null for all. BAD_INPUT with an engine that has no such choice. */
export interface OfPlatform {
  platform: string | null;
}

/** How an image is made of the files of a root file system. */
export interface ImportOptions {
  /** Null for an image without a name. */
  repository: string | null;
  tag: string | null;
  message: string | null;
  /** Instructions of a Dockerfile, one line each. */
  changes: readonly string[];
  /** "linux/arm64"; null: the engine's own. */
  platform: string | null;
}

/** How an image is built by a Dockerfile. */
export interface BuildOptions {
  tags: readonly string[];
  /** Path within the context. */
  dockerfile: string | null;
  /** Name or number of the stage to stop at. */
  target: string | null;
  noCache: boolean;
  /** Asks the registry for newer base images. */
  pull: boolean;
  /** Removes the containers of the steps after a build that succeeded, and after any. */
  rm: boolean;
  forceRm: boolean;
  labels: Labels;
  buildArgs: Labels;
  platform: string | null;
  /** Network of the steps' containers. */
  network: string | null;
  cacheFrom: readonly string[];
}

/** The session in which BuildKit finds the client of a build, by the ids that the client has given both. */
export interface BuildSession {
  id: string;
  buildId: string | null;
}

/** A connection on which BuildKit and its client speak gRPC: in a session BuildKit asks the client, otherwise the client asks BuildKit. */
export interface BuilderSpec {
  kind: 'session' | 'grpc';
  /** What the client says of its session. */
  headers: Readonly<Record<string, readonly string[]>>;
}

/** The part of the reading port for images as a stream. */
export interface ImageStreamReader {
  /**
   * An archive of these images, each with the name it is asked for by; NOT_FOUND where one is not there. Aborting the signal closes the connection.
   */
  saveImages(refs: readonly string[], options: OfPlatform, signal: AbortSignal): Promise<TarStream>;
}

/** The part of the writing port for images that come as streams. Aborting the signal closes the stream, before and after the engine has accepted. */
export interface ImageStreamWriter {
  loadImages(options: OfPlatform, archive: Archive, signal: AbortSignal): Promise<ImageWork>;
  /** The last line's status is the id of the image. */
  importImage(options: ImportOptions, archive: Archive, signal: AbortSignal): Promise<ImageWork>;
  /** By the classic builder. `auths`: for the registries of the images that it is built on. */
  buildImage(options: BuildOptions, context: Archive, signal: AbortSignal, auths: readonly RegistryAuth[]): Promise<ImageWork>;
  /** By BuildKit, which asks for all that it needs in the session. */
  buildInSession(options: BuildOptions, session: BuildSession, signal: AbortSignal): Promise<ImageWork>;
}
