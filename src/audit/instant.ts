import { badInput } from '../errors.ts';

const form = /^(\d{4})-(\d{2})-(\d{2})[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** A point in time from RFC 3339 text, to the millisecond. Throws BAD_INPUT, with `name` in its message, for anything else. */
export function instant(name: string, text: string): Date {
  const [, year, month, day] = form.exec(text) ?? [];
  const time = new Date(text.replace(' ', 'T').toUpperCase());
  // JavaScript takes the 31st of April for the first of May.
  const dayOfMonth = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate();
  if (day === undefined || Number.isNaN(time.getTime()) || dayOfMonth !== Number(day)) {
    throw badInput(`${name}: "${text.slice(0, 64)}" is not a time of RFC 3339, such as 2026-11-24T08:00:00Z.`);
  }
  return time;
}
