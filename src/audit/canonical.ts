import { internal } from '../errors.ts';

/**
 * Canonical JSON (RFC 8785): no white space; the members of an object in the order of their keys' UTF-16 code units; texts and numbers as ECMAScript
 * writes them. Equal values give equal bytes, in any program that follows the RFC. The bytes are the UTF-8 of the returned text.
 *
 * Members that are undefined are left out. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD; where that makes two keys of one object equal,
 * the later one gets more of them, so that nothing is lost.
 * Throws INTERNAL for what JSON does not have: non-finite numbers, dates, functions and the like.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.toWellFormed());
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      if (isPlain(value)) return canonicalObject(value);
      break;
    default:
  }
  throw internal(`an audit event holds a value that JSON does not have: ${String(value)}`);
}

/**
 * Whether a text is the canonical form of the value that it was parsed into. What canonicalJson does differently from JSON.stringify is the order of keys
 * and lone surrogates, so nearly always it need not be made.
 */
export function isCanonical(text: string, value: unknown): boolean {
  const easy = JSON.stringify(value) === text && isSorted(value) && !text.includes('\\ud');
  return easy || canonicalJson(value) === text;
}

// for-in over an object takes its keys from the engine's own cache: this runs for every record of a log.
function isSorted(value: unknown): boolean {
  if (!isObject(value)) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = '';
  for (const key in value) {
    if (key < before || !isSorted(value[key])) return false;
    before = key;
  }
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Size of a value's canonical form in bytes of UTF-8. */
export function canonicalBytes(value: unknown): number {
  return Buffer.byteLength(canonicalJson(value));
}

function canonicalObject(object: object): string {
  const members = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object).sort(byCodeUnits)) {
    if (value === undefined) continue;
    let key = name.toWellFormed();
    while (members.has(key)) key += '\uFFFD';
    members.set(key, value);
  }
  const sorted = [...members].sort(byCodeUnits);
  return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${canonicalJson(value)}`).join(',')}}`;
}

/** JavaScript compares texts by code units, which is the order the RFC asks for. */
export function byCodeUnits([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
