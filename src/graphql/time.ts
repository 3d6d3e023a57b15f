const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * A moment of RFC 3339 as the same moment in UTC, its fraction as it was written; undefined for anything else, for days that are in no calendar and
 * for moments outside the years 0001 to 9999.
 */
export function parseTime(text: string): string | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || hour > 23 || minute === undefined || minute > 59 || second === undefined || second > 59)
    return undefined;
  const [, , , , , , , fraction = '', sign, offsetHours = '00', offsetMinutes = '00'] = match;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;

  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // A Date turns the 30th of February into a day in March: such a day is refused.
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const utc = new Date(local.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000);
  if (utc.getUTCFullYear() < 1 || utc.getUTCFullYear() > 9999) return undefined;
  return `${utc.toISOString().slice(0, 19)}${fraction}Z`;
}
