import { containerPath } from '../engine/container-path.ts';
import type { Container } from '../engine/model.ts';
import { badInput } from '../errors.ts';
import type { Listing } from './directory.ts';
import type { FileReads, FoundPath } from './file-reads.ts';

export type { FoundPath } from './file-reads.ts';

/** Files in a container: each read is on record before the engine is asked, with the path. */
export interface FilesView {
  path(container: Container, path: string, follow: boolean): Promise<FoundPath>;
  directory(container: Container, path: string, first: number): Promise<Listing>;
  fileText(container: Container, path: string, maxBytes: number): Promise<string>;
}

type Recorded = <T>(container: Container, params: Readonly<Record<string, string>>, of: () => Promise<T>) => Promise<T>;

export function filesView(reads: FileReads, recorded: Recorded): FilesView {
  return {
    path: async (container, given, follow) => {
      const path = containerPath(given);
      const params = { path, part: 'stat', ...(follow ? { follow: 'true' } : {}) };
      return recorded(container, params, () => reads.pathOf(container.id, path, follow));
    },
    directory: async (container, path, first) => {
      within('first', first, 10_000);
      return recorded(container, { path, part: 'entries' }, () => reads.directoryOf(container.id, path, first));
    },
    fileText: async (container, path, maxBytes) => {
      within('maxBytes', maxBytes, 1_048_576);
      return recorded(container, { path, part: 'text' }, () => reads.textOf(container.id, path, maxBytes));
    },
  };
}

function within(field: string, given: number, most: number): void {
  if (given < 1 || given > most) throw badInput(`${field}: from 1 to ${most}; not ${given}.`);
}
