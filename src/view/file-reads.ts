import { modeText } from '../engine/file-mode.ts';
import type { FileReader, PathStat } from '../engine/ports-files.ts';
import { listDirectory, type Listing } from './directory.ts';
import { fileText } from './file-text.ts';

/** A path, and what is there. */
export interface FoundPath {
  /** Where a link was followed, the one it led to. */
  path: string;
  stat: PathStat;
  /** "drwxr-xr-x" */
  mode: string;
}

/** What is read of files when somebody selects it, by full id and plain path. */
export interface FileReads {
  pathOf(id: string, path: string, follow: boolean): Promise<FoundPath>;
  directoryOf(id: string, path: string, first: number): Promise<Listing>;
  textOf(id: string, path: string, maxBytes: number): Promise<string>;
}

/** What a listing may cost: the directory comes with all that is beneath. */
const listing = { bytes: 256 * 1024 * 1024, ms: 10_000 };

export function fileReads(reader: FileReader): FileReads {
  return {
    async pathOf(id, path, follow) {
      const own = await reader.statPath(id, path);
      const end = follow ? (own.leadsTo ?? path) : path;
      const stat = end === path ? own : await reader.statPath(id, end);
      return { path: end, stat, mode: modeText(stat) };
    },
    directoryOf: (id, path, first) => listDirectory(reader, id, path, { first, ...listing }),
    textOf: (id, path, maxBytes) => fileText(reader, id, path, maxBytes),
  };
}
