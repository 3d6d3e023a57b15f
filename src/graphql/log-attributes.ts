import type { LogLine } from '../engine/model.ts';

/** What the engine tells of a line beside its text; null where that was not asked for. */
export function attributesOf({ details }: LogLine): { key: string; value: string }[] | null {
  if (details === undefined) return null;
  return details
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const cut = pair.indexOf('=');
      return cut < 0
        ? { key: decoded(pair), value: '' }
        : { key: decoded(pair.slice(0, cut)), value: decoded(pair.slice(cut + 1)) };
    });
}

/** As Go escapes what stands in a query. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
