import { badInput } from '../errors.ts';

const rfc3339 = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * What the engine's `since` and `until` take: seconds since 1970 with nine decimals. From RFC 3339 (nanoseconds kept), from whole nanoseconds since
 * 1970 in decimal digits as an event's timeNano has them, or from seconds with a fraction. BAD_INPUT otherwise.
 */
export function engineTime(text: string): string {
  if (/^\d{16,19}$/.test(text)) return `${text.slice(0, -9)}.${text.slice(-9)}`;
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (whole !== undefined) return `${whole}.${fraction.padEnd(9, '0')}`;
  const match = rfc3339.exec(text);
  const seconds = match ? Date.parse(`${match[1]}${match[3]}`) / 1000 : Number.NaN;
  if (match === null || Number.isNaN(seconds))
    throw badInput(`${JSON.stringify(text.slice(0, 40))} is not a time: RFC 3339 is expected`);
  return `${seconds}.${(match[2] ?? '').padEnd(9, '0')}`;
}

/** Whole seconds since 1970, as some lists give a time, to RFC 3339; null for none (0, and Go's zero time, which is far below it). */
export function timeOfSeconds(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return seconds > 0 && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
