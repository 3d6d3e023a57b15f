import { badInput } from '../errors.ts';

/** The longest that a terminal may be silent, and may last at all, in seconds. A client can ask for less. */
export const longest = { idleSeconds: 1800, totalSeconds: 12 * 3600 };

export interface Asked {
  idleTimeoutSeconds?: number;
  timeLimitSeconds?: number;
}

/** Milliseconds; BAD_INPUT for what is beyond the longest. */
export function timesOf({ idleTimeoutSeconds, timeLimitSeconds }: Asked): { idleMs: number; totalMs: number } {
  return {
    idleMs: within('idleTimeoutSeconds', idleTimeoutSeconds, longest.idleSeconds),
    totalMs: within('timeLimitSeconds', timeLimitSeconds, longest.totalSeconds),
  };
}

function within(field: string, given: number | undefined, most: number): number {
  const seconds = given ?? most;
  if (!(seconds > 0 && seconds <= most)) throw badInput(`${field}: more than 0, at most ${most}.`);
  return seconds * 1000;
}
