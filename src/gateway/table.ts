import type { Part, Row } from './row.ts';
import { containers } from './rows/containers.ts';
import { images } from './rows/images.ts';
import { notOffered } from './rows/not-offered.ts';
import { objects } from './rows/objects.ts';
import { system } from './rows/system.ts';

/** Every operation of the Engine API, top to bottom. What has no row does not pass. */
export const table: readonly Row[] = [...system, ...containers, ...images, ...objects, ...notOffered];

/** Paths of the listener's root below which the Engine API is spoken as well, for clients that drop the path of their address. */
export const rootPaths: readonly string[] = [
  '/v1.*',
  ...new Set(table.map(({ path }) => `/${path.split('/')[1] ?? ''}`).flatMap((first) => [first, `${first}/*`])),
];

const wide: ReadonlySet<string> = new Set(['image', 'plugin'] satisfies Part[]);

const compiled = table.map((row) => ({ row, form: formOf(row.path) }));

/** The row of a path and what it says of each part. Where two fit (`/images/json`, an image called "json"), the one with fewer parts: it comes first. */
export function find(method: string, segments: readonly string[]): { row: Row; parts: ReadonlyMap<string, string> } | null {
  const path = `/${segments.join('/')}`;
  for (const { row, form } of compiled) {
    if (row.method !== method) continue;
    const match = form.exec(path);
    if (match !== null) return { row, parts: new Map(Object.entries(match.groups ?? {})) };
  }
  return null;
}

function formOf(path: string): RegExp {
  const pattern = path.replaceAll(/\{(\w+)\}/g, (_all, part: string) => `(?<${part}>${wide.has(part) ? '.+' : '[^/]+'})`);
  return new RegExp(`^${pattern}$`);
}
