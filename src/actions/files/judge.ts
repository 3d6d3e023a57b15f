import type { Header } from 'tar-stream';
import { badInput } from '../../errors.ts';
import { extrasOf } from './pax.ts';

const types = ['file', 'directory', 'symlink', 'link'] as const;

/** An entry of a tar that may be sent on: made of nothing but what was understood. */
export interface Entry {
  name: string;
  type: (typeof types)[number];
  /** Bytes that follow. */
  size: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: Date;
  linkname: string | null;
  /** Extended header records, for what the plain header has no room for; null for none. */
  pax: Readonly<Record<string, string>> | null;
}

export interface Limits {
  /** Of all files together. */
  bytes: number;
  entries: number;
}

/** Of an archive. */
export const mostEntries = 1_000_000;
const maxPath = 4096;
/** What the names of symbolic links may take up in memory. */
const maxLinkNames = 16 * 1024 * 1024;

/**
 * Says of each entry of a tar, in order, whether it may be extracted in a directory without anything getting out of it. BAD_INPUT where not.
 *
 * That no name and no link climbs is not enough: "a -> b/c", "a/d -> .." are each harmless by their text, and together lead out. So nothing may lie
 * beneath a symbolic link of the same archive, and where a link leads must be plain: first upwards, then down.
 */
export class Judge {
  readonly #limits: Limits;
  readonly #leading: 'inside' | 'any';
  readonly #links = new Set<string>();
  #linkBytes = 0;
  #entries = 0;
  #bytes = 0;

  /** `leading`: where symbolic links may lead. Nothing lies beneath one either way. */
  constructor(limits: Limits, leading: 'inside' | 'any' = 'inside') {
    this.#limits = limits;
    this.#leading = leading;
  }

  /** Entries that have passed. */
  get entries(): number {
    return this.#entries;
  }

  pass(header: Header): Entry {
    const where = `Entry ${this.#entries + 1} (${shown(header.name)})`;
    const refuse = (why: string): never => {
      throw badInput(`${where} ${why}.`);
    };
    if (this.#entries >= this.#limits.entries) refuse(`is one too many: at most ${this.#limits.entries} entries`);
    const type =
      typeOf(header.type) ??
      refuse(`is a ${header.type ?? 'thing of an unknown type'}: only files, directories and links are taken`);
    const parts = plainParts(header.name, refuse);
    if (parts.length === 0 && type !== 'directory') refuse('has no name');
    this.#notBeneathLink(parts.slice(0, -1), refuse);
    const linkname = this.#linkOf(type, parts, header.linkname, refuse);
    const size = this.#sizeOf(type, header.size, refuse);
    if (type === 'symlink') this.#remember(parts.join('/'), refuse);
    this.#entries += 1;
    this.#bytes += size;
    const name = parts.join('/') || '.';
    // The engine looks at the first bytes, which are this name, for a compressed archive: "BZh" would be one.
    return { name: name.startsWith('BZh') ? `./${name}` : name, type, size, linkname, ...extrasOf(header, refuse) };
  }

  #notBeneathLink(parents: readonly string[], refuse: (why: string) => never): void {
    let path = '';
    for (const part of parents) {
      path = path === '' ? part : `${path}/${part}`;
      if (this.#links.has(path)) refuse(`lies beneath ${shown(path)}, which is a symbolic link of the same archive`);
    }
  }

  #linkOf(
    type: Entry['type'],
    parts: readonly string[],
    given: string | null | undefined,
    refuse: (why: string) => never,
  ): string | null {
    if (type !== 'symlink' && type !== 'link') return null;
    const target = given ?? '';
    if (target === '') refuse('is a link to nothing');
    if (type === 'link') {
      const parents = plainParts(target, (why) => refuse(`is a hard link to ${shown(target)}, which ${why}`));
      if (this.#links.has(parents.join('/'))) refuse(`is a hard link to a symbolic link, ${shown(target)}`);
      this.#notBeneathLink(parents, (why) => refuse(`is a hard link to ${shown(target)}, which ${why}`));
      return parents.join('/');
    }
    checkText(target, (why) => refuse(`is a link to what ${why}`));
    if (this.#leading === 'any') return target;
    if (target.startsWith('/')) refuse(`is a link to the absolute path ${shown(target)}`);
    const steps = target.split('/').filter((step) => step !== '' && step !== '.');
    const up = steps.findIndex((step) => step !== '..');
    const climbs = up < 0 ? steps.length : up;
    if (climbs > parts.length - 1) refuse(`is a link to ${shown(target)}, which leads out of the archive`);
    if (steps.slice(climbs).includes('..')) refuse(`is a link to ${shown(target)}, which goes down and up again`);
    return target;
  }

  #sizeOf(type: Entry['type'], size: number, refuse: (why: string) => never): number {
    if (!Number.isSafeInteger(size) || size < 0) refuse('has a size that is none');
    if (type !== 'file' && size > 0) refuse(`is a ${type} with content`);
    const left = this.#limits.bytes - this.#bytes;
    if (size > left) refuse(`has ${size} bytes: all files together may have ${this.#limits.bytes} (WHARFINGER_UPLOAD_LIMIT)`);
    return size;
  }

  #remember(link: string, refuse: (why: string) => never): void {
    this.#linkBytes += Buffer.byteLength(link);
    if (this.#linkBytes > maxLinkNames) refuse('is one symbolic link too many');
    this.#links.add(link);
  }
}

/** What has no type in tar-stream's table has null, whatever its declaration says. */
function typeOf(type: unknown): Entry['type'] | null {
  return types.find((known) => known === type) ?? null;
}

/** The parts of a name without those that mean nothing. */
function plainParts(name: string, refuse: (why: string) => never): string[] {
  checkText(name, refuse);
  if (name.startsWith('/')) refuse('has an absolute name');
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) refuse('climbs out of its directory with ".."');
  return parts;
}

function checkText(text: string, refuse: (why: string) => never): void {
  if (text.includes('\0')) refuse('has a NUL in its name');
  // What was no UTF-8 has become this character, and is another name than the one that was meant.
  if (text.includes('\uFFFD') || !text.isWellFormed()) refuse('has a name that is not UTF-8');
  if (Buffer.byteLength(text) > maxPath) refuse(`has a name of more than ${maxPath} bytes`);
}

/** Quoted and cut, for an error. */
function shown(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);
}
