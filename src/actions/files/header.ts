import type { Entry } from './judge.ts';
import { extrasOf } from './pax.ts';

/** The entry of one file that is made here. Ids beyond what a plain header holds get an extended one. */
export function fileHeader(of: { name: string; size: number; mode: number; uid: number; gid: number }): Entry {
  const header = { ...of, mtime: new Date(), pax: null };
  const never = (why: string): never => {
    throw new Error(`a file that was checked ${why}`);
  };
  // The engine looks at the first bytes, which are this name, for a compressed archive.
  return { ...header, name: `./${of.name}`, type: 'file', linkname: null, ...extrasOf(header, never) };
}
