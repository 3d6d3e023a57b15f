import { badInput } from '../errors.ts';

interface Pair {
  key: string;
  value: string;
}

/** The header `X-Wharfinger-Build-Args`: a JSON object of texts. No message repeats what is in it. */
export function buildArgsOf(header: string | string[] | undefined): Pair[] {
  if (header === undefined) return [];
  const wrong = badInput('X-Wharfinger-Build-Args: a JSON object of texts, such as {"VERSION": "1.2"}.');
  let given: unknown;
  try {
    given = JSON.parse([header].flat().join(','));
  } catch {
    throw wrong;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong;
  return Object.entries(given).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'string') throw wrong;
    return { key, value };
  });
}

/** "key=value"; the value is empty where there is none. */
export function labelsOf(labels: readonly string[]): Pair[] {
  return labels.map((label) => {
    const end = label.indexOf('=');
    return end < 0 ? { key: label, value: '' } : { key: label.slice(0, end), value: label.slice(end + 1) };
  });
}
