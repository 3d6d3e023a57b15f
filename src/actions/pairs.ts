import type { Labels } from '../engine/model.ts';
import { badInput } from '../errors.ts';

/** A key and its value, as inputs list them. */
export interface Pair {
  key: string;
  /** Empty when left out. */
  value?: string;
}

export type Pairs = readonly Pair[] | null | undefined;

const longest = 4_096;

/** A list of keys and values as the engine takes it. BAD_INPUT, with the field's path, for an empty key, one given twice, and what is too long. */
export function pairsOf(pairs: Pairs, path: string): Labels {
  const found = new Map<string, string>();
  for (const [index, { key, value = '' }] of (pairs ?? []).entries()) {
    const at = `${path}[${index}]`;
    if (key === '' || key.length > longest || key.includes('\0')) throw badInput(`${at}.key: 1 to ${longest} characters.`);
    if (value.length > longest || value.includes('\0')) throw badInput(`${at}.value: at most ${longest} characters.`);
    if (found.has(key)) throw badInput(`${at}.key: ${JSON.stringify(key.slice(0, 80))} is given twice.`);
    found.set(key, value);
  }
  // Also "__proto__" is a key like any other.
  return Object.fromEntries(found);
}

/** The keys alone, for the record: values of driver options can be credentials. Null where there are none. */
export function keysOnly(pairs: Pairs): string | null {
  const keys = (pairs ?? []).map(({ key }) => key);
  return keys.length === 0 ? null : keys.join(',');
}

/** The parameters that were given, as text. */
export function given(params: Readonly<Record<string, string | boolean | number | null | undefined>>): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) if (value !== null && value !== undefined) present[key] = String(value);
  return present;
}

/** A list as the record shows it; null for none. */
export function listed(values: readonly string[] | null | undefined): string | null {
  return values === null || values === undefined || values.length === 0 ? null : values.join(',');
}
