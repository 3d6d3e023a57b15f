import type { Cursor } from './cursor.ts';
import type { Sighting } from './sighting.ts';

/** The engine keeps no more events than this. */
const ringSize = 256;

/** Why events may be missing between the cursor and what the engine has sent again; null when none can be. */
export function gapCause(
  { engineId, last }: Cursor,
  present: string,
  overflowed: boolean,
  again: readonly Sighting[],
): string | null {
  if (engineId !== present) return 'another engine';
  if (overflowed) return 'too many events at once';
  const whole = last === null ? again.length < ringSize : again.some(({ key }) => key === last);
  if (whole) return null;
  return again.length < ringSize ? 'engine restarted' : 'more events than the engine keeps';
}
