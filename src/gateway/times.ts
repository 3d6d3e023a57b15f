import { badInput } from '../errors.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as Go writes it, such as `1h30m`; null for what is none. */
export function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return null;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount = '', unit = '']) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

/** A point in time as clients of the engine write it, as RFC 3339: seconds since 1970, a date, or how long ago. */
export function instant(text: string, name: string, now: number): string {
  const [, seconds, fraction = ''] = /^(\d{1,11})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (seconds !== undefined) {
    const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
    return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
  }
  const ago = durationMs(text);
  if (ago !== null) return new Date(now - ago).toISOString();
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badInput(`${name}: a time, in seconds since 1970 or as RFC 3339, or how long ago.`);
  return new Date(time).toISOString();
}
