import type { Caller, Source } from '../../access/caller.ts';
import { containerPath } from '../../engine/container-path.ts';
import { internal } from '../../errors.ts';
import { stateOf } from '../containers.ts';
import { reading, type FileDeps } from '../files/reading.ts';
import { served, type Serve } from '../files/serve.ts';
import type { Recorded } from '../recorded.ts';

interface FileInput {
  ref: string;
  host: string;
  path: string;
}

/** Files as the Engine API gives them, each read on record. */
export interface FilesVerbatim {
  /** What the engine says of a path, as it says it. */
  stat(caller: Caller, source: Source, input: FileInput): Promise<Recorded<string>>;
  archive(caller: Caller, source: Source, input: FileInput, serve: Serve, signal: AbortSignal): Promise<Recorded<void>>;
}

export function filesVerbatim(deps: FileDeps): FilesVerbatim {
  const asked = (caller: Caller, source: Source, input: FileInput, form: string) =>
    ({
      caller,
      source,
      action: 'container.files.read',
      input,
      params: { ref: input.ref, path: input.path.slice(0, 4096), form },
    }) as const;
  return {
    stat: (caller, source, input) =>
      reading(
        deps,
        asked(caller, source, input, 'stat'),
        () => void exact(input.path),
        async (reader, container) => {
          const { encoded } = await reader.statPath(container.id, exact(input.path));
          if (encoded === undefined || encoded === null) throw internal('a path was described without words');
          return { changed: true, engineStatus: 200, after: stateOf(container), targetId: null, value: encoded };
        },
      ),
    archive: (caller, source, input, serve, signal) =>
      reading(
        deps,
        asked(caller, source, input, 'tar'),
        () => void exact(input.path),
        async (reader, container, auditId) => {
          const path = exact(input.path);
          const { bytes: content, stat = null, close } = await reader.readArchive(container.id, path, signal);
          try {
            const offer = { auditId, name: 'archive.tar', form: 'tar', size: null, modifiedAt: null, content, stat } as const;
            return await served(serve, offer, stateOf(container), { path });
          } finally {
            close();
          }
        },
      ),
  };
}

/** The engine gives the content of a directory under other names where its path ends with a slash, or a slash and a dot. */
function exact(path: string): string {
  const plain = containerPath(path);
  return plain === '/' ? plain : `${plain}${/\/\.?$/.exec(path)?.[0] ?? ''}`;
}
