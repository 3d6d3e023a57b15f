const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * A moment as text that sorts as time does: UTC, always nine decimals. The engine leaves out trailing zeros ("…:00Z", "…:00.5Z"), so that its own text
 * does not sort. Null, and what is no time, is '' and comes before all.
 */
export function timeKey(time: string | null): string {
  const match = time === null ? null : pattern.exec(time);
  if (match === null) return '';
  const [, local = '', fraction = '', sign, hours, minutes] = match;
  const utc = sign === undefined ? local : shifted(local, sign, Number(hours), Number(minutes));
  return `${utc}.${fraction.padEnd(9, '0')}`;
}

function shifted(local: string, sign: string, hours: number, minutes: number): string {
  const offset = (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(Date.parse(`${local}Z`) - offset).toISOString().slice(0, 19);
}
