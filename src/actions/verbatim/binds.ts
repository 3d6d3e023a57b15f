import { badInput } from '../../errors.ts';
import type { MountInput } from '../create/input.ts';

/** Whatever changes more than the view of the container on what is mounted: how mounts spread, and the marks of SELinux. */
const farReaching = new Set(['shared', 'rshared', 'slave', 'rslave', 'private', 'rprivate', 'z', 'Z']);
const modes = /^(?:ro|rw|nocopy|cached|delegated|consistent|z|Z|r?shared|r?slave|r?private)(?:,[a-zA-Z]+)*$/;

/** One entry of `Binds` or of the list behind it, cut as the engine cuts it: "target", "target:mode", "source:target", "source:target:mode". */
export function bindOf(text: string, path: string, volumeDriver: string | null): MountInput {
  const parts = text.split(':');
  const [first = '', second, third] = parts;
  if (first === '' || parts.length > 3 || text.includes('\0')) throw badInput(`${path}: source:target:mode.`);
  if (second === undefined) return anonymous(first, '', volumeDriver);
  if (third === undefined && modes.test(second)) return anonymous(first, second, volumeDriver);
  const mode = third ?? '';
  if (mode !== '' && !modes.test(mode)) throw badInput(`${path}: the mode is a list of known words.`);
  const words = mode.split(',');
  const readOnly = words.includes('ro');
  const spread = words.find((word) => farReaching.has(word)) ?? null;
  if (first.startsWith('/')) return { type: 'bind', source: first, target: second, readOnly, propagation: spread };
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(first))
    throw badInput(
      `create ${first}: ${JSON.stringify(first)} includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    );
  return { type: 'volume', source: first, target: second, readOnly, volumeDriver };
}

function anonymous(target: string, mode: string, volumeDriver: string | null): MountInput {
  return { type: 'volume', target, readOnly: mode.split(',').includes('ro'), volumeDriver };
}
