import { badInput } from '../errors.ts';

/** How long a terminal may be silent, and may last at all, in milliseconds. */
export interface Times {
  idleMs: number;
  totalMs: number;
}

export interface Asked {
  idleTimeoutSeconds?: number;
  timeLimitSeconds?: number;
}

/** A client can ask for less than the longest; BAD_INPUT for what is beyond. */
export function timesOf({ idleTimeoutSeconds, timeLimitSeconds }: Asked, longest: Times): Times {
  return {
    idleMs: within('idleTimeoutSeconds', idleTimeoutSeconds, longest.idleMs),
    totalMs: within('timeLimitSeconds', timeLimitSeconds, longest.totalMs),
  };
}

function within(field: string, given: number | undefined, mostMs: number): number {
  const ms = given === undefined ? mostMs : given * 1000;
  if (!(ms > 0 && ms <= mostMs)) throw badInput(`${field}: more than 0, at most ${mostMs / 1000}.`);
  return ms;
}
