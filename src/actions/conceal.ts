import { WharfingerError } from '../errors.ts';
import type { MirrorReader } from '../mirror/reader.ts';

/**
 * An engine's refusal in words that a caller with a scope may read: "the name is in use by container 4f5e..." names what does not exist for them. Ids of what they
 * can see stay.
 */
export function conceal(error: unknown, mirror: Pick<MirrorReader, 'containers' | 'images' | 'networks'>): unknown {
  if (!(error instanceof WharfingerError)) return error;
  const known = [...mirror.containers.list(), ...mirror.images.list(), ...mirror.networks.list()].map(({ id }) =>
    id.replace('sha256:', ''),
  );
  const message = error.message.replace(/\b[0-9a-f]{12,64}\b/g, (id) =>
    known.some((one) => one.startsWith(id)) ? id : '(another)',
  );
  if (message === error.message) return error;
  return new WharfingerError(error.code, message, { cause: error, engineStatus: error.engineStatus });
}
