import type { Claim, Effects } from './claims.ts';
import type { Sighting } from './sighting.ts';

/** An event that was claimed, as much of it as is needed to know it again. */
export type Seen = Pick<Sighting, 'object' | 'verb' | 'detail' | 'timeNano'>;

/** A call of ours whose events may still come. */
export interface Open {
  auditId: string;
  effects: Effects;
  claims: Claim[];
  state: 'asked' | 'done' | 'failed' | 'unknown' | 'lost';
  /** The events that were claimed for it. */
  seen: Seen[];
  /** Since when output may have been sent that has not been read; null where there is none. */
  behindSince: number | null;
  /** When it was last heard of, in milliseconds of the clock of `now`. */
  heardAt: number;
  /** How many events had been seen before the call: none of them can be its. Those of before this process have the place 0. */
  after: number;
  /** Time of the first event that was claimed for it. */
  firstNano: bigint | null;
  /** By our clock, of a call of before this process: nanoseconds since 1970. */
  calledNano: bigint | null;
  /** No event of before this time is its; 0 where that cannot be told. */
  notBefore: bigint;
  /** The events stopped coming after it had been called. */
  cutOff: boolean;
}

/** What comes of the end of a container, and what cannot come once it is over. */
export const endings = new Set(['unpause', 'oom', 'die', 'disconnect']);
export const beforeDeath = new Set(['unpause', 'oom']);

/** Whether the event that closes it has not been seen. */
export function waits({ claims }: Open): boolean {
  return claims.some(({ terminal, left }) => terminal === true && left > 0);
}

/** These will not come any more. */
export function forget({ claims }: Open, which: (claim: Claim) => boolean): void {
  for (const claim of claims) if (which(claim)) claim.left = 0;
}

/** The engine said that it was so already. */
export function isIdle(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'changed' in answer && answer.changed === false;
}

/** Whether an event is about what the claim is about. */
export function aims({ is, object }: Claim, event: Pick<Seen, 'object'>): boolean {
  return is === undefined ? object === event.object : is(event);
}

/** Whether the event at a place is what the call still expects by this claim. */
export function fits(open: Open, claim: Claim, event: Seen, place: number): boolean {
  if (place <= open.after || claim.left <= 0 || claim.verb !== event.verb || !aims(claim, event)) return false;
  if (BigInt(event.timeNano) < open.notBefore) return false;
  if (claim.once === true && open.seen.some(({ object, verb }) => object === event.object && verb === event.verb)) return false;
  if (claim.detail !== undefined && claim.detail !== event.detail) return false;
  if (claim.not !== undefined && claim.not === event.detail) return false;
  if (claim.since !== undefined && open.claims.some(({ verb, left }) => verb === claim.since && left > 0)) return false;
  if (claim.afterNano === undefined) return true;
  return open.firstNano !== null && BigInt(event.timeNano) - open.firstNano >= claim.afterNano;
}
