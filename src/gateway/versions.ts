import { badInput } from '../errors.ts';

/** The versions of the Engine API that are spoken here. Below, requests have forms that nobody sends any more; above, answers have others. */
export const oldest = '1.24';
export const newest = '1.51';

/** "1.9" before "1.41". */
export function isBefore(a: string, b: string): boolean {
  const [major = 0, minor = 0] = a.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = b.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

/** The newest that this engine and the gateway both speak. */
export function capped(engine: string): string {
  return isBefore(newest, engine) ? newest : engine;
}

export function floored(engine: string): string {
  return isBefore(engine, oldest) ? oldest : engine;
}

/** BAD_INPUT, in the engine's words, for a version that is not spoken. */
export function checkVersion(asked: string | null, engine: string): void {
  if (asked === null) return;
  if (isBefore(asked, oldest))
    throw badInput(
      `client version ${asked} is too old. Minimum supported API version is ${oldest}, please upgrade your client to a newer version`,
    );
  const most = capped(engine);
  if (isBefore(most, asked)) throw badInput(`client version ${asked} is too new. Maximum supported API version is ${most}`);
}
