import { rare, type Sample } from './sample.ts';

const partLength = 5;
const maxParts = 16;

/**
 * The part of a text by which the index finds the fewest: looking up all letters of a long name costs as much as its most frequent parts. The text itself
 * where it is short, or no part of it is rare.
 */
export function rarestPart(needle: string, { texts }: Sample): string {
  const letters = Array.from(needle);
  const places = letters.length - partLength + 1;
  if (places <= 1) return needle;
  let best = { part: letters.slice(0, partLength).join(''), seen: Infinity };
  for (let place = 0; place < places; place += Math.ceil(places / maxParts)) {
    const part = letters.slice(place, place + partLength).join('');
    const seen = texts.filter((text) => text.includes(part)).length;
    // Among equals the last: names end in what tells them apart.
    if (seen <= best.seen) best = { part, seen };
  }
  // Each action that has the part is then read; where many have it, the index itself compares faster.
  return best.seen <= rare ? best.part : needle;
}
