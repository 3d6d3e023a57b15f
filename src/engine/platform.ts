import { badInput } from '../errors.ts';

const form = /^([a-z0-9_]{1,32})\/([a-z0-9_]{1,32})(?:\/([a-z0-9_.]{1,32}))?$/;

/** A platform as the engine wants it where it chooses among those of an image, which is as JSON; BAD_INPUT for what is none. */
export function platformOf(text: string): string {
  const [, os, architecture, variant] = form.exec(text) ?? [];
  if (os === undefined) throw badInput('platform: an operating system and an architecture, such as linux/arm64 or linux/arm/v7.');
  return JSON.stringify({ os, architecture, variant });
}
