import type { Caller, Source } from '../../access/caller.ts';
import { containerPath } from '../../engine/container-path.ts';
import { firstFile } from '../../engine/first-file.ts';
import type { FileReader, PathStat } from '../../engine/ports-files.ts';
import { badInput } from '../../errors.ts';
import { present, stateOf } from '../containers.ts';
import type { Recorded } from '../recorded.ts';
import { reading, type FileDeps, type ReadInput } from './reading.ts';
import { served, type Serve } from './serve.ts';

export interface ReadFilesInput extends ReadInput {
  path: string;
  /** Absent: "raw" for a file, "tar" for everything else. */
  format?: 'raw' | 'tar' | null;
  /** Where the path is a symbolic link: what it leads to. */
  follow?: boolean | null;
}

/** Reads that leave as a stream: on record before the first byte, with an outcome of how much has left. They end when the signal is aborted. */
export interface ReadFiles {
  files(caller: Caller, source: Source, input: ReadFilesInput, serve: Serve, signal: AbortSignal): Promise<Recorded<void>>;
  export(caller: Caller, source: Source, input: ReadInput, serve: Serve, signal: AbortSignal): Promise<Recorded<void>>;
}

export function readFiles(deps: FileDeps): ReadFiles {
  return {
    files(caller, source, input, serve, signal) {
      const { ref, path, format = null, follow = null } = input;
      const params = present({ ref, path: path.slice(0, 4096), format, follow: follow === true ? 'true' : null });
      const check = () => void containerPath(path);
      return reading(
        deps,
        { caller, source, action: 'container.files.read', input, params },
        check,
        async (reader, container, auditId) => {
          const found = await find(reader, container.id, containerPath(path), follow ?? false);
          const form = format ?? (found.stat.type === 'file' ? 'raw' : 'tar');
          if (form === 'raw') checkRaw(found.stat);
          const archive = await reader.readArchive(container.id, found.path, signal);
          try {
            const name = nameOf(found.path);
            if (form === 'tar') {
              const offer = {
                auditId,
                name: `${name || 'root'}.tar`,
                form,
                size: null,
                modifiedAt: null,
                content: archive.bytes,
              };
              return await served(serve, offer, stateOf(container), { path: found.path });
            }
            const { header, content } = await firstFile(archive.bytes);
            const offer = { auditId, name, form, size: header.size, modifiedAt: header.mtime, content };
            return await served(serve, offer, stateOf(container), { path: found.path });
          } finally {
            archive.close();
          }
        },
      );
    },
    export(caller, source, input, serve, signal) {
      const asked = { caller, source, action: 'container.export', input, params: { ref: input.ref } } as const;
      return reading(
        deps,
        asked,
        () => undefined,
        async (reader, container, auditId) => {
          const { bytes: content, close } = await reader.exportContainer(container.id, signal);
          try {
            const offer = { auditId, name: `${container.name}.tar`, form: 'tar' as const, size: null, modifiedAt: null, content };
            return await served(serve, offer, stateOf(container), {});
          } finally {
            close();
          }
        },
      );
    },
  };
}

/** The path, or what it leads to. */
export async function find(
  reader: Pick<FileReader, 'statPath'>,
  id: string,
  path: string,
  follow: boolean,
): Promise<{ path: string; stat: PathStat }> {
  const stat = await reader.statPath(id, path);
  if (!follow || stat.leadsTo === null) return { path, stat };
  return { path: stat.leadsTo, stat: await reader.statPath(id, stat.leadsTo) };
}

function checkRaw({ type, leadsTo }: PathStat): void {
  if (type === 'symlink')
    throw badInput(`format: the path is a symbolic link to ${leadsTo ?? 'nothing'}; follow=true gives what it leads to.`);
  if (type === 'directory') throw badInput('format: the path is a directory, which can only be had as a tar.');
  if (type !== 'file') throw badInput(`format: the path is no file (${type}); as a tar its description can be had.`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
