import { modeText, type FileType } from '../engine/file-mode.ts';
import type { FileReader } from '../engine/ports-files.ts';
import { tarEntries, type TarEntry } from '../engine/tar.ts';
import { badInput, engineError, WharfingerError } from '../errors.ts';

/** One name in a directory. */
export interface DirectoryEntry {
  name: string;
  type: FileType;
  /** "-rw-r--r--" */
  mode: string;
  /** Bytes; null for one more name of a file that is elsewhere. */
  size: number | null;
  uid: number;
  gid: number;
  modifiedAt: string | null;
  linkTarget: string | null;
}

export interface Listing {
  /** By name. */
  nodes: readonly DirectoryEntry[];
  truncated: boolean;
}

export interface ListingLimits {
  first: number;
  bytes: number;
  ms: number;
}

/**
 * What is in a directory. The engine has no such call: its archive of the directory is read for the headers of what lies directly in it, and given up
 * once there is enough, or too much.
 */
export async function listDirectory(
  reader: Pick<FileReader, 'statPath' | 'readArchive'>,
  id: string,
  path: string,
  limits: ListingLimits,
): Promise<Listing> {
  const { type } = await reader.statPath(id, path);
  if (type !== 'directory') throw badInput(`${JSON.stringify(path.slice(0, 200))} is no directory.`);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limits.ms);
  const nodes = new Map<string, DirectoryEntry>();
  const over = { bytes: false };
  try {
    const archive = await reader.readArchive(id, path, late.signal);
    try {
      for await (const entry of tarEntries(bounded(archive.bytes, limits.bytes, over))) {
        entry.skip();
        const name = childName(entry.header.name, path);
        if (name === null) continue;
        if (nodes.size >= limits.first) return listing(nodes, true);
        nodes.set(name, entryOf(name, entry, nodes));
      }
      return listing(nodes, over.bytes);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (late.signal.aborted || over.bytes) return listing(nodes, true);
    throw error instanceof WharfingerError ? error : engineError("the engine's archive cannot be read", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function* bounded(bytes: AsyncIterable<Buffer>, most: number, over: { bytes: boolean }): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of bytes) {
    left -= chunk.length;
    if (left < 0) {
      over.bytes = true;
      return;
    }
    yield chunk;
  }
}

function listing(nodes: ReadonlyMap<string, DirectoryEntry>, truncated: boolean): Listing {
  return { nodes: [...nodes.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), truncated };
}

/** Names in the archive begin with the directory's own; in that of the root they are absolute. Null for what lies deeper, and for the directory itself. */
function childName(name: string, path: string): string | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const inside = path === '/' ? parts : parts.slice(1);
  return inside.length === 1 ? (inside[0] ?? null) : null;
}

const types: Readonly<Record<string, FileType>> = {
  file: 'file',
  link: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  symlink: 'symlink',
  fifo: 'fifo',
  'character-device': 'char-device',
  'block-device': 'block-device',
};

function entryOf(name: string, { header }: TarEntry, nodes: ReadonlyMap<string, DirectoryEntry>): DirectoryEntry {
  const type = types[header.type] ?? 'unknown';
  // A second name of a file comes without its size.
  const same = header.type === 'link' ? nodes.get(header.linkname.slice(header.linkname.lastIndexOf('/') + 1)) : undefined;
  return {
    name,
    type,
    mode: modeText({ type, permissions: header.mode % 0o10000 }),
    size: header.type === 'link' ? (same?.size ?? null) : type === 'file' ? header.size : 0,
    uid: header.uid,
    gid: header.gid,
    modifiedAt: header.mtime.toISOString(),
    linkTarget: type === 'symlink' ? header.linkname : null,
  };
}
