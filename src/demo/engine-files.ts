import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { badInput } from '../errors.ts';
import type { Bridge } from './bridge.ts';

/** Everything of a private engine lies in one directory. */
export interface EngineFiles {
  dir: string;
  socket: string;
  containerdSocket: string;
  daemonConfig: string;
  containerdConfig: string;
  daemonLog: string;
  containerdLog: string;
  pidFile: string;
  dataRoot: string;
  execRoot: string;
  /** Which process the engine belongs to. */
  owner: string;
  /** Where the engine's networks are on record. */
  networkDatabase: string;
  /** Parent control group of all containers, from the root of each hierarchy. */
  cgroupParent: string;
}

// 107 bytes are a unix socket's limit; the longest path an engine makes below its directory is x/libnetwork/<12 hexadecimal digits>.sock.
const longestDir = 107 - '/x/libnetwork/0123456789ab.sock'.length;

/** Names the files. Throws BAD_INPUT for a directory that is too long, or has characters that would have to be quoted in one of the files. */
export function filesIn(dir: string): EngineFiles {
  if (!/^\/[\w./-]+$/.test(dir))
    throw badInput(`a private engine's directory is an absolute path of letters, digits, ".", "_", "-": ${dir}`);
  if (dir.length > longestDir) throw badInput(`a private engine's directory has at most ${longestDir} characters: ${dir}`);
  return {
    dir,
    socket: join(dir, 'docker.sock'),
    containerdSocket: join(dir, 'c/containerd.sock'),
    daemonConfig: join(dir, 'daemon.json'),
    containerdConfig: join(dir, 'containerd.toml'),
    daemonLog: join(dir, 'dockerd.log'),
    containerdLog: join(dir, 'containerd.log'),
    pidFile: join(dir, 'dockerd.pid'),
    dataRoot: join(dir, 'data'),
    execRoot: join(dir, 'x'),
    owner: join(dir, 'owner'),
    networkDatabase: join(dir, 'data/network/files/local-kv.db'),
    cgroupParent: `/${basename(dir)}`,
  };
}

/**
 * Writes both configuration files. The machine's own /etc/docker/daemon.json is not read: it may name the other engine's data.
 * The same goes for a containerd that runs already, which dockerd would otherwise share.
 */
export function writeConfig(files: EngineFiles, bridge: Bridge, storageDriver: string): void {
  mkdirSync(join(files.dir, 'c'), { recursive: true, mode: 0o700 });
  const daemon = {
    'data-root': files.dataRoot,
    'exec-root': files.execRoot,
    pidfile: files.pidFile,
    hosts: [`unix://${files.socket}`],
    containerd: files.containerdSocket,
    'storage-driver': storageDriver,
    bridge: bridge.name,
    'default-address-pools': [{ base: bridge.pool, size: 26 }],
    // With iptables on, the daemon rewrites tables that another engine on this machine has filled. Ports are published by the userland proxy.
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'userland-proxy': true,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': files.cgroupParent,
    'shutdown-timeout': 2,
  };
  writeFileSync(files.daemonConfig, `${JSON.stringify(daemon, null, 2)}\n`);
  const containerd = [
    'version = 2',
    `root = "${files.dir}/c/root"`,
    `state = "${files.dir}/c/state"`,
    // Kubernetes' interface listens on the network, and "opt" makes /opt/containerd.
    'disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]',
    '[grpc]',
    `address = "${files.containerdSocket}"`,
  ];
  writeFileSync(files.containerdConfig, `${containerd.join('\n')}\n`);
}
