import { posix } from 'node:path';
import { badInput } from '../errors.ts';

const maxBytes = 4096;

/** A path in a container as the engine is given it: absolute, without "." and "..", and without a slash at its end. BAD_INPUT for what is no absolute path. */
export function containerPath(given: string, field = 'path'): string {
  const good = given.startsWith('/') && !given.includes('\0') && given.isWellFormed() && Buffer.byteLength(given) <= maxBytes;
  if (!good) throw badInput(`${field}: an absolute path in the container, such as /etc/hosts, of at most ${maxBytes} bytes.`);
  const plain = posix.normalize(given);
  return plain.length > 1 ? plain.replace(/\/+$/, '') : '/';
}
