/** Milliseconds in each unit that Docker, or Go, writes; days and weeks besides. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

// Years and months have no fixed length: they are not understood.
const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d{1,9})?)S)?)?$/;
const plain = /^(?:\d+(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h|d|w))+$/;
const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g;

/** A length of time in milliseconds; undefined for what is none, or longer than a million days. */
export function parseDuration(text: string): number | undefined {
  // The longest sensible text is far shorter; the patterns are not given more to chew on.
  if (text.length > 64) return undefined;
  const length = fromIso(text) ?? fromPlain(text);
  return length !== undefined && length <= 1e6 * 86_400_000 ? length : undefined;
}

function fromIso(text: string): number | undefined {
  const match = iso.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(1);
  return sum([
    [weeks, 'w'],
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'm'],
    [seconds?.replace(',', '.'), 's'],
  ]);
}

function fromPlain(text: string): number | undefined {
  if (text === '0') return 0;
  if (!plain.test(text)) return undefined;
  return sum([...text.matchAll(part)].map(([, digits, unit = '']) => [digits, unit] as const));
}

/** Whole and fraction are counted apart, in whole numbers: 1.218 times 1000 is not 1218 in binary. */
function sum(parts: readonly (readonly [digits: string | undefined, unit: string])[]): number {
  return parts.reduce((total, [digits = '0', unit]) => {
    const [whole = '', fraction = ''] = digits.split('.');
    const length = units[unit] ?? 0;
    return total + Number(whole) * length + (Number(fraction.padEnd(9, '0')) * length) / 1e9;
  }, 0);
}

/** Milliseconds as ISO 8601 text, days being 24 hours and nanoseconds the finest that is told: 90061500 is "P1DT1H1M1.5S". */
export function formatDuration(milliseconds: number): string {
  const wholeSeconds = Math.floor(milliseconds / 1000);
  const nanos = Math.round((milliseconds - wholeSeconds * 1000) * 1e6);
  // Rounding may have made a whole second of the rest.
  const total = wholeSeconds + Math.floor(nanos / 1e9);
  const rest = nanos % 1e9;
  const days = Math.floor(total / 86_400);
  const hours = Math.floor(total / 3600) % 24;
  const minutes = Math.floor(total / 60) % 60;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`;
  const seconds = `${total % 60}${fraction}`;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds === '0' ? '' : `${seconds}S`}`;
  if (days === 0 && time === '') return 'PT0S';
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
