import type { Redact } from '../audit/redact.ts';
import type { Labels } from '../engine/model.ts';
import { badInput } from '../errors.ts';
import { concealed, isTelling } from './command-line.ts';

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

/**
 * Pairs for the record: the keys, and of values that look like secrets, by their key or by themselves, the keyed hash. Null where there are none.
 * Of other values nothing: those of driver options can be credentials of a form that nobody knows.
 */
export function shownPairs(pairs: Pairs, redact: Redact): string | null {
  const shown = (pairs ?? []).map(({ key, value = '' }) => (isSecret(key, value) ? `${key}=${redact(value)}` : key));
  return shown.length === 0 ? null : shown.join(',');
}

/** Pairs all of whose values are secrets: the names with the keyed hashes. Null where there are none. */
export function hashedPairs(pairs: Pairs, redact: Redact): string | null {
  const shown = (pairs ?? []).map(({ key, value = '' }) => `${key}=${value === '' ? '' : redact(value)}`);
  return shown.length === 0 ? null : shown.join(' ');
}

/** Labels for the record, with the keyed hash in place of what looks like a secret. */
export function shownLabels(labels: Labels, redact: Redact): Labels {
  const entries = Object.entries(labels);
  if (!entries.some(([key, value]) => isSecret(key, value))) return labels;
  return Object.fromEntries(entries.map(([key, value]) => [key, shownValue(key, value, redact)]));
}

/** What was asked for as JSON, with the keyed hash in place of the values of pairs that look like secrets. */
export function shownJson(asked: unknown, redact: Redact): string {
  return JSON.stringify(asked, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('key' in value) || !('value' in value)) return value;
    const { key, value: held } = value;
    return typeof key === 'string' && typeof held === 'string' && isSecret(key, held) ? { ...value, value: redact(held) } : value;
  });
}

/** The value of a pair for the record: the keyed hash where it looks like a secret. */
export function shownValue(key: string, value: string, redact: Redact): string {
  return isSecret(key, value) ? redact(value) : value;
}

function isSecret(key: string, value: string): boolean {
  return value !== '' && (isTelling(key) || concealed(value, () => '') !== value);
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
