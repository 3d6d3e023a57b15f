import { resolve } from 'node:path';

/**
 * The absolute path of the SQLite file that a database URL (`file:...`, as Prisma's users write it) names. A relative one is relative to `base`.
 * Throws, with a sentence for whoever set it, for any other kind of database, for parameters (none is understood) and for a path that is empty.
 */
export function databasePath(url: string, base: string = process.cwd()): string {
  if (/^postgres(ql)?:/i.test(url)) {
    throw new Error(
      'DATABASE_URL names a PostgreSQL server, but SQLite is the only database so far: use file:/path/to/wharfinger.db, or leave it unset.',
    );
  }
  // The rest of the URL is not repeated: it may hold a password.
  if (!url.startsWith('file:'))
    throw new Error('DATABASE_URL must begin with "file:", for example file:/var/lib/wharfinger/wharfinger.db.');
  const path = url.slice('file:'.length).replace(/^\/\/(?:localhost)?(?=\/)/, '');
  if (/[?#]/.test(path))
    throw new Error('DATABASE_URL has parameters after the path ("?" or "#"); none is understood. Give the path alone.');
  if (path === '' || path === ':memory:' || path.startsWith('//')) {
    throw new Error('DATABASE_URL must name a file on this machine, for example file:/var/lib/wharfinger/wharfinger.db.');
  }
  return resolve(base, path);
}
