import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { internal } from '../errors.ts';

const run = promisify(execFile);

/** A network bridge of one private engine, and the addresses that belong to it. */
export interface Bridge {
  name: string;
  /** The engine's networks are cut from this; it does not overlap the bridge's own subnet. */
  pool: string;
}

// Sixteen-bit private prefixes, from those that office networks and VPNs use least.
const prefixes = [...range(192, 254).map((n) => `10.${n}`), ...range(24, 31).map((n) => `172.${n}`)];

/**
 * Makes a bridge for the engine in `dir`. Two engines that start at the same moment cannot get the same one: the kernel refuses the second
 * interface of a name. Its alias is the directory, so that what is left of a dead run can be told from what belongs to a living one.
 */
export async function makeBridge(dir: string): Promise<Bridge> {
  const first = Math.floor(Math.random() * prefixes.length);
  for (const prefix of [...prefixes.slice(first), ...prefixes.slice(0, first)]) {
    if (overlapsRoute(prefix)) continue;
    const name = `whf${prefix.replace('.', 'n')}`;
    if (!(await succeeds('ip', 'link', 'add', 'name', name, 'type', 'bridge'))) {
      if (readdirSync('/sys/class/net').includes(name)) continue;
      throw internal('a network bridge cannot be made here: a private engine needs root with the right to change the network');
    }
    writeFileSync(`/sys/class/net/${name}/ifalias`, dir);
    await run('busybox', ['ip', 'addr', 'add', `${prefix}.0.1/20`, 'dev', name]);
    await run('busybox', ['ip', 'link', 'set', name, 'up']);
    return { name, pool: `${prefix}.128.0/17` };
  }
  throw internal('every private subnet tried overlaps a route of this machine');
}

/**
 * The bridges of the engine in `dir`: its own, and those of user networks, whose names are in the engine's network database.
 * The database is Bolt; JSON values lie in it as text, so no reader of the format is needed. Names of networks long removed are harmless.
 */
export function bridgesOf(dir: string, database: string): string[] {
  const present = readdirSync('/sys/class/net');
  const own = present.filter((name) => name.startsWith('whf') && aliasOf(name) === dir);
  const made = [...textOf(database).matchAll(/"BridgeName":"(br-[0-9a-f]{12})"/g)].map((match) => match[1] ?? '');
  return [...new Set([...own, ...made])].filter((name) => present.includes(name));
}

/** Removes an interface; one that is already gone is no error. */
export async function removeBridge(name: string): Promise<void> {
  await succeeds('ip', 'link', 'del', name);
}

async function succeeds(...command: string[]): Promise<boolean> {
  return run('busybox', command).then(
    () => true,
    () => false,
  );
}

function aliasOf(name: string): string {
  return textOf(join('/sys/class/net', name, 'ifalias')).trim();
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Whether a route other than the default one shares addresses with the /16. */
function overlapsRoute(prefix: string): boolean {
  const [a = 0, b = 0] = prefix.split('.').map(Number);
  const ours = (a << 24) | (b << 16);
  const routes = textOf('/proc/net/route').trim().split('\n').slice(1);
  return routes.some((line) => {
    const [, destination = '', , , , , , mask = ''] = line.split('\t');
    if (mask === '00000000') return false;
    // The kernel prints addresses in memory order, least significant byte first.
    const narrower = hostOrder(mask) & 0xffff0000;
    return (ours & narrower) === (hostOrder(destination) & narrower);
  });
}

function hostOrder(hex: string): number {
  return Buffer.from(hex, 'hex').readInt32LE();
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
