import { pack } from 'tar-stream';
import { posix } from 'node:path';
import type { PathStat, TarStream } from '../../src/engine/ports-files.ts';
import type { EngineReader, EngineWriter } from '../../src/engine/ports.ts';
import { tarEntries } from '../../src/engine/tar.ts';
import { badInput, notFound } from '../../src/errors.ts';

/** What is at a path: the text of a file, the target of a link, or a directory. */
export type FakePath = { text: string } | { link: string } | 'directory';

type Files = Pick<EngineReader, 'statPath' | 'readArchive' | 'exportContainer'> & Pick<EngineWriter, 'writeArchive'>;

/** One file system for all containers, by absolute path. */
export function fakeFiles(paths: Map<string, FakePath>): Files {
  const find = (path: string) => paths.get(path) ?? (path === '/' ? 'directory' : missing(path));
  const archive = (top: string, rebase: (path: string) => string): TarStream => {
    const writer = pack();
    const mtime = new Date(1_700_000_000_000);
    for (const [path, it] of [...paths].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (path !== top && !path.startsWith(top === '/' ? '/' : `${top}/`)) continue;
      const name = rebase(path);
      if (it === 'directory') writer.entry({ name: `${name}/`, type: 'directory', mode: 0o755, mtime });
      else if ('link' in it) writer.entry({ name, type: 'symlink', linkname: it.link, mtime });
      else writer.entry({ name, mode: 0o640, uid: 7, gid: 8, mtime }, it.text);
    }
    writer.finalize();
    let closed = false;
    async function* bytes() {
      for await (const chunk of writer) if (!closed && chunk instanceof Uint8Array) yield Buffer.from(chunk);
    }
    return {
      bytes: bytes(),
      close: () => {
        closed = true;
        writer.destroy(null);
      },
    };
  };
  return {
    statPath: async (_id, path) => statOf(path, find(path)),
    readArchive: async (_id, path) => {
      find(path);
      const name = posix.basename(path);
      return archive(path, (each) => name + each.slice(path === '/' ? 0 : path.length));
    },
    exportContainer: async () => archive('/', (path) => path.slice(1)),
    writeArchive: async (_id, { path }, tar) => {
      if (find(path) !== 'directory') throw badInput('extraction point is not a directory');
      for await (const { header, content } of tarEntries(tar)) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of content) if (chunk instanceof Uint8Array) chunks.push(chunk);
        const at = posix.join(path, header.name).replace(/\/$/, '');
        if (header.type === 'directory') paths.set(at, 'directory');
        else if (header.type === 'symlink') paths.set(at, { link: header.linkname });
        else paths.set(at, { text: Buffer.concat(chunks).toString('utf8') });
      }
      return { changed: true, status: 200 };
    },
  };
}

function missing(path: string): never {
  throw notFound(`There is no ${path} in the container.`, { engineStatus: 404 });
}

function statOf(path: string, it: FakePath): PathStat {
  const [type, size] =
    it === 'directory'
      ? (['directory', 4096] as const)
      : 'link' in it
        ? (['symlink', 1] as const)
        : (['file', Buffer.byteLength(it.text)] as const);
  const leadsTo = it !== 'directory' && 'link' in it ? posix.resolve(posix.dirname(path), it.link) : null;
  return { name: posix.basename(path) || '/', size, type, permissions: 0o644, modifiedAt: '2023-11-14T22:13:20Z', leadsTo };
}
