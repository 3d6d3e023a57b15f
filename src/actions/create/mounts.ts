import { absolute, each, given, matching, noNul, pairs, refuse } from './check.ts';
import type { MountInput } from './input.ts';

const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const octal = /^[0-7]{3,4}$/;

/** The engine's list of mounts and its map of tmpfs, no place in the container twice. */
export function mountsOf(input: {
  mounts?: readonly MountInput[] | null;
  tmpfs?: readonly { path: string; options?: string | null }[] | null;
}): { mounts: object[]; tmpfs: Record<string, string> } {
  const places = new Set<string>();
  const place = (path: string, target: string): string => {
    absolute(path, target);
    const bare = target.replace(/\/+$/, '');
    if (bare === '') refuse(path, 'the root of the container cannot be mounted over.');
    if (places.has(bare)) refuse(path, 'something is mounted there already.');
    places.add(bare);
    return target;
  };
  const mounts = each('mounts', input.mounts, (path, mount) => {
    place(`${path}.target`, mount.target);
    return mountOf(path, mount);
  });
  const tmpfs: Record<string, string> = {};
  each('tmpfs', input.tmpfs, (path, one) => {
    const options = noNul(`${path}.options`, one.options ?? '');
    tmpfs[place(`${path}.path`, one.path)] = options;
  });
  return { mounts, tmpfs };
}

function mountOf(path: string, mount: MountInput): object {
  const source = mount.source ?? null;
  onlyFor(path, mount, 'bind', ['propagation']);
  onlyFor(path, mount, 'volume', ['noCopy', 'volumeDriver', 'volumeOptions', 'volumeLabels']);
  onlyFor(path, mount, 'tmpfs', ['size', 'mode']);
  const basic = { Type: mount.type, Target: mount.target, ReadOnly: mount.readOnly ?? false };
  if (mount.type === 'bind') {
    if (source === null) refuse(`${path}.source`, 'a bind mount needs the path on the host.');
    const options = mount.propagation ? { Propagation: mount.propagation } : null;
    return given({ ...basic, Source: absolute(`${path}.source`, source), BindOptions: options });
  }
  if (mount.type === 'tmpfs') {
    if (source !== null) refuse(`${path}.source`, 'a tmpfs has no source.');
    return given({ ...basic, TmpfsOptions: tmpfsOptions(path, mount) });
  }
  const why = 'the name of a volume: letters, digits, "_", "." and "-", two or more. For a path on the host the type is BIND.';
  if (source !== null) matching(`${path}.source`, source, volumeName, why);
  return given({ ...basic, Source: source, VolumeOptions: volumeOptions(path, mount) });
}

function tmpfsOptions(path: string, { size, mode }: MountInput): object | null {
  if (mode) matching(`${path}.mode`, mode, octal, 'file permissions as three or four octal digits, such as 1777.');
  const options = given({ SizeBytes: size, Mode: mode ? Number.parseInt(mode, 8) : null });
  return Object.keys(options).length > 0 ? options : null;
}

function volumeOptions(path: string, mount: MountInput): object | null {
  const labels = pairs(`${path}.volumeLabels`, mount.volumeLabels ?? []);
  const driverOptions = pairs(`${path}.volumeOptions`, mount.volumeOptions ?? []);
  const named = mount.volumeDriver
    ? matching(`${path}.volumeDriver`, mount.volumeDriver, /^[\w./:-]+$/, 'the name of a driver.')
    : null;
  const driver = named !== null || Object.keys(driverOptions).length > 0;
  const options = given({
    NoCopy: mount.noCopy === true ? true : null,
    Labels: Object.keys(labels).length > 0 ? labels : null,
    DriverConfig: driver ? { Name: named ?? 'local', Options: driverOptions } : null,
  });
  return Object.keys(options).length > 0 ? options : null;
}

function onlyFor(path: string, mount: MountInput, type: MountInput['type'], fields: readonly (keyof MountInput)[]): void {
  if (mount.type === type) return;
  for (const field of fields) {
    const value = mount[field] ?? null;
    if (value !== null && value !== false) refuse(`${path}.${field}`, `only for mounts of the type ${type.toUpperCase()}.`);
  }
}
