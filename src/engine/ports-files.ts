import type { FileMode } from './file-mode.ts';
import type { WriteResult } from './ports.ts';

/** A path in a container, itself: a symbolic link is not followed. */
export interface PathStat extends FileMode {
  /** The last part of the path; "/" for the root. */
  name: string;
  /** Bytes; for what is no file as the engine's file system has it. */
  size: number;
  /** RFC 3339. */
  modifiedAt: string | null;
  /** For a symbolic link the path in the container at which it ends when all links on the way are followed, whether or not there is anything. */
  leadsTo: string | null;
  /** As the engine says it. */
  encoded?: string | null;
}

/** A tar that the engine sends. To be read once, or closed. */
export interface TarStream {
  bytes: AsyncIterable<Buffer>;
  /** What the engine says of the path that it is of, encoded as it came; null where it says nothing. */
  stat?: string | null;
  close(): void;
}

/** The part of the reading port for files. Paths are absolute; whether the container runs does not matter. Aborting the signal closes the connection. */
export interface FileReader {
  /** NOT_FOUND where there is nothing. */
  statPath(id: string, path: string): Promise<PathStat>;
  /** A tar of the path: itself, and all that is in it where it is a directory. Names begin with the last part of the path. */
  readArchive(id: string, path: string, signal: AbortSignal): Promise<TarStream>;
  /** A tar of the container's whole file system, without its volumes. */
  exportContainer(id: string, signal: AbortSignal): Promise<TarStream>;
}

export interface ArchiveTarget {
  /** An existing directory. */
  path: string;
  /** Refuse where a directory would take the place of something else, or the other way round. */
  keepKinds: boolean;
  /** Give all to the user that the container is configured to run as, where there is one. */
  toContainerUser: boolean;
}

/** The part of the writing port for files. */
export interface FileWriter {
  /** Extracts a tar, as it comes. What the content throws ends it, and is what it rejects with; entries that came before may have been extracted. */
  writeArchive(id: string, target: ArchiveTarget, tar: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<WriteResult>;
}
