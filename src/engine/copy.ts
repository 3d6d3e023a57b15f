import { engineError, forbidden } from '../errors.ts';

/** The engine's own JSON, kept as it came: what we do not know of a container is copied all the same. */
export type Raw = Readonly<Record<string, unknown>>;

/** What a second container like the first is made of. */
export interface Copy {
  /** The body of POST /containers/create. */
  body: Raw;
  /** Before API 1.44 only one network can be given there: these are connected afterwards, by name. */
  networks: readonly (readonly [name: string, endpoint: Raw])[];
}

export interface CopyOptions {
  /** What to make it of. */
  image: string;
  /** Whether whoever asks may have what equals the host. */
  mayHost: boolean;
  /** Set outright, whatever the images say. */
  labels?: Readonly<Record<string, string>>;
}

/**
 * A container's settings as a request for another like it, out of the whole answers of inspect. What it merely has from its image (`from`, null where that is
 * gone) is left to the new image. Anonymous volumes are mounted by their names, and so kept.
 */
export function copyOf(container: unknown, from: unknown, { image, mayHost, labels = {} }: CopyOptions): Copy {
  const root = record(container);
  const id = text(root['Id']);
  const host = record(root['HostConfig']);
  if (!mayHost && (items(host['DeviceCgroupRules']).length > 0 || items(host['DeviceRequests']).length > 0))
    throw forbidden('This container has devices of the host, so to recreate it takes the permission container.host.');
  const [primary, others] = networksOf(root, host, id.slice(0, 12));
  return {
    body: {
      ...labelled(configOf(record(root['Config']), record(record(from)['Config']), id.slice(0, 12)), labels),
      Image: image,
      HostConfig: { ...hostConfigOf(host, items(root['Mounts']).map(record)), ...modeOf(host, primary) },
      ...(primary === null ? {} : { NetworkingConfig: { EndpointsConfig: { [primary[0]]: primary[1] } } }),
    },
    networks: others,
  };
}

function labelled(config: Raw, labels: Readonly<Record<string, string>>): Raw {
  return Object.keys(labels).length === 0 ? config : { ...config, Labels: { ...record(config['Labels']), ...labels } };
}

/** Settings that the engine takes from the image where the container has none of its own. */
const inherited = ['User', 'WorkingDir', 'StopSignal', 'Healthcheck', 'OnBuild', 'Shell'];
/** The same, entry by entry. */
const inheritedEntries = ['Labels', 'ExposedPorts', 'Volumes'];

function configOf(config: Raw, image: Raw, shortId: string): Raw {
  const own = new Map(Object.entries(config));
  // The default is the id, and the copy has another.
  if (config['Hostname'] === shortId) own.delete('Hostname');
  for (const key of inherited) if (same(config[key], image[key])) own.delete(key);
  // An entry point of one's own switches the image's command off.
  if (same(config['Entrypoint'], image['Entrypoint'])) {
    own.delete('Entrypoint');
    if (same(config['Cmd'], image['Cmd'])) own.delete('Cmd');
  }
  for (const key of inheritedEntries) {
    const theirs = record(image[key]);
    own.set(key, Object.fromEntries(Object.entries(record(config[key])).filter(([name, value]) => !same(value, theirs[name]))));
  }
  const theirs = new Set(items(image['Env']));
  own.set(
    'Env',
    items(config['Env']).filter((entry) => !theirs.has(entry)),
  );
  return Object.fromEntries(own);
}

function hostConfigOf(host: Raw, mounts: readonly Raw[]): Raw {
  const volumeAt = (target: unknown) =>
    mounts.find((mount) => mount['Type'] === 'volume' && mount['Destination'] === target)?.['Name'];
  const given = items(host['Mounts']).map((mount) => {
    const asked = record(mount);
    return asked['Type'] === 'volume' && !asked['Source'] ? { ...asked, Source: volumeAt(asked['Target']) } : asked;
  });
  const binds = items(host['Binds']).map(String);
  const named = new Set([...binds.map((bind) => bind.split(':')[1]), ...given.map((mount) => mount['Target'])]);
  const anonymous = mounts
    .filter((mount) => mount['Type'] === 'volume' && !named.has(mount['Destination']))
    // What is empty by now is not filled from the new image.
    .map((mount) => `${text(mount['Name'])}:${text(mount['Destination'])}:${mount['RW'] === false ? 'ro,nocopy' : 'nocopy'}`);
  // Inspect has "/db:/web/alias" for what was written as "db:alias".
  const links = items(host['Links']).map((link) => String(link).replace(/^\/([^:]+):.*\/([^/]+)$/, '$1:$2'));
  return { ...host, Mounts: given, Binds: [...binds, ...anonymous], Links: links };
}

function networksOf(root: Raw, host: Raw, shortId: string): [readonly [string, Raw] | null, (readonly [string, Raw])[]] {
  const mode = text(host['NetworkMode']) || 'default';
  if (/^(?:host|none|container:.*)$/.test(mode)) return [null, []];
  const all = Object.entries(record(record(root['NetworkSettings'])['Networks'])).map(([name, value]) => {
    const endpoint = record(value);
    const aliases = items(endpoint['Aliases']).filter((alias) => alias !== shortId);
    const kept = {
      IPAMConfig: endpoint['IPAMConfig'] ?? null,
      Links: endpoint['Links'] ?? null,
      DriverOpts: endpoint['DriverOpts'] ?? null,
    };
    return { name, id: endpoint['NetworkID'], settings: [name, { ...kept, Aliases: aliases }] as const };
  });
  const wanted = mode === 'default' ? 'bridge' : mode;
  // It may have left the network that it was made on.
  const primary = all.find(({ name, id }) => name === wanted || id === wanted) ?? all[0];
  return [primary?.settings ?? null, all.filter((one) => one !== primary).map(({ settings }) => settings)];
}

/** The network it was made on, which may not be one it is on now. */
function modeOf(host: Raw, primary: readonly [string, Raw] | null): Raw {
  const mode = text(host['NetworkMode']);
  return primary === null || mode === 'default' || mode === '' ? {} : { NetworkMode: primary[0] };
}

function record(value: unknown): Raw {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw engineError("the engine's answer has an unexpected shape");
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Absent, null and empty are one thing to the engine. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? '') === JSON.stringify(other ?? '');
}
