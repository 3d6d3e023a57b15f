import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../store/open.ts';
import { loadOrMakeKey } from './keys.ts';
import { tokenRows } from './rows.ts';
import { Tokens } from './tokens.ts';

export interface OpenTokensDeps {
  store: Pick<Store, 'read' | 'transaction'>;
  /** Where the token pepper is, or will be made. */
  keyDir: string;
  /** Wall clock, in milliseconds. */
  now: () => number;
  log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

/** The tokens of a store, under the pepper of this installation. Rejects with the fix in a sentence when the pepper is not secret or damaged. */
export async function openTokens({ store, keyDir, now, log }: OpenTokensDeps): Promise<Tokens> {
  const path = join(keyDir, 'token-pepper');
  const pepper = loadOrMakeKey(path, randomBytes);
  const tokens = await Tokens.open({
    rows: tokenRows(store),
    pepper: pepper.bytes,
    now,
    randomBytes,
    newId: randomUUID,
    onLostUse: (error) => log.warn({ err: error }, 'the times at which tokens were last used could not be stored'),
  });
  if (pepper.made && tokens.list().length > 0) {
    log.warn(
      { path },
      'the token pepper was missing and a new one was made: no token made before is valid; put the old file back, or make new tokens',
    );
  }
  return tokens;
}
