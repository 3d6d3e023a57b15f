import { badInput } from '../errors.ts';

const form = /^([a-z0-9_]{1,32})\/([a-z0-9_]{1,32})(?:\/([a-z0-9_.]{1,32}))?$/;

/** The parameter by which the engine chooses among the platforms of an image; BAD_INPUT for what is none. */
export function ofPlatform(platform: string | null): { platform: string | null } {
  return { platform: platform === null ? null : platformOf(platform) };
}

/** A platform as the engine wants it there, which is as JSON; BAD_INPUT for what is none. */
export function platformOf(text: string): string {
  const [, os, architecture, variant] = form.exec(text) ?? [];
  if (os === undefined) throw badInput('platform: an operating system and an architecture, such as linux/arm64 or linux/arm/v7.');
  return JSON.stringify({ os, architecture, variant });
}
