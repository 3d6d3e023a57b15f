import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { engineUnavailable } from '../errors.ts';
import { type EngineAddress, type EngineTls, isLoopback, parseDockerHost } from './address.ts';

/** What decides where the engine is sought; empty texts mean "not set". */
export interface DiscoverySettings {
  /** DOCKER_HOST. */
  dockerHost: string | null;
  /** DOCKER_TLS_VERIFY is set to anything. */
  tlsVerify: boolean;
  /** DOCKER_CERT_PATH: the directory of ca.pem, cert.pem and key.pem. */
  certPath: string | null;
  /** Speaks tcp without TLS beyond loopback too. */
  allowPlainTcp: boolean;
  home: string | null;
  uid: number | null;
  /** XDG_RUNTIME_DIR. */
  runtimeDir: string | null;
}

/** An address, or one sentence on why there is none and what to do. */
export type Discovery = { address: EngineAddress } | { problem: string };

/** The sockets that are tried, in this order, when DOCKER_HOST is not set: Docker, rootless, Desktop, Colima, OrbStack, Rancher Desktop, Podman. */
export function wellKnownSockets({ home, uid, runtimeDir }: Pick<DiscoverySettings, 'home' | 'uid' | 'runtimeDir'>): string[] {
  const inHome = (path: string) => (home ? [join(home, path)] : []);
  const inRuntime = (path: string) => [
    ...(runtimeDir ? [join(runtimeDir, path)] : []),
    ...(uid === null ? [] : [`/run/user/${uid}/${path}`]),
  ];
  return [
    ...new Set([
      '/var/run/docker.sock',
      ...inRuntime('docker.sock'),
      ...inHome('.docker/run/docker.sock'),
      ...inHome('.docker/desktop/docker.sock'),
      ...inHome('.colima/default/docker.sock'),
      ...inHome('.config/colima/default/docker.sock'),
      ...inHome('.orbstack/run/docker.sock'),
      ...inHome('.rd/docker.sock'),
      ...inRuntime('podman/podman.sock'),
      '/run/podman/podman.sock',
    ]),
  ];
}

/** Looks for the engine once. Never throws; whether an engine answers at the address is seen when it is called. */
export async function findEngine(settings: DiscoverySettings, sockets = wellKnownSockets(settings)): Promise<Discovery> {
  if (settings.dockerHost) return fromDockerHost(settings.dockerHost, settings);
  const closed: string[] = [];
  for (const path of sockets) {
    const found = await socketAt(path);
    if (found === 'open') return { address: { kind: 'unix', address: `unix://${path}`, path } };
    if (found === 'closed') closed.push(path);
  }
  if (closed[0] !== undefined) return { problem: noPermission(closed[0]) };
  return {
    problem:
      'no Docker Engine was found: DOCKER_HOST is not set and none of the well-known sockets is there. Start Docker, or set DOCKER_HOST.',
  };
}

/** For `connectEngine`: looks anew at each call, since an engine can appear later; ENGINE_UNAVAILABLE with the sentence when there is none. */
export function locator(settings: DiscoverySettings): () => Promise<EngineAddress> {
  return async () => {
    const found = await findEngine(settings);
    if ('problem' in found) throw engineUnavailable(found.problem);
    return found.address;
  };
}

/** What to do about a socket that is there and may not be opened. */
export function noPermission(path: string): string {
  return `the socket ${path} may not be opened by this user. Add the user to the group that owns it (sudo usermod -aG docker $USER, then log in again), or in a container give it that group (group_add).`;
}

async function socketAt(path: string): Promise<'open' | 'closed' | 'absent'> {
  try {
    if (!(await stat(path)).isSocket()) return 'absent';
  } catch (error) {
    return hasCode(error, 'EACCES') ? 'closed' : 'absent';
  }
  return access(path, constants.R_OK | constants.W_OK).then(
    () => 'open',
    () => 'closed',
  );
}

async function fromDockerHost(text: string, settings: DiscoverySettings): Promise<Discovery> {
  const parsed = parseDockerHost(text);
  if ('problem' in parsed) return parsed;
  if (parsed.kind === 'unix') return { address: { kind: 'unix', address: text, path: parsed.path } };
  const secure = parsed.secure || settings.tlsVerify || Boolean(settings.certPath);
  const { host } = parsed;
  if (!secure && !isLoopback(host) && !settings.allowPlainTcp) {
    return {
      problem: `DOCKER_HOST is ${JSON.stringify(text)}: tcp without TLS gives root on that host to everyone on the way. Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or allow plain tcp explicitly.`,
    };
  }
  const tls = secure ? await tlsFiles(settings, parsed.secure) : null;
  if (tls !== null && 'problem' in tls) return tls;
  // The ports IANA has for Docker, which the CLI assumes too.
  const port = parsed.port || (secure ? 2376 : 2375);
  return { address: { kind: 'tcp', address: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`, host, port, tls } };
}

/** ca.pem, cert.pem and key.pem of DOCKER_CERT_PATH, or of ~/.docker where files may be missing (the system's authorities count then). */
async function tlsFiles(settings: DiscoverySettings, byScheme: boolean): Promise<EngineTls | { problem: string }> {
  const directory = settings.certPath || (settings.home ? join(settings.home, '.docker') : null);
  const files: Record<'ca' | 'cert' | 'key', string | null> = { ca: null, cert: null, key: null };
  for (const name of ['ca', 'cert', 'key'] as const) {
    if (directory === null) continue;
    const path = join(directory, `${name}.pem`);
    try {
      files[name] = await readFile(path, 'utf8');
    } catch (error) {
      const mayBeMissing = hasCode(error, 'ENOENT') && (!settings.certPath || name !== 'ca' || !settings.tlsVerify);
      if (!mayBeMissing) {
        return {
          problem: `TLS towards the engine needs ${path}, which cannot be read (${reasonOf(error)}). Check DOCKER_CERT_PATH and the file's permissions.`,
        };
      }
    }
  }
  if ((files.cert === null) !== (files.key === null)) {
    return { problem: `TLS towards the engine needs cert.pem and key.pem together in ${directory}; one of them is missing.` };
  }
  return { ...files, verify: settings.tlsVerify || (byScheme && !settings.certPath) };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
