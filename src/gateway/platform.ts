import { bodyReader, fields, text } from '../actions/verbatim/shape.ts';
import { parseJson } from './json.ts';

const platform = bodyReader(fields({ os: text, architecture: text, variant: text }));

/** A platform as clients of the engine write it in a parameter, which is as JSON: as text. */
export function platformIn(json: string, parameter: string): string {
  const { os, architecture, variant } = platform(parseJson(json, `the parameter ${parameter}`));
  return [os, architecture, variant].filter(Boolean).join('/');
}

/** The one in the parameter `platform`; null where it is not given. */
export function givenPlatform({ query }: { query: { text(name: string): string | null } }): string | null {
  const json = query.text('platform');
  return json === null ? null : platformIn(json, 'platform');
}
