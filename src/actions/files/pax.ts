import type { Header } from 'tar-stream';
import type { Entry } from './judge.ts';

/** What seven octal digits, of which tar-stream writes six, cannot hold. */
const maxPlainId = 0o777777;
const maxId = 2 ** 32 - 2;
const maxPlainSeconds = 2 ** 31 - 1;

const capability = 'SCHILY.xattr.security.capability';
/** Records that only repeat what nobody needs in a container. */
const dropped =
  /^(?:path|linkpath|size|uid|gid|mtime|atime|ctime|uname|gname|comment|charset|SCHILY\..*|LIBARCHIVE\..*|APPLE\..*)$/;

/** Owner, mode and time of an entry, with what of its extended header is carried on: exact times, large ids, and the capabilities of a program. */
export function extrasOf(
  header: Pick<Header, 'mode' | 'uid' | 'gid' | 'mtime' | 'pax'>,
  refuse: (why: string) => never,
): Pick<Entry, 'mode' | 'uid' | 'gid' | 'mtime' | 'pax'> {
  const given = recordsOf(header);
  const strange = Object.keys(given).find((key) => !dropped.test(key));
  if (strange !== undefined) refuse(`has an extended header that is not understood: ${JSON.stringify(strange.slice(0, 60))}`);
  const pax: Record<string, string> = {};
  const id = (name: 'uid' | 'gid') => {
    const text = given[name];
    if (text !== undefined && !/^\d{1,10}$/.test(text)) refuse(`has a ${name} that is none`);
    const value = text === undefined ? header[name] : Number(text);
    if (!Number.isSafeInteger(value) || value < 0 || value > maxId) refuse(`has a ${name} that is none`);
    if (value > maxPlainId) pax[name] = String(value);
    return Math.min(value, maxPlainId);
  };
  const size = given['size'];
  if (size !== undefined && !/^\d{1,16}$/.test(size)) refuse('has a size that is none');
  const mode = header.mode;
  if (!Number.isSafeInteger(mode) || mode < 0) refuse('has a mode that is none');

  const seconds = header.mtime.getTime() / 1000;
  const exact = given['mtime'];
  if (exact !== undefined && /^\d{1,11}(?:\.\d{1,12})?$/.test(exact)) pax['mtime'] = exact;
  else if (seconds > maxPlainSeconds) pax['mtime'] = String(Math.min(seconds, 2 ** 36));
  const plain = Number.isFinite(seconds) ? Math.min(Math.max(Math.trunc(seconds), 0), maxPlainSeconds) : 0;

  const blob = given[capability];
  if (blob !== undefined) {
    // It is binary, and was read as UTF-8.
    if (blob.includes('\uFFFD')) refuse('has capabilities that cannot be carried on');
    pax[capability] = blob;
  }
  return {
    mode: mode % 0o10000,
    uid: id('uid'),
    gid: id('gid'),
    mtime: new Date(plain * 1000),
    pax: Object.keys(pax).length === 0 ? null : pax,
  };
}

function recordsOf({ pax }: Pick<Header, 'pax'>): Record<string, string> {
  if (typeof pax !== 'object' || pax === null) return {};
  return Object.fromEntries(Object.entries(pax).map(([key, value]) => [key, String(value)]));
}
