/** What a path in a container is. */
export type FileType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'char-device' | 'block-device' | 'unknown';

/** A file's type, and its permissions as the twelve bits of `chmod`: set-user-id, set-group-id, sticky, and three times rwx. */
export interface FileMode {
  type: FileType;
  permissions: number;
}

/** Bits of Go's os.FileMode, in which the engine states a mode: types and special bits are not where Unix has them. */
const go = {
  directory: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26,
  fifo: 2 ** 25,
  socket: 2 ** 24,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  charDevice: 2 ** 21,
  sticky: 2 ** 20,
  irregular: 2 ** 19,
};

/** Reads Go's os.FileMode. */
export function goMode(mode: number): FileMode {
  // The highest bit makes 32-bit operators give negative numbers, so bits are tested by division.
  const has = (bit: number) => Math.trunc(mode / bit) % 2 === 1;
  const special = (has(go.setuid) ? 0o4000 : 0) + (has(go.setgid) ? 0o2000 : 0) + (has(go.sticky) ? 0o1000 : 0);
  return { type: typeOf(has), permissions: special + (mode % 0o1000) };
}

function typeOf(has: (bit: number) => boolean): FileType {
  if (has(go.directory)) return 'directory';
  if (has(go.symlink)) return 'symlink';
  if (has(go.fifo)) return 'fifo';
  if (has(go.socket)) return 'socket';
  if (has(go.device)) return has(go.charDevice) ? 'char-device' : 'block-device';
  return has(go.irregular) ? 'unknown' : 'file';
}

const letters: Record<FileType, string> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  fifo: 'p',
  socket: 's',
  'char-device': 'c',
  'block-device': 'b',
  unknown: '?',
};

/** "drwxr-xr-t", as `ls -l` writes it. */
export function modeText({ type, permissions }: FileMode): string {
  const group = (shift: number, special: number, mark: string) => {
    const bits = permissions >> shift;
    const runs = (bits & 1) === 1;
    const last = (permissions & special) === 0 ? (runs ? 'x' : '-') : runs ? mark : mark.toUpperCase();
    return `${(bits & 4) === 0 ? '-' : 'r'}${(bits & 2) === 0 ? '-' : 'w'}${last}`;
  };
  return letters[type] + group(6, 0o4000, 's') + group(3, 0o2000, 's') + group(0, 0o1000, 't');
}
