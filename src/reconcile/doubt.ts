import { aims, type Open } from './open-call.ts';
import type { Sighting } from './sighting.ts';

/** Nobody can keep events from the log for longer than this by not reading the output of a call; and less than a moment is no reason to doubt. */
const longestBehindMs = 60_000;
const momentMs = 1_000;

/** Whether a call asked for the very same as an event that it has not claimed, or whatever else makes it doubtful whose the event was. */
export function isDoubtful({ claims, effects, behindSince }: Open, event: Sighting, now: number): boolean {
  const unread = behindSince !== null && now - behindSince >= momentMs;
  return (
    effects.near?.(event) === true ||
    (unread && effects.holdsBehind?.includes(`${event.type} ${event.verb}`) === true) ||
    claims.some((claim) => (claim.terminal === true || claim.alone === true) && claim.verb === event.verb && aims(claim, event))
  );
}

/** Whether a call may yet turn out to have brought an event about: by its answer, or by output that has not been read. */
export function mayClaim({ state, effects, behindSince }: Open, { type, verb }: Sighting, now: number): boolean {
  if (state !== 'asked') return false;
  const unread = behindSince !== null && now - behindSince < longestBehindMs;
  const kind = `${type} ${verb}`;
  return effects.holds?.includes(kind) === true || (unread && effects.holdsBehind?.includes(kind) === true);
}
