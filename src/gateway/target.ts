import { badInput } from '../errors.ts';
import { Parameters } from './parameters.ts';

/** What a request is about, out of its target; nothing of the target itself goes any further. */
export interface Asked {
  host: string;
  /** "1.41"; null where the client names none. */
  version: string | null;
  /** Below the version, without a slash at its beginning, decoded. */
  segments: readonly string[];
  query: Parameters;
}

export const mount = '/engine/';

/** What needs no encoding, and what clients encode all the same: the colon of a tag, the "@" of a digest, a plus. */
const plain = /^[A-Za-z0-9_.:@+~-]+$/;
const decodable: Readonly<Record<string, string>> = { '%3a': ':', '%40': '@', '%2b': '+' };

/**
 * Reads a request's target as it came. BAD_INPUT for whatever could be read in two ways: other forms than a path, encoded or missing separators, dots, doubled
 * parameters.
 */
export function readTarget(url: string): Asked {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!path.startsWith(mount))
    throw badInput('The target of a request is a path that begins with /engine/ and the name of a host.');
  const [host = '', ...rest] = path.slice(mount.length).split('/').map(segment);
  const version = /^v(\d{1,2}\.\d{1,3})$/.exec(rest[0] ?? '')?.[1] ?? null;
  return {
    host,
    version,
    segments: version === null ? rest : rest.slice(1),
    query: new Parameters(mark < 0 ? '' : url.slice(mark + 1)),
  };
}

function segment(text: string): string {
  const decoded = text.replaceAll(/%[0-9a-f]{2}/gi, (code) => decodable[code.toLowerCase()] ?? code);
  if (!plain.test(decoded) || /^\.+$/.test(decoded))
    throw badInput('The path has an empty or dotted part, or a character that no path of the Engine API has.');
  return decoded;
}
