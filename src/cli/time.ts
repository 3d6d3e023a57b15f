import { Misuse } from './command.ts';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of "90s", "15m", "12h", "30d", "2w". Throws Misuse, with the option's name, for anything else. */
export function duration(option: string, text: string): number {
  const match = /^([0-9]{1,9})([smhdw])$/.exec(text);
  const unit = unitMs[match?.[2] ?? ''];
  if (unit === undefined) throw new Misuse(`--${option}: a number with s, m, h, d or w, for example 30d; not "${text}".`);
  return Number(match?.[1]) * unit;
}

/** An RFC 3339 time: `text` itself, or the time that long ago. Throws Misuse for what is neither. */
export function pointInTime(option: string, text: string, now: number): string {
  if (/^[0-9]+[smhdw]$/.test(text)) return new Date(now - duration(option, text)).toISOString();
  const withTime = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(withTime) || Number.isNaN(Date.parse(withTime))) {
    throw new Misuse(`--${option}: a time such as 2026-11-24T08:00:00Z, a date, or how long ago, such as 2h; not "${text}".`);
  }
  return new Date(withTime).toISOString();
}
