import { badInput } from '../../errors.ts';
import type { Pair } from './input.ts';

/** Refuses with the path of the field, as it stands in the mutation. */
export function refuse(path: string, why: string): never {
  throw badInput(`input.${path}: ${why}`);
}

/** The text, if it is of that form. What is wrong with it is told without repeating it: it may be a secret in the wrong place. */
export function matching(path: string, text: string, form: RegExp, why: string): string {
  return form.test(text) ? text : refuse(path, why);
}

/** A text with neither NUL, which the kernel ends texts at, nor nothing in it. */
export function plain(path: string, text: string): string {
  if (text === '') refuse(path, 'must not be empty.');
  return noNul(path, text);
}

export function noNul(path: string, text: string): string {
  return text.includes('\0') ? refuse(path, 'must not contain a NUL character.') : text;
}

export function whole(path: string, value: number, from: number, to: number): number {
  if (!Number.isInteger(value) || value < from || value > to)
    refuse(path, `a whole number from ${from} to ${to}; this is ${value}.`);
  return value;
}

/** A path inside the container. */
export function absolute(path: string, text: string): string {
  if (!text.startsWith('/')) refuse(path, 'an absolute path, beginning with "/".');
  return noNul(path, text);
}

/** Keys with their values, no key twice. */
export function pairs(path: string, given: readonly Pair[]): Record<string, string> {
  const map: Record<string, string> = Object.create(null);
  for (const [index, { key, value }] of given.entries()) {
    plain(`${path}[${index}].key`, key);
    noNul(`${path}[${index}].value`, value);
    if (Object.hasOwn(map, key)) refuse(`${path}[${index}].key`, 'the same key is given twice.');
    map[key] = value;
  }
  return map;
}

/** Each item by a check of its own, under its own path. */
export function each<T, R>(path: string, items: readonly T[] | null | undefined, check: (path: string, item: T) => R): R[] {
  return (items ?? []).map((item, index) => check(`${path}[${index}]`, item));
}

/** The object without what is absent: only what was asked for is sent, the rest is left to the engine. */
export function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && !isEmpty(value)),
  );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
