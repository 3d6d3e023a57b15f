import type { Volume } from '../engine/model.ts';

/** Log drivers that neither read files of the host nor speak to an address that the container's maker chooses. */
export const harmlessLogs: ReadonlySet<string> = new Set(['', 'json-file', 'local', 'journald', 'none']);

export const harmlessIpc: ReadonlySet<string> = new Set(['', 'none', 'private', 'shareable']);

/** Whether a security option takes nothing of the protection away. */
export function isHarmlessSecurity(option: string): boolean {
  return /^no-new-privileges(?:[:=]true)?$/.test(option);
}

/** A volume with options may be any directory of the host under another name; one of another driver whatever that makes of it. */
export function mayBeAnything({ options, driver }: Volume): boolean {
  return Object.keys(options).length > 0 || !isLocal(driver);
}

export function isLocal(driver: string): boolean {
  return driver === '' || driver === 'local';
}
