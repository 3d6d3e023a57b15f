import { posix } from 'node:path';
import type { CreateRules } from '../access/policy.ts';
import type { HostPermission } from './demands.ts';

/** Where engines listen. Whoever can write there is the engine's master, and so the host's. */
const sockets = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/var/run/containerd/containerd.sock',
];

/**
 * What a bind mount of this path of the host takes; null where the policy allows it. The path is compared as the engine cleans it (`/srv/../etc` is `/etc`). Symbolic links are the
 * host's to follow: whoever can make one below an allowed path can lead it elsewhere.
 */
export function bindNeeds(source: string, propagation: string | null, { binds }: CreateRules): HostPermission | null {
  const path = clean(source);
  if (sockets.some((socket) => socket === path || isBelow(socket, path)) || /\/(?:docker|containerd|podman)\.sock$/.test(path))
    return 'host.socket';
  const allowed = binds.some((one) => path === clean(one) || isBelow(path, clean(one)));
  return allowed && (propagation ?? '') === '' ? null : 'host.bind';
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

function clean(path: string): string {
  const plain = posix.normalize(path).replace(/\/+$/, '');
  return plain === '' ? '/' : plain.replace(/^\/\/+/, '/');
}
